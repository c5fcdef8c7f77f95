# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clinics, their files, and what can be done to them as a whole."""

import json
import os
import signal
import uuid

import pytest

from desktop import Atspi, read_file, wait_for
from walk import (PRACTICE_SECRET, SANDBOX, clinic_files, fill_in_clinic, go_back_to, go_on,
                  go_on_to, go_to_credentials, keep_practice_credentials, keyring_items, run_test, saved_clinic)

# What makes a disk that cannot be written: {0} is where it is, {1} the data that is to be on it.
DISKS = {
    "full": "mount -t tmpfs -o size=64k tmpfs {0} && cp -r {1}/. {0} && (cat /dev/zero > {0}/filler;:)",
    "read-only": "mount -t tmpfs tmpfs {0} && cp -r {1}/. {0} && mount -o remount,ro {0}",
}


def folder(program):
    return os.path.join(program.home, ".local/share/leyr-onboarding/practice")


def write_clinic(program_home, name, place="practice", **members):
    path = os.path.join(program_home, ".local/share/leyr-onboarding", place)
    os.makedirs(path, exist_ok=True)
    clinic = dict({"schema": "io.leyr.Onboarding.clinic/1", "id": str(uuid.uuid4()),
                   "guide": "cerner-millennium", "name": name, "location": SANDBOX}, **members)
    with open(os.path.join(path, clinic["id"] + ".json"), "w") as file:
        json.dump(clinic, file)
    return clinic


def clinics(program):
    found = []
    for name in os.listdir(folder(program)):
        if name.endswith(".json"):
            with open(os.path.join(folder(program), name)) as file:
                found.append(json.load(file))
    return found


def menu(program, clinic, item):
    program.choose(f"Menu for “{clinic}”", item)


def test_stages(start, tmp_path):
    home = str(tmp_path)
    write_clinic(home, "Just begun here")
    write_clinic(home, "Waiting", account="no")
    write_clinic(home, "Half way", ticks=[1, 2, 3])
    write_clinic(home, "Kept", stored=True, ticks=[1])
    program = start(home=home)
    for row in ("Just begun here. Just started", "Waiting. Waiting for Code Console access",
                "Half way. 3 of 14 steps done", "Kept. Credentials saved, not tested yet"):
        program.find(row, "list item")


def rows(program):
    """The clinics' names, as they stand from top to bottom."""
    return [node.get_name().split(". ")[0] for node in program.nodes()
            if node.get_role_name() == "list item"]


def test_what_needs_attention_comes_first(start, tmp_path):
    """By how the clinics stand, and among the same by name, wherever they came from; a rename moves."""
    home = str(tmp_path)
    program = start(home=home)
    for name in ("Zeta", "Mid", "Alpha"):
        program.press("Add Clinic") if name != "Zeta" else program.press("Get Started")
        go_on_to(program, "clinic")
        program.fill("Clinic Name", name)
        program.press("All Clinics")
        program.wait_until_shows(name)
    wait_for(lambda: rows(program) == ["Alpha", "Mid", "Zeta"], "the order")
    menu(program, "Alpha", "Rename…")
    program.fill("Clinic Name", "Omega")
    program.press("Rename")
    wait_for(lambda: rows(program) == ["Mid", "Omega", "Zeta"], "the order")
    # One that is ready has the least to be done.
    program.open_row("Mid")
    fill_in_clinic(program, "Mid")
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on_to(program, "test")
    run_test(program)
    program.press("All Clinics")
    wait_for(lambda: rows(program) == ["Omega", "Zeta", "Mid"], "the order")
    # The address is another one now: no verdict on that.
    program.press("Continue with “Mid”")
    go_back_to(program, "Clinic")
    program.fill("FHIR URL or Tenant ID",
                 "https://fhir-ehr.cerner.com/r4/11111111-2222-4333-8444-555555555555/")
    program.press("All Clinics")
    program.find("Mid. Changed since the last test", "list item")
    wait_for(lambda: rows(program) == ["Mid", "Omega", "Zeta"], "the order")
    program.quit()
    again = start(home=home)
    wait_for(lambda: rows(again) == ["Mid", "Omega", "Zeta"], "the order")


def test_f10_opens_the_main_menu(desktop, start):
    program = start()
    program.find("Get Started")
    desktop.key("F10")
    wait_for(lambda: program.menu_item("Help"), "the menu")


def test_search_from_ten_clinics_on(desktop, start, tmp_path):
    home = str(tmp_path)
    for number in range(9):
        write_clinic(home, f"Clinic {number}")
    program = start(home=home)
    program.wait_until_shows("Clinic 8")
    assert program.find_now("Search clinics") is None
    program.press("Add Clinic")
    go_on_to(program, "clinic")
    program.fill("Clinic Name", "The Tenth")
    program.press("All Clinics")
    program.fill("Search clinics", "tenth")
    wait_for(lambda: rows(program) == ["The Tenth"], "the search")
    program.fill("Search clinics", "nobody")
    program.wait_until_shows("No clinic found.")
    program.fill("Search clinics", "clinic 4")
    wait_for(lambda: rows(program) == ["Clinic 4"], "the search")
    program.focus(program.entry("Search clinics"))
    desktop.key("Return")
    wait_for(lambda: "Clinic 4" in program.title(), "the clinic")


def test_practise_first(desktop, start):
    """The practice is a program of its own beside this one, and offers itself no more."""
    program = start(practice=False)
    program.press("Try Demo Mode")

    def practice():
        top = Atspi.get_desktop(0)
        found = [top.get_child_at_index(i) for i in range(top.get_child_count())]
        return next((node for node in found if node is not None
                     and node.get_process_id() != program.process.pid
                     and any((inner.get_name() or "").startswith("Demo: ")
                             for inner in program.nodes(node))), None)

    other = wait_for(practice, "the practice")
    try:
        assert not any(node.get_name() == "Try Demo Mode" for node in program.nodes(other))
    finally:
        os.kill(other.get_process_id(), signal.SIGTERM)


def test_last_verdict_is_shown(start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on_to(program, "test")
    run_test(program)
    program.press("All Clinics")
    program.wait_until_shows("Ready, tested ")


def test_rename_and_duplicate(start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program, "First Name")
    go_to_credentials(program)
    keep_practice_credentials(program)
    program.press("All Clinics")
    menu(program, "First Name", "Rename…")
    program.fill("Clinic Name", "Second Name")
    program.press("Rename")
    program.wait_until_shows("Second Name")
    menu(program, "Second Name", "Duplicate")
    program.wait_until_shows("Second Name (copy)")
    wait_for(lambda: len(clinics(program)) == 2, "the copy's file")
    copy = next(c for c in clinics(program) if c["name"] == "Second Name (copy)")
    original = next(c for c in clinics(program) if c["name"] == "Second Name")
    assert copy["location"] == original["location"] == SANDBOX
    assert original["stored"] and not copy["stored"]
    assert copy["id"] != original["id"]


def test_export_and_import(start, tmp_path):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program, "Travelling")
    go_to_credentials(program)
    keep_practice_credentials(program)
    program.press("All Clinics")
    menu(program, "Travelling", "Export…")
    path = str(tmp_path / "exported.json")
    program.choose_file(path, told="“exported.json” saved")
    with open(path) as file:
        text = file.read()
    assert PRACTICE_SECRET not in text
    # Where credentials may go is not for a file to decide.
    exported = json.loads(text)
    assert not exported["stored"]
    exported["approved_hosts"] = ["evil.example"]
    exported["stored"] = True
    with open(path, "w") as file:
        json.dump(exported, file)

    program.quit()
    (tmp_path / "other-home").mkdir()
    other = start(home=str(tmp_path / "other-home"))
    other.choose("Main Menu", "Import Clinic…")
    other.choose_file(path, "Open")
    other.wait_until_shows("“Travelling” imported")
    imported = wait_for(lambda: clinics(other), "the clinic's file")[0]
    assert imported["location"] == SANDBOX
    assert imported["approved_hosts"] == [] and not imported["stored"]


def test_bad_import_is_told(start, tmp_path):
    path = tmp_path / "bad.json"
    path.write_text("{}")
    program = start()
    program.choose("Main Menu", "Import Clinic…")
    program.choose_file(str(path), "Open")
    program.wait_until_shows("Could not import the file: This file does not contain a clinic.")


def test_import_of_what_is_no_end_of_is_told(start, tmp_path):
    """What is larger than any clinic's file is not read."""
    path = tmp_path / "large.json"
    with open(path, "w") as file:
        os.truncate(file.fileno(), 1 << 40)
    program = start()
    program.choose("Main Menu", "Import Clinic…")
    program.choose_file(str(path), "Open")
    program.wait_until_shows("Could not import the file: It is too large.")


def test_five_hundred_clinics(start, tmp_path):
    home = str(tmp_path)
    for number in range(500):
        write_clinic(home, f"Clinic {number:03}", ticks=[1])
    program = start(home=home)
    program.wait_until_shows("Clinic 000")
    # Only what is in view is built.
    rows = [n for n in program.nodes() if n.get_role_name() == "list item"]
    assert len(rows) < 300
    program.open_row("Clinic 003")
    wait_for(lambda: "Clinic 003" in program.title(), "the clinic")
    go_on_to(program, "clinic")
    program.fill("Clinic Name", "Changed")
    program.press("All Clinics")
    program.wait_until_shows("Changed")
    assert len(clinics(program)) == 500


@pytest.mark.parametrize("disk", DISKS)
def test_bad_disks(start, tmp_path, disk):
    """The program starts, tells what is wrong, and loses nothing while it is open."""
    home, mounted = tmp_path / "home", tmp_path / "mounted"
    home.mkdir()
    mounted.mkdir()
    write_clinic(str(home), "On a Bad Disk", ticks=[1, 2])
    data = home / ".local/share"
    script = DISKS[disk].format(mounted, data)
    program = start(home=str(home), environment={"XDG_DATA_HOME": str(mounted)}, prefix=[
        "unshare", "--map-root-user", "--mount", "sh", "-c", f'{script} && exec "$@"', "sh"])
    program.open_row("On a Bad Disk")
    wait_for(lambda: "On a Bad Disk" in program.title(), "the clinic")
    go_on_to(program, "clinic")
    program.fill("Clinic Name", "Changed Meanwhile")
    program.wait_until_shows("Could not save the clinic.")
    program.press("All Clinics")
    program.wait_until_shows("Changed Meanwhile")


def test_the_command_line_only_reads(start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program, "Only Read")
    go_to_credentials(program)
    keep_practice_credentials(program)
    program.quit()
    path = os.path.join(folder(program), os.listdir(folder(program))[0])
    before = os.stat(path).st_mtime_ns, read_file(path)
    assert program.run_command("check", "Only Read", "--practice").returncode == 0
    assert (os.stat(path).st_mtime_ns, read_file(path)) == before


def test_removing_a_clinic_removes_its_credentials(desktop, start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program, "Short-lived")
    go_to_credentials(program)
    keep_practice_credentials(program)
    clinic = saved_clinic(program)
    assert PRACTICE_SECRET in keyring_items(desktop, clinic=clinic["id"])
    program.press("All Clinics")
    program.choose("Menu for “Short-lived”", "Remove…")
    program.press("Remove")
    program.wait_until_shows("Connect a Clinic to Leyr")
    assert keyring_items(desktop, clinic=clinic["id"]) == ""
    assert clinic_files(program) == []
