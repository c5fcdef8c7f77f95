# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way: from the first start to an enabled application, to a clinic that is ready, and on to the day on
which something has changed."""

import os

from desktop import wait_for
from test_check_page import play
from test_enablement_page import APPLICATION_ID, notified  # noqa: F401
from walk import (PAGES, PRACTICE_SECRET, fill_in_clinic, files_with, go_back_to, go_on, go_on_to,
                  go_to_credentials, is_on, keep_practice_credentials, saved_clinic)

TITLES = dict(PAGES)


def verdicts(program):
    return [entry["verdict"] for entry in saved_clinic(program).get("history", [])]


def test_the_whole_way(desktop, start, notified):  # noqa: F811
    program = start()
    program.wait_until_shows("Connect a Clinic to Leyr")

    # An account, the clinic, and the console.
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    wait_for(lambda: saved_clinic(program)["stored"], "the clinic's file")

    # Registered is not enabled: the first test says so, and leads to who can do it.
    go_on_to(program, "test")
    play(desktop, program, "enabled-later")
    program.press("Start Test")
    program.find("Not ready", "label")
    program.press("Go to Enablement")
    wait_for(lambda: is_on(program, TITLES["enablement"]), "the page of the enablement")
    program.press("Oracle hosts it", role="radio button")
    program.fill("Application ID", APPLICATION_ID)
    program.press("Mark as Sent")
    program.press("All Clinics")
    program.find(role="list item", contains="Practice Clinic. Waiting to be enabled since ")

    # Enabled meanwhile, and ready.
    program.press("Continue with “Practice Clinic”")
    go_on_to(program, "test")
    program.press("Test Again")
    program.find("Ready", "label")
    wait_for(lambda: verdicts(program) == ["not-ready", "ready"], "the clinic's file")
    go_back_to(program, TITLES["enablement"])
    program.wait_until_shows("The tenant allows the application.")

    # Added to Leyr, and kept in view from then on.
    go_on(program, TITLES["test"])
    program.press("Test Daily", role="check box")
    wait_for(lambda: saved_clinic(program)["test_daily"], "the clinic's file")
    play(desktop, program, "secret-replaced")
    program.press("Test Again")
    wait_for(lambda: verdicts(program)[-2:] == ["ready", "ready"], "the last good test")
    assert notified() == []
    program.press("All Clinics")
    program.find(role="list item", contains=". Tested daily")

    # The night passes, and somebody has replaced the secret.
    line, = wait_for(notified, "the notification", patience=150)
    assert line.startswith("Demo: Practice Clinic\tChanged: Not ready, before: Ready. ")
    program.find(role="list item", contains="Changed: Not ready, before: Ready")
    open(os.path.join(desktop.folder, "notifications.click"), "w").close()
    wait_for(lambda: is_on(program, TITLES["test"]), "the page to which the notification leads")
    program.find("Not ready", "label")
    program.find(contains="token.invalid-client-credentials")
    assert verdicts(program)[-2:] == ["ready", "not-ready"]
    assert files_with(program.home, PRACTICE_SECRET.encode()) == []
