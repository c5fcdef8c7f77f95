#!/usr/bin/python3
# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house: which room knows of which, who opens a connection, and where the words of one EHR
system may stand."""

import glob
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# A room of src/, and the rooms whose headers it includes.
KNOWS = {
    "wire": {"keyring"},
    "fhir": {"wire"},
    "millennium": {"fhir", "wire"},
    "guide": set(),
    "keyring": {"guide", "wire"},
    "check": {"fhir", "guide", "keyring", "millennium", "wire"},
    "practice": {"fhir", "millennium", "wire"},
    "clinic": {"check", "fhir", "guide", "keyring", "millennium", "wire"},
    "desktop": {"clinic"},
    "command": {"check", "clinic", "guide", "keyring", "millennium", "practice", "wire"},
    "app": {"check", "clinic", "command", "desktop", "guide", "keyring", "practice", "wire"},
}

# What opens a connection, and what the window does not know, by the names that their libraries give.
CALLS = [
    ("a connection", r"\b(soup_(?!get_\w+_version)\w+|g_socket_client_\w+) \(", {"wire", "practice"}),
    ("JSON", r"\bjson_\w+ \(", set(KNOWS) - {"app"}),
    ("D-Bus", r"\bg_dbus_\w+ \(", set(KNOWS) - {"app"}),
]

# Rooms that serve every EHR system; what they say of one comes from its guide.
FOR_EVERY_SYSTEM = ["wire", "fhir", "guide", "keyring", "clinic", "desktop", "app"]
ONE_SYSTEM = re.compile(r"cerner|oracle|millennium|soarian", re.IGNORECASE)
# The guide that is built in is the default, and what demo mode simulates is a Millennium.
EXCEPT = re.compile(r"^cerner-millennium$|simulated Millennium|The simulated server responds as Cerner Millennium")

STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def without_comments(text):
    """Of the same length in lines."""
    return COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)


def texts(code):
    """The string literals, those that stand in a row taken as one, each with its place."""
    end = None
    for match in STRING.finditer(code):
        if end is not None and code[end:match.start()].strip() == "":
            words += match.group(1)
        else:
            if end is not None:
                yield start, words
            start, words = match.start(), match.group(1)
        end = match.end()
    if end is not None:
        yield start, words


def look_at_source(path):
    name = os.path.relpath(path, ROOT)
    room = name.split(os.sep)[1]
    with open(path, encoding="utf-8") as file:
        code = without_comments(file.read())
    for match in re.finditer(r'#include "(\w+)/', code):
        other = match.group(1)
        if other != room and other not in KNOWS[room]:
            yield name, line_of(code, match.start()), f"{room} includes what is in {other}"
    code = re.sub(r"#include .*", "", code)
    for what, pattern, rooms in CALLS:
        match = re.search(pattern, code)
        if match and room not in rooms:
            yield name, line_of(code, match.start()), f"{room} knows of {what}: {match.group()}"
    if room in FOR_EVERY_SYSTEM:
        for start, words in texts(code):
            if ONE_SYSTEM.search(words) and not EXCEPT.search(words):
                yield name, line_of(code, start), f"words of one EHR system: {words}"


def look_at_template(path):
    with open(path, encoding="utf-8") as file:
        text = re.sub(r"<!--.*?-->", "", file.read(), flags=re.DOTALL)
    for match in re.finditer(r">([^<>]+)<", text):
        if ONE_SYSTEM.search(match.group(1)) and not EXCEPT.search(match.group(1)):
            yield os.path.relpath(path, ROOT), line_of(text, match.start()), (
                f"words of one EHR system: {match.group(1).strip()}")


def main():
    sources = glob.glob(os.path.join(ROOT, "src/*/**/*.[ch]"), recursive=True)
    templates = glob.glob(os.path.join(ROOT, "data/ui/**/*.ui"), recursive=True)
    found = [fault for path in sorted(sources) for fault in look_at_source(path)]
    found += [fault for path in sorted(templates) for fault in look_at_template(path)]
    for name, line, fault in found:
        print(f"{name}:{line}: {fault}")
    assert sources and templates
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
