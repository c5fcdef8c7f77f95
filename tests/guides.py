# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""guides.py PROGRAM: holds the guides, and what is wrong with some that are not, against the schema in
data/guides and against the program: both have to agree on what can stand in a guide file."""

import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SCHEMA = os.path.join(ROOT, "data/guides/guide.rng")

# What makes a guide of the built-in one that neither may take: a pattern, and what stands for it.
WRONG = {
    "an element nobody knows": (r"<prerequisite ", "<other/><prerequisite "),
    "an element in the wrong place": (r"<sketch>", '<sketch><mark step="1"/>'),
    "a missing attribute": (r'reviewed="[^"]*"', ""),
    "an ID that leads out of a folder": (r'id="cerner-millennium"', 'id="../cerner"'),
    "a screen's ID that leads out of a folder": (r'screen id="terms"', 'screen id="a/b"'),
    "an empty attribute": (r'id="cerner-millennium"', 'id=""'),
    "an unknown attribute": (r'system="', 'color="red" system="'),
    "no date": (r'reviewed="[^"]*"', 'reviewed="31 May 2025"'),
    "no set-up type": (r"<setup-type.*?</setup-type>", ""),
    "no product": (r"<product [^>]*/>", ""),
    "a version nobody knows": (r'version="R4"', 'version="R5"'),
    "an access nobody knows": (r'access="read write"', 'access="all"'),
    "a second Client ID": (r'(<credential id="client-id"[^>]*/>)', '<credential id="a" label="b" form="uuid"/>'
                           '<credential id="client-id" label="Client ID" form="uuid"/>'),
    "no Client Secret": (r'<credential id="client-secret"[^>]*/>', ""),
    "a form nobody knows": (r'form="uuid"', 'form="free"'),
    "a host that speaks something else": (r'speaks="web"', 'speaks="gopher"'),
    "a host without an address": (r'speaks="web" address="[^"]*"', 'speaks="web"'),
    "a network without a host": (r"<network>.*?</network>", "<network/>"),
    "an http address": (r'<open address="https:', '<open address="http:'),
    "an address with a user's name": (r'<open address="https://', '<open address="https://oracle.com@'),
    "a second title": (r"<title>Sign In</title>", "<title>Sign In</title><title>Sign In</title>"),
    "a mail address that says more": (r'contact="contact@leyr.io"', 'contact="contact@leyr.io?bcc=x@example.org"'),
    "a resource that leads elsewhere": (r'resource="Location"', 'resource="../Location"'),
    "a field without its value": (r' value="Leyr Integrations" choice', " choice"),
    "a free field with a value": (r'choice="free"', 'value="x" choice="free"'),
    "a picture in another folder": (r'file="1.png"', 'file="../1.png"'),
    "no step number": (r'number="1"', 'number="one"'),
    "a screen without a sketch": (r"<sketch>.*?</sketch>", ""),
    "a note without its label": (r"<note label=\"Application ID\">", "<note>"),
    "text where none can be": (r"<sketch>", "<sketch>words"),
}


def by_schema(path):
    return subprocess.run(["xmllint", "--noout", "--relaxng", SCHEMA, path],
                          capture_output=True, check=False).returncode == 0


def by_program(program, path):
    return subprocess.run([program, "guide", "check", path],
                          capture_output=True, check=False).returncode == 0


def main():
    program = sys.argv[1]
    failures = []
    guides = sorted(glob.glob(os.path.join(ROOT, "data/guides/*.xml"))
                    + glob.glob(os.path.join(ROOT, "tests/guides/*.xml")))
    for guide in guides:
        if not by_schema(guide) or not by_program(program, guide):
            failures.append(f"{os.path.basename(guide)} is refused")

    with open(os.path.join(ROOT, "data/guides/cerner-millennium.xml"), encoding="utf-8") as file:
        text = file.read()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "guide.xml")
        for name, (pattern, instead) in WRONG.items():
            changed = re.sub(pattern, lambda _, new=instead: new, text, flags=re.S)
            assert changed != text, f"{name}: the guide has nothing like it"
            with open(path, "w", encoding="utf-8") as file:
                file.write(changed)
            if by_schema(path):
                failures.append(f"{name}: the schema takes it")
            if by_program(program, path):
                failures.append(f"{name}: the program takes it")

    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures or not guides else 0)


if __name__ == "__main__":
    main()
