# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is changed after a verdict, all that speak of it say the same: the pages, home, the report and
the command."""

import json
import os
import re

import pytest

from desktop import wait_for
from test_check_page import open_tested, play
from test_home_page import menu
from walk import PRACTICE_CLIENT_ID, PRACTICE_SECRET, SANDBOX, is_on, keyring_items, saved_clinic

OTHER_ADDRESS = "https://fhir-ehr.cerner.com/r4/11111111-2222-4333-8444-555555555555/"
OTHER_ID = "11111111-2222-4333-8444-555555555555"
OUTDATED = "Changed since the last test"
UNTESTED = "Not tested yet"

# What the practice plays, what the test comes to, and what the command's exit status is then.
VERDICTS = {
    "ready": ("works", "Ready", 0),
    "ready-with-warnings": ("unexpected-entries", "Ready, with warnings", 0),
    "not-ready": ("not-enabled", "Not ready", 1),
    "untested": ("captive-portal", "Test not completed", 3),
}


def show(program, page):
    """By the list of all pages; those of the guide have their steps before their title there."""
    row = wait_for(lambda: next((node for node in program.nodes() if node.get_role_name() == "list item"
                                 and re.match(rf"(Steps? [^:]+: )?{page}(, done)?$", node.get_name() or "")),
                                None), f"the row {page!r}")
    program.click(row)
    wait_for(lambda: is_on(program, page), f"the page {page!r}")


def read_report(desktop, program):
    program.choose("Main Menu", "Create Support Report…")
    report = program.find("Report", "text")
    text = wait_for(lambda: program.text_in(report), "the report")
    desktop.key("Escape")
    wait_for(lambda: program.find_now("Report", "text") is None, "the end of the report")
    return re.search(r"Result:?\s+(.+)\n", text).group(1)


def all_say(desktop, program, standing, name="Practice Clinic"):
    show(program, "Connection Test")
    if standing == UNTESTED:
        program.find("Start Test", "button")
        assert not any(program.find_now(title, "label") for _, title, _ in VERDICTS.values())
    else:
        program.find(standing, "label")
    show(program, "Add to Leyr")
    program.find(standing, "label")
    assert read_report(desktop, program) == standing
    show(program, "Summary")
    assert not program.shows("All Done")
    # What is ready is no open item.
    assert (program.find_now(standing, "label") is None) == standing.startswith("Ready")
    program.press("All Clinics")
    rows = wait_for(lambda: [n.get_name() for n in program.nodes() if n.get_role_name() == "list item"
                             and n.get_name().startswith(f"{name}. ")], "the clinic at home")
    expected = {OUTDATED: OUTDATED, UNTESTED: "14 of 14 steps done"}.get(standing, f"{standing}, tested ")
    assert rows[0].startswith(f"{name}. {expected}"), rows
    program.open_row(name)
    wait_for(lambda: f" – {name}" in program.title(), "the clinic again")


def enter(program, button, client_id=PRACTICE_CLIENT_ID, secret=PRACTICE_SECRET):
    show(program, "Credentials")
    program.press("Replace…")
    program.fill("Client ID", client_id)
    program.type_secret(secret)
    wait_for(lambda: program.is_sensitive(button), button)
    program.press(button)


def check(program, scenario, name):
    """The command tests the clinic as it is now."""
    outcome = program.run_command("check", name, f"--practice={scenario}", "--json")
    return outcome.returncode, json.loads(outcome.stdout)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_all_say_the_same_after_each_change(desktop, start, tmp_path, verdict):
    scenario, title, status = VERDICTS[verdict]
    program = open_tested(start)
    if scenario != "works":
        play(desktop, program, scenario)
        program.press("Test Again")
    program.find(title, "label")
    all_say(desktop, program, title)

    # Whatever is changed and changed back is what was tested.
    for page, change, back in (
            ("Clinic", lambda: program.fill("FHIR URL or Tenant ID", OTHER_ADDRESS),
             lambda: program.fill("FHIR URL or Tenant ID", SANDBOX)),
            ("New Application: Scopes", lambda: program.press("Medical Notes", role="check box"),
             lambda: program.press("Medical Notes", role="check box"))):
        show(program, page)
        change()
        all_say(desktop, program, OUTDATED)
        show(program, page)
        back()
        show(program, "Connection Test")
        program.find(title, "label")

    # A name is nothing that is tested.
    show(program, "Clinic")
    program.fill("Clinic Name", "Renamed")
    all_say(desktop, program, title, "Renamed")
    code, result = check(program, scenario, "Renamed")
    assert (code, result["verdict"], result["clinic"]["name"]) == (status, verdict, "Renamed")
    assert len(result["scopes"]) == 9

    # Another secret, even the same words once more, and another Client ID are.
    enter(program, "Replace Without Testing")
    program.find("Replace…", "button")
    all_say(desktop, program, OUTDATED, "Renamed")
    show(program, "Connection Test")
    program.press("Test Again")
    program.find(title, "label")
    enter(program, "Replace Without Testing", client_id=OTHER_ID)
    program.wait_until_shows("Client ID 1111…5555")
    all_say(desktop, program, OUTDATED, "Renamed")

    # Those that pass the test have a verdict of their own; those that do not change nothing.
    enter(program, "Test and Replace")
    if status == 0:
        program.wait_until_shows("Client ID 0b5e…0001")
        all_say(desktop, program, title, "Renamed")
    else:
        program.wait_until_shows("The new credentials could not be tested" if verdict == "untested"
                                 else "The new credentials did not pass the test")
        assert OTHER_ID in keyring_items(desktop, clinic=saved_clinic(program)["id"])
        program.press("Cancel")
        program.find("Replace…", "button")
        all_say(desktop, program, OUTDATED, "Renamed")

    # A clinic that comes from a file brings no verdict, as it brings no credentials.
    program.press("All Clinics")
    program.find("Add Clinic", "button")
    path = str(tmp_path / "exported.json")
    menu(program, "Renamed", "Export…")
    program.choose_file(path)
    wait_for(lambda: os.path.exists(path), "the file")
    with open(path) as file:
        exported = dict(json.load(file), name="Brought")
    with open(path, "w") as file:
        json.dump(exported, file)
    program.choose("Main Menu", "Import Clinic…")
    program.choose_file(path, "Open")
    program.wait_until_shows("“Brought” imported")
    program.open_row("Brought")
    wait_for(lambda: " – Brought" in program.title(), "the clinic")
    all_say(desktop, program, UNTESTED, "Brought")
    show(program, "Credentials")
    program.find("Save and Test", "button")
