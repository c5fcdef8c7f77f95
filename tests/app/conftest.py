# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later

import re

import pytest

from desktop import Desktop, Program

# A line that GLib writes for a library or for the program: (program:1234): Gtk-WARNING **: ...
COMPLAINT = re.compile(r"^(\([^)]*\): )?[\w-]*(WARNING|CRITICAL|ERROR|Message)\b")
# A theme that the machine lacks is no fault of the program.
KNOWN = re.compile(r"Gtk-Message: .*theme")


def complaints(log):
    """What the program or its libraries complained about."""
    return [line for line in log.splitlines() if COMPLAINT.search(line) and not KNOWN.search(line)]


@pytest.fixture(scope="session")
def desktop():
    desktop = Desktop(screen="2560x2800")  # for the pictures that are taken at twice the size
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
        desktop.fill_screen(program.process.pid, program.scale)
        return program

    yield begin
    for program in started:
        program.kill()
        assert complaints(program.read_log()) == []
