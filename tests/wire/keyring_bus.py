# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session bus with a keyring on it, in which a test has put credentials."""

import os
import subprocess
import tempfile

import dbus

from conftest import wait_for

MOCK = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "app",
                    "secret_service.py")
NAME = "org.freedesktop.secrets"
ROOT = "/org/freedesktop/secrets"
# Without the system's services: a bus of the ordinary kind would start the keyring that a machine has.
BARE = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


class Keyring:
    """@behaviour: of secret_service.py; None for a bus on which there is no keyring"""

    def __init__(self, behaviour="good"):
        with tempfile.NamedTemporaryFile("w", suffix=".conf") as configuration:
            configuration.write(BARE)
            configuration.flush()
            self.daemon = subprocess.Popen(
                ["dbus-daemon", f"--config-file={configuration.name}", "--nofork", "--print-address=1"],
                stdout=subprocess.PIPE)
            self.address = self.daemon.stdout.readline().decode().strip()
        self.bus = dbus.bus.BusConnection(self.address)
        self.service = None
        if behaviour is not None:
            self.service = subprocess.Popen(
                ["/usr/bin/python3", MOCK, behaviour],
                env=dict(os.environ, DBUS_SESSION_BUS_ADDRESS=self.address))
            wait_for(lambda: self.bus.name_has_owner(NAME))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.bus.close()
        for process in (self.service, self.daemon):
            if process is not None:
                process.kill()
                process.wait()
        self.daemon.stdout.close()

    def add(self, clinic, client_id, secret):
        collection = self.bus.get_object(NAME, ROOT + "/collection/login")
        attributes = {"xdg:schema": "io.leyr.Onboarding.Credentials", "clinic": clinic,
                      "tenant": "", "client-id": client_id}
        collection.CreateItem(
            {"org.freedesktop.Secret.Item.Attributes": dbus.Dictionary(attributes, signature="ss"),
             "org.freedesktop.Secret.Item.Label": "test"},
            dbus.Struct((dbus.ObjectPath(ROOT + "/session/s1"), dbus.ByteArray(b""),
                         dbus.ByteArray(secret.encode()), "text/plain"), signature="oayays"),
            False, dbus_interface="org.freedesktop.Secret.Collection")
