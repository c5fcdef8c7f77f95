# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guides that are renewed without a release: told to be old, opened, dropped, looked at, taken, taken back."""

import datetime
import os
import re

import pytest

from desktop import wait_for
from test_support import drop
from walk import go_back_to, go_to_credentials, keep_practice_credentials

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILT_IN = os.path.join(ROOT, "data/guides/cerner-millennium.xml")
OLD = "The console may look different by now. For a newer guide, email contact@leyr.io."
ORIGIN = "This guide did not come with Leyr Onboarding"
# What the next review of the console finds.
LATER = {
    'label="+ New Application"': 'label="+ Register an Application"',
    'label="I agree to the terms of use"': 'label="I agree to the new terms"',
}


def today():
    return datetime.date.today().isoformat()


def make_guide(path, reviewed, changes=()):
    with open(BUILT_IN, encoding="utf-8") as file:
        text = file.read()
    for what, instead in dict(changes).items():
        assert what in text
        text = text.replace(what, instead)
    text = text.replace('reviewed="2025-05-31"', f'reviewed="{reviewed}"')
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return str(path)


def user_guides(program):
    return os.path.join(program.home, ".local/share/leyr-onboarding/guides")


def taken(program):
    return os.path.join(user_guides(program), "taken/cerner-millennium.xml")


def begin(program):
    program.press("Get Started")
    wait_for(lambda: "Code Console Account – " in program.title(), "the first page")
    program.wait_until_shows("Last Checked Against the Console")


def test_age_is_told_and_ends_with_a_newer_guide(desktop, start, tmp_path):
    """Dropped, looked at and left alone, dropped and taken, followed, taken back, and offered again."""
    guide = make_guide(tmp_path / "newer.xml", today(), LATER)
    program = start()
    begin(program)
    assert program.shows(OLD) == (datetime.date.today() >= datetime.date(2026, 5, 31))
    assert not program.shows(ORIGIN)

    drop(desktop, program, guide, "What Changes")
    program.find("Use This Guide", "button")
    program.wait_until_shows("Step 3: “+ Register an Application” is new.")
    program.wait_until_shows("Step 3: “+ New Application” was removed.")
    program.wait_until_shows("Step 10: “I agree to the new terms” is new.")
    assert not program.shows("Step 9:")
    desktop.key("Escape")
    program.look_away()
    assert not os.path.exists(taken(program)) and not program.shows(ORIGIN)

    drop(desktop, program, guide, "What Changes")
    program.press("Use This Guide")
    program.wait_until_shows("New guide in use")
    program.wait_until_shows(ORIGIN)
    assert not program.shows(OLD)
    with open(guide, "rb") as given, open(taken(program), "rb") as kept:
        assert given.read() == kept.read()

    # It is what the clinic follows, now and at the next start.
    home = program.home
    program.quit()
    program = start("--step", "3", home=home)
    program.wait_until_shows("+ Register an Application")
    desktop.key("alt+Home")
    program.look_away()
    begin(program)
    program.press("Stop Using")
    program.wait_until_shows("Guide no longer in use.")
    program.wait_until_shows("In your guides folder: Cerner Millennium")
    assert not os.path.exists(taken(program)) and not program.shows(ORIGIN)

    program.press("Review…")
    program.press("Use This Guide")
    program.wait_until_shows(ORIGIN)
    assert os.path.exists(taken(program)) and not program.shows("In your guides folder")


def test_a_guide_that_lies_in_the_folder_is_followed_only_once_it_was_seen(start, tmp_path):
    program = start()
    begin(program)
    home = program.home
    program.quit()
    os.makedirs(user_guides(program), exist_ok=True)
    make_guide(os.path.join(user_guides(program), "by-hand.xml"), today(), LATER)

    program = start(home=home)
    begin(program)
    program.wait_until_shows("In your guides folder: Cerner Millennium")
    program.wait_until_shows("It is not used until you have seen what it changes.")
    assert not program.shows(ORIGIN)
    program.press("Review…")
    program.wait_until_shows("Step 3: “+ Register an Application” is new.")
    program.press("Use This Guide")
    program.wait_until_shows(ORIGIN)


WRONG = {
    "broken.xml": ("<guide", "broken.xml:1: "),
    "no-step.xml": (None, "no-step.xml:"),
    "older.xml": (None, "The one currently in use is dated"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_guide_to_use_changes_nothing(start, tmp_path, name):
    """Opened by the menu; the reason, and what to do, in a dialog."""
    text, reason = WRONG[name]
    path = str(tmp_path / name)
    if text is not None:
        with open(path, "w") as file:
            file.write(text)
    elif name == "older.xml":
        make_guide(path, "2024-05-31")
    else:
        make_guide(path, today(), {'<step number="2">': '<step number="3">'})
    program = start()
    program.choose("Main Menu", "Open Guide…")
    program.choose_file(path, "Open")
    program.find(role="alert")
    program.wait_until_shows("This Guide Cannot Be Used")
    program.wait_until_shows("Nothing was changed.")
    assert reason in program.every_text()
    if name == "no-step.xml":
        assert "step 3 stands where step 2 is due" in program.every_text()
    program.answer("Close")
    program.look_away()
    assert not os.path.exists(user_guides(program))


def test_a_guide_is_dropped_on_a_page_of_the_guide(desktop, start, tmp_path):
    """Also on the sketch, which takes pictures; and the clinic stays where it is, with the other words."""
    guide = make_guide(tmp_path / "newer.xml", today(), LATER)
    program = start("--step", "3")
    program.wait_until_shows("+ New Application")
    drop(desktop, program, guide, "What Changes")
    program.press("Use This Guide")
    program.wait_until_shows("+ Register an Application")
    assert "My Applications – " in program.title()


def test_a_step_that_is_gone_is_not_counted(desktop, start, tmp_path):
    """Fourteen steps were done, and of the new guide's thirteen no more than thirteen are; taken back, all are
    there again."""
    with open(BUILT_IN, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r'\s*<step number="13">.*?</step>', "", text, flags=re.DOTALL)
    text = text.replace(' step="13"', "").replace('number="14"', 'number="13"').replace('step="14"', 'step="13"')
    path = tmp_path / "shorter.xml"
    path.write_text(text.replace('reviewed="2025-05-31"', f'reviewed="{today()}"'), encoding="utf-8")

    program = start()
    begin(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    program.wait_until_shows("14 of 14 steps done")
    drop(desktop, program, str(path), "What Changes")
    program.press("Use This Guide")
    program.wait_until_shows("13 of 13 steps done")
    go_back_to(program, "Code Console Account")
    program.press("Stop Using")
    program.wait_until_shows("14 of 14 steps done")
