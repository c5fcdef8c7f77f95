# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way once on Wayland, which is what desktops have today; everything else is on X11."""

import pytest

from conftest import complaints
from desktop import Atspi, Program, wait_for
from walk import (PRACTICE_SECRET, fill_in_clinic, go_on_to, go_to_credentials,
                  keep_practice_credentials, keyring_items, run_test, saved_clinic)


@pytest.fixture
def compositor(desktop):
    process, variables = desktop.start_compositor()
    yield variables
    process.terminate()
    process.wait()


def begin(desktop, variables, *arguments):
    program = Program(desktop, *arguments, environment=variables)
    program.find(role="frame")
    return program


def is_focused(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSED)


def test_the_clipboard_is_not_said_to_be_cleared(desktop, compositor):
    """A compositor lets only the window with the focus change the clipboard, and says nothing of it: as long
    as another one has it, the secret is still there, and so the page says. Who comes back has it cleared."""
    program = begin(desktop, compositor, "--practice")
    other = None
    try:
        program.press("Get Started")
        fill_in_clinic(program)
        go_to_credentials(program)
        keep_practice_credentials(program)
        go_on_to(program, "hand-over")
        # By the keyboard: a compositor heeds who answers to what its user does.
        wait_for(lambda: is_focused(program.find("Copy Client Secret", "button")) or desktop.key("Tab"),
                 "the focus on it")
        desktop.key("Return")
        program.wait_until_shows("In the clipboard for another ")
        other = begin(desktop, compositor)
        wait_for(lambda: program.shows("Still in the clipboard.") or program.shows("Clipboard cleared"),
                 "the end of its time", 70)
        assert program.shows("Still in the clipboard.")
        other.kill()
        program.wait_until_shows("Clipboard cleared")
        assert [complaints(one.read_log()) for one in (program, other)] == [[], []]
    finally:
        for one in filter(None, (program, other)):
            one.kill()


def test_the_whole_way_on_wayland(desktop, compositor):
    program = begin(desktop, compositor, "--practice")
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on_to(program, "test")
    run_test(program)
    program.find("Ready", "label")
    wait_for(lambda: saved_clinic(program).get("result", {}).get("verdict") == "ready", "the verdict")
    assert PRACTICE_SECRET in keyring_items(desktop, clinic=saved_clinic(program)["id"])
    # The keyboard reaches it as well.
    log = program.quit()
    assert program.process.returncode == 0
    assert PRACTICE_SECRET not in log and complaints(log) == []
