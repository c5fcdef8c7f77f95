# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way once on Wayland, which is what desktops have today; everything else is on X11."""

import pytest

from conftest import complaints
from desktop import Program, wait_for
from walk import (PRACTICE_SECRET, fill_in_clinic, go_on_to, go_to_credentials,
                  keep_practice_credentials, keyring_items, run_test, saved_clinic)


@pytest.fixture
def compositor(desktop):
    process, variables = desktop.start_compositor()
    yield variables
    process.terminate()
    process.wait()


def test_the_whole_way_on_wayland(desktop, compositor):
    program = Program(desktop, "--practice", environment=compositor)
    program.find(role="frame")
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
