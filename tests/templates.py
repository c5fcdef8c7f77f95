# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Has gtk4-builder-tool check one template, with the types that it is made of.

usage: templates.py TYPES TEMPLATE
"""

import os
import re
import subprocess
import sys
import tempfile


def main():
    types, template = sys.argv[1:]
    with open(template) as file:
        text = file.read()
    # The tool looks for the handlers of signals in itself; that ours exist, the program's start tells.
    text = re.sub(r"\s*<signal [^>]*/>", "", text)
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, os.path.basename(template))
        with open(copy, "w") as file:
            file.write(text)
        checked = subprocess.run(
            ["xvfb-run", "-a", "env", f"LD_PRELOAD={types}", "gtk4-builder-tool", "validate", copy],
            env=dict(os.environ, GSETTINGS_BACKEND="memory", GTK_A11Y="none", GSK_RENDERER="cairo"),
            capture_output=True, text=True, check=False, timeout=120)
    print(checked.stdout + checked.stderr, end="")
    sys.exit(checked.returncode)


if __name__ == "__main__":
    main()
