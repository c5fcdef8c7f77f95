# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on which the credentials are entered: the guide's last step, the fields, and what becomes of
what is in them."""

import subprocess
import threading

import pytest

import peers
from certificates import Certificate
from desktop import Atspi, wait_for
from walk import (PRACTICE_CLIENT_ID, PRACTICE_SECRET, fill_in_clinic, go_back_to, go_to_credentials,
                  keep_practice_credentials, keyring_items, saved_clinic)

from peer import Peer


def open_credentials(start, name="Practice Clinic"):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program, name)
    go_to_credentials(program)
    program.find("Save and Test", "button")
    return program


def copy_elsewhere(desktop, text):
    """Another program copies something."""
    subprocess.run(["xclip", "-i", "-selection", "clipboard"], env=desktop.environment,
                   input=text.encode(), check=True)


def test_hints_while_typing(start):
    program = start()
    program.press("Get Started")
    go_to_credentials(program)
    cases = [
        ("clinic", "", "Must have 36 characters"),
        (PRACTICE_CLIENT_ID[:20] + " " + PRACTICE_CLIENT_ID[20:], "",
         "Contains a space or line break."),
        (f'"{PRACTICE_CLIENT_ID}"', "", "Starts or ends with a quotation mark."),
        ("some-secret-some-secret", PRACTICE_CLIENT_ID, "The ID and the secret seem to be swapped."),
        (PRACTICE_CLIENT_ID, "short", "This is short for a secret."),
        (PRACTICE_CLIENT_ID, PRACTICE_CLIENT_ID, "This looks like an ID."),
    ]
    for client_id, secret, hint in cases:
        program.fill("Client ID", client_id)
        program.type_secret(secret)
        program.wait_until_shows(hint)
        # What was typed is never changed.
        assert program.text_of("Client ID") == client_id


def test_the_secret_is_not_in_the_accessibility_tree(start):
    program = start()
    program.press("Get Started")
    go_to_credentials(program)
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret("a-secret-typed-by-hand")
    wait_for(lambda: program.is_sensitive("Save"), "the typed secret to count")
    assert "a-secret-typed-by-hand" not in program.every_text()
    assert PRACTICE_CLIENT_ID in program.every_text()


def test_new_credentials_replace_the_old_item(desktop, start):
    program = start()
    program.press("Get Started")
    go_to_credentials(program)
    keep_practice_credentials(program)
    clinic = saved_clinic(program)
    program.press("Replace…")
    other_id = "11111111-2222-4333-8444-555555555555"
    program.fill("Client ID", other_id)
    program.type_secret("another-long-secret")
    program.press("Replace Without Testing")
    program.wait_until_shows("Client ID 1111…5555")
    stored = keyring_items(desktop, clinic=clinic["id"])
    assert other_id in stored
    assert PRACTICE_CLIENT_ID not in stored


def test_rotation(start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)

    # A new secret that does not work replaces nothing.
    program.press("Replace…")
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret("a-new-secret-with-a-slip")
    program.press("Test and Replace")
    program.wait_until_shows("The new credentials did not pass the test")
    assert program.shows("The Client ID and Client Secret do not match")
    program.press("Cancel")
    program.find("Replace…", "button")
    assert "Client ID" not in [entry.get_name() for entry in program.entries()]
    outcome = program.run_command("check", "Practice Clinic", "--practice")
    assert outcome.returncode == 0

    # One that works does.
    program.press("Replace…")
    assert program.text_of("Client ID") == ""
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret(PRACTICE_SECRET)
    program.press("Test and Replace")
    program.find("Replace…", "button")


def test_replacing_without_a_test(start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program, "Replaced")
    go_to_credentials(program)
    keep_practice_credentials(program)
    program.press("Replace…")
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret("a-secret-that-is-not-tested")
    program.press("Replace Without Testing")
    program.find("Replace…", "button")
    outcome = program.run_command("check", "Replaced", "--practice")
    assert outcome.returncode == 1
    assert "The Client ID and Client Secret do not match" in outcome.stdout



def test_enter_replaces_nothing_untested(desktop, start):
    """Enter is the suggested button: what works stays until the new has passed."""
    program = open_credentials(start)
    keep_practice_credentials(program)
    clinic = saved_clinic(program)
    program.press("Replace…")
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret("a-wrong-secret-by-Enter")
    desktop.key("Return")
    program.wait_until_shows("The new credentials did not pass the test")
    stored = keyring_items(desktop, clinic=clinic["id"])
    assert PRACTICE_SECRET in stored
    assert "a-wrong-secret-by-Enter" not in stored


def test_what_could_not_be_tested_has_not_failed(start, tmp_path):
    """A server that cannot be reached says nothing about the credentials, and the old ones stay."""
    certificate = Certificate(tmp_path, "localhost")
    with Peer(certificate) as peer:
        program = peers.open_tested(start, peer, peers.home_that_trusts(certificate, tmp_path))
        stored = keyring_items(program.desktop)
        peer.routes["/"] = lambda peer, connection, request: connection.close()
        peer.routes["/token"] = peer.routes["/"]
        go_back_to(program, "Credentials")
        program.press("Replace…")
        program.fill("Client ID", peers.CLIENT_ID)
        program.type_secret("another-secret-Yw8Lm2")
        program.press("Test and Replace")
        program.wait_until_shows("The new credentials could not be tested")
        assert not program.shows("did not pass the test")
        assert program.shows("The current credentials are still in the keyring.")
        assert keyring_items(program.desktop) == stored


def test_save_and_test_leads_to_the_verdict(desktop, start):
    program = open_credentials(start)
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret(PRACTICE_SECRET)
    desktop.key("Return")
    wait_for(lambda: "Connection Test – " in program.title(), "the page of the test")
    program.find("Ready", "label")


def test_blanks_around_a_paste_do_not_matter(desktop, start):
    program = open_credentials(start)
    program.fill("Client ID", f" {PRACTICE_CLIENT_ID}\u200b ")
    program.type_secret(f"{PRACTICE_SECRET} ")
    program.press("Save")
    program.wait_until_shows("Saved in the system keyring")
    stored = keyring_items(desktop, clinic=saved_clinic(program)["id"])
    assert f"secret = {PRACTICE_SECRET}\n" in stored
    assert f"attribute.client-id = {PRACTICE_CLIENT_ID}\n" in stored


@pytest.mark.parametrize("copied, by", [
    ([f"{PRACTICE_CLIENT_ID}\n", f"\u00a0{PRACTICE_SECRET}\r\n"], "Paste Client ID"),
    ([PRACTICE_SECRET, PRACTICE_CLIENT_ID], "Paste Client ID"),
    ([f"{PRACTICE_SECRET}\n{PRACTICE_CLIENT_ID}\n"], "Paste Client Secret"),
], ids=["one by one", "swapped", "both at once"])
def test_paste_sorts(desktop, start, copied, by):
    program = open_credentials(start)
    for text in copied:
        copy_elsewhere(desktop, text)
        program.press(by)
        wait_for(lambda: program.text_of("Client ID") == PRACTICE_CLIENT_ID
                 or program.is_sensitive("Discard"), "the paste")
    wait_for(lambda: program.is_sensitive("Save"), "both")
    assert program.text_of("Client ID") == PRACTICE_CLIENT_ID
    program.press("Save")
    program.wait_until_shows("Saved in the system keyring")
    assert f"secret = {PRACTICE_SECRET}\n" in keyring_items(desktop, clinic=saved_clinic(program)["id"])


def test_paste_of_something_else_changes_nothing(desktop, start):
    program = open_credentials(start)
    copy_elsewhere(desktop, "three words here")
    program.press("Paste Client ID")
    program.wait_until_shows("The clipboard contains no credentials.")
    assert program.text_of("Client ID") == ""


def test_a_renamed_clinic_finds_its_item(desktop, start):
    """What the page says about the item in the keyring is true whatever the clinic was called then."""
    program = open_credentials(start, name="Before")
    keep_practice_credentials(program)
    label = "Leyr Onboarding: Before"
    assert f"label = {label}\n" in keyring_items(desktop, clinic=saved_clinic(program)["id"])
    program.wait_until_shows("whose name begins with “Leyr Onboarding”")


def test_an_invalid_field_says_so(start):
    """Its state is invalid, and what is wrong is said where it is."""
    program = open_credentials(start)
    program.fill("Client ID", "clinic")
    program.wait_until_shows("Must have 36 characters")
    entry = program.entry("Client ID")
    wait_for(lambda: entry.get_state_set().contains(Atspi.StateType.INVALID_ENTRY), "the state")
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    wait_for(lambda: not entry.get_state_set().contains(Atspi.StateType.INVALID_ENTRY), "the state")


def test_who_cancels_a_trial_keeps_the_old_credentials(start, tmp_path):
    """Test and Replace is under way, and is cancelled: what would have passed replaces nothing."""
    certificate = Certificate(tmp_path, "localhost")
    with Peer(certificate) as peer:
        program = peers.open_tested(start, peer, peers.home_that_trusts(certificate, tmp_path))
        go_back_to(program, "Credentials")
        asked, held = threading.Event(), threading.Event()

        def hold(peer, connection, request):
            """The token comes when the user has cancelled."""
            asked.set()
            held.wait(60)
            peer.routes.clear()
            peer.answer(connection, request)

        peer.routes["/token"] = hold
        program.press("Replace…")
        program.fill("Client ID", peers.CLIENT_ID)
        program.type_secret("another-secret-Yw8Lm2")
        program.press("Test and Replace")
        program.wait_until_shows("Testing the new credentials")
        assert asked.wait(60)
        program.press("Cancel")
        program.find("Replace…", "button")
        wait_for(lambda: not program.shows("Testing the new credentials"), "the end of the trial")
        held.set()
        program.look_away()
        assert not program.shows("did not pass the test")
        stored = keyring_items(program.desktop)
        assert peers.SECRET in stored and "another-secret-Yw8Lm2" not in stored
