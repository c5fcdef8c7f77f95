# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The start: over D-Bus as desktops do it, and what there is of it before the first frame."""

import os
import re
import subprocess

import pytest

from desktop import PROGRAM, Atspi, wait_for
from languages import BUILD

APPLICATION = "io.leyr.Onboarding"
PATH = "/io/leyr/Onboarding"


def traced(desktop, program, home):
    """What a program asks the system for until its first frame is drawn."""
    trace = os.path.join(home, "trace")
    variables = dict(desktop.environment, HOME=home,
                     LD_PRELOAD=os.path.join(BUILD, "tests/bench/first-frame.so"))
    output = subprocess.run(
        ["strace", "-f", "-s", "4096", "-o", trace, "-e",
         "trace=openat,open,creat,rename,unlink,mkdir,connect,bind,sendmsg,sendto", program],
        env=variables, capture_output=True, text=True, check=True, timeout=120).stdout
    assert re.fullmatch(r"\d+ \d+\n", output), "there was no frame"
    with open(trace, errors="replace") as file:
        return file.read()


def test_before_the_first_frame(desktop):
    """No network, no keyring, and of the home only the clinics' files."""
    home = desktop.sub("traced")
    trace = traced(desktop, PROGRAM, home)
    peer = traced(desktop, os.path.join(BUILD, "tests/bench/bench-window"), desktop.sub("peer"))

    assert "AF_INET" not in trace
    assert "org.freedesktop.secrets" not in trace
    # What was asked for over D-Bus would be seen: the peer's and ours both ask for the desktop's settings.
    assert "org.freedesktop.DBus" in trace and "org.freedesktop.DBus" in peer

    def opened(text, folder):
        return {match.replace(folder, "~") for match in
                re.findall(r'(?:openat|open|creat|rename|unlink|mkdir)\([^"]*"([^"]+)"', text)
                if match.startswith(folder)}

    # The clinics and the window's size; and GTK looks at the types of files to draw an icon.
    allowed = re.compile(r"~/\.local/share/(leyr-onboarding|mime)(/|$)|~/\.config/glib-2\.0(/settings)?(/|$)")
    extra = opened(trace, home) - opened(peer, desktop.sub("peer"))
    assert {path for path in extra if not allowed.match(path)} == set()
    assert any("leyr-onboarding" in path for path in extra)


@pytest.fixture
def activatable(desktop):
    """The program as the session bus starts it, with the file that is installed."""
    folder = os.path.join(desktop.environment["XDG_RUNTIME_DIR"], "dbus-1/services")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(BUILD, f"data/{APPLICATION}.service")) as file:
        service = file.read()
    assert f"Name={APPLICATION}\n" in service
    service, n_replaced = re.subn(r"Exec=\S+/leyr-onboarding --gapplication-service",
                                  f"Exec={PROGRAM} --gapplication-service", service)
    assert n_replaced == 1
    path = os.path.join(folder, f"{APPLICATION}.service")
    with open(path, "w") as file:
        file.write(service)
    for name in ("GSETTINGS_SCHEMA_DIR", "GSETTINGS_BACKEND", "GTK_A11Y", "GSK_RENDERER", "LANG"):
        value = desktop.environment[name]
        desktop.call("--session", "org.freedesktop.DBus", "/org/freedesktop/DBus",
                     "org.freedesktop.DBus.UpdateActivationEnvironment", f"{{'{name}': '{value}'}}")
    desktop.call("--session", "org.freedesktop.DBus", "/org/freedesktop/DBus",
                 "org.freedesktop.DBus.ReloadConfig")
    yield
    desktop.call("--session", APPLICATION, PATH, "org.gtk.Actions.Activate", "quit", "[]", "{}")
    wait_for(lambda: not desktop.owns(APPLICATION), "the end of the program")
    os.remove(path)


def titles():
    """Of every window on the screen."""
    desktop = Atspi.get_desktop(0)
    found = []
    for i in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(i)
        for k in range(program.get_child_count() if program is not None else 0):
            window = program.get_child_at_index(k)
            if window is not None:
                found.append(window.get_name())
    return found


def test_the_desktop_starts_the_program(desktop, activatable):
    desktop.call("--session", APPLICATION, PATH, "org.freedesktop.Application.Activate", "{}")
    wait_for(lambda: "Clinics – Leyr Onboarding" in titles(), "the window")


@pytest.mark.parametrize("slashes", ["", "///"], ids=["plain", "as with GVfs"])
def test_the_desktop_opens_a_link(desktop, activatable, slashes):
    """Whoever opens it has made a file of it, whose address has three slashes where GVfs is installed."""
    desktop.call("--session", APPLICATION, PATH, "org.freedesktop.Application.Open",
                 f"['leyr-onboarding:{slashes}step/8']", "{}")
    wait_for(lambda: any("Steps 8 to 9: New Application: Scopes" in title for title in titles()),
             "step 8")


def test_an_action_starts_the_program_too(desktop, activatable):
    desktop.call("--session", APPLICATION, PATH, "org.freedesktop.Application.ActivateAction",
                 "step", "[<int32 14>]", "{}")
    wait_for(lambda: any("Step 14: Credentials" in title for title in titles()), "step 14")


def test_the_entrys_action_starts_the_practice(desktop, activatable):
    """From the menu of the program's icon, without a window of the program itself."""
    desktop.call("--session", APPLICATION, PATH, "org.freedesktop.Application.ActivateAction",
                 "practise", "[]", "{}")
    wait_for(lambda: titles() == ["Demo: Clinics – Leyr Onboarding"], "the practice alone")
    practice = (APPLICATION + ".Practice", PATH + "/Practice")
    desktop.call("--session", *practice, "org.gtk.Actions.Activate", "quit", "[]", "{}")
    wait_for(lambda: not desktop.owns(practice[0]), "its end")
