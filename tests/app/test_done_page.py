# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end."""

from desktop import wait_for
from walk import (PRACTICE_CLIENT_ID, PRACTICE_SECRET, fill_in_clinic, go_on, go_on_to,
                  go_to_credentials, keep_practice_credentials, run_test)


def test_the_end(desktop, start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on_to(program, "test")
    run_test(program)
    go_on(program, "Add to Leyr")
    program.press("Copy Client ID")
    wait_for(lambda: desktop.clipboard() == PRACTICE_CLIENT_ID.encode(), "the Client ID")
    program.press("Copy Client Secret")
    program.wait_until_shows("Client Secret copied for 45 seconds")
    assert desktop.clipboard() == PRACTICE_SECRET.encode()
    program.press("Credentials entered in the portal", role="check box")
    go_on(program, "Summary")
    program.wait_until_shows("All Done")
    program.press("All Clinics")
    program.wait_until_shows("Added to Leyr. Ready, tested ")
