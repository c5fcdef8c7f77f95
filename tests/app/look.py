#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a picture of every page, for a person to look at.

usage: look.py FOLDER [--width N] [--height N] [--language L] [--dark] [--high-contrast] [--scale N]
"""

import argparse
import os
import time

import desktop as desktop_module
from walk import PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, SANDBOX


# What opens by a key: its name and the key.
DIALOGS = [("step", "ctrl+g"), ("picture", "ctrl+shift+s"), ("help", "F1"),
           ("shortcuts", "ctrl+question")]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--width", type=int, default=1120)
    parser.add_argument("--height", type=int, default=860)
    parser.add_argument("--language", default="C.UTF-8")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--high-contrast", action="store_true")
    parser.add_argument("--scale", default="1")
    return parser.parse_args()


def main():
    options = arguments()
    os.makedirs(options.folder, exist_ok=True)
    desktop = desktop_module.Desktop(f"{options.width}x{options.height}")
    environment = {"LANGUAGE": options.language, "LANG": options.language,
                   "GDK_DPI_SCALE": options.scale}
    if options.dark:
        environment["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
    if options.high_contrast:
        environment["ADW_DEBUG_HIGH_CONTRAST"] = "1"

    try:
        program = desktop_module.Program(desktop, "--practice", environment=environment)
        program.find(role="frame")
        desktop.fill_screen(program.process.pid)

        def picture(name):
            time.sleep(0.7)
            desktop.picture(os.path.join(options.folder, f"{name}.png"))

        picture("home-empty")
        # By key and by place, not by words: the language may be any.
        desktop.key("ctrl+n")
        time.sleep(1)
        program.type_into(0, "Klinik am Park")
        program.type_into(1, SANDBOX)
        for index, (name, _) in enumerate(PAGES):
            if name == "credentials":
                picture("credentials-empty")
                program.type_into(0, PRACTICE_CLIENT_ID)
                program.click(program.entries()[1])
                desktop.type(PRACTICE_SECRET)
                # The last one discards what was typed; the one before keeps it.
                program.buttons("OnbCredentialsPage")[-2].do_action(0)
            if name == "test":
                program.buttons("OnbCheckPage")[-1].do_action(0)
                time.sleep(1)
            picture(f"{index:02}-{name}")
            desktop.key("alt+Right")
            time.sleep(0.4)
        for name, keys in DIALOGS:
            desktop.key(keys)
            time.sleep(0.8)
            picture(f"dialog-{name}")
            desktop.key("Escape")
            time.sleep(0.8)
        desktop.key("alt+Home")
        picture("home")
        print(program.read_log())
    finally:
        desktop.close()


if __name__ == "__main__":
    main()
