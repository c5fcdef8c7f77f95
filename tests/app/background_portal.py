#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop's portals for what runs in the background and for notifications. What they are asked for is written
into FILE, a JSON object a line. ANSWER is "allow"; "deny", as a user does in the desktop's settings; or "fail".
It is read from FILE.answer each time, where that is there.

usage: background_portal.py FILE ANSWER
"""

import json
import os
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
RESPONSES = {"allow": 0, "deny": 0, "fail": 2}


def note(**what):
    with open(sys.argv[1], "a", encoding="utf-8") as file:
        file.write(json.dumps(what) + "\n")


def get_answer():
    if os.path.exists(sys.argv[1] + ".answer"):
        with open(sys.argv[1] + ".answer", encoding="utf-8") as file:
            return file.read()
    return sys.argv[2]


class Request(dbus.service.Object):
    @dbus.service.signal("org.freedesktop.portal.Request", signature="ua{sv}")
    def Response(self, response, results):
        pass


class Portal(dbus.service.Object):
    @dbus.service.method("org.freedesktop.portal.Background", in_signature="sa{sv}", out_signature="o",
                         sender_keyword="sender")
    def RequestBackground(self, window, options, sender):
        note(autostart=bool(options["autostart"]), commandline=[str(word) for word in options["commandline"]],
             reason=str(options["reason"]))
        path = f"{PATH}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
        request = Request(self.connection, path)
        GLib.timeout_add(100, self.answer, request, bool(options["autostart"]))
        return dbus.ObjectPath(path)

    def answer(self, request, autostart):
        allowed = get_answer() == "allow"
        request.Response(dbus.UInt32(RESPONSES[get_answer()]),
                         dbus.Dictionary({"background": allowed, "autostart": allowed and autostart},
                                         signature="sv"))
        self.connection.flush()

    @dbus.service.method("org.freedesktop.portal.Notification", in_signature="sa{sv}")
    def AddNotification(self, number, notification):
        note(title=str(notification["title"]), body=str(notification["body"]),
             action=str(notification["default-action"]), target=str(notification["default-action-target"]))

    @dbus.service.method("org.freedesktop.portal.Notification", in_signature="s")
    def RemoveNotification(self, number):
        pass


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    name = dbus.service.BusName(NAME, bus)
    portal = Portal(bus, PATH)
    GLib.MainLoop().run()
    del name, portal


if __name__ == "__main__":
    main()
