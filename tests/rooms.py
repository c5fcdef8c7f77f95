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
SOURCE = os.path.join(ROOT, "src")

# A room of src/, and the rooms whose headers it includes: those that it needs, and no other.
KNOWS = {
    "wire": set(),
    "fhir": {"wire"},
    "millennium": {"fhir", "wire"},
    "guide": set(),
    "keyring": {"guide", "wire"},
    "check": {"fhir", "guide", "keyring", "millennium", "wire"},
    "practice": {"fhir", "millennium", "wire"},
    "clinic": {"check", "fhir", "guide", "keyring", "millennium", "wire"},
    "desktop": {"clinic"},
    "command": {"check", "clinic", "guide", "keyring", "practice", "wire"},
    "app": {"check", "clinic", "command", "desktop", "guide", "keyring", "practice", "wire"},
    "main.c": {"app", "command", "keyring"},
}

# Who may use what, by the names that its library gives: functions, types, and constants.
LIBRARIES = [
    ("a connection", {"wire", "practice"},
     r"\b(soup_(?!get_\w+_version\b)|Soup[A-Z]|SOUP_|g_socket_|GSocket|g_resolver_|g_tls_(client|server)_)\w+"),
    ("JSON", {"wire", "fhir", "millennium", "check", "practice", "clinic", "command"},
     r"\b(json_|Json[A-Z]|JSON_)\w+"),
    ("D-Bus", {"desktop", "keyring"}, r"\b(g_dbus_|g_bus_|GDBus|G_DBUS_|G_BUS_)\w+"),
    ("the keyring", {"keyring"},
     r"\b(secret_(password_(?!free\b|wipe\b)|service_|collection_|item_|retrievable_)|Secret(Service|Item|Ret))\w+"),
    ("a window", {"app"}, r"\b(gtk_|Gtk[A-Z]|gdk_|Gdk[A-Z]|adw_|Adw[A-Z])\w+"),
]

# What only one EHR system is called. What the program says of a system comes from its guide, but for the
# rows of the diagnosis and for what simulates one. Its own interface may be called wherever it is included.
ONE_SYSTEM = re.compile(r"cerner|oracle|millennium|soarian|code.?console|powerchart", re.IGNORECASE)
EXCEPT = re.compile(r"simulated\s+Millennium|\bonb_millennium_\w+|\bOnbMillennium\w*|\bONB_MILLENNIUM_\w+")
SPEAKS = re.compile(r"millennium/|practice/|check/onb-rows-")
# How the test judges is explained by what there is.
EXPLAINS = re.compile(r"check/")

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<text>"(?:[^"\\\n]|\\.)*")|(?P<character>'(?:[^'\\\n]|\\.)+')"""
    r"""|^[ \t]*\#[ \t]*include[ \t]*(?P<include>["<][^">\n]*)[^\n]*""",
    re.DOTALL | re.MULTILINE)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def blank(match):
    """As many lines, and as many characters."""
    return re.sub(r"[^\n]", " ", match.group())


def names_one(words):
    return ONE_SYSTEM.search(EXCEPT.sub("", words))


def literals(tokens, code):
    """The string literals, those that stand in a row taken as one, each with its place."""
    row = None
    for token in tokens:
        if token.group("text") is None:
            continue
        words = token.group("text")[1:-1]
        if row and not code[row[2]:token.start()].strip():
            row = (row[0], row[1] + words, token.end())
            continue
        if row:
            yield row[:2]
        row = (token.start(), words, token.end())
    if row:
        yield row[:2]


def included(path):
    """The room of a header, or None where it is none of ours."""
    if path[0] == "<" and not os.path.isfile(os.path.join(SOURCE, path[1:])):
        return None
    return path[1:].split("/")[0]


def look_at_source(name, text):
    """What is wrong in a file of that name below src/: line and fault. And the rooms that it includes."""
    room = name.split("/")[0]
    faults = []
    rooms = set()
    if room not in KNOWS:
        return [(1, f"tests/rooms.py does not say what {room} knows")], rooms
    tokens = list(TOKEN.finditer(text))
    code = TOKEN.sub(blank, text)
    for token in tokens:
        path = token.group("include")
        other = included(path) if path else None
        if other is None:
            continue
        rooms.add(other)
        if not os.path.isfile(os.path.join(SOURCE, path[1:])):
            faults.append((line_of(text, token.start("include")), f"{path[1:]} is no path from src/ on"))
        elif other != room and other not in KNOWS[room]:
            faults.append((line_of(text, token.start("include")), f"{room} includes what is in {other}"))
    for what, allowed, pattern in LIBRARIES:
        if room not in allowed:
            faults += [(line_of(code, match.start()), f"{room} knows of {what}: {match.group()}")
                       for match in re.finditer(pattern, code)]
    if SPEAKS.match(name):
        return faults, rooms
    said = list(literals(tokens, code))
    if not EXPLAINS.match(name):
        said += [(token.start(), token.group()) for token in tokens if token.group("comment")]
        said += [(match.start(), match.group()) for match in re.finditer(r"\w+", code)]
    faults += [(line_of(text, start), f"what only one EHR system has: {' '.join(words.split())}")
               for start, words in said if names_one(words)]
    return faults, rooms


def look_at_template(text):
    rest = EXCEPT.sub(blank, text)
    return [(line_of(text, match.start()), f"what only one EHR system has: {match.group()}")
            for match in ONE_SYSTEM.finditer(rest)]


def below(folder, *patterns):
    paths = [path for pattern in patterns
             for path in glob.glob(os.path.join(ROOT, folder, pattern), recursive=True)]
    assert paths
    for path in sorted(paths):
        with open(path, encoding="utf-8") as file:
            yield os.path.relpath(path, os.path.join(ROOT, folder)), file.read()


def main():
    found = []
    used = {room: set() for room in KNOWS}
    for name, text in below("src", "**/*.[ch]"):
        faults, rooms = look_at_source(name, text)
        found += [(f"src/{name}", *fault) for fault in faults]
        used.setdefault(name.split("/")[0], set()).update(rooms)
    for name, text in below("data/ui", "**/*.ui"):
        found += [(f"data/ui/{name}", *fault) for fault in look_at_template(text)]
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        told = set(re.findall(r"^ +src/(\w+)/  ", file.read(), re.MULTILINE))
    for room, others in KNOWS.items():
        found += [("tests/rooms.py", 1, f"{room} includes nothing of {other}")
                  for other in sorted(others - used[room])]
    for room in sorted(used):
        if os.path.isdir(os.path.join(SOURCE, room)) and room not in told:
            found.append(("README.md", 1, f"Source code does not say what src/{room}/ is"))
    for name, line, fault in sorted(found):
        print(f"{name}:{line}: {fault}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
