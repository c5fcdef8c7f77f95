#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the table of findings into the README, from the diagnosis itself, or checks that it is there.

usage: findings.py [--check] PRINT-FINDINGS
"""

import os
import subprocess
import sys

README = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "README.md")
BEGIN = "<!-- findings: made by tests/findings.py -->\n"
END = "<!-- end of findings -->\n"


def main():
    check = "--check" in sys.argv
    table = subprocess.run([sys.argv[-1]], capture_output=True, encoding="utf-8", check=True).stdout
    with open(README, encoding="utf-8") as file:
        text = file.read()
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    wanted = head + BEGIN + table + END + tail
    if check:
        if wanted != text:
            sys.exit("The README's table of findings is out of date: run tests/findings.py")
        return
    with open(README, "w", encoding="utf-8") as file:
        file.write(wanted)


if __name__ == "__main__":
    main()
