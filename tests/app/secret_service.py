#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Secret Service that misbehaves in one way: the org.freedesktop.secrets that a test wants.

usage: secret_service.py BEHAVIOUR

It is written from the specification and is nothing of GNOME's, so that it also stands for the other
services: it offers plain sessions alone, as KeePassXC does on request, and lists no schema.
"""

import os
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

BEHAVIOUR = sys.argv[1]
BEHAVIOURS = ["good", "unlocks", "stays-locked", "no-collection", "never-answers", "dies", "fails",
              "forgets", "keeps-all", "locks", "never-prompts", "stalls"]
# With "locks" and "never-prompts": locked as soon as this file is there, where one is named; who asks to
# unlock it is written into it. With "stalls": nothing that is to be stored is answered from then on.
LOCK = os.environ.get("ONB_LOCK", "")
ROOT = "/org/freedesktop/secrets"
COLLECTION = ROOT + "/collection/login"
SERVICE = "org.freedesktop.Secret.Service"
PROPERTIES = "org.freedesktop.DBus.Properties"
EMPTY = dbus.ObjectPath("/")


class Failure(dbus.DBusException):
    def __init__(self, name, message):
        super().__init__(message)
        self._dbus_error_name = name


class Item(dbus.service.Object):
    def __init__(self, service, number, properties, secret):
        self.service = service
        self.path = f"{COLLECTION}/{number}"
        self.attributes = dict(properties["org.freedesktop.Secret.Item.Attributes"])
        self.label = str(properties["org.freedesktop.Secret.Item.Label"])
        self.secret = secret
        self.modified = number
        super().__init__(service.bus, self.path)

    @dbus.service.method("org.freedesktop.Secret.Item", out_signature="o")
    def Delete(self):
        if BEHAVIOUR == "keeps-all":
            raise Failure("org.freedesktop.DBus.Error.Failed", "read only")
        del self.service.items[self.path]
        self.remove_from_connection()
        return EMPTY

    @dbus.service.method("org.freedesktop.Secret.Item", in_signature="o", out_signature="(oayays)")
    def GetSecret(self, session):
        if self.service.locked:
            raise Failure("org.freedesktop.Secret.Error.IsLocked", "locked")
        return dbus.Struct((session, self.secret[1], self.secret[2], self.secret[3]))

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        return {"Locked": dbus.Boolean(self.service.locked), "Label": self.label,
                "Attributes": dbus.Dictionary(self.attributes, signature="ss"),
                "Created": dbus.UInt64(0), "Modified": dbus.UInt64(self.modified)}


class Prompt(dbus.service.Object):
    """What the user would see; here, it is answered at once."""

    count = 0

    def __init__(self, service, done):
        Prompt.count += 1
        self.path = f"{ROOT}/prompt/p{Prompt.count}"
        self.done = done
        super().__init__(service.bus, self.path)

    @dbus.service.method("org.freedesktop.Secret.Prompt", in_signature="s")
    def Prompt(self, window):
        # Without a screen or a portal's part for it, nothing appears, and nobody says so.
        if BEHAVIOUR != "never-prompts":
            GLib.idle_add(self.answer)

    @dbus.service.method("org.freedesktop.Secret.Prompt")
    def Dismiss(self):
        GLib.idle_add(self.Completed, True, dbus.Array([], signature="o", variant_level=1))

    def answer(self):
        dismissed, result = self.done()
        self.Completed(dismissed, result)
        return False

    @dbus.service.signal("org.freedesktop.Secret.Prompt", signature="bv")
    def Completed(self, dismissed, result):
        pass


class Collection(dbus.service.Object):
    def __init__(self, service, path):
        self.service = service
        super().__init__(service.bus, path)

    @dbus.service.method("org.freedesktop.Secret.Collection", in_signature="a{sv}(oayays)b",
                         out_signature="oo", async_callbacks=("answer", "fail"))
    def CreateItem(self, properties, secret, replace, answer, fail):
        if BEHAVIOUR == "stalls" and os.path.exists(LOCK):
            return
        try:
            answer(*self.create(properties, secret))
        except Failure as failure:
            fail(failure)

    def create(self, properties, secret):
        if BEHAVIOUR == "dies":
            os._exit(1)
        if BEHAVIOUR == "fails":
            raise Failure("org.freedesktop.DBus.Error.Failed", "the disk is full")
        if self.service.locked:
            raise Failure("org.freedesktop.Secret.Error.IsLocked", "locked")
        return self.service.add(properties, secret), EMPTY

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        return {"Locked": dbus.Boolean(self.service.locked), "Label": "Login",
                "Items": dbus.Array([dbus.ObjectPath(p) for p in self.service.items],
                                    signature="o"),
                "Created": dbus.UInt64(0), "Modified": dbus.UInt64(0)}


class Service(dbus.service.Object):
    def __init__(self, bus):
        self.bus = bus
        self.items = {}
        self.number = 0
        self.stays = BEHAVIOUR in ("unlocks", "stays-locked") or (BEHAVIOUR == "never-prompts" and not LOCK)
        self.collections = []
        super().__init__(bus, ROOT)
        if BEHAVIOUR != "no-collection":
            self.create_collection()

    @property
    def locked(self):
        return self.stays or (BEHAVIOUR in ("locks", "never-prompts") and os.path.exists(LOCK))

    def create_collection(self):
        self.collections = [Collection(self, COLLECTION),
                            Collection(self, ROOT + "/aliases/default")]

    def add(self, properties, secret):
        self.number += 1
        item = Item(self, self.number, properties, secret)
        # An item with the same attributes is replaced.
        for path, other in list(self.items.items()):
            if other.attributes == item.attributes:
                other.Delete()
        self.items[item.path] = item
        return dbus.ObjectPath(item.path)

    @dbus.service.method(SERVICE, in_signature="sv", out_signature="vo")
    def OpenSession(self, algorithm, _):
        if algorithm != "plain":
            raise Failure("org.freedesktop.DBus.Error.NotSupported", "plain only")
        return dbus.String("", variant_level=1), dbus.ObjectPath(ROOT + "/session/s1")

    @dbus.service.method(SERVICE, in_signature="a{ss}", out_signature="aoao",
                         async_callbacks=("answer", "fail"))
    def SearchItems(self, attributes, answer, fail):
        if BEHAVIOUR == "never-answers":
            return
        wanted = set(attributes.items())
        found = [dbus.ObjectPath(path) for path, item in self.items.items()
                 if wanted <= set(item.attributes.items())]
        if BEHAVIOUR == "forgets" and os.path.exists(os.environ.get("ONB_FORGET", "")):
            found = []
        none = dbus.Array([], signature="o")
        found = dbus.Array(found, signature="o")
        answer(none, found) if self.locked else answer(found, none)

    @dbus.service.method(SERVICE, in_signature="ao", out_signature="aoo")
    def Unlock(self, objects):
        if not self.locked:
            return objects, EMPTY

        def done():
            if BEHAVIOUR == "unlocks":
                self.stays = False
                return False, dbus.Array(objects, signature="o", variant_level=1)
            return True, dbus.Array([], signature="o", variant_level=1)

        if LOCK:
            with open(LOCK, "a") as file:
                file.write("asked\n")
        return dbus.Array([], signature="o"), dbus.ObjectPath(Prompt(self, done).path)

    @dbus.service.method(SERVICE, in_signature="a{sv}s", out_signature="oo")
    def CreateCollection(self, properties, alias):
        def done():
            self.create_collection()
            return False, dbus.ObjectPath(COLLECTION, variant_level=1)

        return EMPTY, dbus.ObjectPath(Prompt(self, done).path)

    @dbus.service.method(SERVICE, in_signature="aoo", out_signature="a{o(oayays)}")
    def GetSecrets(self, items, session):
        return dbus.Dictionary(
            {path: self.items[path].GetSecret(session) for path in items
             if path in self.items and not self.locked},
            signature="o(oayays)")

    @dbus.service.method(SERVICE, in_signature="s", out_signature="o")
    def ReadAlias(self, name):
        return dbus.ObjectPath(COLLECTION) if self.collections and name == "default" else EMPTY

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        paths = [dbus.ObjectPath(COLLECTION)] if self.collections else []
        return {"Collections": dbus.Array(paths, signature="o")}


def main():
    assert BEHAVIOUR in BEHAVIOURS, BEHAVIOUR
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    name = dbus.service.BusName("org.freedesktop.secrets", bus)
    service = Service(bus)
    GLib.MainLoop().run()
    del name, service


if __name__ == "__main__":
    main()
