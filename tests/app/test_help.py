# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual: in the program by F1, and as a file that a browser shows."""

import glob
import os
import struct
from xml.etree import ElementTree

MANUAL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data/manual")
XHTML = "{http://www.w3.org/1999/xhtml}"


def pictures():
    """What the manual names: (file, what it says of it)."""
    tree = ElementTree.parse(os.path.join(MANUAL, "manual.html"))
    return [(picture.get("src"), picture.get("alt")) for picture in tree.iter(f"{XHTML}img")]


def test_every_picture_is_there_is_small_and_is_described():
    files = [file for file, _ in pictures()]
    assert files and len(set(files)) == len(files)
    assert sorted(files) == sorted(os.path.relpath(path, MANUAL)
                                   for path in glob.glob(os.path.join(MANUAL, "pictures/*")))
    assert all(len(words) > 40 for _, words in pictures())
    sizes = []
    for file in files:
        with open(os.path.join(MANUAL, file), "rb") as picture:
            data = picture.read()
        sizes.append(len(data))
        width, height = struct.unpack(">II", data[16:24])
        assert data.startswith(b"\x89PNG") and width <= 1000 and height <= 700, file
    assert sum(sizes) < 600_000


def test_help_shows_them_with_what_is_said_of_them(desktop, start):
    program = start()
    desktop.key("F1")
    program.find("Leyr Onboarding Manual", "heading")
    program.look_away()
    said = [words for _, words in pictures()]
    shown = [node for node in program.nodes() if node.get_name() in said]
    assert [node.get_name() for node in shown] == said
    # Within the dialog, and not flattened.
    for node in shown:
        place = program.place(node)
        assert 0 < place.width <= 640 and 0.5 < place.height / place.width < 0.8
