# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stand-ins of a desktop's portals share: the name, and requests that are answered a little later."""

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


def request(connection, sender, options, answer):
    """Makes the request that a method returns; answer() gives its response and results when it is time, and
    what is to be done once they are sent, or None while it is not time yet."""
    path = f"{PATH}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
    made = Request(connection, path)

    def respond():
        given = answer()
        if given is None:
            return True
        response, results, done = given
        made.Response(dbus.UInt32(response), dbus.Dictionary(results, signature="sv"))
        connection.flush()
        done()
        return False

    GLib.timeout_add(100, respond)
    return dbus.ObjectPath(path)


def serve(portal):
    """Runs a portal, of a class with a bus and a path, for good."""
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    name = dbus.service.BusName(NAME, bus)
    served = portal(bus, PATH)
    GLib.MainLoop().run()
    del name, served
