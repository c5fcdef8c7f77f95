# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that asks whether the clinic has an account in the console."""

import os

from desktop import read_file, wait_for
from walk import SANDBOX, fill_in_clinic, go_back_to, home_with_handler


def test_waiting_for_oracle(desktop, start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program, "Without Account")
    go_back_to(program, "Code Console Account")
    program.press("Not yet", role="radio button")
    program.wait_until_shows("Your progress is saved.")
    program.press("Copy Email")
    program.wait_until_shows("Email copied")
    mail = desktop.clipboard().decode()
    assert mail.startswith("To: contact@leyr.io\nSubject: ")
    assert "Clinic: Without Account" in mail and SANDBOX in mail and "Medical Notes: no" in mail
    program.press("All Clinics")
    program.find("Without Account. Waiting for Code Console access", "list item")


def test_mail_opens_in_the_mail_program(desktop, start):
    home, opened = home_with_handler(desktop, "mailto")
    program = start(home=home)
    program.press("Get Started")
    program.press("Not sure", role="radio button")
    program.press("Write to Leyr")
    wait_for(lambda: os.path.exists(opened) and read_file(opened), "the mail program")
    assert read_file(opened).startswith("mailto:contact@leyr.io?subject=")


def test_who_is_not_sure_finds_out(desktop, start):
    """The question comes first; the console itself tells who may sign in there."""
    home, opened = home_with_handler(desktop, "https")
    program = start(home=home)
    program.press("Get Started")
    program.find("Does the clinic have an account for Code Console?")
    assert not program.shows("How to Find Out")
    program.press("Not sure", role="radio button")
    program.wait_until_shows("How to Find Out")
    program.press("Open")
    wait_for(lambda: os.path.exists(opened) and read_file(opened), "the browser")
    assert read_file(opened) == "https://code-console.cerner.com/\n"
    program.press("Yes, it has an account", role="radio button")
    wait_for(lambda: not program.shows("How to Find Out") and not program.shows("Without an Account"),
             "the end of what is for others")
