#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures that the metainfo names, from the real window.

usage: ONB_PROGRAM=.build/src/leyr-onboarding screenshots.py [FOLDER]
"""

import os
import subprocess
import sys
import time

from desktop import BORDER, Desktop, Program
from walk import PAGES, fill_in_clinic, go_on, keep_practice_credentials, run_test

WIDTH, HEIGHT = 1120, 800


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__),
                                                                "../../data/screenshots")
    os.makedirs(folder, exist_ok=True)
    desktop = Desktop(f"{WIDTH + 2 * BORDER}x{HEIGHT + 2 * BORDER}")

    def picture(name):
        path = os.path.join(folder, f"{name}.png")
        # Neither a toast nor a pointer.
        time.sleep(6)
        subprocess.run(["xdotool", "mousemove", str(WIDTH), str(HEIGHT)], env=desktop.environment,
                       check=True)
        desktop.picture(path)
        subprocess.run(["mogrify", "-crop", f"{WIDTH}x{HEIGHT}+{BORDER}+{BORDER}", "+repage", path],
                       check=True)

    try:
        program = Program(desktop, "--practice")
        program.find(role="frame")
        desktop.fill_screen(program.process.pid)
        program.press("Begin")
        fill_in_clinic(program, name="Clinic by the Park")
        for page, title in PAGES[1:12]:
            go_on(program, title)
            if page == "application":
                picture("guide")
            if page == "credentials":
                keep_practice_credentials(program)
                picture("credentials")
        run_test(program)
        picture("test")
        program.press("All clinics")
        for name in ("Lakeside Hospital", "North Street Practice"):
            program.press("Add a clinic")
            program.find("Name of the clinic", "text")
            fill_in_clinic(program, name=name, location="")
            program.press("All clinics")
        picture("clinics")
        program.quit()
    finally:
        desktop.close()


if __name__ == "__main__":
    main()
