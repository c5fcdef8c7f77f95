# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the eye gets: contrast from the rendered colours, large text, narrow windows, no motion."""

import collections
import re
import subprocess
import time

import pytest

import languages
from desktop import BORDER, TYPE_NAME, Atspi, GLib, wait_for
from walk import DIALOGS, PAGES, walk_by_key

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
WIDTH, HEIGHT = 1280, 1400


def still_picture(desktop):
    """The screen when nothing changes any more."""
    pictures = [None, None]

    def is_still():
        time.sleep(0.3)
        pictures[:] = [pictures[1], Picture(desktop)]
        return pictures[0] is not None and pictures[0].pixels == pictures[1].pixels

    wait_for(is_still, "a still picture")
    return pictures[1]


class Picture:
    """The screen, with every pixel of it."""

    def __init__(self, desktop):
        size = subprocess.run(
            ["xwininfo", "-root"], env=desktop.environment, capture_output=True, text=True,
            check=True).stdout
        self.width = int(re.search(r"Width: (\d+)", size).group(1))
        self.pixels = subprocess.run(
            ["import", "-window", "root", "-depth", "8", "rgb:-"], env=desktop.environment,
            capture_output=True, check=True).stdout

    def colours(self, x, y, width, height):
        """How often there is which colour in a part of it."""
        count = collections.Counter()
        for row in range(y, y + height):
            start = (row * self.width + x) * 3
            part = self.pixels[start:start + width * 3]
            count.update(zip(part[0::3], part[1::3], part[2::3]))
        return count


def luminance(colour):
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
              for value in (part / 255 for part in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_contrast(colours):
    """Of the text to what is behind it, which is what there is most of."""
    background = colours.most_common(1)[0][0]
    return max(contrast(background, colour) for colour in colours)


def is_usable(node):
    """What cannot be used yet may be faint."""
    while node is not None:
        if (node.get_role_name() in ("button", "list item", "text", "check box")
                and not node.get_state_set().contains(Atspi.StateType.SENSITIVE)):
            return False
        node = node.get_parent()
    return True


def labels(program):
    """Every text that is to be read: its node and where it is."""
    for node in program.nodes():
        try:
            if node.get_role_name() not in ("label", "heading", "status bar"):
                continue
            if not node.get_name() or TYPE_NAME.match(node.get_name()) or not is_usable(node):
                continue
            place = program.place(node)
        except GLib.Error:
            continue  # a toast that went away meanwhile
        if place.width > 0 and place.height > 0:
            yield node, place


@pytest.mark.parametrize("style", [
    {},
    {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"},
    {"ADW_DEBUG_HIGH_CONTRAST": "1"},
], ids=["light", "dark", "high-contrast"])
def test_contrast(desktop, start, style):
    """At twice the size, where thin strokes have their colour too."""
    program = start(environment=dict(style, GDK_SCALE="2"))
    faint = {}
    read = collections.Counter()
    measured = set()

    def see(name):
        if name in DIALOGS:
            return  # it lies above a window that is darkened
        picture = still_picture(desktop)
        for node, place in labels(program):
            if (place.x < 0 or place.y < 0 or place.x + place.width > WIDTH
                    or place.y + place.height > HEIGHT):
                continue
            read[name] += 1
            # What is beside every page looks the same beside every page.
            same = (node.get_name(), place.x, place.y)
            if same in measured:
                continue
            measured.add(same)
            ratio = text_contrast(picture.colours(*(2 * length for length in (
                place.x, place.y, place.width, place.height))))
            if ratio < LEAST_CONTRAST:
                faint[name, node.get_name()] = round(ratio, 2)

    walk_by_key(desktop, program, see)
    assert set(read) >= {page for page, _ in PAGES} and min(read.values()) >= 3
    assert faint == {}


def outside(program, width):
    """Texts and buttons that stick out of a window of this width. The list of all pages, while it is
    folded away, is beyond its edge as a whole."""
    found = []
    for node in program.nodes():
        try:
            role = node.get_role_name()
            if role not in ("label", "button", "check box", "text", "heading"):
                continue
            place = program.place(node)
        except GLib.Error:
            continue
        is_away = place.x >= width or place.x + place.width <= 0
        # A title that grows or shrinks lies between two pixels.
        if place.width > 0 and not is_away and (place.x < 0 or place.x + place.width > width + 1):
            found.append((role, node.get_name(), place.x, place.width))
    return found


def frame_width(program):
    return program.place(program.find(role="frame")).width


@pytest.mark.parametrize("width, environment", [
    (360, {"language": "de"}),
    (360, {"language": "fr"}),
    (360, {"language": "ar"}),
    # Text at 200 %: as narrow as that, twice.
    (720, {"GDK_DPI_SCALE": "2"}),
], ids=["German", "French", "Arabic", "200-percent"])
def test_narrow_windows_hold_everything(desktop, start, width, environment):
    variables = dict(environment)
    language = variables.pop("language", None)
    if language is not None:
        variables.update(languages.environment(desktop, language))
    program = start(environment=variables)
    desktop.resize(program.process.pid, width + 2 * BORDER, HEIGHT)
    wait_for(lambda: frame_width(program) == width, f"a window of {width} px")
    problems = {}

    def see(name):
        if name in DIALOGS:
            return
        assert frame_width(program) == width, name
        found = outside(program, width)
        if found:
            problems[name] = found

    walk_by_key(desktop, program, see)
    assert problems == {}
