# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program in other languages."""

import datetime
import json
import os
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ElementTree

import pytest

import languages
from desktop import PROGRAM, TYPE_NAME, GLib, wait_for
from walk import CLINIC, PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, walk_by_key

GUIDE = os.path.join(os.path.dirname(__file__), "../../data/guides/cerner-millennium.xml")
# GTK's own words, in the catalogues of GTK.
GTK_WORDS = {"Minimize", "Minimize the window", "Maximize", "Maximize the window", "Close",
             "Close the window", "No Results Found", "Try a different search", "Shortcuts",
             "Search Results", "Alt", "Ctrl", "Shift", "Home", "Cancel"}
DATA = {CLINIC, PRACTICE_CLIENT_ID, PRACTICE_SECRET, "R4", "DSTU 2", "Client ID 0b5e…0001"}
# For the vendor's staff, in English whatever the window speaks; what stands above it is not.
REQUEST = re.compile("^Please enable this application for our .*", re.MULTILINE | re.DOTALL)
# Scopes, ids of findings, keys, which GTK names in the desktop's language.
TECHNICAL = re.compile(r"^(system/\w+\.(read|write)|[a-z]+\.[a-z-]+|((Alt|Ctrl|Shift)\+)*(F?\w|\W|Home|Left|Right))$")


def console_words():
    """What the guide says in the console's words, which are never translated."""
    words = set()
    for element in ElementTree.parse(GUIDE).iter():
        words |= {element.get(name) for name in ("label", "value", "address", "resource",
                                                  "identifier")}
    return words - {None}


def without_brackets(text):
    while True:
        shorter = re.sub(f"{languages.OPEN}[^{languages.OPEN}{languages.CLOSE}]*{languages.CLOSE}", "",
                         text)
        if shorter == text:
            return text
        text = shorter


def untranslatable(program, allowed):
    """What an assistive technology reads that did not come out of the catalogue."""
    found = set()
    for node in program.nodes():
        try:
            texts = (node.get_name() or "", node.get_description() or "")
        except GLib.Error:
            continue  # a toast that went away meanwhile
        for text in texts:
            text = text.replace("\u200b", "")  # where a scope's name may be broken
            rest = REQUEST.sub("", without_brackets(text))
            # A row's name begins with what the row is about: a scope, a clinic.
            for start in (CLINIC, *re.findall(r"^ *system/\w+\.\w+|R4|DSTU 2", rest, re.MULTILINE)):
                rest = rest.replace(start, "")
            # A field's row is named by its title, and so is the field in it.
            half = text[:len(text) // 2]
            text = half if text == f"{half} {half}" else text
            if (re.search("[A-Za-z]", rest) and text not in allowed and not TYPE_NAME.match(text)
                    and not TECHNICAL.match(text)):
                found.add(text)
    return found


def test_every_word_is_translatable(desktop, start):
    allowed = console_words() | GTK_WORDS | DATA
    program = start(environment=languages.environment(desktop, "pseudo"))
    problems = {}
    seen = []

    def see(name):
        seen.append(name)
        # What is there is really in brackets.
        assert any(languages.OPEN in text for text in program.texts()), name
        found = untranslatable(program, allowed)
        if found:
            problems[name] = found

    walk_by_key(desktop, program, see)
    assert len(seen) == len(PAGES) + 6
    assert problems == {}


def test_every_finding_is_translatable(desktop):
    """Of each scenario that a clinic could meet: the verdict, and each finding's words."""
    variables = dict(os.environ, HOME=desktop.sub("findings-home"),
                     **languages.environment(desktop, "pseudo"))
    names = subprocess.run([PROGRAM, "practice", "--list-scenarios"], env=variables, text=True,
                           capture_output=True, check=True).stdout
    scenarios = [line.split()[0] for line in names.splitlines()]
    assert len(scenarios) > 40
    n_findings = 0
    for scenario in scenarios:
        output = subprocess.run([PROGRAM, "check", f"--practice={scenario}", "--json"], env=variables,
                                capture_output=True, text=True, check=False).stdout
        for finding in json.loads(output)["findings"]:
            n_findings += 1
            for part in ("title", "cause", "fix"):
                words = finding[part]
                assert re.fullmatch(f"{languages.OPEN}.*{languages.CLOSE}", words, re.DOTALL), (
                    scenario, part, words)
    assert n_findings > 40


def unspaced(texts):
    """What has a colon without a space before it, which French has, whatever put its parts together."""
    names = sorted(console_words(), key=len, reverse=True)
    found = []
    for text in texts:
        text = REQUEST.sub("", text)
        for name in names:
            text = text.replace(name, "")
        found += re.findall(r".*\w: .*", text)
    return found


def test_lines_that_are_put_together_are_french(desktop):
    variables = dict(os.environ, HOME=desktop.sub("french-home"), **languages.environment(desktop, "fr"))
    for command in (["check", "--practice=scope-missing"], ["check", "--practice", "--preflight"],
                    ["check", "--for-firewall"]):
        output = subprocess.run([PROGRAM, *command], env=variables, capture_output=True, text=True, check=False).stdout
        assert "\u00a0: " in output, command
        assert unspaced(output.splitlines()) == [], command


@pytest.mark.parametrize("language, first, date", [
    ("de", "Eine Klinik mit Leyr verbinden", "%d.%m.%Y"),
    ("es", "Conecte una clínica con Leyr", "%d/%m/%y"),
    ("fr", "Connecter une clinique à Leyr", "%d/%m/%Y"),
    ("ar", "ربط عيادة بـ Leyr", None),
])
def test_a_language(desktop, start, language, first, date):
    program = start(environment=languages.environment(desktop, language))
    program.wait_until_shows(first)
    pages = set()

    def see(name):
        pages.add(name)
        if name == "application":
            # The console's words stay as they are.
            for label in ("Application Name", "Application Type", "Next"):
                assert any(label in text for text in program.texts()), label
        if language == "fr":
            assert unspaced(program.texts()) == []
        if name == "home" and date is not None:
            assert program.shows(datetime.date.today().strftime(date))

    walk_by_key(desktop, program, see)
    assert {"home", "test", "help"} <= pages


def test_console_labels_are_isolated_from_right_to_left(desktop, start):
    program = start(environment=languages.environment(desktop, "ar"))
    program.wait_until_shows("ربط عيادة بـ Leyr")
    desktop.key("ctrl+n")
    program.find("متابعة", "button")
    # The first page has none to go back to.
    desktop.key("alt+Right")
    program.find("رجوع", "button")
    # Right to left: what comes first is at the right.
    buttons = [program.find(name, "button") for name in ("متابعة", "رجوع")]
    on, back = (program.place(button) for button in buttons)
    assert on.x < back.x
    for _, title in PAGES[2:6]:
        before = program.title()
        desktop.key("alt+Right")
        wait_for(lambda seen=before: program.title() != seen, title)
    program.wait_until_shows("«\u2068System\u2069»")


def runs_to(line):
    """L or R: where a line of plain text runs, by its first letter outside what is isolated (UAX #9, P2 and P3)."""
    depth = 0
    for letter in line:
        depth += (letter in "\u2066\u2067\u2068") - (letter == "\u2069")
        kind = unicodedata.bidirectional(letter)
        if depth == 0 and kind in ("L", "R", "AL"):
            return kind[:1].replace("A", "R")
    return None


@pytest.mark.parametrize("item", ["Create Support Report…", "Steps for Colleagues…"])
def test_each_line_of_a_text_runs_as_the_language_does(desktop, start, item):
    """Some begin with a label of the console or with the name of an option, and a time is not read backwards."""
    program = start(environment=languages.environment(desktop, "ar"))
    program.wait_until_shows("ربط عيادة بـ Leyr")
    desktop.key("ctrl+n")
    program.find("متابعة", "button")
    program.press(program.say("Main Menu"))
    program.activate(wait_for(lambda: program.menu_item(item), item))
    program.press(program.say("Copy"))
    text = wait_for(lambda: desktop.clipboard().decode(), "the text")
    lines = [line for line in text.split("\n") if re.search(r"\w", line)]
    assert len(lines) > 20 and {runs_to(line) for line in lines} == {"R"}, text
    timed = [line for line in lines if re.search(r"\d{4}-\d\d-\d\d \d\d:", line)]
    assert (timed != []) == ("Report" in item), text
    assert all(re.search("\u2068[\\d :-]+ UTC\u2069", line) for line in timed), timed


def test_the_command_line_speaks_the_language(desktop):
    variables = dict(os.environ, HOME=desktop.sub("command-home"),
                     **languages.environment(desktop, "ar"))
    output = subprocess.run([PROGRAM, "check", "--practice=captive-portal", "--json"], env=variables,
                            capture_output=True, text=True, check=False).stdout
    titles = [finding["title"] for finding in json.loads(output)["findings"]]
    assert titles and all(re.search("[\u0600-\u06ff]", title) for title in titles)


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr"])
def test_desktop_entry_and_metainfo_are_translated(language):
    with open(os.path.join(languages.BUILD, "data/io.leyr.Onboarding.desktop")) as file:
        assert f"\nComment[{language}]=" in file.read()
    with open(os.path.join(languages.BUILD, "data/io.leyr.Onboarding.metainfo.xml")) as file:
        assert f'<summary xml:lang="{language}">' in file.read()
