# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Support by picture and by report."""

import os
import subprocess
import time

import pytest

from desktop import wait_for
from walk import (PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, fill_in_clinic, go_on, go_on_to,
                  go_to_credentials, keep_practice_credentials, run_test)


def photograph(desktop, program):
    """The picture, as it is in the clipboard; without the line below it, which names the time."""
    desktop.key("ctrl+shift+s")
    program.find("Save…", "button")
    picture = desktop.clipboard("image/png")
    desktop.key("Escape")
    program.look_away()
    return subprocess.run(
        ["convert", "png:-", "-crop", "{}x{}+0+0".format(*program.window_size()), "+repage", "rgb:-"],
        input=picture,
        capture_output=True, check=True,
    ).stdout


def type_credentials(program, client_id, secret):
    program.fill("Client ID", client_id)
    program.type_secret(secret)


def test_a_picture_shows_neither_secret_nor_client_id(desktop, start):
    """Whatever stands in the fields, readable on the screen, the picture is the same."""
    program = start()
    program.press("Begin")
    go_to_credentials(program)
    # What comes before is the same for both: where the pointer is, what was typed, which dialog closed.
    type_credentials(program, PRACTICE_CLIENT_ID, "wwwwwwwwwwwwwwwwwwww")
    program.press("Show what was typed")
    photograph(desktop, program)
    type_credentials(program, "11111111-1111-4111-8111-111111111111", "mmmmmmmmmmmmmmmmmmmm")
    on_screen = os.path.join(desktop.folder, "first.png")
    desktop.picture(on_screen)
    first = photograph(desktop, program)
    type_credentials(program, "eeeeeeee-2222-4222-8222-eeeeeeeeeeee", "iiiiiiiiiiiiiiiiiiii")
    other_on_screen = os.path.join(desktop.folder, "second.png")
    desktop.picture(other_on_screen)
    second = photograph(desktop, program)
    assert first == second
    with open(on_screen, "rb") as one, open(other_on_screen, "rb") as other:
        assert one.read() != other.read()
    # Afterwards everything is as it was.
    assert program.text_of("Client ID") == "eeeeeeee-2222-4222-8222-eeeeeeeeeeee"


@pytest.mark.parametrize("locations", [
    ("5afe9ace-7e57-4000-8000-9ac71ce00002", "ec2458f2-1e24-41c8-b71b-0e701af7583d"),
    ("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii"),
    # Not yet one, or no more: while it is being entered.
    ("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiii"),
])
def test_a_picture_shows_no_tenant(desktop, start, locations):
    program = start()
    program.press("Begin")
    go_on_to(program, "clinic")
    pictures = []
    for location in (PRACTICE_CLIENT_ID, *locations):
        program.fill("FHIR address or tenant", f"https://fhir-ehr.cerner.com/r4/{location}/")
        program.focus(program.entry("Name of the clinic"))
        wait_for(lambda: location in program.text_of("FHIR address or tenant"), "the address")
        pictures.append(photograph(desktop, program))
    assert pictures[1] == pictures[2]
    assert locations[1] in program.text_of("FHIR address or tenant")


def test_a_revealed_secret_is_in_no_picture(desktop, start):
    program = start()
    program.press("Begin")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on(program, "Live test")
    go_on(program, "Hand over to Leyr")
    hidden = photograph(desktop, program)
    program.press("Reveal")
    program.find("Hide", "button")
    shown = photograph(desktop, program)
    assert hidden != shown  # the field is there
    assert PRACTICE_SECRET not in program.every_text()
    program.press("Hide")
    program.find("Reveal", "button")


def test_a_picture_is_saved(desktop, start, tmp_path):
    program = start("--step", "8")
    program.press("Take a picture for support")
    program.press("Save…")
    path = str(tmp_path / "picture.png")
    program.choose_file(path)
    program.wait_until_shows("Saved: picture.png")
    what = subprocess.run(["identify", path], capture_output=True, text=True, check=True).stdout
    width, height = (int(n) for n in what.split()[2].split("x"))
    # The window, and below it the line that says where and when.
    assert width == program.window_size()[0] and height > program.window_size()[1]


def save_report(program, path, from_menu=False):
    """From the button on a page, or from the main menu."""
    if from_menu:
        program.choose("Main menu", "Support Report…")
    else:
        program.press("Support Report…")
    program.find("The report", "text")
    program.press("Save…")
    program.choose_file(path)
    program.wait_until_shows(f"Saved: {os.path.basename(path)}")
    with open(path, encoding="utf-8") as file:
        return file.read()


def test_support_report(start, tmp_path):
    program = start()
    program.press("Begin")
    fill_in_clinic(program, "Clinic <&> Ward")
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on(program, "Live test")
    run_test(program)
    html = save_report(program, str(tmp_path / "report.html"))
    assert html.startswith("<!DOCTYPE html>")
    for needed in ("Clinic &lt;&amp;&gt; Ward", "0b5e…0001", "system/Slot.read", "request-",
                   "Granted, not exercised", "libsoup", "GTK", "Open steps", "Medical Notes",
                   "This was practice"):
        assert needed in html, needed
    assert PRACTICE_SECRET not in html and PRACTICE_CLIENT_ID not in html
    assert "Bearer" not in html and "access_token" not in html

    pages = subprocess.run(
        ["/usr/bin/python3", "-c", "import sys, weasyprint;"
         "print(len(weasyprint.HTML(sys.argv[1]).render().pages))", str(tmp_path / "report.html")],
        capture_output=True, text=True, check=True,
    )
    assert pages.stdout.strip() == "1"


def test_report_before_any_test(start, tmp_path):
    program = start()
    program.press("Begin")
    program.find("Continue", "button")
    assert "Not tested yet" in save_report(program, str(tmp_path / "early.html"), from_menu=True)


def test_medical_notes_everywhere(start, tmp_path):
    """One switch, at the scopes, changes the mail and the report as well."""
    program = start("--step", "8")
    program.press("Medical Notes", role="check box")
    program.wait_until_shows("DocumentReference")
    html = save_report(program, str(tmp_path / "notes.html"), from_menu=True)
    assert "<th>Medical Notes</th><td dir=\"auto\">yes</td>" in html
    for _, title in reversed(PAGES[:7]):
        program.press("Back")
        wait_for(lambda: f"{title} – " in program.title(), title)
    program.press("Not yet", role="radio button")
    program.wait_until_shows("Medical Notes: yes")
