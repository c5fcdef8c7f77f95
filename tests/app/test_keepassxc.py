# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""KeePassXC's own Secret Service as the keyring, with the questions that it asks, answered by pressing."""

import base64
import os
import subprocess
import tempfile
import uuid

import dbus
import pytest

from desktop import PATIENCE, PROGRAM, Program, wait_for
from walk import (PRACTICE_CLIENT_ID, PRACTICE_SECRET, fill_in_clinic, go_to_credentials,
                  keep_practice_credentials)

CLINIC = "Practice Clinic"
TITLE = f"Leyr Onboarding: {CLINIC}"
OTHER_ID = "11111111-2222-4333-8444-555555555555"
OTHER_SECRET = "another-long-secret"

PASSWORD = "opens-the-database"
GROUP = uuid.UUID("6c657972-0000-4000-8000-000000000001")
DATABASE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<KeePassFile>
  <Meta><DatabaseName>Passwords</DatabaseName><CustomData>{exposed}</CustomData></Meta>
  <Root><Group><UUID>{group}</UUID><Name>Root</Name></Group></Root>
</KeePassFile>
"""
EXPOSED = "<Item><Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{{{group}}}</Value></Item>"
# Its questions before access and removal are left as they come.
SETTINGS = """[General]
UpdateCheckMessageShown=true
[GUI]
CheckForUpdates=false
[FdoSecrets]
Enabled=true
"""


class KeePassXC(Program):
    def __init__(self, desktop, session, exposed):
        self.folder = tempfile.mkdtemp(prefix="keepassxc-", dir=desktop.folder)
        self.database = os.path.join(self.folder, "passwords.kdbx")
        group = base64.b64encode(GROUP.bytes).decode()
        self.write("passwords.xml", DATABASE.format(
            group=group, exposed=EXPOSED.format(group=GROUP) if exposed else ""))
        self.write("settings.ini", SETTINGS)
        subprocess.run(["keepassxc-cli", "import", "-p", os.path.join(self.folder, "passwords.xml"), self.database],
                       input=f"{PASSWORD}\n{PASSWORD}\n", text=True, env=desktop.environment, check=True,
                       capture_output=True)
        # On a screen of its own, since without a window manager it would lie on top. KeePassXC lets only one
        # of itself run for a user, which it tells by files in these folders.
        super().__init__(desktop, home=self.folder, environment=dict(
            session, DISPLAY=desktop.start_screen("1280x1024"), XDG_RUNTIME_DIR=self.folder,
            TMPDIR=self.folder,
        ), command=["keepassxc", "--config", os.path.join(self.folder, "settings.ini"),
                    "--localconfig", os.path.join(self.folder, "local.ini")])
        self.window("KeePassXC")
        # Not as an argument: Debian 13's ends where it has a database to open before its window is shown.
        bus = dbus.bus.BusConnection(session["DBUS_SESSION_BUS_ADDRESS"])
        window = bus.get_object("org.keepassxc.KeePassXC.MainWindow", "/keepassxc", introspect=False)
        window.openDatabase(self.database, PASSWORD, "",
                            dbus_interface="org.keepassxc.KeePassXC.MainWindow")
        bus.close()

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *arguments], env=self.variables, text=True, check=False,
                              capture_output=True).stdout.split()

    def window(self, title):
        """Waits until a window with this in its title is there. Qt 5 looks for AT-SPI on its own session's bus
        alone, and so does not say what is in it."""
        self.alive()
        return wait_for(lambda: self.xdotool("search", "--onlyvisible", "--name", title), f"the window {title!r}")[-1]

    def answer(self, title, *keys):
        """Answers the question in the window with this title by the keyboard."""
        window = self.window(title)
        self.xdotool("windowfocus", "--sync", window, "key", *keys)
        wait_for(lambda: window not in self.xdotool("search", "--onlyvisible", "--name", title), "the answer")

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w") as file:
            file.write(text)

    def ask(self, *command):
        """Of the database as it is saved, by a program that is not ours."""
        return subprocess.run(["keepassxc-cli", *command], input=PASSWORD + "\n", text=True, env=self.variables,
                              check=True, capture_output=True).stdout.splitlines()

    def entries(self):
        return [line for line in self.ask("ls", "-q", self.database)
                if line not in ("Recycle Bin/", "[empty]")]

    def wait_until_saved(self, *secrets):
        """It answers first, and saves its file then."""
        def look():
            return (self.entries() == [TITLE] * len(secrets) and all(
                self.ask("show", "-q", "-s", "-a", "Password", self.database, TITLE) == [secret]
                for secret in secrets))

        wait_for(look, f"a database with {len(secrets)} entries, as they should be")


@pytest.fixture
def with_keepassxc(desktop, start):
    """The program on its credentials' page, with KeePassXC as the session's keyring."""
    opened, buses = [], []

    def begin(exposed=True):
        bus, session = desktop.start_bare_bus()
        buses.append(bus)
        keepassxc = KeePassXC(desktop, session, exposed)
        opened.append(keepassxc)
        program = start(environment=session)
        program.press("Get Started")
        fill_in_clinic(program)
        go_to_credentials(program)
        return program, keepassxc

    yield begin
    for keepassxc in opened:
        keepassxc.kill()
    for bus in buses:
        bus.kill()
        bus.wait()


def enter(program, client_id=PRACTICE_CLIENT_ID, secret=PRACTICE_SECRET):
    program.fill("Client ID", client_id)
    program.type_secret(secret)


def replace(program, client_id, secret):
    program.press("Replace…")
    enter(program, client_id, secret)
    program.press("Replace Without Testing")
    program.wait_until_shows("Saved in the system keyring")


def read(keepassxc, program, key="Return"):
    """What the command line says, which KeePassXC does not know: it asks before it lets it read."""
    process = subprocess.Popen([PROGRAM, "check", CLINIC, "--practice"], env=program.variables, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    keepassxc.answer("Access Request", key)
    return process.communicate(timeout=PATIENCE)[0], process.returncode


def test_stores_reads_replaces_and_deletes(with_keepassxc):
    program, keepassxc = with_keepassxc()
    keep_practice_credentials(program)
    keepassxc.wait_until_saved(PRACTICE_SECRET)
    output, status = read(keepassxc, program)
    assert status == 0, output
    replace(program, PRACTICE_CLIENT_ID, OTHER_SECRET)
    keepassxc.wait_until_saved(OTHER_SECRET)
    # Another Client ID is another item, and the older one goes.
    replace(program, OTHER_ID, PRACTICE_SECRET)
    program.wait_until_shows("Client ID 1111…5555")
    keepassxc.wait_until_saved(PRACTICE_SECRET)
    output, status = read(keepassxc, program)
    assert status == 1 and "-> 401" in output
    program.press("All Clinics")
    program.choose(f"Menu for “{CLINIC}”", "Remove…")
    program.press("Remove")
    program.wait_until_shows("Connect a Clinic to Leyr")
    keepassxc.wait_until_saved()


def test_access_that_is_denied(with_keepassxc):
    """Whom KeePassXC's user does not let read is told so, and can ask again."""
    program, keepassxc = with_keepassxc()
    keep_practice_credentials(program)
    output, status = read(keepassxc, program, key="Escape")
    assert status == 3
    assert "allow the access when KeePassXC asks" in output
    output, status = read(keepassxc, program)
    assert status == 0, output


def test_no_group_that_is_offered(with_keepassxc):
    """KeePassXC would rather unlock or make a database than say that it offers none."""
    program, keepassxc = with_keepassxc(exposed=False)
    keepassxc.answer("Unlock Database", "Escape")
    program.find("Save and Test", "button")
    enter(program)
    program.press("Save")
    keepassxc.answer("Create a new KeePassXC database", "Escape")
    program.wait_until_shows("No keyring to save in")
    program.wait_until_shows("Secret Service Integration")
    assert program.text_of("Client ID") == PRACTICE_CLIENT_ID
    assert keepassxc.entries() == []
