# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window, from outside: through the accessibility tree, with a real keyring."""

import json
import os
import subprocess

from desktop import wait_for
from walk import (PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, SANDBOX, fill_in_clinic, go_on,
                  go_to_credentials, home_with_handler, keep_practice_credentials, run_test)

SCHEMA = "io.leyr.Onboarding.Credentials"


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


def tick(program, number):
    program.press(contains=f"Step {number} is done", role="check box")


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


def test_the_whole_way(desktop, start):
    """From an empty home to the verdict "ready", as a user goes it."""
    program = start()
    assert program.shows("Practice: a simulated Millennium")
    program.press("Begin")
    fill_in_clinic(program)
    program.wait_until_shows("This is Oracle’s secure sandbox.")

    go_on(program, "Before you begin")
    program.press("Yes, the clinic has an account", role="radio button")
    steps = iter(range(1, 15))
    for _, title in PAGES[2:11]:
        go_on(program, title)
        ticks = [n for n in program.nodes() if "is done" in (n.get_name() or "")]
        for node in [n for n in ticks if n.get_role_name() == "check box"]:
            assert f"Step {next(steps)} is done" in node.get_name()
            program.activate(node)
    assert next(steps, None) is None
    program.wait_until_shows("14 of 14 steps done")

    assert not program.shows("Saved in the system keyring")
    keep_practice_credentials(program)
    go_on(program, "Live test")
    run_test(program)
    assert program.find("Ready", "label")
    rows = [text for text in program.texts() if text.startswith("system/") and ". R4: " in text]
    assert len(rows) == 9
    assert sum(row.count("Works") for row in rows) == 13
    assert sum(row.count("Granted, not exercised") for row in rows) == 4
    assert sum(row.count("Not offered") for row in rows) == 1

    go_on(program, "Hand over to Leyr")
    assert program.find("Ready", "label")

    clinic = saved_clinic(program)
    stored = keyring_items(desktop, clinic=clinic["id"])
    assert PRACTICE_SECRET in stored
    assert PRACTICE_CLIENT_ID in stored
    assert "ec2458f2-1e24-41c8-b71b-0e701af7583d" in stored

    log = program.quit()
    assert PRACTICE_SECRET not in log
    assert files_with(program.home, PRACTICE_SECRET.encode()) == []
    # The keyring's own file holds it encrypted.
    assert files_with(desktop.folder, PRACTICE_SECRET.encode()) == []

    saved = saved_clinic(program)
    assert saved["ticks"] == list(range(1, 15))
    assert saved["result"]["verdict"] == "ready"


def test_progress_survives(start):
    program = start()
    program.press("Begin")
    fill_in_clinic(program, "Klinik am Park")
    for _, title in PAGES[1:7]:
        go_on(program, title)
    tick(program, 6)
    program.wait_until_shows("1 of 14 steps done")
    program.quit()

    again = start(home=program.home)
    again.wait_until_shows("Klinik am Park")
    assert again.shows("1 step done")
    again.click(again.find("Klinik am Park", "label"))
    wait_for(lambda: "Steps 6 to 7: New application: products" in again.title(), "the page")
    assert again.shows("1 of 14 steps done")


def test_a_kill_loses_nothing_that_was_written(start):
    program = start()
    program.press("Begin")
    fill_in_clinic(program, "Klinik am Park")
    wait_for(lambda: saved_clinic(program).get("location") == SANDBOX, "the address in the file")
    program.kill()
    again = start(home=program.home)
    again.wait_until_shows("Klinik am Park")


def test_wrong_secret_leads_back_to_its_step(start):
    program = start()
    program.press("Begin")
    fill_in_clinic(program)
    go_to_credentials(program)
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret("not-the-right-secret")
    program.press("Save")
    program.wait_until_shows("Saved in the system keyring")
    go_on(program, "Live test")
    run_test(program)
    program.wait_until_shows("Not ready")
    program.wait_until_shows("Client ID and Client Secret do not fit together")
    program.press("Enter the Credentials")
    wait_for(lambda: "Step 14: Credentials" in program.title(), "step 14")


def test_without_credentials_the_test_says_where_to_go(start):
    program = start()
    program.press("Begin")
    for _, title in PAGES[1:12]:
        go_on(program, title)
    program.press("Start the Test")
    program.wait_until_shows("The keyring holds no credentials for this clinic yet.")
    program.press("Go to Credentials")
    program.find("Save and Test", "button")


def test_sandbox_preset(start):
    program = start()
    program.press("Begin")
    program.press("Use the Sandbox")
    wait_for(lambda: program.text_of("FHIR address or tenant") == SANDBOX, "the sandbox's address")
    program.wait_until_shows("This is Oracle’s secure sandbox.")


def test_wrong_address_is_told_at_once(start):
    program = start()
    program.press("Begin")
    program.fill("FHIR address or tenant", "http://fhir.example.org/r4/t/")
    program.wait_until_shows("The address must begin with https://")
    program.fill("FHIR address or tenant", "ec2458f2-1e24-41c8-b71b-0e701af7583dd")
    program.wait_until_shows("This tenant has 37 characters")


def test_values_are_copied(desktop, start):
    program = start("--step", "4")
    program.press("Copy “Application Name”")
    program.wait_until_shows("Copied: Leyr Integrations")
    assert desktop.clipboard() == b"Leyr Integrations"


def test_addresses_open_in_the_browser(desktop, start):
    home, opened = home_with_handler(desktop, "https")
    program = start("--step", "1", home=home)
    program.press("Open")
    wait_for(lambda: os.path.exists(opened), "the browser")
    wait_for(lambda: open(opened).read() == "https://code-console.cerner.com/\n", "the address")


def test_step_option(start):
    program = start("--step", "8")
    wait_for(lambda: "Steps 8 to 9: New application: scopes" in program.title(), "step 8")


def test_unknown_step_is_told(start):
    program = start("--step", "15")
    program.wait_until_shows("There is no step 15. The steps go from 1 to 14.")


def test_medical_notes_change_checklist_and_test_together(start):
    program = start("--step", "8")
    assert not program.shows("DocumentReference")
    program.press("Medical Notes", role="check box")
    program.wait_until_shows("DocumentReference")
    for _, title in PAGES[8:11]:
        go_on(program, title)
    keep_practice_credentials(program)
    go_on(program, "Live test")
    run_test(program)
    assert program.shows("system/DocumentReference.write. R4: Granted, not exercised")


def test_removing_a_clinic_removes_its_credentials(desktop, start):
    program = start()
    program.press("Begin")
    fill_in_clinic(program, "Short-lived")
    go_to_credentials(program)
    keep_practice_credentials(program)
    clinic = saved_clinic(program)
    assert PRACTICE_SECRET in keyring_items(desktop, clinic=clinic["id"])
    program.press("All clinics")
    program.press("More about “Short-lived”")
    program.press("Remove…", "menu item")
    program.press("Remove")
    program.wait_until_shows("Connect a clinic to Leyr")
    assert keyring_items(desktop, clinic=clinic["id"]) == ""
    assert clinic_files(program) == []


def test_check_by_name_uses_the_keyring(desktop, start):
    program = start()
    program.press("Begin")
    fill_in_clinic(program, "By Name")
    go_to_credentials(program)
    keep_practice_credentials(program)
    program.quit()
    outcome = program.run_command("check", "By Name", "--practice", "--json")
    result = json.loads(outcome.stdout)
    assert outcome.returncode == 0
    assert result["clinic"]["name"] == "By Name"
    assert result["verdict"] == "ready"


def test_no_display(desktop):
    environment = {k: v for k, v in desktop.environment.items() if k != "DISPLAY"}
    outcome = subprocess.run(
        [os.environ["ONB_PROGRAM"]], env=environment, capture_output=True, text=True, timeout=30,
        check=False,
    )
    assert outcome.returncode == 1
    assert "There is no display" in outcome.stderr
