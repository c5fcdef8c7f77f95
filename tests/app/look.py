#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a picture of every page, for a person to look at.

usage: look.py FOLDER [--width N] [--height N] [--language L] [--dark] [--high-contrast] [--text N]
"""

import argparse
import itertools
import os
import time

import desktop as desktop_module
import languages
from walk import walk_by_key


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--width", type=int, default=1120)
    parser.add_argument("--height", type=int, default=860)
    parser.add_argument("--language", choices=sorted(languages.LOCALES))
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--high-contrast", action="store_true")
    parser.add_argument("--text", type=float, default=1, help="size of the text, 2 for 200 %%")
    return parser.parse_args()


def main():
    options = arguments()
    os.makedirs(options.folder, exist_ok=True)
    desktop = desktop_module.Desktop(f"{options.width}x{options.height}")
    desktop.scale_text(options.text)
    environment = languages.environment(desktop, options.language) if options.language else {}
    if options.dark:
        environment["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
    if options.high_contrast:
        environment["ADW_DEBUG_HIGH_CONTRAST"] = "1"

    try:
        program = desktop_module.Program(desktop, "--practice", environment=environment)
        program.find(role="frame")
        desktop.fill_screen(program.process.pid)
        numbers = itertools.count()

        def picture(name):
            time.sleep(0.7)
            desktop.picture(os.path.join(options.folder, f"{next(numbers):02}-{name}.png"))

        walk_by_key(desktop, program, picture)
        print(program.read_log())
    finally:
        desktop.close()


if __name__ == "__main__":
    main()
