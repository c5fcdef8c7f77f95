# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test that repeats itself while something takes Oracle a while."""

import os

import pytest
from gi.repository import Gio, GLib

from desktop import listen, wait_for
from test_check_page import open_tested, play

PATIENCE = 150  # more than a minute, between two tests

INTERFACE = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
</interface></node>"""


class Notifications:
    """The desktop's service for notifications. What it is told, is kept."""

    def __init__(self):
        self.told = []
        flags = Gio.DBusConnectionFlags
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SESSION_BUS_ADDRESS"],
            flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object_with_closures2("/org/freedesktop/Notifications", interface, self.on_call,
                                                None, None)
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                           "RequestName", GLib.Variant("(su)", ("org.freedesktop.Notifications", 0)),
                           None, Gio.DBusCallFlags.NONE, -1, None)

    def on_call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        answers = {"GetCapabilities": GLib.Variant("(as)", (["body"],)),
                   "GetServerInformation": GLib.Variant("(ssss)", ("test", "test", "1", "1.2")),
                   "Notify": GLib.Variant("(u)", (1,))}
        if method == "Notify":
            self.told.append(parameters.unpack()[3])
        invocation.return_value(answers.get(method))

    def listen(self):
        listen()
        return self.told

    def close(self):
        self.bus.close_sync(None)


@pytest.fixture
def notifications(desktop):
    service = Notifications()
    yield service
    service.close()


def test_it_repeats_until_the_clinic_is_ready(desktop, start, notifications):
    program = open_tested(start)
    assert not program.shows("Test Again Every Minute")
    play(desktop, program, "not-enabled")
    program.press("Test Again")
    program.find("Not ready", "label")
    program.press("Test Again Every Minute", role="check box")
    program.find("Stop", "button")
    # Meanwhile Oracle has enabled the application, and the user is on another page.
    play(desktop, program, "works")
    program.find("Everything works", "label")
    program.press("Back")
    wait_for(lambda: "Enablement – " in program.title(), "another page")
    wait_for(lambda: notifications.listen() == ["Demo: Practice Clinic is ready"],
             "the notification", PATIENCE)
    program.press("Continue")
    program.find("Ready", "label")
    # That is the end of it.
    assert not program.shows("Test Again Every Minute")
    assert program.find_now("Stop", "button") is None
