#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop's portal for mails, which writes down what it is asked for, and answers as it is told. Beside FILE,
FILE.answered tells that it has.

usage: email_portal.py FILE RESPONSE
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


class Request(dbus.service.Object):
    @dbus.service.signal("org.freedesktop.portal.Request", signature="ua{sv}")
    def Response(self, response, results):
        pass


class Portal(dbus.service.Object):
    @dbus.service.method("org.freedesktop.portal.Email", in_signature="sa{sv}", out_signature="o",
                         sender_keyword="sender")
    def ComposeEmail(self, window, options, sender):
        files = []
        for file in options["attachment_fds"]:
            number = file.take()
            files.append([os.path.basename(os.readlink(f"/proc/self/fd/{number}")),
                          os.fdopen(number).read()])
        with open(sys.argv[1] + ".part", "w") as file:
            json.dump({"address": options["address"], "subject": options["subject"],
                       "body": options["body"], "files": files}, file)
        os.rename(sys.argv[1] + ".part", sys.argv[1])
        path = f"{PATH}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
        request = Request(self.connection, path)
        GLib.timeout_add(100, self.answer, request)
        return dbus.ObjectPath(path)

    def answer(self, request):
        request.Response(dbus.UInt32(int(sys.argv[2])), dbus.Dictionary(signature="sv"))
        self.connection.flush()
        with open(sys.argv[1] + ".answered", "w"):
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
