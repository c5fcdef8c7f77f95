# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Has gtk4-builder-tool check templates, with the types that they are made of. Needs a display.

usage: templates.py TYPES TEMPLATE...
"""

import os
import re
import subprocess
import sys
import tempfile

# Without GL, libraries below GTK do not complain that a virtual screen has none.
QUIET = {"GSETTINGS_BACKEND": "memory", "GTK_A11Y": "none", "GSK_RENDERER": "cairo",
         "GDK_DISABLE": "gl,vulkan"}


def is_valid(types, template):
    with open(template) as file:
        text = file.read()
    # The tool looks for the handlers of signals in itself; that ours exist, the program's start tells.
    text = re.sub(r"\s*<signal [^>]*/>", "", text)
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, os.path.basename(template))
        with open(copy, "w") as file:
            file.write(text)
        checked = subprocess.run(["gtk4-builder-tool", "validate", copy],
                                 env=dict(os.environ, LD_PRELOAD=types, **QUIET),
                                 capture_output=True, text=True, check=False, timeout=120)
    if checked.returncode != 0:
        print(f"{template}: {checked.stdout}{checked.stderr}", end="")
    return checked.returncode == 0


def main():
    types, *templates = sys.argv[1:]
    sys.exit(0 if templates and all([is_valid(types, template) for template in templates]) else 1)


if __name__ == "__main__":
    main()
