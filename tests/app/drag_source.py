#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small window out of which a file can be dragged, as out of a file manager.

usage: drag_source.py FILE
"""

import pathlib
import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")

from gi.repository import Gdk, GLib, Gtk  # noqa: E402


def main():
    uri = pathlib.Path(sys.argv[1]).as_uri()
    provider = Gdk.ContentProvider.new_for_bytes("text/uri-list",
                                                 GLib.Bytes.new(f"{uri}\r\n".encode()))
    Gtk.init()
    source = Gtk.DragSource()
    source.connect("prepare", lambda *_: provider)
    label = Gtk.Label(label="Drag me")
    label.add_controller(source)
    window = Gtk.Window(title="drag source", default_width=160, default_height=160, decorated=False,
                        child=label)
    window.present()
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
