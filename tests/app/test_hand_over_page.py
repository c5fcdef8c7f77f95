# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that leads on to Leyr's portal: the Client Secret in the clipboard, and out of it again."""

from desktop import Atspi, wait_for
from test_credentials_page import copy_elsewhere
from walk import (PRACTICE_SECRET, fill_in_clinic, go_back_to, go_on, go_on_to, go_to_credentials,
                  keep_practice_credentials)

PATIENCE = 70  # seconds; a secret stays for 45


def open_hand_over(start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on_to(program, "test")
    go_on(program, "Add to Leyr")
    return program


def copy_secret(desktop, program):
    program.press("Copy Client Secret")
    program.wait_until_shows("In the clipboard for another ")
    wait_for(lambda: desktop.clipboard() == PRACTICE_SECRET.encode(), "the secret")


def test_the_secret_goes_by_itself(desktop, start):
    program = open_hand_over(start)
    copy_secret(desktop, program)
    # Managers of clipboards are asked not to keep it. What the hint says cannot be read here: GTK hands
    # over only types that have a slash in them, on X11.
    assert b"x-kde-passwordManagerHint" in desktop.clipboard("TARGETS")
    program.wait_until_shows("In the clipboard for another ")
    wait_for(lambda: program.shows("Clipboard cleared"), "the end of its time", PATIENCE)
    assert desktop.clipboard() == b""


def test_what_others_copied_stays(desktop, start):
    program = open_hand_over(start)
    copy_secret(desktop, program)
    copy_elsewhere(desktop, "something of the browser's")
    wait_for(lambda: not program.shows("In the clipboard for another "), "the truth")
    program.press("All Clinics")
    program.find("Add Clinic", "button")
    assert desktop.clipboard() == b"something of the browser's"


def test_what_this_program_copied_since_stays(desktop, start):
    """A picture for support, a value: it is ours, but it is not the secret."""
    program = open_hand_over(start)
    copy_secret(desktop, program)
    program.press("Copy Client ID")
    wait_for(lambda: desktop.clipboard() not in (b"", PRACTICE_SECRET.encode()), "the Client ID")
    client_id = desktop.clipboard()
    program.press("All Clinics")
    program.find("Add Clinic", "button")
    assert desktop.clipboard() == client_id


def test_leaving_takes_the_secret_along(desktop, start):
    program = open_hand_over(start)
    copy_secret(desktop, program)
    program.press("All Clinics")
    program.find("Add Clinic", "button")
    wait_for(lambda: desktop.clipboard() == b"", "an empty clipboard")


def test_new_credentials_are_not_in_the_portal_yet(start):
    """The box and the end say the same after a replacement."""
    program = open_hand_over(start)
    program.press("Credentials entered in the portal", role="check box")
    go_back_to(program, "Credentials")
    program.press("Replace…")
    program.fill("Client ID", "11111111-2222-4333-8444-555555555555")
    program.type_secret("another-long-secret")
    program.press("Replace Without Testing")
    program.find("Replace…", "button")
    go_on_to(program, "test")
    go_on(program, "Add to Leyr")
    box = program.find("Credentials entered in the portal", "check box")
    assert not box.get_state_set().contains(Atspi.StateType.CHECKED)
