# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the live test: the verdict first, what to do with one press, and never a verdict on
something else."""

import json
import re

import pytest

import peers
from certificates import Certificate
from desktop import Atspi, listen, wait_for
from walk import (PRACTICE_CLIENT_ID, PRACTICE_SECRET, fill_in_clinic, go_back_to, go_on,
                  go_to_credentials, is_on, keep_practice_credentials, saved_clinic)

from peer import Peer


def open_tested(start, secret=PRACTICE_SECRET):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret(secret)
    program.press("Save and Test")
    program.wait_until_shows(" s. Host:")
    return program


def play(desktop, program, scenario):
    """Chooses what the practice plays, with the keyboard, from the first one on."""
    lines = program.run_command("practice", "--list-scenarios").stdout.splitlines()
    index = [line.split()[0] for line in lines].index(scenario)
    program.click(program.find("Simulated Situation", "combo box"))
    program.look_away()
    desktop.key("Home", *["Down"] * index, "Return")
    program.look_away()


def test_the_gravest_finding_is_in_the_verdict(start):
    program = open_tested(start, secret="not-the-right-secret")
    card = program.find("Not ready", "grouping")
    inside = [node.get_name() for node in program.nodes(card)]
    assert "The Client ID and Client Secret do not match" in inside
    assert "Enter Credentials" in inside
    # Which EHR is simulated is said where the guide is another one's; see test_other_ehr.py.
    assert not program.shows("The simulated server responds as")
    # Where nothing was tested, the table of all scopes is folded.
    rows = [node for node in program.nodes() if node.get_role_name() == "list item"
            and (node.get_name() or "").startswith("system/")]
    assert all(program.place(row).height <= 0 for row in rows)


def test_its_button_does_what_it_says(start):
    program = open_tested(start, secret="not-the-right-secret")
    program.press("Enter Credentials")
    wait_for(lambda: "Credentials – " in program.title(), "the page of the credentials")
    # They can be entered there and then.
    entry = program.entry("Client ID")
    wait_for(lambda: entry.get_state_set().contains(Atspi.StateType.FOCUSED), "the focus")


@pytest.mark.parametrize("scenario, button", [
    ("versions-mixed-up", "Go to FHIR URL"), ("r4-missing", "Copy Request to Administrator"),
])
def test_what_is_to_be_done_first_has_a_button(desktop, start, scenario, button):
    program = open_tested(start)
    play(desktop, program, scenario)
    program.press("Test Again")
    program.wait_until_shows("Not ready")
    assert program.find(button, "button")


def test_who_is_sent_away_finds_back(start):
    """From whatever page a finding sends to, until there is another test."""
    program = open_tested(start, secret="not-the-right-secret")
    way_back = "When this is done, test again: The Client ID and Client Secret do not match"
    assert not program.shows(way_back)
    program.press("Enter Credentials")
    program.wait_until_shows(way_back)
    go_back_to(program, "My Applications: Confirmation")
    assert program.shows(way_back)
    program.press("Test Again")
    wait_for(lambda: "Connection Test – " in program.title(), "the page of the test")
    program.find("Not ready", "label")
    go_back_to(program, "Credentials")
    assert not program.shows(way_back)


def test_what_passes_needs_no_way_back(start):
    program = open_tested(start, secret="not-the-right-secret")
    program.press("Enter Credentials")
    program.wait_until_shows("When this is done, test again")
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret(PRACTICE_SECRET)
    program.press("Test and Replace")
    program.find("Replace…", "button")
    wait_for(lambda: not program.shows("When this is done, test again"), "the end of the errand")


def test_what_has_changed_is_said_everywhere(desktop, start):
    """A scope that worked and is refused: on the page, at home, in the report, and in the file."""
    program = open_tested(start)
    assert not program.shows("Changes Since the Previous Test")
    play(desktop, program, "resource-forbidden")
    program.press("Test Again")
    program.wait_until_shows("Changes Since the Previous Test")
    change = "system/Procedure.read in R4: Denied, before: Works"
    program.wait_until_shows("Not ready, before: Ready")
    program.wait_until_shows(change)
    program.press("Last 2 Tests")
    program.find("Ready", "list item")
    assert [entry["verdict"] for entry in saved_clinic(program)["history"]] == ["ready", "not-ready"]
    program.press("Create Support Report…")
    report = program.find("Report", "text")
    assert change in wait_for(lambda: program.text_in(report), "the report")
    desktop.key("Escape")
    program.look_away()
    program.press("All Clinics")
    program.find(role="list item", contains="Changed: Not ready, before: Ready, and")


class Said:
    """What a screen reader is told to say at once."""

    def __init__(self):
        self.words = []
        self.listener = Atspi.EventListener.new(lambda event: self.words.append(str(event.any_data)))
        self.listener.register("object:announcement")

    def listen(self):
        listen()
        return self.words

    def close(self):
        self.listener.deregister("object:announcement")


def test_a_server_that_lets_one_wait_is_told(start, tmp_path):
    """Before anything is known: when a response may still come, and for how long one waits."""
    said = Said()
    certificate = Certificate(tmp_path, "localhost")
    with Peer(certificate) as peer:
        try:
            program = peers.open_tested(start, peer, peers.home_that_trusts(certificate, tmp_path))
            peer.routes = {"/token": lambda *_: peer.stopped.wait()}
            program.press("Test Again")
            program.wait_until_shows("You can stop the test at any time.")
            program.wait_until_shows("The server is slow.")
            assert sum("The server is slow." in words for words in said.listen()) == 1
            program.press("Stop")
            wait_for(lambda: not program.shows("The server is slow."), "the result")
        finally:
            said.close()


def test_the_verdict_is_announced_once(start):
    said = Said()
    try:
        program = open_tested(start)
        wait_for(lambda: any(words.startswith("Ready") for words in said.listen()), "the verdict")
        assert sum(words.startswith("Ready") for words in said.listen()) == 1
        assert "Saved in the system keyring" in said.words
        program.press("Test Again")
        wait_for(lambda: sum(words.startswith("Ready") for words in said.listen()) == 2, "the next")
    finally:
        said.close()


def change_address(program):
    go_back_to(program, "Clinic")
    program.fill("FHIR URL or Tenant ID",
                 "https://fhir-ehr.cerner.com/r4/11111111-2222-4333-8444-555555555555/")


def change_secret(program):
    go_back_to(program, "Credentials")
    program.press("Replace…")
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret("another-long-secret")
    program.press("Replace Without Testing")
    program.find("Replace…", "button")


def change_options(program):
    go_back_to(program, "New Application: Scopes")
    program.press("Medical Notes", role="check box")


@pytest.mark.parametrize("change", [change_address, change_secret, change_options])
def test_no_verdict_outlives_what_it_was_about(desktop, start, change):
    """After a change every page says the same: it was changed since."""
    program = open_tested(start)
    program.find("Ready", "label")
    change(program)
    for page, heading in (("Connection Test", "Changed since the last test"),
                          ("Add to Leyr", "Changed since the last test"), ("Summary", None)):
        while not is_on(program, page):
            before = program.title()
            program.press("Continue")
            wait_for(lambda: program.title() != before, "the next page")
        if heading is not None:
            program.wait_until_shows(heading)
        assert not program.shows("All Done")
        assert program.find_now("Ready", "label") is None
    assert_report_says(desktop, program, "Changed since the last test")
    program.press("All Clinics")
    program.find("Practice Clinic. Changed since the last test", "list item")


def assert_report_says(desktop, program, standing):
    program.press("Create Support Report…")
    report = program.find("Report", "text")
    text = wait_for(lambda: program.text_in(report), "the report")
    assert re.search(rf"Result:?\s+{standing}\n", text), text
    desktop.key("Escape")
    program.look_away()


def rename(program):
    while not is_on(program, "Clinic"):
        before = program.title()
        program.press("Back")
        wait_for(lambda: program.title() != before, "the page before")
    program.fill("Clinic Name", "Another Name")


def test_a_name_changes_no_verdict(desktop, start):
    program = open_tested(start)
    rename(program)
    for page in ("Connection Test", "Add to Leyr"):
        while not is_on(program, page):
            before = program.title()
            program.press("Continue")
            wait_for(lambda: program.title() != before, "the next page")
        program.find("Ready", "label")
    go_on(program, "Summary")
    assert_report_says(desktop, program, "Ready")
    program.press("All Clinics")
    program.find(contains="Another Name. Ready, tested ", role="list item")
    program.quit()
    checked = json.loads(program.run_command("check", "Another Name", "--practice", "--json").stdout)
    assert checked["verdict"] == "ready"


def test_a_test_goes_on_while_another_page_is_in_view(desktop, start):
    """It takes no focus away from where the user is by then."""
    program = open_tested(start)
    program.press("Test Again")
    go_back_to(program, "Credentials")
    program.press("Replace…")
    program.click(program.entry("Client ID"))
    desktop.type("typed-while-it-ran")
    wait_for(lambda: program.text_of("Client ID") == "typed-while-it-ran", "every letter")


def test_a_host_is_approved_only_after_a_question(desktop, start):
    program = open_tested(start)
    play(desktop, program, "foreign-token-host")
    program.press("Test Again")
    button = program.find(contains="Approve ", role="button")
    program.activate(button)
    program.press("Cancel")
    program.look_away()
    assert saved_clinic(program).get("approved_hosts", []) == []


def test_check_by_name_uses_the_keyring(desktop, start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program, "By Name")
    go_to_credentials(program)
    keep_practice_credentials(program)
    program.quit()
    outcome = program.run_command("check", "By Name", "--practice", "--json")
    result = json.loads(outcome.stdout)
    assert outcome.returncode == 0
    assert result["clinic"]["name"] == "By Name"
    assert result["verdict"] == "ready"
