# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program in other languages, without the machine having them: locales are made in the test's own
folder, and catalogues are put where the program that was built looks for them."""

import os
import re
import shutil
import subprocess
import sys

from desktop import PROGRAM

sys.path.insert(0, os.path.abspath(os.path.join(os.path.dirname(__file__), "..")))

from translations import make_template  # noqa: E402

DOMAIN = "leyr-onboarding"
BUILD = os.path.abspath(os.path.join(os.path.dirname(PROGRAM), ".."))
# What the build is set up with: its own folder is the prefix.
CATALOGUES = os.path.join(BUILD, "installed/share/locale")
LOCALES = {"ar": "ar_EG", "de": "de_DE", "es": "es_ES", "fr": "fr_FR", "pseudo": "en_GB"}
OPEN, CLOSE = "⟦", "⟧"


def put_catalogue(language, catalogue):
    folder = os.path.join(CATALOGUES, language, "LC_MESSAGES")
    os.makedirs(folder, exist_ok=True)
    shutil.copy(catalogue, os.path.join(folder, f"{DOMAIN}.mo"))


def environment(desktop, language):
    """What makes the program speak this language."""
    folder = desktop.sub("locales")
    locale = LOCALES[language]
    if not os.path.exists(os.path.join(folder, f"{locale}.UTF-8")):
        subprocess.run(["localedef", "-i", locale, "-f", "UTF-8",
                        os.path.join(folder, f"{locale}.UTF-8")], check=True)
    if language == "pseudo":
        put_catalogue(language, make_pseudo_catalogue(desktop.sub("pseudo")))
    else:
        put_catalogue(language, os.path.join(BUILD, "po", language, "LC_MESSAGES", f"{DOMAIN}.mo"))
    return {"LOCPATH": folder, "LANG": f"{locale}.UTF-8", "LANGUAGE": language}


def bracketed(text):
    """The text in brackets; line breaks at its ends stay at its ends."""
    head = re.match(r"\n*", text).group()
    tail = re.search(r"\n*$", text).group()
    return head + OPEN + text[len(head):len(text) - len(tail)] + CLOSE + tail


def make_pseudo_catalogue(folder):
    """A catalogue in which every string is itself in brackets: what has none is not translatable."""
    template = os.path.join(folder, "all.pot")
    make_template(template)
    # msgen writes each string as its own translation, msgfilter would know nothing of contexts.
    complete = subprocess.run(["msgen", "--no-wrap", template], capture_output=True, text=True,
                              check=True).stdout
    entries = complete.split("\n\n")
    pseudo = [entries[0].replace("charset=CHARSET", "charset=UTF-8")
              .replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=n != 1")]
    for entry in entries[1:]:
        pseudo.append(entry if re.search(r'msgctxt "(text direction|HTML)"', entry)
                      else bracket_entry(entry))
    source = os.path.join(folder, "pseudo.po")
    with open(source, "w") as file:
        file.write("\n\n".join(pseudo))
    catalogue = os.path.join(folder, "pseudo.mo")
    subprocess.run(["msgfmt", "--check-format", "-o", catalogue, source], check=True)
    return catalogue


def bracket_entry(entry):
    """Puts the translations of one entry of a catalogue in brackets."""
    def bracket(match):
        text = "".join(re.findall(r'^"(.*)"$', match.group(2), re.MULTILINE))
        return f'{match.group(1)}"{bracketed(text.replace(chr(92) + "n", chr(10)))}"'.replace(
            "\n", "\\n")

    # msgstr "one line", or msgstr "" and lines of their own.
    entry = re.sub(r'^(msgstr(?:\[\d\])? )("(?:.+)")$', r"\1\n\2", entry, flags=re.MULTILINE)
    return re.sub(r'^(msgstr(?:\[\d\])? )((?:(?:"")?\n"[^\n]*")+)', bracket, entry,
                  flags=re.MULTILINE)
