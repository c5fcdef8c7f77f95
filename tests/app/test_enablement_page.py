# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From registered to enabled: the request, the wait, and the test that is let in."""

import os
import re
import urllib.parse

import pytest

import languages
from desktop import wait_for
from test_check_page import play
from walk import (PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, SANDBOX, fill_in_clinic, go_back_to, go_on,
                  go_on_to, go_to_credentials, home_with_handler, keep_practice_credentials, saved_clinic)

APPLICATION_ID = "a11ce000-1e7a-4c11-9000-9ac71ce00077"


SERVICE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "notification_service.py")


@pytest.fixture
def notified(desktop):
    """Returns what the desktop was asked to tell the user."""
    told = os.path.join(desktop.folder, "notifications")
    open(told, "w").close()
    service = desktop.spawn("/usr/bin/python3", SERVICE, told)
    wait_for(lambda: desktop.owns("org.freedesktop.Notifications"), "the notifications")

    def read():
        with open(told, encoding="utf-8") as file:
            return file.read().splitlines()

    yield read
    service.kill()
    service.wait()


def open_enablement(start, **options):
    program = start(**options)
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on(program, "Enablement")
    return program


def request_of(program):
    return wait_for(lambda: next((text for text in program.texts()
                                  if "Please enable this application" in text), None), "the request")


def test_from_not_enabled_to_ready(desktop, start, notified):
    """The finding leads to the page; what is sent there is waited for everywhere, and the wait ends."""
    program = start()
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on(program, "Enablement")
    go_on_to(program, "test")
    play(desktop, program, "enabled-later")
    program.press("Start Test")
    program.press("Go to Enablement")
    wait_for(lambda: "Enablement – " in program.title(), "the page of the enablement")

    assert not program.shows("Where to Find the Tenant ID")
    program.press("Oracle hosts it", role="radio button")
    program.wait_until_shows("Ask Oracle Health Hosting for the tenant ID")
    assert "Application ID: (to be filled in)" in request_of(program)
    program.fill("Application ID", APPLICATION_ID)
    wait_for(lambda: f"Application ID: {APPLICATION_ID}" in request_of(program), "the request")
    program.press("Mark as Sent")
    program.find("Mark as Not Sent", "button")
    kept = wait_for(lambda: (e := saved_clinic(program)["enablement"]).get("sent") and e, "the file")
    assert kept["hosting"] == "oracle" and kept["application_id"] == APPLICATION_ID
    assert "system/Slot.read" in kept["scopes"]

    # At home and at the end as well.
    program.press("All Clinics")
    program.find(role="list item", contains="Practice Clinic. Waiting to be enabled since ")
    program.press("Continue with “Practice Clinic”")
    for title in ("Connection Test", "Add to Leyr", "Summary"):
        go_on(program, title)
    program.wait_until_shows("Waiting to be enabled since ")
    program.press("Enablement")
    wait_for(lambda: "Enablement – " in program.title(), "the page of the enablement")

    # Meanwhile Oracle has done it.
    go_on_to(program, "test")
    program.press("Test Again Every Minute", role="check box")
    wait_for(lambda: saved_clinic(program)["history"][-1]["verdict"] == "ready", "the test after a minute",
             patience=120)
    program.find("Ready", "label")
    titles = wait_for(lambda: [line.split("\t")[0] for line in notified()], "the notification")
    assert titles == ["Demo: Practice Clinic is ready"]
    go_back_to(program, "Enablement")
    program.wait_until_shows("The tenant allows the application.")
    assert program.find_now("Mark as Not Sent", "button") is None


def test_the_request_is_whole_wherever_it_goes(desktop, start):
    home, opened = home_with_handler(desktop, "mailto")
    program = open_enablement(start, home=home)
    # On the screen the Client ID is shortened; in what is sent it is not.
    assert PRACTICE_CLIENT_ID not in request_of(program)
    # What was only rehearsed says so wherever it goes.
    assert request_of(program).startswith("DEMO MODE: ")
    program.press("Copy Request")
    program.wait_until_shows("Request copied")
    copied = desktop.clipboard().decode()
    assert f"Client ID: {PRACTICE_CLIENT_ID}\n" in copied
    assert "  system/Slot.read\n" in copied
    assert PRACTICE_SECRET not in copied
    program.press("Write Email")
    wait_for(lambda: os.path.exists(opened) and os.path.getsize(opened) > 0, "the mail")
    with open(opened, encoding="utf-8") as file:
        mail = urllib.parse.unquote(file.read())
    assert re.match("mailto:\\?subject=Demo: \\W*FHIR Application Provisioning: Practice Clinic\\W*"
                    "&body=DEMO MODE: ", mail)
    assert PRACTICE_CLIENT_ID in mail and PRACTICE_SECRET not in mail


@pytest.mark.parametrize("language", ["de", "pseudo"])
def test_the_request_is_in_english(desktop, start, language):
    """Oracle's staff reads it, whatever the clinic speaks; the window around it is the clinic's. In the pseudo
    language all that is translated is marked, whether there is a translation of it yet or not."""
    program = start(environment=languages.environment(desktop, language))
    desktop.key("ctrl+n")
    program.look_away()
    for _ in range([name for name, _ in PAGES].index("enablement")):
        before = program.title()
        desktop.key("alt+Right")
        wait_for(lambda before=before: program.title() != before, "the next page")
    # What says that it is only a demo is for the one who sends it.
    note, _, request = request_of(program).partition("\n\n")
    assert request.startswith("Please enable this application for our ")
    for line in ("Organization: ", "Tenant ID: (to be filled in)", "Scopes:"):
        assert line in request
    assert languages.OPEN not in request
    if language == "pseudo":
        assert languages.OPEN in program.title() and languages.OPEN in note
    else:
        assert "Enablement" not in program.title()


def test_a_hint_is_said_once(start, announced):
    """And not again with each letter that comes after it, in another field."""
    hint = "This was entered as the application’s own ID"
    program = start()
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    program.fill("Application ID", APPLICATION_ID)
    program.fill("Client ID", APPLICATION_ID)
    program.wait_until_shows(hint)
    # Before that, whatever is typed puts it off.
    wait_for(lambda: any(hint in text for text in announced()), "the announcement")
    program.type_secret("several-letters")
    program.look_away()
    program.look_away()
    assert sum(hint in text for text in announced()) == 1


def test_the_two_ids_are_not_mistaken(start):
    """Application ID and Client ID stand side by side, and look alike: each is noticed in the other's place."""
    program = start()
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    program.fill("Application ID", "not-a-uuid")
    program.wait_until_shows("five groups with hyphens")
    program.fill("Application ID", APPLICATION_ID)
    program.fill("Client ID", APPLICATION_ID)
    program.wait_until_shows("This was entered as the application’s own ID")
    keep_practice_credentials(program)
    program.fill("Application ID", PRACTICE_CLIENT_ID)
    program.wait_until_shows("This is the value of “Client ID”. “Application ID” is a different one")
    assert saved_clinic(program)["enablement"]["application_id"] == ""


def test_both_pages_have_the_same_application_id(start):
    """Replaced or cleared on one of them, it is so on the other."""
    other = APPLICATION_ID.replace("77", "88")
    program = open_enablement(start)
    program.fill("Application ID", APPLICATION_ID)
    wait_for(lambda: APPLICATION_ID in request_of(program), "the request")
    go_back_to(program, "Credentials")
    assert program.text_of("Application ID") == APPLICATION_ID
    program.fill("Application ID", other)
    go_on(program, "Enablement")
    assert program.text_of("Application ID") == other
    assert other in request_of(program)
    program.fill("Application ID", "")
    wait_for(lambda: "Application ID: (to be filled in)" in request_of(program), "the request")
    go_back_to(program, "Credentials")
    assert program.text_of("Application ID") == ""


def test_what_was_not_sent_for_this_clinic_is_not_taken_back(start):
    """Only what is there can be taken back: one request, not the one for another tenant, and not the first one
    together with the second."""
    program = open_enablement(start)
    program.press("Mark as Sent")
    program.find("Mark as Not Sent", "button")
    first = wait_for(lambda: saved_clinic(program)["enablement"].get("sent"), "the file")
    go_back_to(program, "Clinic")
    program.fill("FHIR URL or Tenant ID", SANDBOX.replace("7583d", "75830"))
    go_on_to(program, "enablement")
    program.wait_until_shows("The request has not been sent yet.")
    assert program.find_now("Mark as Not Sent", "button") is None
    go_back_to(program, "Clinic")
    program.fill("FHIR URL or Tenant ID", SANDBOX)
    go_on_to(program, "scopes")
    program.press("Medical Notes", role="check box")
    go_on_to(program, "enablement")
    program.press("Mark as Sent Again")
    wait_for(lambda: saved_clinic(program)["enablement"]["sent"] != first, "the second request")
    program.press("Mark as Not Sent")
    program.wait_until_shows("Scopes were added.")
    wait_for(lambda: saved_clinic(program)["enablement"]["sent"] == first, "the first request")


def test_a_replaced_secret_is_nothing_to_wait_for(desktop, start):
    """It was enabled, as a test has shown: whatever is wrong since, Oracle is not what is waited for."""
    program = open_enablement(start)
    program.press("Mark as Sent")
    program.wait_until_shows("Waiting to be enabled since ")
    go_on(program, "Connection Test")
    play(desktop, program, "works")
    program.press("Start Test")
    program.find("Ready", "label")
    play(desktop, program, "wrong-secret")
    program.press("Test Again")
    program.find("Not ready", "label")
    go_back_to(program, "Enablement")
    program.wait_until_shows("The tenant allows the application.")
    go_on_to(program, "done")
    program.wait_until_shows("Still to Do")
    assert not program.shows("Waiting to be enabled since ")
