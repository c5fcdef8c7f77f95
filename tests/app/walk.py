# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways through the program that more than one test goes."""

import json
import os
import re
import subprocess
import tempfile

from desktop import wait_for

# The wizard's pages, in their order: id and title.
PAGES = [
    ("account", "Code Console Account"),
    ("clinic", "Clinic"),
    ("sign-in", "Sign In"),
    ("console-home", "Console Home"),
    ("my-applications", "My Applications"),
    ("application", "New Application: First Page"),
    ("products", "New Application: Products"),
    ("scopes", "New Application: Scopes"),
    ("terms", "New Application: Terms"),
    ("registered", "My Applications: Confirmation"),
    ("credentials", "Credentials"),
    ("enablement", "Enablement"),
    ("test", "Connection Test"),
    ("hand-over", "Add to Leyr"),
    ("done", "Summary"),
]

CLINIC = "Klinik 1"
# What opens by a key.
DIALOGS = {"step": "ctrl+g", "picture": "ctrl+shift+s", "help": "F1", "shortcuts": "ctrl+question"}

SCHEMA = "io.leyr.Onboarding.Credentials"
PRACTICE_CLIENT_ID = "0b5e55ed-1e7a-4c11-9000-9ac71ce00001"
PRACTICE_SECRET = "practice-only-opens-nothing"
SANDBOX = "https://fhir-ehr-code.cerner.com/r4/ec2458f2-1e24-41c8-b71b-0e701af7583d/"


def is_on(program, title):
    """Whether the page of this title is in view; a clinic's name may end in the same words."""
    return re.search(rf"(^|: )\W*{re.escape(title)}\W* – ", program.title()) is not None


def go_on(program, title):
    """Goes to the next page, which is to have this title."""
    program.press("Continue")
    wait_for(lambda: is_on(program, title), f"the page {title!r}")


def page_in_view(program):
    """Which of the pages is in view, by its place in their order; waits until it is one of them."""
    return wait_for(lambda: [index for index, (_, title) in enumerate(PAGES)
                             if is_on(program, title)], "one of the pages")[0]


def go_back_to(program, title):
    """Back to the page of this title, from wherever. Were the clinics still in view at first, which page is
    the one before would be known one press too late, and the last press would lead past the page."""
    page_in_view(program)
    while not is_on(program, title):
        before = program.title()
        program.press("Back")
        wait_for(lambda before=before: program.title() != before, "the page before")


def go_on_to(program, page):
    """On to the page of this id, from whichever before it is in view."""
    wanted = [name for name, _ in PAGES].index(page)
    for _, title in PAGES[page_in_view(program) + 1:wanted + 1]:
        go_on(program, title)


def go_to_credentials(program):
    """On to the page for the credentials."""
    go_on_to(program, "credentials")


def fill_in_clinic(program, name="Practice Clinic", location=SANDBOX):
    """On its page, to which this goes on from the one before it."""
    go_on_to(program, "clinic")
    program.fill("Clinic Name", name)
    program.fill("FHIR URL or Tenant ID", location)


def keep_practice_credentials(program):
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret(PRACTICE_SECRET)
    program.press("Save")
    program.wait_until_shows("Saved in the system keyring")


def run_test(program):
    program.press("Start Test")
    program.wait_until_shows(" s. Host:")


def say_of(program, text, words):
    """A text of the program's in its language, about words of the console, which stand isolated where a
    language runs from right to left."""
    isolated = f"\u2068{words}\u2069" if program.say("text direction\4ltr") == "rtl" else words
    return program.say(text).replace("%s", isolated)


def walk_by_key(desktop, program, see):
    """Goes through every page and dialog, in any language; see is called with the name of each."""
    see("home, empty")
    desktop.key("ctrl+n")
    program.look_away()
    for index, (name, _) in enumerate(PAGES):
        if name == "clinic":
            wait_for(lambda: len(program.entries()) == 2, "the page for the clinic")
            program.type_into(0, CLINIC)
            program.type_into(1, SANDBOX)
        if name == "credentials":
            program.type_into(0, PRACTICE_CLIENT_ID)
            desktop.put_in_clipboard(PRACTICE_SECRET)
            program.press(say_of(program, "Paste %s", "Client Secret"))
            wait_for(lambda: program.is_sensitive(program.say("Save")), "the secret")
            program.press(program.say("Save"))
            program.wait_until_shows(program.say("Saved in the system keyring"))
        if name == "test":
            program.press(program.say("Start Test"))
            wait_for(lambda: program.shows("system/Slot.read"), "the results")
        see(name)
        if index + 1 < len(PAGES):
            title = program.title()
            desktop.key("alt+Right")
            wait_for(lambda before=title: program.title() != before, f"the page after {name}")
    for name, keys in DIALOGS.items():
        desktop.key(keys)
        program.look_away()
        see(name)
        desktop.key("Escape")
        program.look_away()
    desktop.key("alt+Home")
    program.look_away()
    see("home")


def home_with_handler(desktop, scheme):
    """A home in which an address of this scheme is opened by writing it into a file; and that file."""
    home = tempfile.mkdtemp(prefix=f"{scheme}-home-", dir=desktop.folder)
    applications = os.path.join(home, ".local/share/applications")
    opened = os.path.join(home, "opened")
    os.makedirs(applications)
    with open(os.path.join(applications, "handler.desktop"), "w") as file:
        file.write(f"[Desktop Entry]\nType=Application\nName=Handler\n"
                   f"Exec=sh -c 'echo \"$0\" > {opened}' %u\n"
                   f"MimeType=x-scheme-handler/{scheme};\n")
    with open(os.path.join(applications, "mimeapps.list"), "w") as file:
        file.write(f"[Default Applications]\nx-scheme-handler/{scheme}=handler.desktop\n")
    return home, opened


def keyring_items(desktop, **attributes):
    """What the keyring holds, asked with a tool that is not ours."""
    pairs = [part for pair in attributes.items() for part in pair]
    answer = subprocess.run(
        ["secret-tool", "search", "--all", "xdg:schema", SCHEMA, *pairs],
        env=desktop.environment, capture_output=True, text=True, check=False,
    )
    return answer.stdout + answer.stderr


def clinic_files(program):
    folder = os.path.join(program.home, ".local/share/leyr-onboarding/practice")
    if not os.path.isdir(folder):
        return []
    return [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".json")]


def saved_clinic(program):
    def read():
        files = clinic_files(program)
        if not files:
            return None
        with open(files[0]) as file:
            return json.load(file)

    return wait_for(read, "the clinic's file")


def count_presses(program):
    """Lets the program count how often a button, or what else takes a press, is pressed; returns what tells
    the number."""
    pressed = []
    press = program.press

    def count(*arguments, **named):
        pressed.append(arguments or named)
        return press(*arguments, **named)

    program.press = count
    return lambda: len(pressed)


def tick(program, number):
    program.press(contains=f"Step {number} done", role="check box")


def files_with(folder, needle):
    found = []
    for path, _, names in os.walk(folder):
        for name in names:
            full = os.path.join(path, name)
            if not os.path.isfile(full):
                continue
            with open(full, "rb") as file:
                if needle in file.read():
                    found.append(full)
    return found
