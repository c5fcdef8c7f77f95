# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a whole: the way through it, from outside, with a real keyring; and the ways to a step."""

import os
import subprocess
import tempfile

import pytest

from desktop import Atspi, Program, wait_for
from test_home_page import write_clinic
from walk import (PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, SANDBOX, clinic_files, count_presses,
                  files_with, fill_in_clinic, go_back_to, go_on, go_on_to, go_to_credentials, is_on,
                  keep_practice_credentials, keyring_items, run_test, saved_clinic, tick)


def test_demo_is_another_name_of_practice(start):
    assert start("--demo", practice=False).shows("Demo mode: simulated EHR.")


def test_the_whole_way(desktop, start):
    """From an empty home to the verdict "ready", as a user goes it."""
    program = start()
    assert program.shows("Demo mode: simulated EHR.")
    program.press("Get Started")
    program.press("Yes, it has an account", role="radio button")
    fill_in_clinic(program)
    program.wait_until_shows("This is the secure sandbox.")

    steps = iter(range(1, 15))
    for _, title in PAGES[2:11]:
        go_on(program, title)
        ticks = [n for n in program.nodes() if "done" in (n.get_name() or "")]
        for node in [n for n in ticks if n.get_role_name() == "check box"]:
            assert f"Step {next(steps)} done" in node.get_name()
            program.activate(node)
    assert next(steps, None) is None
    program.wait_until_shows("14 of 14 steps done")

    assert not program.shows("Saved in the system keyring")
    keep_practice_credentials(program)
    go_on_to(program, "test")
    run_test(program)
    assert program.find("Ready", "label")
    rows = [text for text in program.texts() if text.startswith("system/") and ". R4: " in text]
    assert len(rows) == 9
    assert sum(row.count("Works") for row in rows) == 13
    assert sum(row.count("Granted (not tested)") for row in rows) == 4
    assert sum(row.count("Not available") for row in rows) == 1

    go_on(program, "Add to Leyr")
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


def test_from_start_to_verdict_in_few_presses(desktop, start):
    """With all that is copied and opened on the way. Who goes on has done what the page says."""
    program = start()
    presses = count_presses(program)
    program.press("Get Started")
    program.press("Yes, it has an account", role="radio button")
    fill_in_clinic(program)
    go_on_to(program, "application")
    program.press("Copy “Application Name”")
    go_to_credentials(program)
    program.wait_until_shows("13 of 14 steps done")
    for copied in (PRACTICE_CLIENT_ID, PRACTICE_SECRET):
        desktop.put_in_clipboard(copied)
        program.press("Paste Client ID")
        program.look_away()
    wait_for(lambda: program.is_sensitive("Save and Test"), "both")
    program.press("Save and Test")
    program.find("Ready", "label")
    program.wait_until_shows("14 of 14 steps done")
    assert presses() <= 20
    assert saved_clinic(program)["ticks"] == list(range(1, 15))


def test_going_on_without_credentials_does_not_tick_their_step(start):
    program = start()
    program.press("Get Started")
    go_on_to(program, "test")
    program.wait_until_shows("13 of 14 steps done")
    go_back_to(program, "Sign In")
    tick(program, 1)
    program.wait_until_shows("12 of 14 steps done")


def test_progress_survives(start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program, "Klinik am Park")
    go_on_to(program, "products")
    program.wait_until_shows("5 of 14 steps done")
    tick(program, 6)
    program.wait_until_shows("6 of 14 steps done")
    program.quit()

    again = start(home=program.home)
    again.wait_until_shows("Klinik am Park")
    assert again.shows("6 of 14 steps done")
    again.open_row("Klinik am Park")
    wait_for(lambda: "Steps 6 to 7: New Application: Products" in again.title(), "the page")
    assert again.shows("6 of 14 steps done")


def test_a_kill_loses_nothing_that_was_written(start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program, "Klinik am Park")
    wait_for(lambda: saved_clinic(program).get("location") == SANDBOX, "the address in the file")
    program.kill()
    again = start(home=program.home)
    again.wait_until_shows("Klinik am Park")


def test_step_option(start):
    program = start("--step", "8")
    wait_for(lambda: "Steps 8 to 9: New Application: Scopes" in program.title(), "step 8")
    wait_for(lambda: focused(program) is not None and focused(program).get_name() == "Step 8 done",
             "the focus on it")


def test_unknown_step_is_told(start):
    program = start("--step", "15")
    program.wait_until_shows("There is no step 15. Enter a number from 1 to 14.")


def ask_for_step(desktop, program, text):
    desktop.key("ctrl+g")
    program.fill("Step Number (1–14)", text)
    wait_for(lambda: program.is_sensitive("Go"), "the button")
    program.press("Go")
    program.look_away()


def test_ask_for_a_step(desktop, start):
    program = start()
    program.press("Get Started")
    ask_for_step(desktop, program, "8")
    wait_for(lambda: "Steps 8 to 9: New Application: Scopes" in program.title(), "step 8")
    ask_for_step(desktop, program, "eight")
    program.wait_until_shows("Enter the number of a step, for example 8.")
    ask_for_step(desktop, program, "0")
    program.wait_until_shows("There is no step 0.")


@pytest.mark.parametrize("slashes", ["", "/", "//", "///"])
def test_link_to_a_step(start, slashes):
    """Desktops and chats put slashes into it."""
    program = start(f"leyr-onboarding:{slashes}step/6")
    wait_for(lambda: "Steps 6 to 7: New Application: Products" in program.title(), "step 6")


def test_link_goes_to_the_clinic_that_was_open_last(start):
    program = start()
    for name in ("Alpha", "Zeta", "Mid"):
        program.press("Get Started" if name == "Alpha" else "Add Clinic")
        fill_in_clinic(program, name)
        program.press("All Clinics")
        program.find("Add Clinic", "button")
    program.open_row("Zeta")
    wait_for(lambda: "Zeta" in program.title(), "the clinic")
    program.press("All Clinics")
    wait_for(lambda: "Clinics – " in program.title(), "the clinics")
    assert program.run_command("--practice", "leyr-onboarding:step/8").returncode == 0
    wait_for(lambda: "New Application: Scopes – Zeta" in program.title(), "step 8 of Zeta")


def test_link_asks_which_clinic(desktop, start):
    """Where there are several, and none was open: not one of them just because it comes first."""
    home = tempfile.mkdtemp(dir=desktop.folder)
    for name in ("Alpha", "Mid", "Zeta"):
        write_clinic(home, name)
    program = start("leyr-onboarding:step/8", home=home)
    question = "Which clinic is step 8 for? Open it in the list."
    program.wait_until_shows(question)
    program.open_row("Mid")
    wait_for(lambda: "New Application: Scopes – Mid" in program.title(), "step 8 of Mid")
    # The question is answered.
    program.press("All Clinics")
    program.find("Add Clinic", "button")
    assert not program.shows(question)
    # From now on, that is the one that was open last.
    assert program.run_command("--practice", "leyr-onboarding:step/2").returncode == 0
    wait_for(lambda: "Console Home – Mid" in program.title(), "step 2 of Mid")


def test_the_step_that_was_asked_for_asks_which_clinic(desktop, start, announced):
    """By the keyboard alone; and who cancels opens a clinic where it was left."""
    home = tempfile.mkdtemp(dir=desktop.folder)
    for name in ("Alpha", "Zeta"):
        write_clinic(home, name)
    program = start(home=home)
    program.find("Add Clinic", "button")
    ask_for_step(desktop, program, "8")
    program.wait_until_shows("Which clinic is step 8 for?")
    wait_for(lambda: any("Which clinic is step 8 for?" in text for text in announced()), "what is said")
    program.press("Cancel")
    wait_for(lambda: not program.shows("Which clinic is step 8 for?"), "the question's end")
    ask_for_step(desktop, program, "8")
    program.wait_until_shows("Which clinic is step 8 for?")
    desktop.key("Down", "Return")
    wait_for(lambda: "New Application: Scopes – Zeta" in program.title(), "step 8 of Zeta")


def test_link_without_a_clinic_leaves_none_behind(start):
    program = start("leyr-onboarding:step/8")
    wait_for(lambda: "New Application: Scopes" in program.title(), "step 8")
    program.press("All Clinics")
    program.find("Connect a Clinic to Leyr", "label")
    assert clinic_files(program) == []


def test_link_reaches_the_program_that_runs(start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program, "Already Open")
    outcome = program.run_command("--practice", "leyr-onboarding:step/14")
    assert outcome.returncode == 0
    wait_for(lambda: "Step 14: Credentials – Already Open" in program.title(), "step 14")


def test_the_action_opens_a_step(desktop, start):
    program = start()
    program.press("Get Started")
    # A button that is pressed by a tool acts a moment later.
    wait_for(lambda: "Code Console Account – " in program.title(), "the first page")
    desktop.call("--session", "io.leyr.Onboarding.Practice", "/io/leyr/Onboarding/Practice",
                 "org.gtk.Actions.Activate", "step", "[<int32 10>]", "{}")
    wait_for(lambda: "Steps 10 to 11: New Application: Terms" in program.title(), "step 10")


@pytest.mark.parametrize("link", ["leyr-onboarding:step/0", "leyr-onboarding:step/eight",
                                  "leyr-onboarding:elsewhere", "leyr-onboarding:"])
def test_bad_links_are_told(start, link):
    program = start(link)
    program.wait_until_shows("This link is not valid.")


def test_the_desktop_entry_registers_the_links():
    entry = os.path.join(os.path.dirname(os.environ["ONB_PROGRAM"]),
                         "../data/io.leyr.Onboarding.desktop")
    with open(entry, encoding="utf-8") as file:
        text = file.read()
    assert "MimeType=x-scheme-handler/leyr-onboarding;" in text
    assert "Exec=leyr-onboarding %u" in text


def dialogs(program, name):
    return [n for n in program.nodes() if n.get_role_name() == "dialog" and n.get_name() == name]


def test_there_is_one_help(desktop, start):
    program = start()
    for _ in range(3):
        desktop.key("F1")
        program.find("Getting Support", "heading")
    assert len(dialogs(program, "Help")) == 1


def test_shortcuts_show_their_keys(desktop, start):
    program = start()
    desktop.key("ctrl+question")
    program.wait_until_shows("Go to Step")
    shown = {"Alt+Right", "Alt+Left", "Ctrl+G", "Alt+Home", "Ctrl+N", "Shift+Ctrl+S", "F1", "Ctrl+?",
             "Ctrl+Q"}
    assert shown <= set(program.texts())


def focused(program):
    return next((n for n in program.nodes()
                 if n.get_state_set().contains(Atspi.StateType.FOCUSED)), None)


def test_the_keyboard_begins(desktop, start):
    """At the first start Enter begins, and the first answer has the focus; then it is the clinic's name."""
    program = start()
    wait_for(lambda: focused(program) is not None and focused(program).get_name() == "Get Started", "Get Started")
    desktop.key("Return")
    wait_for(lambda: "Code Console Account – " in program.title(), "the first page")
    wait_for(lambda: focused(program).get_name() == "Yes, it has an account", "the first answer")
    desktop.key("space")
    wait_for(lambda: saved_clinic(program)["account"] == "yes", "the answer")
    desktop.key("alt+Right")
    wait_for(lambda: is_on(program, "Clinic"), "the next page")
    desktop.type("Typed at once")
    wait_for(lambda: program.text_of("Clinic Name") == "Typed at once", "the name")


def test_begin_alone_leaves_nothing_behind(start):
    program = start()
    for _ in range(3):
        program.press("Get Started")
        wait_for(lambda: "Code Console Account – " in program.title(), "the first page")
        program.press("All Clinics")
        program.find("Connect a Clinic to Leyr", "label")
    assert clinic_files(program) == []


def test_a_step_is_in_view_with_the_focus_on_it(desktop, start):
    program = start()
    desktop.resize(program.process.pid, 900, 620)
    ask_for_step(desktop, program, "9")
    wait_for(lambda: focused(program) is not None and "Step 9" in focused(program).get_name(), "focus")
    bottom = program.place(program.find("Continue", "button")).y
    wait_for(lambda: 0 < program.place(focused(program)).y < bottom, "the step in view")


def test_a_new_toast_replaces_the_one_before(start):
    program = start("--step", "4")
    program.press("Copy “Application Name”")
    program.wait_until_shows("Copied: Leyr Integrations")
    program.press("Copy “Application Type”")
    program.wait_until_shows("Copied: System")
    wait_for(lambda: not program.shows("Copied: Leyr Integrations"), "the end of the one before", 3)


def test_what_is_told_in_passing_is_heard(start, announced):
    program = start("--step", "4")
    program.press("Copy “Application Name”")
    wait_for(lambda: "Copied: Leyr Integrations" in announced(), "what is said")


def test_a_disk_that_fails_is_a_state(start):
    """Told once, however much is typed; gone when everything has been written."""
    program = start()
    program.press("Get Started")
    go_on_to(program, "clinic")
    folder = os.path.join(program.home, ".local/share/leyr-onboarding/practice")
    os.makedirs(os.path.dirname(folder))
    with open(folder, "w"):
        pass  # a file where the folder should be
    trouble = "Could not save the clinic."
    for name in ("K", "Kl", "Kli"):
        program.fill("Clinic Name", name)
        program.wait_until_shows(trouble)
    os.unlink(folder)
    program.press("Try Again")
    wait_for(lambda: not program.shows(trouble), "the end of the trouble")
    assert saved_clinic(program)["name"] == "Kli"


def test_with_the_keyboard_alone(desktop, start):
    program = start()
    desktop.key("ctrl+n")
    wait_for(lambda: "Code Console Account – " in program.title(), "the first page")
    for page, title in PAGES[1:]:
        desktop.key("alt+Right")
        wait_for(lambda: is_on(program, title), title)
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


def test_the_progress_has_room_in_a_narrow_window(desktop, start):
    program = start("--step", "2")
    tick(program, 2)
    program.find("1 of 14 steps done", "label")
    desktop.resize(program.process.pid, 360, 700)
    program.find("1 of 14", "label")
    assert program.find_now("1 of 14 steps done", "label") is None
    desktop.resize(program.process.pid, 900, 700)
    program.find("1 of 14 steps done", "label")


def test_window_size_is_kept(desktop, start):
    program = start()
    desktop.resize(program.process.pid, 900, 700)
    wait_for(lambda: program.window_size()[0] < 910, "the size")
    size = program.window_size()
    program.quit()
    again = Program(desktop, "--practice", home=program.home)
    try:
        again.find(role="frame")
        assert again.window_size() == size
    finally:
        again.kill()


def test_no_display(desktop):
    environment = {k: v for k, v in desktop.environment.items() if k != "DISPLAY"}
    outcome = subprocess.run(
        [os.environ["ONB_PROGRAM"]], env=environment, capture_output=True, text=True, timeout=30,
        check=False,
    )
    assert outcome.returncode == 1
    assert "There is no display" in outcome.stderr


def focus_is_on(program, name):
    node = focused(program)
    return node is not None and node.get_name() == name


def test_a_page_has_the_focus_on_what_is_first(desktop, start):
    """However often one comes by."""
    program = start()
    program.press("Get Started")
    wait_for(lambda: focus_is_on(program, "Yes, it has an account"), "the focus")
    for _ in range(2):
        desktop.key("alt+Right")
        wait_for(lambda: focus_is_on(program, "Clinic Name"), "the focus on the next page")
        desktop.key("alt+Left")
        wait_for(lambda: is_on(program, "Code Console Account"), "the page before")
        program.look_away()
        assert focus_is_on(program, "Yes, it has an account")
