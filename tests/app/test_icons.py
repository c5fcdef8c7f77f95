# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every icon that the program names is there: in its own resources, or in the theme that it runs with."""

import glob
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
NAME = re.compile(r'["> ]([a-z][\w.-]*-symbolic)["< ]', re.IGNORECASE)

# Run on the test's screen: prints those of its arguments that the platform has no icon for.
LOOK_UP = """
import sys, gi
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gtk
Gtk.init()
theme = Gtk.IconTheme.get_for_display(Gdk.Display.get_default())
print(theme.get_theme_name())
print("\\n".join(name for name in sys.argv[1:] if not theme.has_icon(name)))
"""


def named():
    names = set()
    for pattern in ("src/app/**/*.[ch]", "data/ui/**/*.ui", "data/*.desktop.in"):
        for path in glob.glob(os.path.join(ROOT, pattern), recursive=True):
            with open(path, encoding="utf-8") as file:
                names.update(NAME.findall(file.read()))
    return names


def own():
    resources = ElementTree.parse(os.path.join(ROOT, "data/app.gresource.xml")).getroot()
    return {file.get("alias").removesuffix(".svg") for resource in resources
            if "/icons/" in resource.get("prefix") for file in resource}


def missing(desktop, names):
    answer = subprocess.run([sys.executable, "-c", LOOK_UP, *sorted(names)], env=desktop.environment,
                            capture_output=True, text=True, check=True).stdout.splitlines()
    assert answer[0] == "Adwaita"
    return set(answer[1:]) - {""}


def test_every_icon_is_there(desktop):
    names = named()
    assert len(names) > 15 and "onb-ok-symbolic" in names
    assert missing(desktop, names - own()) == set()


def test_a_missing_icon_is_noticed(desktop):
    assert missing(desktop, {"open-menu-symbolic", "onb-no-such-symbolic"}) == {"onb-no-such-symbolic"}


@pytest.mark.parametrize("name", sorted(own()))
def test_own_icons_are_drawn_with_fills_alone(name):
    """GTK gives a symbolic icon its colour by its fills; a stroke would stay as it is."""
    if not name.endswith("-symbolic"):
        return
    for path in glob.glob(os.path.join(ROOT, f"data/icons/**/{name}.svg"), recursive=True):
        with open(path, encoding="utf-8") as file:
            assert "stroke" not in file.read()
