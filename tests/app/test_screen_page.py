# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the guide: steps, values, scopes, sketches and own pictures."""

import os
import subprocess

from desktop import Atspi, read_file, wait_for
from walk import PAGES, go_on, go_on_to, home_with_handler, keep_practice_credentials, run_test

PICTURES = ".local/share/leyr-onboarding/pictures/cerner-millennium"


def test_values_are_copied(desktop, start):
    program = start("--step", "4")
    program.press("Copy “Application Name”")
    program.wait_until_shows("Copied: Leyr Integrations")
    assert desktop.clipboard() == b"Leyr Integrations"


def test_addresses_open_in_the_browser(desktop, start):
    home, opened = home_with_handler(desktop, "https")
    program = start("--step", "1", home=home)
    program.press("Open")
    wait_for(lambda: os.path.exists(opened), "the browser")
    wait_for(lambda: read_file(opened) == "https://code-console.cerner.com/\n", "the address")


def test_without_a_browser_it_is_said(start):
    """In a kiosk, or by ssh: that nothing opens is no silence."""
    program = start("--step", "1")
    program.press("Open")
    program.wait_until_shows("No web browser could be opened.")


def test_medical_notes_change_checklist_and_test_together(start):
    program = start("--step", "8")
    assert not program.shows("DocumentReference")
    program.press("Medical Notes", role="check box")
    program.wait_until_shows("DocumentReference")
    for _, title in PAGES[8:11]:
        go_on(program, title)
    keep_practice_credentials(program)
    go_on_to(program, "test")
    run_test(program)
    assert program.shows("system/DocumentReference.write. R4: Granted (not tested)")


def test_picture_in_the_folder_replaces_the_sketch(start, tmp_path):
    home = str(tmp_path)
    os.makedirs(os.path.join(home, PICTURES))
    subprocess.run(["convert", "-size", "600x400", "xc:navy", os.path.join(home, PICTURES, "5.png")],
                   check=True)
    program = start("--step", "8", home=home)
    program.find("Screenshot of the console screen “New Application: Scopes”", "image")
    program.press("Show Sketch")
    program.find("Sketch of the console screen “New Application: Scopes”")
    program.press("Show Screenshot")
    program.press("Enlarge Screenshot")
    program.press("Zoom In")
    program.press("Zoom Out")


def test_own_picture(start, tmp_path):
    program = start("--step", "4")
    bad = tmp_path / "bad.png"
    bad.write_text("no picture")
    program.press("Use Screenshot…")
    program.choose_file(str(bad), "Open")
    program.wait_until_shows("Could not open the image")
    good = tmp_path / "good.jpg"
    subprocess.run(["convert", "-size", "600x400", "xc:navy", str(good)], check=True)
    program.press("Use Screenshot…")
    program.choose_file(str(good), "Open")
    program.find("Screenshot of the console screen “New Application: First Page”", "image")
    kept = os.path.join(program.home, PICTURES, "3.png")
    assert os.path.exists(kept)
    program.press("Remove Screenshot")
    program.find("Sketch of the console screen “New Application: First Page”", "image")
    assert not os.path.exists(kept)


def test_a_picture_is_dropped(desktop, start, tmp_path):
    program = start("--step", "8")
    sketch = program.find("Sketch of the console screen “New Application: Scopes”")
    picture = tmp_path / "dropped.png"
    subprocess.run(["convert", "-size", "600x400", "xc:navy", str(picture)], check=True)
    place = Atspi.Component.get_extents(sketch, Atspi.CoordType.WINDOW)
    source = desktop.spawn("/usr/bin/python3", os.path.join(os.path.dirname(__file__),
                                                            "drag_source.py"), str(picture))
    desktop.resize(source.pid, 160, 160)
    desktop.drag((80, 80), (place.x + 60, place.y + 200))
    program.find("Screenshot of the console screen “New Application: Scopes”", "image")
    assert os.path.exists(os.path.join(program.home, PICTURES, "5.png"))
    source.kill()
    source.wait()


class Look:
    """What changes on the screen, within a part of it."""

    def __init__(self, desktop, program, folder):
        self.desktop, self.program = desktop, program
        self.path = str(folder / "now.png")

    def take(self, area):
        self.program.look_away()
        self.desktop.picture(self.path)
        size = f"{area.width}x{area.height}+{area.x}+{area.y}"
        return subprocess.run(["convert", self.path, "-crop", size, "+repage", "-depth", "8", "ppm:-"],
                              capture_output=True, check=True).stdout

    def point(self, x, y):
        subprocess.run(["xdotool", "mousemove", str(x), str(y)], env=self.desktop.environment, check=True)


def middle_of_difference(before, after):
    """Where two pictures of the same size differ: the middle of that, from the left and the top."""
    _, size, _, pixels = before.split(b"\n", 3)
    width = int(size.split()[0])
    other = after.split(b"\n", 3)[3]
    differ = [index // 3 for index in range(0, len(pixels), 3)
              if pixels[index:index + 3] != other[index:index + 3]]
    assert differ, "nothing differs"
    rows, columns = [d // width for d in differ], [d % width for d in differ]
    return (min(columns) + max(columns)) // 2, (min(rows) + max(rows)) // 2


def test_row_and_place_light_each_other_up(desktop, start, tmp_path):
    """By the pointer, from either side, and by the keyboard's focus."""
    program = start("--step", "5")
    sketch = program.place(program.find("Sketch of the console screen “New Application: First Page”",
                                        "image"))
    button = program.find("Copy “Application Name”", "button")
    row = button
    while row.get_role_name() != "list item":
        row = row.get_parent()
    row = program.place(row)
    look = Look(desktop, program, tmp_path)
    look.point(1, 1)
    # Step 5 has the focus, and its place is at the bottom.
    sketch.height //= 2
    dark = look.take(sketch), look.take(row)

    look.point(row.x + row.width // 3, row.y + row.height // 2)
    x, y = middle_of_difference(dark[0], look.take(sketch))
    # Its place is what lit up: from there the row is lit.
    look.point(sketch.x + x, sketch.y + y)
    assert look.take(row) != dark[1]
    look.point(1, 1)
    assert (look.take(sketch), look.take(row)) == dark

    while not button.get_state_set().contains(Atspi.StateType.FOCUSED):
        desktop.key("shift+Tab")
        program.look_away()
    focused = middle_of_difference(dark[0], look.take(sketch))
    assert abs(focused[0] - x) < 20 and abs(focused[1] - y) < 20
