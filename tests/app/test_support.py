# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Support by picture and by report, and the ways to a step."""

import os
import subprocess

import pytest

from desktop import Atspi, Program, wait_for
from walk import (PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, SANDBOX, fill_in_clinic, go_on,
                  go_to_credentials, keep_practice_credentials, run_test)


def window_size(program):
    place = Atspi.Component.get_extents(program.find(role="frame"), Atspi.CoordType.WINDOW)
    return place.width, place.height


def photograph(desktop, program):
    """The picture, as it is in the clipboard; without the line below it, which names the time."""
    desktop.key("ctrl+shift+s")
    program.find("Save…", "button")
    picture = desktop.clipboard("image/png")
    desktop.key("Escape")
    program.look_away()
    return subprocess.run(
        ["convert", "png:-", "-crop", "{}x{}+0+0".format(*window_size(program)), "+repage", "rgb:-"],
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
    ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii"),
])
def test_a_picture_shows_no_tenant(desktop, start, locations):
    program = start()
    program.press("Begin")
    pictures = []
    for location in (PRACTICE_CLIENT_ID, *locations):
        program.fill("FHIR address or tenant", f"https://fhir-ehr.cerner.com/r4/{location}/")
        program.wait_until_shows(location)
        program.click(program.entry("Name of the clinic"))
        pictures.append(photograph(desktop, program))
    assert pictures[1] == pictures[2]
    assert program.shows(locations[1])


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
    assert width == window_size(program)[0] and height > window_size(program)[1]


def save_report(program, path, role="button"):
    """From the button on a page, or from the main menu."""
    if role == "menu item":
        program.press("Main menu")
    program.press("Support Report…", role)
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
    for needed in ("Clinic &lt;&amp;&gt; Ward", "0b5e…0001", "system/Slot.read", "practice-",
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
    assert "Not tested yet" in save_report(program, str(tmp_path / "early.html"), "menu item")


def ask_for_step(desktop, program, text):
    desktop.key("ctrl+g")
    program.fill("Number, 1 to 14", text)
    wait_for(lambda: program.is_sensitive("Go"), "the button")
    program.press("Go")
    program.look_away()


def test_ask_for_a_step(desktop, start):
    program = start()
    program.press("Begin")
    ask_for_step(desktop, program, "8")
    wait_for(lambda: "Steps 8 to 9: New application: scopes" in program.title(), "step 8")
    ask_for_step(desktop, program, "eight")
    program.wait_until_shows("That is no number.")
    ask_for_step(desktop, program, "0")
    program.wait_until_shows("There is no step 0.")


def test_link_to_a_step(start):
    program = start("leyr-onboarding:step/6")
    wait_for(lambda: "Steps 6 to 7: New application: products" in program.title(), "step 6")


def test_link_reaches_the_program_that_runs(start):
    program = start()
    program.press("Begin")
    fill_in_clinic(program, "Already Open")
    outcome = program.run_command("--practice", "leyr-onboarding:step/14")
    assert outcome.returncode == 0
    wait_for(lambda: "Step 14: Application details – Already Open" in program.title(), "step 14")


def test_the_action_opens_a_step(desktop, start):
    program = start()
    program.press("Begin")
    # A button that is pressed by a tool acts a moment later.
    wait_for(lambda: "The clinic – " in program.title(), "the first page")
    desktop.call("--session", "io.leyr.Onboarding.Practice", "/io/leyr/Onboarding/Practice",
                 "org.gtk.Actions.Activate", "step", "[<int32 10>]", "{}")
    wait_for(lambda: "Steps 10 to 11: New application: terms" in program.title(), "step 10")


@pytest.mark.parametrize("link", ["leyr-onboarding:step/0", "leyr-onboarding:step/eight",
                                  "leyr-onboarding:elsewhere", "leyr-onboarding:"])
def test_bad_links_are_told(start, link):
    program = start(link)
    program.wait_until_shows("This link leads nowhere.")


def test_the_desktop_entry_registers_the_links():
    entry = os.path.join(os.path.dirname(os.environ["ONB_PROGRAM"]),
                         "../data/io.leyr.Onboarding.desktop")
    with open(entry, encoding="utf-8") as file:
        text = file.read()
    assert "MimeType=x-scheme-handler/leyr-onboarding;" in text
    assert "Exec=leyr-onboarding %u" in text


def test_help_and_shortcuts(desktop, start):
    program = start()
    desktop.key("F1")
    program.find("Working with support", "heading")
    desktop.key("Escape")
    program.look_away()
    desktop.key("ctrl+question")
    program.wait_until_shows("Go to a step by its number")


def test_with_the_keyboard_alone(desktop, start):
    program = start()
    desktop.key("ctrl+n")
    wait_for(lambda: "The clinic – " in program.title(), "the first page")
    for page, title in PAGES[1:]:
        desktop.key("alt+Right")
        wait_for(lambda: f"{title} – " in program.title(), title)
        if page == "sign-in":
            # The first step of a page has the focus.
            desktop.key("space")
            program.wait_until_shows("1 of 14 steps done")
    desktop.key("alt+Left")
    wait_for(lambda: f"{PAGES[-2][1]} – " in program.title(), "the page before")
    desktop.key("alt+Home")
    wait_for(lambda: "Clinics – " in program.title(), "the clinics")
    program.quit()
    assert program.process.returncode == 0


def test_the_end(desktop, start):
    program = start()
    program.press("Begin")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on(program, "Live test")
    run_test(program)
    go_on(program, "Hand over to Leyr")
    program.press("Copy the Client ID")
    wait_for(lambda: desktop.clipboard() == PRACTICE_CLIENT_ID.encode(), "the Client ID")
    program.press("Copy the Client Secret")
    program.wait_until_shows("The Client Secret is in the clipboard for 45 seconds.")
    assert desktop.clipboard() == PRACTICE_SECRET.encode()
    program.press("The credentials are in the portal", role="check box")
    go_on(program, "Done")
    program.wait_until_shows("The clinic is connected")
    program.press("All Clinics")
    program.wait_until_shows("Handed over to Leyr. Ready, tested ")


def test_secret_and_clipboard_are_not_left_lying(desktop, start):
    program = start()
    program.press("Begin")
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on(program, "Live test")
    go_on(program, "Hand over to Leyr")
    program.press("Copy the Client Secret")
    wait_for(lambda: desktop.clipboard() == PRACTICE_SECRET.encode(), "the secret")
    program.press("Reveal")
    program.find("Hide", "button")
    program.find("Reveal", "button")  # after 20 seconds, by itself
    wait_for(lambda: desktop.clipboard() == b"", "the clipboard's end")


def test_medical_notes_everywhere(start, tmp_path):
    """One switch, at the scopes, changes the mail and the report as well."""
    program = start("--step", "8")
    program.press("Medical Notes", role="check box")
    program.wait_until_shows("DocumentReference")
    html = save_report(program, str(tmp_path / "notes.html"), "menu item")
    assert "<th>Medical Notes</th><td dir=\"auto\">yes</td>" in html
    for _, title in reversed(PAGES[1:7]):
        program.press("Back")
        wait_for(lambda: f"{title} – " in program.title(), title)
    program.press("No", role="radio button")
    program.wait_until_shows("Medical Notes: yes")


def test_window_size_is_kept(desktop, start):
    program = start()
    desktop.resize(program.process.pid, 900, 700)
    wait_for(lambda: window_size(program)[0] < 910, "the size")
    size = window_size(program)
    program.quit()
    again = Program(desktop, "--practice", home=program.home)
    try:
        again.find(role="frame")
        assert window_size(again) == size
    finally:
        again.kill()


PICTURES = ".local/share/leyr-onboarding/pictures/cerner-millennium"


def test_picture_in_the_folder_replaces_the_sketch(start, tmp_path):
    home = str(tmp_path)
    os.makedirs(os.path.join(home, PICTURES))
    subprocess.run(["convert", "-size", "600x400", "xc:navy", os.path.join(home, PICTURES, "5.png")],
                   check=True)
    program = start("--step", "8", home=home)
    program.find("Picture of the console’s screen “New application: scopes”", "image")
    program.press("Show the Sketch")
    program.find("Sketch of the console’s screen “New application: scopes”", "image")
    program.press("Show the Picture")
    program.press("Enlarge the picture")
    program.press("Larger")
    program.press("Smaller")


def test_own_picture(start, tmp_path):
    program = start("--step", "4")
    bad = tmp_path / "bad.png"
    bad.write_text("no picture")
    program.press("Use a Picture…")
    program.choose_file(str(bad), "Open")
    program.wait_until_shows("This cannot be shown as a picture")
    good = tmp_path / "good.jpg"
    subprocess.run(["convert", "-size", "600x400", "xc:navy", str(good)], check=True)
    program.press("Use a Picture…")
    program.choose_file(str(good), "Open")
    program.find("Picture of the console’s screen “New application: first page”", "image")
    kept = os.path.join(program.home, PICTURES, "3.png")
    assert os.path.exists(kept)
    program.press("Remove the picture")
    program.find("Sketch of the console’s screen “New application: first page”", "image")
    assert not os.path.exists(kept)


def test_a_picture_is_dropped(desktop, start, tmp_path):
    program = start("--step", "8")
    sketch = program.find("Sketch of the console’s screen “New application: scopes”", "image")
    picture = tmp_path / "dropped.png"
    subprocess.run(["convert", "-size", "600x400", "xc:navy", str(picture)], check=True)
    place = Atspi.Component.get_extents(sketch, Atspi.CoordType.WINDOW)
    source = desktop.spawn("/usr/bin/python3", os.path.join(os.path.dirname(__file__),
                                                            "drag_source.py"), str(picture))
    desktop.resize(source.pid, 160, 160)
    desktop.drag((80, 80), (place.x + 60, place.y + 200))
    program.find("Picture of the console’s screen “New application: scopes”", "image")
    assert os.path.exists(os.path.join(program.home, PICTURES, "5.png"))
    source.kill()
    source.wait()
