# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Support by picture and by report."""

import json
import os
import subprocess
import sys
import time

import pytest

from desktop import PROGRAM, Atspi, wait_for
from walk import (PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, clinic_files, fill_in_clinic, go_on, go_on_to,
                  go_to_credentials, home_with_handler, is_on, keep_practice_credentials, run_test)


def photograph(desktop, program, take=None):
    """The picture, as it is in the clipboard; without the line below it, which names the time. take is how it
    is taken, where it is not by the keys for it."""
    if take is None:
        desktop.key("ctrl+shift+s")
    else:
        take()
    program.wait_until_shows("This is the screenshot.")
    picture = desktop.clipboard("image/png")
    desktop.key("Escape")
    program.look_away()
    return crop(program, picture)


def crop(program, picture):
    return subprocess.run(
        ["convert", "png:-", "-crop", "{}x{}+0+0".format(*program.window_size()), "+repage", "rgb:-"],
        input=picture,
        capture_output=True, check=True,
    ).stdout


def type_credentials(program, client_id, secret):
    program.fill("Client ID", client_id)
    program.type_secret(secret)


def test_a_picture_shows_neither_secret_nor_client_id(desktop, start):
    """Whatever stands in the fields, readable on the screen, and however long it is, the picture is the
    same."""
    program = start()
    program.press("Get Started")
    go_to_credentials(program)
    # What comes before is the same for both: where the pointer is, what was typed, which dialog closed.
    type_credentials(program, PRACTICE_CLIENT_ID, "wwwwwwwwwwwwwwwwwwww")
    program.press("Show Client Secret")
    photograph(desktop, program)
    type_credentials(program, "11111111-1111-4111-8111-111111111111", "mmmmmmmmmmmmmmmmmmmm")
    on_screen = os.path.join(desktop.folder, "first.png")
    desktop.picture(on_screen)
    first = photograph(desktop, program)
    type_credentials(program, "eeeeeeee-2222-4222-8222-eeeeeeeeeeee", "i" * 44)
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
    program.press("Get Started")
    go_on_to(program, "clinic")
    pictures = []
    for location in (PRACTICE_CLIENT_ID, *locations):
        program.fill("FHIR URL or Tenant ID", f"https://fhir-ehr.cerner.com/r4/{location}/")
        program.focus(program.entry("Clinic Name"))
        wait_for(lambda: location in program.text_of("FHIR URL or Tenant ID"), "the address")
        pictures.append(photograph(desktop, program))
    assert pictures[1] == pictures[2]
    assert locations[1] in program.text_of("FHIR URL or Tenant ID")


def test_a_picture_shows_no_tenant_of_an_old_test(desktop, start, tmp_path):
    """What was tested before the FHIR URL was changed is still on the page, with all its details; and the
    URL as it is now, with its last character gone, is none."""
    tenants = ["W" * 32, "i" * 32]
    program = start("Lakeside", home=with_clinics(str(tmp_path / "first"), ("Lakeside",), tenants[:1]))
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on_to(program, "test")
    run_test(program)
    path, = clinic_files(program)
    program.quit()
    with open(path) as file:
        kept = json.load(file)
    tested = json.dumps(kept["result"])
    of_old = kept["result"]["clinic"]["tenant"]
    pictures, screens = [], []
    for index, tenant in enumerate(tenants):
        home = with_clinics(str(tmp_path / str(index)), ("Lakeside",), (tenant,))
        kept["location"] = f"https://fhir-ehr.cerner.com/r4/{tenant[:-1]}/"
        kept["result"] = json.loads(tested.replace(of_old, tenant))
        with open(os.path.join(home, ".local/share/leyr-onboarding/practice", os.path.basename(path)), "w") as file:
            json.dump(kept, file)
        program = start("Lakeside", home=home)
        program.find("Changed since the last test", "label")
        program.press("Technical Details")
        wait_for(lambda: program.every_text().count(tenant) > 1, "the old test")
        screens.append(tmp_path / f"{index}.png")
        desktop.picture(str(screens[-1]))
        pictures.append(photograph(desktop, program))
        program.quit()
    assert pictures[0] == pictures[1]
    assert screens[0].read_bytes() != screens[1].read_bytes()


def test_a_revealed_secret_is_in_no_picture(desktop, start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on_to(program, "test")
    go_on(program, "Add to Leyr")
    hidden = photograph(desktop, program)
    program.press("Show")
    program.find("Hide", "button")
    shown = photograph(desktop, program)
    assert hidden != shown  # the field is there
    assert PRACTICE_SECRET not in program.every_text()
    program.press("Hide")
    program.find("Show", "button")


def test_a_picture_is_saved(desktop, start, tmp_path):
    program = start("--step", "8")
    program.press("Take Screenshot for Support")
    program.press("Save…")
    path = str(tmp_path / "picture.png")
    program.choose_file(path, told="“picture.png” saved")
    what = subprocess.run(["identify", path], capture_output=True, text=True, check=True).stdout
    width, height = (int(n) for n in what.split()[2].split("x"))
    # The page, and below it the line that says where and when.
    place = program.place(program.find(role="frame"))
    assert width == place.width and height > place.height


def pixels(path, crop):
    return subprocess.run(["convert", path, "-crop", crop, "+repage", "rgb:-"], capture_output=True,
                          check=True).stdout


def picture_of_tested_clinic(desktop, program, path):
    desktop.key("ctrl+shift+s")
    program.find("Save…", "button")
    with open(path, "wb") as file:
        file.write(desktop.clipboard("image/png"))
    texts = program.every_text()
    desktop.key("Escape")
    program.look_away()
    what = subprocess.run(["identify", "-format", "%w %h", path], capture_output=True, text=True,
                          check=True).stdout
    return texts, *(int(n) for n in what.split())


def test_a_picture_is_of_the_whole_page(desktop, start, tmp_path):
    """In a low window it is the same as in a high one, and what is said in passing is not in it. Below it
    stands what support asks for first."""
    program = start()
    fill_in_and_test(program)
    high, low = str(tmp_path / "high.png"), str(tmp_path / "low.png")
    desktop.resize(program.process.pid, 1280, 1400)
    program.look_away()
    picture_of_tested_clinic(desktop, program, high)
    desktop.resize(program.process.pid, 1280, 500)
    desktop.key("ctrl+g")
    program.find("Step Number (1–14)")
    desktop.type("99")
    desktop.key("Return")
    program.wait_until_shows("There is no step 99")
    texts, width, height = picture_of_tested_clinic(desktop, program, low)
    assert width == 1280 and height > 800
    crop = "800x600+400+120"
    assert len(set(pixels(low, crop))) > 2
    assert pixels(low, crop) == pixels(high, crop)
    assert "Last test: ready, scope.not-offered" in texts and "Connection Test – Practice Clinic" in texts


def save_report(program, path, from_menu=False):
    """From the button on a page, or from the main menu."""
    if from_menu:
        program.choose("Main Menu", "Create Support Report…")
    else:
        program.press("Create Support Report…")
    program.find("Report", "text")
    program.press("Save…")
    program.choose_file(path, told=f"“{os.path.basename(path)}” saved")
    with open(path, encoding="utf-8") as file:
        return file.read()


def test_support_report(start, tmp_path):
    program = start()
    fill_in_and_test(program, "Clinic <&> Ward")
    html = save_report(program, str(tmp_path / "report.html"))
    assert html.startswith("<!DOCTYPE html>")
    for needed in ("Clinic &lt;&amp;&gt; Ward", "0b5e…0001", "system/Slot.read", "request-",
                   "Granted (not tested)", "libsoup", "GTK", "Steps to do", "Medical Notes",
                   "This test ran in demo mode"):
        assert needed in html, needed
    assert PRACTICE_SECRET not in html and PRACTICE_CLIENT_ID not in html
    assert "Bearer" not in html and "access_token" not in html

    pages = subprocess.run(
        ["/usr/bin/python3", "-c", "import sys, weasyprint;"
         "print(len(weasyprint.HTML(sys.argv[1]).render().pages))", str(tmp_path / "report.html")],
        capture_output=True, text=True, check=True,
    )
    assert pages.stdout.strip() == "1"


def fill_in_and_test(program, name="Practice Clinic"):
    program.press("Get Started")
    fill_in_clinic(program, name)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on_to(program, "test")
    run_test(program)


def open_report(program):
    program.press("Create Support Report…")
    program.find("Email…", "button")
    wait_for(lambda: program.is_sensitive("Email…"), "the report")


@pytest.fixture
def email_portal(desktop, tmp_path):
    """Starts a portal for mails, which answers with this number; returns the file it writes into."""
    processes = []

    def begin(response):
        asked = str(tmp_path / "asked.json")
        processes.append(desktop.spawn(sys.executable, os.path.join(os.path.dirname(__file__), "email_portal.py"),
                                       asked, str(response)))
        wait_for(lambda: desktop.owns("org.freedesktop.portal.Desktop"), "the portal")
        return asked

    yield begin
    for process in processes:
        process.kill()
        process.wait()
    if processes:
        wait_for(lambda: not desktop.owns("org.freedesktop.portal.Desktop"), "the portal's end")


def test_report_is_mailed_with_the_file(start, email_portal):
    program = start()
    asked = email_portal(0)
    fill_in_and_test(program)
    open_report(program)
    program.press("Email…")
    program.wait_until_shows("The email with the report is ready in your email app")
    with open(asked) as file:
        mail = json.load(file)
    assert mail["address"] == "contact@leyr.io"
    assert mail["subject"] == "Support Report: Practice Clinic"
    (name, contents), = mail["files"]
    assert name == "Practice Clinic.html"
    assert contents.startswith("<!DOCTYPE html>") and "io.leyr.Onboarding.report/1" in contents
    assert PRACTICE_SECRET not in contents and PRACTICE_CLIENT_ID not in contents


@pytest.mark.parametrize("response", [None, 2])
def test_report_is_mailed_without_a_portal(desktop, start, email_portal, response):
    """A desktop without it, or whose portal cannot: the mail opens, and what is missing is said."""
    home, opened = home_with_handler(desktop, "mailto")
    program = start(home=home)
    if response is not None:
        email_portal(response)
    fill_in_and_test(program)
    open_report(program)
    program.press("Email…")
    program.wait_until_shows("This desktop cannot attach files to emails.")
    link = wait_for(lambda: os.path.exists(opened) and open(opened).read(), "the mail")
    assert link.startswith("mailto:contact@leyr.io?subject=Support%20Report%3A%20Practice%20Clinic&body=")


def test_a_mail_that_the_user_gave_up(desktop, start, email_portal):
    """It is no failure: no other mail opens, and nothing is said."""
    home, opened = home_with_handler(desktop, "mailto")
    program = start(home=home)
    asked = email_portal(1)
    fill_in_and_test(program)
    open_report(program)
    program.press("Email…")
    wait_for(lambda: os.path.exists(asked + ".answered"), "the portal's answer")
    open_report(program)
    texts = program.every_text()
    assert "The email with the report" not in texts and "This desktop cannot attach files" not in texts
    desktop.key("Escape")
    program.look_away()
    assert not os.path.exists(opened)


def test_report_is_copied(desktop, start):
    program = start()
    fill_in_and_test(program)
    open_report(program)
    program.press("Copy")
    program.wait_until_shows("Report copied")
    text = desktop.clipboard().decode()
    assert text.startswith("Support Report: Practice Clinic") and "scope.not-offered" in text


def test_aliases_in_place_of_names(desktop, start, tmp_path):
    """One choice for report and picture; what the aliases stand for is shown, and kept on this computer."""
    program = start()
    fill_in_and_test(program, "Lakeside Hospital")
    open_report(program)
    program.press("Aliases Instead of Names", role="check box")
    program.wait_until_shows("clinic-1: Lakeside Hospital")
    program.press("Save…")
    path = str(tmp_path / "aliases.html")
    program.choose_file(path, told="“aliases.html” saved")
    with open(path, encoding="utf-8") as file:
        html = file.read()
    for name in ("Lakeside", "ec2458f2", "0b5e…0001"):
        assert name not in html
    assert "clinic-1" in html and "tenant-1" in html and "client-1" in html
    with open(os.path.join(program.home, ".local/share/leyr-onboarding/aliases.json")) as file:
        assert json.load(file)["clinic"] == ["Lakeside Hospital"]
    texts, *_ = picture_of_tested_clinic(desktop, program, str(tmp_path / "picture.png"))
    assert "Connection Test – clinic-1" in texts


def with_clinics(folder, names, tenants):
    """A home with these clinics."""
    path = os.path.join(folder, ".local/share/leyr-onboarding/practice")
    os.makedirs(path)
    for index, (name, tenant) in enumerate(zip(names, tenants)):
        clinic = {"schema": "io.leyr.Onboarding.clinic/1", "id": f"5afe9ace-7e57-4000-8000-00000000000{index}",
                  "guide": "cerner-millennium", "name": name,
                  "location": f"https://fhir-ehr.cerner.com/r4/{tenant}/"}
        with open(os.path.join(path, clinic["id"] + ".json"), "w") as file:
            json.dump(clinic, file)
    return folder


def choose_aliases(desktop, program):
    """Takes a picture with names, chooses aliases there; returns what the picture is then."""
    desktop.key("ctrl+shift+s")
    program.press("Aliases Instead of Names", role="check box")
    wait_for(lambda: os.path.exists(os.path.join(program.home, ".local/share/leyr-onboarding/aliases.json")),
             "the list of aliases")

    def look():
        row = program.find_now("Aliases Instead of Names", role="check box")
        return row and row.get_state_set().contains(Atspi.StateType.SENSITIVE)

    wait_for(look, "the other picture")
    picture = desktop.clipboard("image/png")
    desktop.key("Escape")
    program.look_away()
    return crop(program, picture)


def test_a_picture_with_aliases_is_of_any_clinics(desktop, start, tmp_path):
    """Whatever they are called, the list of them is the same."""
    pictures, screens = [], []
    for index, (names, tenants) in enumerate([
            (("Abbey Hospital", "Lakeside"), ("W" * 32, "M" * 32)),
            (("UKE", "Zentrum für Orthopädie"), ("i" * 32, "ec2458f2-1e24-41c8-b71b-0e701af7583d"))]):
        program = start(home=with_clinics(str(tmp_path / str(index)), names, tenants))
        choose_aliases(desktop, program)
        screens.append(tmp_path / f"{index}.png")
        desktop.picture(str(screens[-1]))
        pictures.append(photograph(desktop, program))
        program.quit()
    assert pictures[0] == pictures[1]
    assert screens[0].read_bytes() != screens[1].read_bytes()


@pytest.mark.parametrize("page", ["clinic", "test"])
def test_a_page_with_aliases_is_of_any_clinic(desktop, start, tmp_path, page):
    """Not even how long its name is can be seen."""
    pictures = []
    for index, (name, tenant) in enumerate([("Abbey Hospital", "W" * 32),
                                            ("UKE", "ec2458f2-1e24-41c8-b71b-0e701af7583d")]):
        program = start(name, home=with_clinics(str(tmp_path / str(index)), (name,), (tenant,)))
        go_on_to(program, page)
        choose_aliases(desktop, program)
        pictures.append(photograph(desktop, program))
        program.quit()
    assert pictures[0] == pictures[1]


def test_no_text_of_many_lines_tells_a_tenant(desktop, start, tmp_path):
    """The report that is about to be sent stands in a dialog over the page, and is in the picture with it."""
    pictures, screens = [], []
    for index, tenant in enumerate(["W" * 32, "i" * 32]):
        program = start("Lakeside", home=with_clinics(str(tmp_path / str(index)), ("Lakeside",), (tenant,)))
        program.choose("Main Menu", "Create Support Report…")
        wait_for(lambda: program.is_sensitive("Email…"), "the report")
        assert tenant in program.text_in(program.find("Report", "text"))
        screens.append(tmp_path / f"{index}.png")
        desktop.picture(str(screens[-1]))
        # By an assistive tool, which reaches the button behind the dialog as well.
        pictures.append(photograph(desktop, program, lambda: program.press("Take Screenshot for Support")))
        assert tenant in program.text_in(program.find("Report", "text"))
        desktop.key("Escape")
        program.look_away()
        program.quit()
    assert pictures[0] == pictures[1]
    assert screens[0].read_bytes() != screens[1].read_bytes()


def test_no_dialog_that_is_closing_is_in_a_picture(desktop, start, tmp_path):
    """With what moves on a desktop: while the dialog with the picture before still fades, it is in none."""
    home = with_clinics(str(tmp_path / "home"), ("Lakeside",), ("W" * 32,))
    program = start(home=home, settings=["gtk-enable-animations=true"])
    first = choose_aliases(desktop, program)
    wait_for(lambda: program.find_now("Save…", "button") is None, "the dialog's end")
    second = photograph(desktop, program)
    # Below the clinic, around which there may be a ring that comes and goes in its own time.
    below = 300 * program.window_size()[0] * 3
    assert first[below:] == second[below:]


def test_a_report_that_was_sent(desktop, start, tmp_path):
    """Whoever gives support sees what the clinic sees, with nothing to press: opened by the command, and
    dropped on the window. What is no report is said to be none."""
    path, other = str(tmp_path / "sent.html"), str(tmp_path / "other.html")
    program = start()
    fill_in_and_test(program, "Lakeside")
    save_report(program, path)
    program.quit()
    with open(other, "w") as file:
        file.write("<html></html>")

    program = start(command=[PROGRAM, "report", path], practice=False)
    program.wait_until_shows("This report was sent by someone else.")
    for needed in ("Ready", "system/Slot.read", "Not available: system/Location.read (DSTU 2)"):
        program.wait_until_shows(needed)
    # Of practice, in a window that is not.
    wait_for(lambda: any("Nothing here is real" in (node.get_name() or "") and
                         program.place(node).height > 0 for node in program.nodes()), "the stripe")
    assert "0b5e…0001" in program.every_text()
    assert not os.path.exists(os.path.join(program.home, ".local/share/leyr-onboarding/clinics"))
    desktop.key("Escape")
    program.look_away()
    drop(desktop, program, other, "This is not a support report from Leyr Onboarding.")
    drop(desktop, program, path, "This report was sent by someone else.")


def drop(desktop, program, path, words):
    """Drags a file out of another window onto this one, which then shows these words. Until it does, it may
    still be asking the other one for what was dropped."""
    source = desktop.spawn(sys.executable, os.path.join(os.path.dirname(__file__), "drag_source.py"), path)
    desktop.resize(source.pid, 160, 160)
    desktop.drag((80, 80), (600, 600))
    program.wait_until_shows(words)
    source.kill()
    source.wait()
    program.look_away()


def test_steps_for_a_colleague(desktop, start, tmp_path):
    """The way through the console on paper, with what this clinic has chosen."""
    program = start("--step", "8")
    program.press("Medical Notes", role="check box")
    program.choose("Main Menu", "Steps for Colleagues…")
    program.press("Copy")
    program.wait_until_shows("Steps copied")
    text = desktop.clipboard().decode()
    assert all(f"\n{number}. " in text for number in range(1, 15)) and "DocumentReference" in text
    program.choose("Main Menu", "Steps for Colleagues…")
    program.press("Save…")
    path = str(tmp_path / "steps.html")
    program.choose_file(path, told="“steps.html” saved")
    with open(path, encoding="utf-8") as file:
        assert "DocumentReference" in file.read()


def test_report_before_any_test(start, tmp_path):
    program = start()
    program.press("Get Started")
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
        wait_for(lambda: is_on(program, title), title)
    program.press("Not yet", role="radio button")
    program.wait_until_shows("Medical Notes: yes")
