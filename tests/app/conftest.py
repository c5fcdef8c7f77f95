# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later

import pytest

from desktop import Desktop, Program


@pytest.fixture(scope="session")
def desktop():
    desktop = Desktop()
    yield desktop
    desktop.close()


@pytest.fixture
def start(desktop):
    """Starts the program in practice mode; whatever is still open at the end is closed."""
    started = []

    def begin(*arguments, practice=True, **options):
        program = Program(desktop, *(["--practice"] if practice else []), *arguments, **options)
        started.append(program)
        program.find(role="frame")
        desktop.fill_screen(program.process.pid)
        return program

    yield begin
    for program in started:
        program.kill()
        assert "CRITICAL" not in program.read_log() and "WARNING" not in program.read_log()
