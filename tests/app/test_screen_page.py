# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the guide: steps, values, scopes, sketches and own pictures."""

import os
import subprocess

from desktop import Atspi, wait_for
from walk import PAGES, go_on, home_with_handler, keep_practice_credentials, run_test

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
    wait_for(lambda: open(opened).read() == "https://code-console.cerner.com/\n", "the address")


def test_medical_notes_change_checklist_and_test_together(start):
    program = start("--step", "8")
    assert not program.shows("DocumentReference")
    program.press("Medical Notes", role="check box")
    program.wait_until_shows("DocumentReference")
    for _, title in PAGES[8:11]:
        go_on(program, title)
    keep_practice_credentials(program)
    go_on(program, "Live test")
    run_test(program)
    assert program.shows("system/DocumentReference.write. R4: Granted, not exercised")


def test_picture_in_the_folder_replaces_the_sketch(start, tmp_path):
    home = str(tmp_path)
    os.makedirs(os.path.join(home, PICTURES))
    subprocess.run(["convert", "-size", "600x400", "xc:navy", os.path.join(home, PICTURES, "5.png")],
                   check=True)
    program = start("--step", "8", home=home)
    program.find("Picture of the console’s screen “New application: scopes”", "image")
    program.press("Show the Sketch")
    program.find("Sketch of the console’s screen “New application: scopes”")
    program.press("Show the Picture")
    program.press("Enlarge the picture")
    program.press("Larger")
    program.press("Smaller")


def test_own_picture(start, tmp_path):
    program = start("--step", "4")
    bad = tmp_path / "bad.png"
    bad.write_text("no picture")
    program.press("Use a Picture…")
    program.choose_file(str(bad), "Open")
    program.wait_until_shows("This cannot be shown as a picture")
    good = tmp_path / "good.jpg"
    subprocess.run(["convert", "-size", "600x400", "xc:navy", str(good)], check=True)
    program.press("Use a Picture…")
    program.choose_file(str(good), "Open")
    program.find("Picture of the console’s screen “New application: first page”", "image")
    kept = os.path.join(program.home, PICTURES, "3.png")
    assert os.path.exists(kept)
    program.press("Remove the picture")
    program.find("Sketch of the console’s screen “New application: first page”", "image")
    assert not os.path.exists(kept)


def test_a_picture_is_dropped(desktop, start, tmp_path):
    program = start("--step", "8")
    sketch = program.find("Sketch of the console’s screen “New application: scopes”")
    picture = tmp_path / "dropped.png"
    subprocess.run(["convert", "-size", "600x400", "xc:navy", str(picture)], check=True)
    place = Atspi.Component.get_extents(sketch, Atspi.CoordType.WINDOW)
    source = desktop.spawn("/usr/bin/python3", os.path.join(os.path.dirname(__file__),
                                                            "drag_source.py"), str(picture))
    desktop.resize(source.pid, 160, 160)
    desktop.drag((80, 80), (place.x + 60, place.y + 200))
    program.find("Picture of the console’s screen “New application: scopes”", "image")
    assert os.path.exists(os.path.join(program.home, PICTURES, "5.png"))
    source.kill()
    source.wait()
