# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later

import re

import pytest

from desktop import Atspi, Desktop, Program, listen

# A line that GLib writes for a library or for the program: (program:1234): Gtk-WARNING **: ...
COMPLAINT = re.compile(r"^(\([^)]*\): )?[\w-]*(WARNING|CRITICAL|ERROR|Message)\b")
# A theme that the machine lacks is no fault of the program; and GTK 4.24 says the other thing on X11,
# where it has drawn a second window, such as that of a file dialog. A test has no system's bus, by which
# GTK 4.24 looks for printers.
KNOWN = re.compile(r"Gtk-Message: .*(theme|avahi printers)|gdk_frame_timings_submitted")


# libsecret 0.21 tells of an error that is none where a question is dismissed while it is given up: two lines.
LIBSECRET = re.compile(r"^.*g_task_return_error: assertion 'error != NULL' failed\n"
                       r".*GTask secret_service_real_prompt_async .* finalized without ever returning .*\n",
                       re.MULTILINE)


def complaints(log):
    """What the program or its libraries complained about."""
    # GLib has an empty line before each of its own.
    log = LIBSECRET.sub("", re.sub(r"\n+", "\n", log))
    return [line for line in log.splitlines() if COMPLAINT.search(line) and not KNOWN.search(line)]


@pytest.fixture(scope="session")
def desktop():
    desktop = Desktop(screen="1700x1400")
    yield desktop
    desktop.close()


@pytest.fixture
def start(desktop):
    """Starts the program in practice mode; whatever is still open at the end is closed."""
    started = []
    # What the test before has copied is no answer to what this one waits for.
    desktop.put_in_clipboard("")

    def begin(*arguments, practice=True, **options):
        program = Program(desktop, *(["--practice"] if practice else []), *arguments, **options)
        started.append(program)
        program.find(role="frame")
        desktop.fill_screen(program.process.pid)
        return program

    yield begin
    for program in started:
        program.kill()
    assert [complaints(program.read_log()) for program in started] == [[] for _ in started]


@pytest.fixture
def announced(desktop):
    """Returns what a screen reader was told to say since the test began."""
    told = []
    listener = Atspi.EventListener.new(lambda event: told.append(event.any_data))
    listener.register("object:announcement")

    def hear():
        listen()
        return told

    yield hear
    listener.deregister("object:announcement")
