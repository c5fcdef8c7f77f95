#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop's notifications, written into a file as they come, one a line: title, a tab, and body.

usage: notification_service.py FILE

As soon as there is a FILE.click, the last one is clicked on.
"""

import os
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"


class Service(dbus.service.Object):
    count = 0

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, application, replaces, icon, summary, body, actions, hints, timeout):
        with open(sys.argv[1], "a", encoding="utf-8") as file:
            file.write(f"{summary}\t{body}\n")
        self.count += 1
        return dbus.UInt32(replaces or self.count)

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, number, action):
        pass

    def look_for_click(self):
        click = sys.argv[1] + ".click"
        if os.path.exists(click):
            os.remove(click)
            self.ActionInvoked(dbus.UInt32(self.count), "default")
        return True

    @dbus.service.method(NAME, in_signature="u")
    def CloseNotification(self, number):
        pass

    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        return ["body", "actions"]


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    name = dbus.service.BusName(NAME, bus)
    service = Service(bus, "/org/freedesktop/Notifications")
    GLib.timeout_add(100, service.look_for_click)
    GLib.MainLoop().run()
    del name, service


if __name__ == "__main__":
    main()
