#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop's portals for what runs in the background and for notifications. What they are asked for is written
into FILE, a JSON object a line. ANSWER is "allow"; "deny", as a user does in the desktop's settings; or "fail".
It is read from FILE.answer each time, where that is there; and while FILE.wait is there, its user has not answered.

usage: background_portal.py FILE ANSWER
"""

import json
import os
import sys

import dbus.service

from portals import request, serve

RESPONSES = {"allow": 0, "deny": 0, "fail": 2}


def note(**what):
    with open(sys.argv[1], "a", encoding="utf-8") as file:
        file.write(json.dumps(what) + "\n")


def get_answer():
    if os.path.exists(sys.argv[1] + ".answer"):
        with open(sys.argv[1] + ".answer", encoding="utf-8") as file:
            return file.read()
    return sys.argv[2]


def answer(autostart):
    if os.path.exists(sys.argv[1] + ".wait"):
        return None
    allowed = get_answer() == "allow"
    return (RESPONSES[get_answer()], {"background": allowed, "autostart": allowed and autostart},
            lambda: None)


class Portal(dbus.service.Object):
    @dbus.service.method("org.freedesktop.portal.Background", in_signature="sa{sv}", out_signature="o",
                         sender_keyword="sender")
    def RequestBackground(self, window, options, sender):
        note(autostart=bool(options["autostart"]), commandline=[str(word) for word in options["commandline"]],
             reason=str(options["reason"]))
        return request(self.connection, sender, options, lambda: answer(bool(options["autostart"])))

    @dbus.service.method("org.freedesktop.portal.Notification", in_signature="sa{sv}")
    def AddNotification(self, number, notification):
        note(title=str(notification["title"]), body=str(notification["body"]),
             action=str(notification["default-action"]), target=str(notification["default-action-target"]))

    @dbus.service.method("org.freedesktop.portal.Notification", in_signature="s")
    def RemoveNotification(self, number):
        pass


if __name__ == "__main__":
    serve(Portal)
