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

import dbus.service

from portals import request, serve


def answered():
    with open(sys.argv[1] + ".answered", "w"):
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
        return request(self.connection, sender, options, lambda: (int(sys.argv[2]), {}, answered))


if __name__ == "__main__":
    serve(Portal)
