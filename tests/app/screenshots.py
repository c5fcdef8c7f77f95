#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures that the metainfo and the manual name, from the real window; on today's GNOME, in its
system.

usage: ONB_PROGRAM=.build/src/leyr-onboarding screenshots.py [FOLDER]
"""

import os
import shutil
import signal
import subprocess
import sys
import time

from desktop import PROGRAM, Desktop, Program, wait_for
from walk import (PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, fill_in_clinic, go_on, run_test,
                  tick)

# With its shadow, a picture is to be at most 1000 pixels wide and 700 high.
WIDTH, HEIGHT, SHADOW = 944, 644, 28
# An invented tenant, in the form that Oracle's have.
ADDRESS = "https://fhir-ehr.cerner.com/r4/5b3f1c0a-77d2-4e0b-9a51-3f0c6d2e8b94/"


def main():
    data = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "../../data")
    folder, manual = (os.path.join(data, name) for name in ("screenshots", "manual/pictures"))
    for made in (folder, manual):
        os.makedirs(made, exist_ok=True)
    desktop = Desktop(f"{WIDTH}x{HEIGHT}")
    portrait = os.path.join(desktop.folder, "portrait.png")
    preloaded = {"ONB_PORTRAIT": portrait,
                 "LD_PRELOAD": os.path.join(os.path.dirname(PROGRAM), "../tests/app/portrait.so")}

    def begin(*arguments):
        program = Program(desktop, *arguments, environment=preloaded,
                          settings=["gtk-font-name=Adwaita Sans 11"])
        program.find(role="frame")
        desktop.fill_screen(program.process.pid)
        return program

    def illustrate(path, name):
        """The same for the manual: without its shadow, and small."""
        subprocess.run(["convert", path, "-shave", f"{SHADOW}x{SHADOW}",
                        "-background", "white", "-alpha", "remove", "-alpha", "off", "-strip",
                        "-dither", "None", "-colors", "128",
                        "-define", "png:compression-level=9", f"PNG8:{manual}/{name}.png"], check=True)

    def picture(program, name, published=True):
        time.sleep(6)  # until no toast is in view
        subprocess.run(["xdotool", "mousemove", str(WIDTH), str(HEIGHT)], env=desktop.environment,
                       check=True)
        os.kill(program.process.pid, signal.SIGUSR1)
        wait_for(lambda: os.path.exists(portrait) and os.path.getsize(portrait) > 0, name)
        time.sleep(2)
        path = os.path.join(folder if published else desktop.folder, f"{name}.png")
        shutil.move(portrait, path)
        illustrate(path, name)
        width, height = map(int, subprocess.run(
            ["identify", "-format", "%w %h", path], capture_output=True, text=True,
            check=True).stdout.split())
        assert width <= 1000 and height <= 700, f"{name} is {width} x {height}"

    def keep_credentials(program):
        program.fill("Client ID", PRACTICE_CLIENT_ID)
        desktop.put_in_clipboard(PRACTICE_SECRET)
        program.press("Paste Client Secret")
        wait_for(lambda: program.is_sensitive("Save"), "the secret")
        program.press("Save")
        program.wait_until_shows("Saved in the system keyring")

    def add(program, name, location=""):
        program.press("Add Clinic")
        fill_in_clinic(program, name=name, location=location)

    try:
        # What needs no Millennium is shown as it is in earnest.
        program = begin()
        program.press("Get Started")
        fill_in_clinic(program, name="Clinic by the Park", location=ADDRESS)
        for page, title in PAGES[2:11]:
            go_on(program, title)
            if page == "application":
                tick(program, 4)
                picture(program, "guide")
        keep_credentials(program)
        picture(program, "credentials")
        go_on(program, "Enablement")
        program.fill("Application ID", "7d0a4c52-91b3-4f6e-8a2d-6c5e0f1b3a97")
        picture(program, "enablement", published=False)
        for name in ("Lakeside Hospital", "North Street Clinic"):
            program.press("All Clinics")
            add(program, name)
        program.press("All Clinics")
        picture(program, "clinics")
        program.quit()

        # A test that is shown without a Millennium is in demo mode, and says so.
        program = begin("--practice")
        program.press("Get Started")
        fill_in_clinic(program, name="Clinic by the Park")
        for page, title in PAGES[2:13]:
            go_on(program, title)
            if page == "credentials":
                keep_credentials(program)
        run_test(program)
        picture(program, "test")
        program.choose("Main Menu", "Create Support Report…")
        program.find("Report", "text")
        picture(program, "support-report", published=False)
        desktop.key("Escape")
        go_on(program, "Add to Leyr")
        picture(program, "add-to-leyr", published=False)
        program.quit()
    finally:
        desktop.close()


if __name__ == "__main__":
    main()
