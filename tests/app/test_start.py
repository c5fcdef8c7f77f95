# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The start: over D-Bus as desktops do it, and what there is of it before the first frame."""

import os
import re
import signal
import subprocess

import pytest

from desktop import PROGRAM, Atspi, wait_for
from languages import BUILD
from test_home_page import write_clinic

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


# More than a window waits for.
MANY = 60


def write_clinics(home, count, place="practice", **members):
    """Returns where their files are."""
    folder = os.path.join(home, ".local/share/leyr-onboarding", place)
    os.makedirs(folder)
    for number in range(count):
        write_clinic(home, f"Clinic {number:02}", place, **members)
    return folder


def holding(path):
    """What begins a command that does not get at a file, until let_go()."""
    return ["strace", "-I", "1", "-D", "-f", "-qq", "-o", "/dev/null", "-P", path, "-e", "trace=openat",
            "-e", "inject=openat:delay_enter=600000000"]


def tracer(program):
    with open(f"/proc/{program.process.pid}/status") as file:
        return int(re.search(r"TracerPid:\s*(\d+)", file.read())[1])


def let_go(program):
    os.kill(tracer(program), signal.SIGTERM)
    wait_for(lambda: tracer(program) == 0, "the file to be read")


def focused(program):
    return next((node for node in program.nodes()
                 if node.get_state_set().contains(Atspi.StateType.FOCUSED)), None)


def rows(program):
    return [node.get_name().split(". ")[0] for node in program.nodes() if node.get_role_name() == "list item"]


@pytest.mark.parametrize("count", [0, 3])
def test_focus_at_the_start(start, tmp_path, count):
    home = str(tmp_path)
    write_clinics(home, count)
    program = start(home=home)
    expected = ("list item", "Clinic 00. Just started") if count > 0 else ("button", "Get Started")
    wait_for(lambda: focused(program) is not None, "the focus")
    assert (focused(program).get_role_name(), focused(program).get_name()) == expected


@pytest.fixture
def loading(start, tmp_path):
    """The program in its window, which does not get at one of many clinics."""
    home = str(tmp_path)
    folder = write_clinics(home, MANY)
    last = os.path.join(folder, os.listdir(folder)[-1])
    program = start(home=home, prefix=holding(last))
    program.find("Loading clinics…")
    yield program
    program.kill()


def test_a_window_does_not_wait_for_many_clinics(loading):
    """Nothing is claimed of what is not known yet; then all of them are there, in their order."""
    assert rows(loading) == []
    assert loading.find_now("Get Started") is None
    assert focused(loading).get_name() == "Loading clinics…"
    let_go(loading)
    wait_for(lambda: len(rows(loading)) > 10, "the clinics")
    found = rows(loading)
    assert found == [f"Clinic {number:02}" for number in range(len(found))]
    assert loading.find_now("Loading clinics…") is None
    wait_for(lambda: focused(loading).get_role_name() == "list item", "the focus on the list")


def test_focus_stays_where_it_was_taken_while_clinics_load(loading):
    loading.press("Main Menu")
    wait_for(lambda: loading.find_now(role="menu item"), "the menu")
    let_go(loading)
    wait_for(lambda: rows(loading), "the clinics")
    assert loading.find_now(role="menu item") is not None
    assert focused(loading).get_role_name() == "menu item"


def test_closed_while_clinics_load(loading):
    """The program ends, and their files are as they were."""
    folder = os.path.join(loading.home, ".local/share/leyr-onboarding/practice")

    def files():
        return {entry.name: (entry.inode(), entry.stat().st_mtime_ns) for entry in os.scandir(folder)}

    before = files()
    loading.desktop.key("ctrl+q")
    let_go(loading)
    assert loading.process.wait(60) == 0
    assert files() == before


def test_closed_while_clinics_load_that_are_tested_daily(desktop, start, tmp_path):
    """Whether there are such is known when all of them are: then the program goes on without its window."""
    home = str(tmp_path)
    folder = write_clinics(home, MANY, place="clinics", test_daily=True)
    program = start(home=home, practice=False, prefix=holding(os.path.join(folder, os.listdir(folder)[-1])))
    program.find("Loading clinics…")
    desktop.key("ctrl+q")
    let_go(program)
    wait_for(lambda: "Clinics – Leyr Onboarding" not in titles(), "the end of the window")
    desktop.call("--session", APPLICATION, PATH, "org.freedesktop.Application.Activate", "{}")
    wait_for(lambda: "Clinic 00" in rows(program), "the clinics")


def test_a_clinic_that_is_named_is_waited_for(start, tmp_path):
    """Also by a step, which without a name is one of the clinic that was open last, and where none was, of
    one that is to be chosen."""
    home = str(tmp_path)
    write_clinics(home, MANY)
    program = start("--step", "8", home=home)
    program.wait_until_shows("Which clinic is step 8 for?")
    assert "Clinic 00" in rows(program)
    program.quit()
    program = start("Clinic 42", home=home)
    program.wait_until_shows("Clinic 42")
    program.quit()
    program = start("--step", "8", home=home)
    wait_for(lambda: "Steps 8 to 9" in program.title(), "the step")
    program.wait_until_shows("Clinic 42")


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
