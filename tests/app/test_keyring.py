# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The credentials' page and the keyring in every state, each with a service made for it."""

import os
import re
import subprocess
import tempfile
import time

import pytest

from desktop import Atspi, wait_for
from test_check_page import play
from walk import (PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, clinic_files, fill_in_clinic, go_back_to, go_on,
                  go_on_to, go_to_credentials, keep_practice_credentials)

SPINNER = 32  # pixels, a few more than it has
# Those of which something is so from a moment on that a test chooses, and what they are called by the service.
LOCKED_LATER = {"locks": "locks", "stalls": "stalls", "never-prompts-later": "never-prompts"}
MOCK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "secret_service.py")


@pytest.fixture
def with_service(desktop, start):
    """The program on its credentials' page, in a session whose keyring behaves in one way."""
    spawned = []

    def run_service(behaviour, session):
        spawned.append(desktop.spawn("/usr/bin/python3", MOCK, behaviour, env=session))
        address = session["DBUS_SESSION_BUS_ADDRESS"]
        wait_for(lambda: desktop.owns("org.freedesktop.secrets", "--address", address),
                 "the service")

    def begin(behaviour):
        later = behaviour in LOCKED_LATER
        behaviour = LOCKED_LATER.get(behaviour, behaviour)
        process, session = desktop.start_bare_bus()
        spawned.append(process)
        session["ONB_FORGET"] = os.path.join(desktop.folder, "forget")
        session["ONB_LOCK"] = tempfile.mktemp(dir=desktop.folder) if later else ""
        if behaviour is not None:
            run_service(behaviour, session)
        program = start(environment=session)
        program.press("Get Started")
        fill_in_clinic(program)
        go_to_credentials(program)
        program.run_service = lambda later: run_service(later, session)
        return program

    yield begin
    for process in spawned:
        process.kill()
        process.wait()


def enter(program):
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret(PRACTICE_SECRET)
    program.press("Save")


def moved_area(one, other):
    """Width and height of what differs between two pictures, None where nothing does."""
    area = subprocess.run(["convert", one, other, "-compose", "difference", "-composite", "-threshold", "0",
                           "-format", "%@", "info:"], capture_output=True, text=True, check=False).stdout
    width, height = map(int, re.match(r"(\d+)x(\d+)", area).groups())
    return (width, height) if 0 < width < 1700 else None


def assert_still_there(program):
    """What was typed stays, and can be kept with the next try."""
    assert program.text_of("Client ID") == PRACTICE_CLIENT_ID
    wait_for(lambda: program.is_sensitive("Save"), "the button")


def test_good(with_service):
    program = with_service("good")
    program.find("Save and Test", "button")
    keep_practice_credentials(program)
    assert program.shows("Client ID 0b5e…0001")


def test_no_service(with_service):
    program = with_service(None)
    program.wait_until_shows("No keyring found")
    program.wait_until_shows("Install or start one")
    enter(program)
    program.wait_until_shows("No keyring found")
    assert_still_there(program)


def test_service_that_comes_later(with_service):
    program = with_service(None)
    enter(program)
    program.wait_until_shows("No keyring found")
    program.run_service("good")

    def is_saved():
        """Where the first try was still on its way, it has found the service by itself."""
        if program.shows("Saved in the system keyring"):
            return True
        button = program.find_now("Save", "button")
        if button is not None and button.get_state_set().contains(Atspi.StateType.SENSITIVE):
            program.activate(button)
        return False

    wait_for(is_saved, "the second try")


def test_unlocks_on_prompt(with_service):
    program = with_service("unlocks")
    enter(program)
    program.wait_until_shows("Saved in the system keyring")


def test_prompt_dismissed(with_service):
    program = with_service("stays-locked")
    enter(program)
    program.wait_until_shows("The keyring is locked")
    assert program.shows("unlock it when your desktop asks")
    assert_still_there(program)


def test_no_default_collection(with_service):
    program = with_service("no-collection")
    enter(program)
    program.wait_until_shows("Saved in the system keyring")


def test_service_dies(with_service):
    program = with_service("dies")
    program.find("Save and Test", "button")
    enter(program)
    program.wait_until_shows("The keyring does not respond")
    assert_still_there(program)


def test_store_fails(with_service):
    program = with_service("fails")
    enter(program)
    program.wait_until_shows("The keyring reported an error")
    assert program.shows("the disk is full")
    assert_still_there(program)


def test_nothing_moves_for_who_wants_no_motion(desktop, with_service):
    """While the keyring is waited for, the platform's spinner turns, and nothing else: standing still, it
    would say that the program hangs, and so libadwaita lets it turn whatever the desktop's setting."""
    program = with_service("never-answers")
    enter(program)
    program.find("Stop", "button")
    # The banner comes after ten seconds, which may be in the midst of it.
    program.wait_until_shows(UNANSWERED)
    time.sleep(2)  # until all else is done
    pictures = []
    for number in range(4):
        pictures.append(os.path.join(desktop.folder, f"motion-{number}.png"))
        desktop.picture(pictures[-1])
    moved = [moved_area(pictures[0], picture) for picture in pictures[1:]]
    assert any(moved)  # or the pictures show nothing at all
    assert all(width <= SPINNER and height <= SPINNER for width, height in filter(None, moved))


def test_never_answers(with_service):
    program = with_service("never-answers")
    program.press("Stop")
    program.wait_until_shows("Stopped")
    program.press("Try Again")
    # Its own limit, without the user.
    program.wait_until_shows("The keyring does not respond")


OUTDATED = "The credentials have changed since the last test. Test again."


def lock(program):
    with open(program.variables["ONB_LOCK"], "w"):
        pass


UNANSWERED = "The keyring has not responded yet."


def test_question_that_never_appears(with_service, announced):
    """Nothing says that it does not: after a while the user is told what is waited for, and can stop it."""
    program = with_service("never-prompts")
    assert not program.shows(UNANSWERED)
    enter(program)
    program.wait_until_shows(UNANSWERED)
    wait_for(lambda: any(UNANSWERED in text for text in announced()), "the announcement")
    # Nothing is held up: other pages are there, and say it as well.
    go_back_to(program, dict(PAGES)["registered"])
    assert program.shows(UNANSWERED)
    program.press("Continue")
    program.press("Stop Waiting")
    program.wait_until_shows("stopped waiting for the keyring")
    wait_for(lambda: not program.shows(UNANSWERED), "the banner's end")
    assert_still_there(program)
    # A next wait is told as well.
    program.press("Save")
    program.wait_until_shows(UNANSWERED)
    program.press("Stop")
    wait_for(lambda: not program.shows(UNANSWERED), "the banner's end")


def test_question_that_never_appears_to_a_test(with_service):
    program = with_service("never-prompts")
    go_on_to(program, "test")
    run = program.find("Start Test", "button")
    program.activate(run)
    program.wait_until_shows(UNANSWERED)
    program.press("Stop Waiting")
    wait_for(lambda: program.find_now("Start Test", "button"), "the end of the test")
    assert not program.shows("Testing…")


def keep_and_lock(program):
    """Credentials are saved, and then the keyring is locked, and asks for its password where nobody sees it."""
    keep_practice_credentials(program)
    lock(program)


def ask_to_remove(program):
    program.choose("Menu for “Practice Clinic”", "Remove…")
    program.answer("Remove")


def test_question_that_never_appears_to_a_removal(with_service, announced):
    """On the page of the clinics as well, where no clinic is open; and a clinic whose credentials are still
    in the keyring stays."""
    program = with_service("never-prompts-later")
    keep_and_lock(program)
    program.press("All Clinics")
    ask_to_remove(program)
    program.wait_until_shows(UNANSWERED)
    wait_for(lambda: any(UNANSWERED in text for text in announced()), "the announcement")
    program.press("Stop Waiting")
    program.wait_until_shows("The clinic was not removed.")
    wait_for(lambda: not program.shows(UNANSWERED), "the banner's end")
    program.find("Menu for “Practice Clinic”")
    assert len(clinic_files(program)) == 1


def test_what_the_keyring_does_not_do_is_told_in_full(with_service):
    """What can be done about it is more than what a toast has room for."""
    program = with_service("locks")
    keep_and_lock(program)
    go_on_to(program, "hand-over")
    program.press("Copy Client Secret")
    program.find("Keyring Problem", "alert")
    program.wait_until_shows("unlock it when your desktop asks")
    program.answer("Close")
    program.press("All Clinics")
    ask_to_remove(program)
    program.find("Keyring Problem", "alert")
    program.answer("Close")
    program.find("Menu for “Practice Clinic”")


def test_question_that_never_appears_to_who_copies(with_service):
    program = with_service("never-prompts-later")
    keep_and_lock(program)
    go_on_to(program, "hand-over")
    program.press("Copy Client Secret")
    program.wait_until_shows(UNANSWERED)
    program.press("Stop Waiting")
    wait_for(lambda: program.is_sensitive("Copy Client Secret"), "the end of the wait")
    # Who gave up knows it: nothing is said, and of another's library nothing at all.
    assert program.find_now(role="alert") is None
    assert not program.shows("libsecret")


def test_question_that_never_appears_to_a_report(with_service):
    """A dialog lies over the page: what is waited for is said in it, and can be stopped there."""
    program = with_service("never-prompts-later")
    keep_and_lock(program)
    program.choose("Main Menu", "Create Support Report…")
    dialog = program.find("Support Report", "dialog")
    wait_for(lambda: any(UNANSWERED in (node.get_name() or "") for node in program.nodes(dialog)), "the banner")
    program.activate(next(node for node in program.nodes(dialog) if node.get_name() == "Stop Waiting"
                          and program.place(node).width > 0))
    wait_for(lambda: program.is_sensitive("Email…"), "the report")


def test_stop_ends_a_test_that_waits_for_the_keyring(with_service):
    """Whoever began to wait: the button for it is on the page of the credentials."""
    program = with_service("never-prompts")
    go_on_to(program, "test")
    program.press("Start Test")
    go_back_to(program, "Credentials")
    program.press("Stop")
    program.wait_until_shows("stopped waiting for the keyring")
    go_on_to(program, "test")
    program.find("Start Test", "button")
    assert not program.shows("Testing…")


def test_what_may_have_been_stored_was_not_tested(with_service):
    """A store that was stopped may have arrived: what was found before is not about that."""
    program = with_service("stalls")
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret(PRACTICE_SECRET)
    program.press("Save and Test")
    program.find("Ready", "label")
    go_back_to(program, "Credentials")
    lock(program)
    program.press("Replace…")
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret("another-long-secret")
    program.press("Replace Without Testing")
    program.press("Stop")
    program.wait_until_shows("Stopped")
    go_on_to(program, "test")
    program.find(OUTDATED, "label")


def test_locked_while_it_repeats(with_service, desktop):
    """Who leaves the keyring locked is not asked again every minute."""
    program = with_service("locks")
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret(PRACTICE_SECRET)
    program.press("Save and Test")
    program.find("Ready", "label")
    play(desktop, program, "not-enabled")
    program.press("Test Again")
    program.find("Not ready", "label")
    program.press("Test Again Every Minute", role="check box")
    program.find("Stop", "button")
    lock(program)
    # Its next turn comes within a minute.
    wait_for(lambda: program.shows("The keyring is locked"), "the next test", patience=90)
    with open(program.variables["ONB_LOCK"]) as asked:
        assert asked.read() == "asked\n"
    switch = program.find_now("Test Again Every Minute", "check box")
    assert switch is None or not switch.get_state_set().contains(Atspi.StateType.CHECKED)


def test_item_gone(with_service):
    program = with_service("forgets")
    keep_practice_credentials(program)
    with open(program.variables["ONB_FORGET"], "w"):
        pass
    program.press("Back")
    program.press("Continue")
    program.wait_until_shows("The credentials are no longer in the keyring")


def test_who_finds_the_item_gone_tells_all(with_service):
    """Whichever page asks the keyring: what it has, or has no longer, is known on all of them."""
    program = with_service("forgets")
    keep_practice_credentials(program)
    go_on_to(program, "hand-over")
    with open(program.variables["ONB_FORGET"], "w"):
        pass
    program.press("Copy Client ID")
    program.wait_until_shows("No credentials are saved for this clinic yet.")
    go_on(program, "Summary")
    program.wait_until_shows("The credentials are not saved yet")
    go_back_to(program, "Credentials")
    program.wait_until_shows("The credentials are no longer in the keyring")
    program.find("Save and Test", "button")


def test_what_stays_of_the_old_does_no_harm(with_service):
    """An item that cannot be removed is no failure to store the new one, which is the one that counts."""
    other_id = "11111111-2222-4333-8444-555555555555"
    program = with_service("keeps-all")
    keep_practice_credentials(program)
    program.press("Replace…")
    program.fill("Client ID", other_id)
    program.type_secret("another-long-secret")
    program.press("Replace Without Testing")
    program.wait_until_shows("Client ID 1111…5555")
    assert not program.shows("The keyring reported an error")
    # The service finds the older one first.
    program.press("Back")
    program.press("Continue")
    program.wait_until_shows("Client ID 1111…5555")
    outcome = program.run_command("check", "Practice Clinic", "--practice")
    assert outcome.returncode == 1
    assert "-> 401" in outcome.stdout


def test_input_is_not_lost_by_leaving(desktop, start):
    program = start()
    program.press("Get Started")
    go_to_credentials(program)
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret("typed-but-not-kept")
    program.press("All Clinics")
    program.wait_until_shows("Discard Credentials?")
    program.answer("Keep Editing")
    program.look_away()
    assert program.text_of("Client ID") == PRACTICE_CLIENT_ID
    desktop.key("ctrl+q")
    program.wait_until_shows("Discard Credentials?")
    program.answer("Discard")
    wait_for(lambda: program.process.poll() is not None, "the program's end")