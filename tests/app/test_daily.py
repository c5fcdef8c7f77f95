# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test that runs once a day: the switch, what the desktop makes of it, and what it is told."""

import datetime
import json
import os
import shlex
import sys
import time

import pytest
from gi.repository import GLib

from certificates import Certificate
from conftest import complaints
from desktop import PROGRAM, Atspi, Missing, Program, wait_for
from peers import home_that_trusts, open_tested
from walk import go_back_to

from oracle import refuse_token
from peer import Peer

HERE = os.path.dirname(os.path.abspath(__file__))
# A machine of these tests may be without any network; localhost is reached all the same.
ENVIRONMENT = {"GIO_USE_NETWORK_MONITOR": "base"}
# As in a sandbox; the stand-in of the portals knows of no proxies.
PORTALS = {"GIO_USE_PORTALS": "1", "GIO_USE_PROXY_RESOLVER": "dummy"}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return Certificate(tmp_path_factory.mktemp("certificate"), "localhost")


class Clinic:
    """One that has been tested and works, in a home of its own."""

    def __init__(self, desktop, start, certificate, folder):
        self.desktop = desktop
        self.peer = Peer(certificate)
        self.home = home_that_trusts(certificate, folder)
        self.entry = os.path.join(self.home, ".config/autostart/io.leyr.Onboarding.desktop")
        self.begin = start
        self.environment = dict(ENVIRONMENT)

    def start(self, **more):
        return self.begin(practice=False, home=self.home, environment=dict(self.environment, **more))

    def open(self):
        return open_tested(lambda **options: self.begin(environment=self.environment, **options), self.peer,
                           self.home)

    @property
    def path(self):
        folder = os.path.join(self.home, ".local/share/leyr-onboarding/clinics")
        return os.path.join(folder, next(name for name in os.listdir(folder) if name.endswith(".json")))

    def read(self):
        with open(self.path) as file:
            return json.load(file)

    def is_daily(self):
        return self.read().get("test_daily", False)

    def grow_old(self):
        """As if the last test had been two days ago."""
        kept = self.read()
        before = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=2)
        kept["result"]["started"] = before.strftime("%Y-%m-%dT%H:%M:%SZ")
        kept["history"][-1]["when"] = kept["result"]["started"]
        with open(self.path, "w") as file:
            json.dump(kept, file)


@pytest.fixture
def clinic(desktop, start, certificate, tmp_path):
    clinic = Clinic(desktop, start, certificate, tmp_path)
    yield clinic
    clinic.peer.__exit__()


@pytest.fixture
def helper(desktop):
    """Starts one of the desktop's services, which writes what it is asked for into a file; returns it."""
    processes = []

    def begin(script, name, *arguments):
        path = os.path.join(desktop.folder, f"{script}.{len(os.listdir(desktop.folder))}")
        open(path, "w").close()
        processes.append(desktop.spawn(sys.executable, os.path.join(HERE, script), path, *arguments))
        wait_for(lambda: desktop.owns(name), name)
        return path

    yield begin
    for process in processes:
        process.kill()
        process.wait()
    wait_for(lambda: not any(map(desktop.owns, ("org.freedesktop.portal.Desktop",
                                                "org.freedesktop.Notifications"))), "their end")


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()


def switch(program):
    return program.find("Test Daily", "check box")


def is_on(program):
    return any(node.get_state_set().contains(Atspi.StateType.CHECKED) for node in
               [switch(program), *program.nodes(switch(program))])


def turn(program):
    program.press("Test Daily", role="check box")


def open_daily(clinic):
    program = clinic.open()
    turn(program)
    wait_for(clinic.is_daily, "the clinic's file")
    return program


def has_window(program):
    try:
        return program.find_now(role="frame") is not None
    except GLib.Error:
        return False


def entry_of(path):
    entry = GLib.KeyFile()
    entry.load_from_file(path, GLib.KeyFileFlags.NONE)
    return lambda key: entry.get_string("Desktop Entry", key)


def test_on_and_off(clinic):
    """What the switch shows is what the desktop will do, and the program stays for it."""
    program = clinic.open()
    assert not is_on(program) and not os.path.exists(clinic.entry)
    turn(program)
    wait_for(lambda: os.path.exists(clinic.entry), "the entry")
    wait_for(clinic.is_daily, "the clinic's file")
    assert is_on(program)
    value = entry_of(clinic.entry)
    assert shlex.split(value("Exec")) == [os.path.realpath(PROGRAM), "--background"]
    assert value("TryExec") == os.path.realpath(PROGRAM)
    program.press("All Clinics")
    program.find(role="list item", contains=". Tested daily")

    # Without its window it goes on, and comes back when it is started again.
    clinic.desktop.key("ctrl+q")
    wait_for(lambda: not has_window(program), "the window's end")
    assert program.process.poll() is None
    assert program.run_command().returncode == 0
    program.press("Continue with “Practice Clinic”")
    wait_for(lambda: "Connection Test – " in program.title(), "the test")
    assert is_on(program)
    turn(program)
    wait_for(lambda: not os.path.exists(clinic.entry), "the entry's end")
    wait_for(lambda: not clinic.is_daily(), "the clinic's file")
    assert not is_on(program)
    program.quit()
    assert program.process.returncode == 0


def test_what_ends_after_the_window_is_told_to_nobody(clinic):
    """The program goes on without its window, and so does what was begun in it: a screenshot, which finds
    that there is nothing to be seen any more, and no page to say so on."""
    program = open_daily(clinic)

    def is_gone():
        """Where the screenshot was there before the keys that close the window, they were its dialog's."""
        clinic.desktop.key("ctrl+shift+s", "ctrl+q")
        try:
            wait_for(lambda: not has_window(program), "the window's end", patience=3)
        except Missing:
            clinic.desktop.key("Escape")
            wait_for(lambda: not program.shows("This is the screenshot."), "the dialog's end")
            return False
        return True

    wait_for(is_gone, "a screenshot that the window does not wait for")
    time.sleep(7)  # the screenshot waits for five seconds
    assert program.process.poll() is None
    assert complaints(program.read_log()) == []
    # It comes back, and takes screenshots.
    assert program.run_command().returncode == 0
    program.press("Continue with “Practice Clinic”")
    wait_for(lambda: "Connection Test – " in program.title(), "the test")
    clinic.desktop.key("ctrl+shift+s")
    program.wait_until_shows("This is the screenshot.")


def test_the_last_one_to_go_takes_the_entry_with_it(clinic):
    program = clinic.open()
    turn(program)
    wait_for(lambda: os.path.exists(clinic.entry), "the entry")
    program.press("All Clinics")
    program.choose("Menu for “Practice Clinic”", "Remove…")
    program.press("Remove")
    wait_for(lambda: not os.path.exists(clinic.entry), "the entry's end")


def test_what_cannot_be_installed_is_told(clinic):
    os.makedirs(os.path.join(clinic.home, ".config"))
    with open(os.path.dirname(clinic.entry), "w"):
        pass
    program = clinic.open()
    turn(program)
    program.wait_until_shows("Could not make Leyr Onboarding start at login")
    wait_for(lambda: not is_on(program), "the switch to go back")
    assert not clinic.is_daily()


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", None])
def test_switched_off_elsewhere(clinic, line):
    """In the desktop's settings, or with a file manager: it is off here as well, and that is said."""
    program = open_daily(clinic)
    program.kill()
    if line is None:
        os.remove(clinic.entry)
    else:
        with open(clinic.entry, "a") as file:
            file.write(line + "\n")
    program = clinic.start()
    program.wait_until_shows("Test Daily is off: the desktop no longer starts Leyr Onboarding")
    program.find(role="list item", contains="Practice Clinic")
    assert program.find_now(role="list item", contains="Tested daily") is None
    wait_for(lambda: not clinic.is_daily(), "the clinic's file")


def test_nothing_to_stay_for(clinic):
    """At login, where no clinic is tested daily: there is no window, and an end."""
    program = Program(clinic.desktop, "--background", home=clinic.home, environment=clinic.environment)
    assert program.process.wait(30) == 0
    assert complaints(program.read_log()) == []


def test_a_change_by_night(clinic, helper):
    """As the desktop starts it: no window, a notification of what has changed, and from there to the clinic."""
    program = open_daily(clinic)
    program.kill()
    clinic.grow_old()
    clinic.peer.routes["/token"] = refuse_token("invalid-client-credentials", "invalid_client", 401)
    told = helper("notification_service.py", "org.freedesktop.Notifications")
    command = shlex.split(entry_of(clinic.entry)("Exec"))
    program = Program(clinic.desktop, command=command, home=clinic.home, environment=clinic.environment)
    try:
        line, = wait_for(lambda: lines_of(told), "the notification", patience=120)
        assert line.startswith("Practice Clinic\tChanged: Not ready, before: Ready")
        assert not has_window(program)
        wait_for(lambda: [entry["verdict"] for entry in clinic.read()["history"]][-1] == "not-ready",
                 "the clinic's file")
        open(told + ".click", "w").close()
        wait_for(lambda: has_window(program), "the window")
        clinic.desktop.fill_screen(program.process.pid)
        wait_for(lambda: "Connection Test – " in program.title(), "the clinic")
        program.find("Not ready", "label")
        program.wait_until_shows("Not ready, before: Ready")
    finally:
        program.kill()
    assert complaints(program.read_log()) == []


def test_through_the_portal(clinic, helper):
    asked = helper("background_portal.py", "org.freedesktop.portal.Desktop", "allow")
    clinic.environment.update(PORTALS)
    program = open_daily(clinic)
    assert is_on(program)
    assert [json.loads(line) for line in lines_of(asked)][0] == {
        "autostart": True, "commandline": ["leyr-onboarding", "--background"],
        "reason": "Test the clinics once a day, and tell what has changed"}
    # There the desktop keeps it, out of reach.
    assert not os.path.exists(clinic.entry)
    turn(program)
    wait_for(lambda: json.loads(lines_of(asked)[-1])["autostart"] is False, "the portal")
    assert not is_on(program) and not clinic.is_daily()


@pytest.mark.parametrize("answer, words", [("deny", "does not allow Leyr Onboarding to start"),
                                           ("fail", "Could not ask the desktop to start"),
                                           (None, "Could not ask the desktop to start")])
def test_the_portal_refuses(clinic, helper, answer, words):
    if answer is not None:
        helper("background_portal.py", "org.freedesktop.portal.Desktop", answer)
    clinic.environment.update(PORTALS)
    program = clinic.open()
    turn(program)
    program.wait_until_shows(words)
    wait_for(lambda: not is_on(program), "the switch to go back")
    assert not clinic.is_daily()


def ask_and_wait(clinic, helper):
    """Turned on, and the desktop asks its user; returns the program, what it asked for, and what lets the user
    answer."""
    asked = helper("background_portal.py", "org.freedesktop.portal.Desktop", "allow")
    open(asked + ".wait", "w").close()
    clinic.environment.update(PORTALS)
    program = clinic.open()
    turn(program)
    wait_for(lambda: lines_of(asked), "the question")
    return program, lambda: [json.loads(line)["autostart"] for line in lines_of(asked)], \
        lambda: os.remove(asked + ".wait")


def test_removed_while_the_desktop_asks(clinic, helper):
    """What the user allows then is for nothing, and is taken back."""
    program, asked, answer = ask_and_wait(clinic, helper)
    folder = os.path.dirname(clinic.path)
    program.press("All Clinics")
    program.choose("Menu for “Practice Clinic”", "Remove…")
    program.press("Remove")
    wait_for(lambda: os.listdir(folder) == [], "the file's end")
    assert asked() == [True]
    answer()
    wait_for(lambda: asked() == [True, False], "the way back")
    assert os.listdir(folder) == []


def test_closed_while_the_desktop_asks(clinic, helper):
    """The program stays for the answer, and does by it."""
    program, asked, answer = ask_and_wait(clinic, helper)
    clinic.desktop.key("ctrl+q")
    wait_for(lambda: not has_window(program), "the window's end")
    answer()
    wait_for(clinic.is_daily, "the clinic's file")
    assert program.process.poll() is None and asked() == [True]
    assert program.run_command().returncode == 0
    program.find(role="list item", contains=". Tested daily")


def test_the_portal_allows_it_no_longer(clinic, helper):
    asked = helper("background_portal.py", "org.freedesktop.portal.Desktop", "allow")
    clinic.environment.update(PORTALS)
    program = open_daily(clinic)
    with open(asked + ".answer", "w") as file:
        file.write("deny")
    # Coming back to the page is enough to see it.
    go_back_to(program, "Enablement")
    program.press("Continue")
    program.wait_until_shows("Test Daily is off: the desktop no longer starts Leyr Onboarding")
    wait_for(lambda: not is_on(program), "the switch")


def test_a_notification_through_the_portal(clinic, helper):
    asked = helper("background_portal.py", "org.freedesktop.portal.Desktop", "allow")
    clinic.environment.update(PORTALS)
    program = open_daily(clinic)
    program.kill()
    clinic.grow_old()
    clinic.peer.routes["/token"] = refuse_token("invalid-client-credentials", "invalid_client", 401)
    program = Program(clinic.desktop, "--background", home=clinic.home, environment=clinic.environment)
    try:
        told = wait_for(lambda: [line for line in map(json.loads, lines_of(asked)) if "title" in line],
                        "the notification", patience=120)
        assert [line["title"] for line in told] == ["Practice Clinic"]
        assert told[0]["body"].startswith("Changed: Not ready, before: Ready")
        assert (told[0]["action"], told[0]["target"]) == ("app.open-clinic", clinic.read()["id"])
    finally:
        program.kill()
    assert complaints(program.read_log()) == []


def run_daily(clinic, program):
    """The command, as a timer would run it, while the window is open."""
    clinic.peer.routes["/token"] = refuse_token("invalid-client-credentials", "invalid_client", 401)
    done = program.run_command("daily")
    assert done.stdout == "Practice Clinic: Changed: Not ready, before: Ready\n", done.stderr
    assert done.returncode == 1


def files_of(clinic):
    return sorted(os.listdir(os.path.dirname(clinic.path)))


def test_the_command_beside_the_window(clinic):
    """Two processes have the clinic: the window shows what the other has found, and neither takes the other's
    work back."""
    program = open_daily(clinic)
    run_daily(clinic, program)
    wait_for(lambda: program.find_now("Not ready", "label"), "the command's result in the window")
    program.wait_until_shows("Not ready, before: Ready")
    assert program.find_now("Ready", "label") is None
    # What the window writes next has both.
    go_back_to(program, "Clinic")
    program.fill("Clinic Name", "Renamed meanwhile")
    wait_for(lambda: clinic.read()["name"] == "Renamed meanwhile", "the clinic's file")
    assert [entry["verdict"] for entry in clinic.read()["history"]] == ["untested", "ready", "not-ready"]
    assert files_of(clinic) == [os.path.basename(clinic.path)]
    program.press("All Clinics")
    program.find(role="list item", contains="Not ready")


def test_changed_in_the_window_while_the_command_tests(clinic):
    """Each writes what it has, and both stay."""
    program = open_daily(clinic)
    reached, go_on = clinic.peer.hold("/token")
    process = program.start_command("daily")
    assert reached.wait(60)
    go_back_to(program, "Clinic")
    program.fill("Clinic Name", "Renamed meanwhile")
    wait_for(lambda: clinic.read()["name"] == "Renamed meanwhile", "the clinic's file")
    go_on.set()
    assert process.wait(60) == 0
    kept = clinic.read()
    assert kept["name"] == "Renamed meanwhile"
    assert [entry["verdict"] for entry in kept["history"]] == ["untested", "ready", "ready"]
    assert files_of(clinic) == [os.path.basename(clinic.path)]


def test_removed_in_the_window_while_the_command_tests(clinic):
    program = open_daily(clinic)
    folder = os.path.dirname(clinic.path)
    reached, go_on = clinic.peer.hold("/token")
    process = program.start_command("daily")
    assert reached.wait(60)
    program.press("All Clinics")
    program.choose("Menu for “Practice Clinic”", "Remove…")
    program.press("Remove")
    wait_for(lambda: os.listdir(folder) == [], "the file's end")
    go_on.set()
    process.wait(60)
    assert os.listdir(folder) == []
