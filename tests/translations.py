# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the translations: complete, current, and true to what must not be translated.

usage: translations.py
"""

import glob
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# What a translation keeps as it is: names, what fills a sentence, addresses, options, ids.
KEPT = re.compile(
    r"\{[a-z-]+\}|https?://[^\s“”«»]*\w/?|\b[\w.]+@[\w.]+|--[a-z-]+|\bleyr-onboarding\b(?:[ :][a-z/0-9]+)?"
    r"|\b(?:Client ID|Client Secret|Code Console|My Applications|Medical Notes|Developer Portal"
    r"|Leyr|Millennium|Oracle|FHIR|R4|DSTU ?2|RFC \d+|SMART|HTTP|JSON|KeePassXC|KWallet)\b"
    r"|\b[a-z]+\.[a-z]+\.com\b|\btoken\.invalid-tenant\b|\binsufficient_scope\b")


def make_template(path):
    """Takes all that is translatable out of the sources, as the build's own target does."""
    subprocess.run(
        ["xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
         "--keyword=ngettext:1,2", "--add-location=file", f"--files-from={ROOT}/po/POTFILES", f"--directory={ROOT}",
         f"--output={path}"],
        env=dict(os.environ, GETTEXTDATADIRS=os.path.join(ROOT, "po")), check=True,
    )


def lines_of(path):
    with open(path) as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


def parts_of(catalogue):
    """What each entry consists of, by keyword."""
    text = subprocess.run(["msgcat", "--no-wrap", catalogue], capture_output=True, text=True,
                          check=True).stdout
    for block in text.split("\n\n")[1:]:
        parts, current = {}, None
        for line in block.split("\n"):
            match = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) "(.*)"$', line)
            if match:
                current = match.group(1)
                parts[current] = match.group(2)
            elif line.startswith('"'):
                parts[current] += line[1:-1]
        if "msgid" in parts:
            yield parts


def entries(catalogue):
    """(msgid, [translations]) of each entry."""
    for parts in parts_of(catalogue):
        yield parts["msgid"], [text for key, text in parts.items() if key.startswith("msgstr")]


def english_texts(template):
    """Each English text, those of several as well."""
    for parts in parts_of(template):
        yield from {parts["msgid"], parts.get("msgid_plural", parts["msgid"])}


def unlisted():
    """Sources with translatable words that po/POTFILES does not name."""
    listed = set(lines_of(os.path.join(ROOT, "po/POTFILES")))
    sources = subprocess.run(["git", "ls-files", "src/*.c", "data/*.ui", "data/*.in", "data/guides/*.xml"],
                             cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for source in sources:
        with open(os.path.join(ROOT, source)) as file:
            text = file.read()
        if source.endswith(".c"):
            translatable = re.search(r"\b(?:_|N_|C_|ngettext) \(\"", text)
        else:
            translatable = not source.endswith(".service.in")
        if translatable and source not in listed:
            yield f"{source} is not in po/POTFILES"
    for source in listed:
        if not os.path.exists(os.path.join(ROOT, source)):
            yield f"{source} in po/POTFILES does not exist"


def untaken(current):
    """Texts of a guide, which are those of its elements, that no catalogue has: po/its does not name their element."""
    for guide in glob.glob(os.path.join(ROOT, "data/guides/*.xml")):
        for element in ElementTree.parse(guide).iter():
            text = " ".join((element.text or "").split())
            if text and text.replace('"', '\\"') not in current:
                yield f"{guide}: <{element.tag}> is not taken for translation: {text!r}"


def problems_of(language, template):
    catalogue = os.path.join(ROOT, "po", f"{language}.po")
    checked = subprocess.run(["msgfmt", "--check", "--check-accelerators=_", "-o", os.devnull, catalogue],
                             capture_output=True, text=True, check=False)
    if checked.returncode != 0:
        yield checked.stderr
    compared = subprocess.run(["msgcmp", catalogue, template], capture_output=True, text=True,
                              check=False)
    if compared.returncode != 0:
        yield compared.stderr
    current = {msgid for msgid, _ in entries(template)}
    for msgid, translations in entries(catalogue):
        if msgid != "" and msgid not in current:
            yield f"{language}: {msgid!r} is not in the program any more"
        for translation in translations:
            lost = [kept for kept in KEPT.findall(msgid) if kept not in translation]
            if lost and msgid != "":
                yield f"{language}: {', '.join(lost)} is missing in {translation!r}"


def main():
    problems = list(unlisted())
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "all.pot")
        make_template(template)
        problems += untaken({msgid for msgid, _ in entries(template)})
        for language in lines_of(os.path.join(ROOT, "po/LINGUAS")):
            problems += problems_of(language, template)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
