# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak, in its real sandbox: built and installed by the stage before these tests."""

import json
import os
import shutil
import subprocess
import uuid

import pytest
from gi.repository import GLib

from desktop import Desktop, Program, wait_for
from walk import (PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, fill_in_clinic, go_on, go_on_to,
                  go_to_credentials, keep_practice_credentials, run_test)

ID = "io.leyr.Onboarding"
HOME = os.environ["HOME"]  # where the stage has installed it
APP_DATA = os.path.join(HOME, ".var/app", ID)


class SandboxedProgram(Program):
    def root(self):
        """By its name: the process that the tree knows is the sandbox's proxy."""
        from desktop import Atspi
        top = Atspi.get_desktop(0)
        for i in range(top.get_child_count()):
            child = top.get_child_at_index(i)
            if child is not None and child.get_name() in ("leyr-onboarding", "Leyr Onboarding", ID):
                return child
        return None


def flatpak(*arguments, desktop=None):
    return subprocess.run(
        ["flatpak", *arguments], env=dict(desktop.environment, HOME=HOME) if desktop else None,
        capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def desktop():
    # The first start: whatever an earlier run of these tests has left goes.
    shutil.rmtree(APP_DATA, ignore_errors=True)
    desktop = Desktop()
    desktop.environment["XDG_CURRENT_DESKTOP"] = "GNOME"
    # What the bus starts, the portal and its backends, belongs to this session as well.
    subprocess.run(["dbus-update-activation-environment", f"HOME={HOME}", "XDG_RUNTIME_DIR",
                    "XDG_CURRENT_DESKTOP", "DISPLAY"], env=desktop.environment, check=True,
                   capture_output=True)
    desktop.spawn("/usr/libexec/xdg-desktop-portal", env={"HOME": HOME})
    # It asks the bus for backends that are not there, each of which takes its time to be missing.
    wait_for(lambda: desktop.owns("org.freedesktop.portal.Desktop"), "the portal", patience=120)
    yield desktop
    desktop.close()


def test_permissions_are_the_least():
    permissions = flatpak("info", "--show-permissions", ID).stdout
    assert "filesystems" not in permissions
    assert "[Session Bus Policy]" not in permissions
    assert "shared=network;ipc;" in permissions
    assert "sockets=x11;wayland;fallback-x11;" in permissions
    assert "devices=dri;" in permissions


def test_the_home_cannot_be_read(desktop):
    private = os.path.join(HOME, "private")
    with open(private, "w") as file:
        file.write("not for everybody")
    inside = flatpak("run", "--command=cat", ID, private, desktop=desktop)
    assert inside.returncode != 0
    assert "not for everybody" not in inside.stdout
    listing = flatpak("run", "--command=ls", ID, HOME, desktop=desktop)
    assert "private" not in listing.stdout


def test_the_translations_are_in_it(desktop):
    """Also in a bundle, which brings nothing but the program."""
    catalogues = [f"/app/share/locale/{language}/LC_MESSAGES/leyr-onboarding.mo"
                  for language in ("ar", "de", "es", "fr")]
    outcome = flatpak("run", "--command=ls", ID, *catalogues, desktop=desktop)
    assert outcome.returncode == 0 and outcome.stdout.split() == catalogues


def test_the_desktop_can_start_it():
    exports = os.path.join(HOME, ".local/share/flatpak/exports/share")
    with open(os.path.join(exports, f"dbus-1/services/{ID}.service")) as file:
        service = file.read()
    assert "flatpak run" in service and "--gapplication-service" in service
    with open(os.path.join(exports, f"applications/{ID}.desktop")) as file:
        entry = file.read()
    assert "x-scheme-handler/leyr-onboarding" in entry and "DBusActivatable=true" in entry


def test_check(desktop):
    outcome = flatpak("run", ID, "check", "--practice", "--json", desktop=desktop)
    result = json.loads(outcome.stdout)
    assert (outcome.returncode, result["verdict"]) == (0, "ready")
    assert len(result["scopes"]) == 9


def test_the_whole_way_with_the_secret_portal(desktop):
    program = SandboxedProgram(desktop, home=HOME,
                               command=["flatpak", "run", ID, "--practice"])
    try:
        program.find(role="frame")
        desktop.fill_window("Leyr Onboarding")
        program.press("Get Started")
        fill_in_clinic(program)
        go_to_credentials(program)
        keep_practice_credentials(program)
        program.wait_until_shows("are in the encrypted keyring of Leyr Onboarding")
        go_on_to(program, "test")
        run_test(program)
        assert program.find("Ready", "label")
        go_on(program, "Add to Leyr")
        assert PAGES[-1][0] == "done"
    finally:
        program.kill()
        flatpak("kill", ID)

    # Stored encrypted in the program's own data, with a key that the system's keyring holds.
    keyring = os.path.join(APP_DATA, "data/keyrings/default.keyring")
    with open(keyring, "rb") as file:
        content = file.read()
    assert content and PRACTICE_SECRET.encode() not in content
    for path, _, names in os.walk(APP_DATA):
        for name in names:
            full = os.path.join(path, name)
            if os.path.isfile(full):
                with open(full, "rb") as file:
                    assert PRACTICE_SECRET.encode() not in file.read(), full

    # It is found again there, by another process of the program.
    outcome = flatpak("run", ID, "check", "Practice Clinic", "--practice", "--json", desktop=desktop)
    result = json.loads(outcome.stdout)
    assert (outcome.returncode, result["verdict"]) == (0, "ready")
    assert PRACTICE_CLIENT_ID not in outcome.stdout


def put_tested_clinic():
    """A clinic as it is after a test in which all works, where the sandbox keeps it."""
    result = json.loads(flatpak("run", ID, "check", "--practice", "--json").stdout)
    clinic = {"schema": "io.leyr.Onboarding.clinic/1", "id": str(uuid.uuid4()), "guide": "cerner-millennium",
              "name": "Sandboxed Clinic",
              "location": "https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-9ac71ce10001/",
              "account": "yes", "page": "test", "result": result}
    folder = os.path.join(APP_DATA, "data/leyr-onboarding/clinics")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, clinic["id"] + ".json")
    with open(path, "w") as file:
        json.dump(clinic, file)
    return path


def is_daily(path):
    with open(path) as file:
        return json.load(file).get("test_daily", False)


def test_daily_through_the_background_portal(desktop):
    """Not a stand-in's word: the desktop's own portal writes what starts the program at login, and takes it
    away again."""
    path = put_tested_clinic()
    entry = os.path.join(HOME, ".config/autostart", f"{ID}.desktop")
    program = SandboxedProgram(desktop, home=HOME, command=["flatpak", "run", ID])
    try:
        program.find(role="frame")
        desktop.fill_window("Leyr Onboarding")
        program.press("Continue with “Sandboxed Clinic”")
        wait_for(lambda: "Connection Test – " in program.title(), "the test")
        assert not os.path.exists(entry)
        program.press("Test Daily", role="check box")
        wait_for(lambda: os.path.exists(entry), "the entry")
        wait_for(lambda: is_daily(path), "the clinic's file")
        written = GLib.KeyFile()
        written.load_from_file(entry, GLib.KeyFileFlags.NONE)
        command = written.get_string("Desktop Entry", "Exec")
        assert "flatpak run" in command and ID in command and "--background" in command
        assert written.get_string("Desktop Entry", "X-Flatpak") == ID
        program.press("Test Daily", role="check box")
        wait_for(lambda: not os.path.exists(entry), "the entry's end")
        wait_for(lambda: not is_daily(path), "the clinic's file")
    finally:
        program.kill()
        flatpak("kill", ID)
