# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guide is all the data: an EHR that does not exist, of which no line of the program knows, from its guide
to a tested connection."""

import json
import os

from desktop import wait_for
from test_check_page import play
from walk import PAGES, PRACTICE_CLIENT_ID, PRACTICE_SECRET, SANDBOX, go_on, run_test, saved_clinic

GUIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../guides/northwind-chart.xml")
TITLES = dict(PAGES)
# Words of another console, and of who makes it.
FOREIGN = ("Client ID", "Client Secret", "Medical Notes", "Code Console", "Oracle", "Millennium", "DSTU 2")
# What says that this is practice names what is simulated.
SIMULATED = ("simulated Millennium", "simulation of Millennium", "The simulated server responds as Cerner Millennium")


def situations(program):
    """What the simulated server can play: Millennium, in Millennium's words."""
    listed = program.run_command("practice", "--list-scenarios").stdout.splitlines()
    return {line.split(None, 1)[1].strip() for line in listed}


def foreign_words(program):
    simulated = situations(program)
    lines = [line for line in program.every_text().splitlines()
             if line not in simulated and not any(words in line for words in SIMULATED)]
    return sorted({(word, line) for word in FOREIGN for line in lines if word in line})


def take_guide(program):
    program.choose("Main Menu", "Open Guide…")
    program.choose_file(GUIDE, "Open")
    program.wait_until_shows("What the Guide Contains")
    program.wait_until_shows("4 steps")
    program.press("Use This Guide")
    program.wait_until_shows("New guide in use")
    wait_for(lambda: program.find_now("Use This Guide", "button") is None, "the dialog's end")


def test_the_whole_way_with_a_guide_of_another_ehr(desktop, start):
    program = start()
    take_guide(program)

    # The first page asks which, and everything from there on is that guide's.
    program.press("Get Started")
    program.wait_until_shows("Which EHR does the clinic use?")
    program.wait_until_shows("Does the clinic have an account for Code Console?")
    program.press("Northwind Chart", role="radio button")
    program.wait_until_shows("Does the clinic have an account for Partner Desk?")
    program.wait_until_shows("The clinic needs a key card for the Partner Desk.")
    others = foreign_words(program)
    assert [line for _, line in others if "Cerner Millennium" not in line] == []
    program.press("Not yet", role="radio button")
    program.wait_until_shows("Waiting for Partner Desk access")
    program.wait_until_shows("Staff Lists: no")
    program.press("Yes, it has an account", role="radio button")

    go_on(program, TITLES["clinic"])
    program.wait_until_shows("ask your Northwind Chart administrator")
    assert not program.shows("Use Sandbox") and not program.shows("Find Clinic…")
    assert foreign_words(program) == []
    program.type_into(0, "North Clinic")
    program.type_into(1, SANDBOX)
    wait_for(lambda: saved_clinic(program).get("name") == "North Clinic", "the clinic's file")
    assert saved_clinic(program)["guide"] == "northwind-chart"
    program.press("Check Network")
    program.find("No network issues found", "grouping")
    assert foreign_words(program) == []
    desktop.key("Escape")
    wait_for(lambda: program.find_now("No network issues found", "grouping") is None, "the dialog's end")

    go_on(program, "The door")
    program.wait_until_shows("https://desk.northwind.example/")
    go_on(program, "The drawer")
    program.wait_until_shows("Chart Interface 7")
    assert not program.shows("DocumentReference") and not program.shows("Appointment")
    # Each of two options is one of its own.
    program.press("Letters", role="check box")
    program.wait_until_shows("DocumentReference")
    assert not program.shows("Practitioner")
    wait_for(lambda: saved_clinic(program)["options"] == ["letters"], "the option")
    assert foreign_words(program) == []

    go_on(program, TITLES["credentials"])
    for key, hint in (("clinic", "Must have 36 characters"), ("clé", "a character that credentials cannot have")):
        program.fill("Desk Key", key)
        program.wait_until_shows(hint)
        assert foreign_words(program) == []
    desktop.put_in_clipboard("two words")
    program.press("Paste Desk Phrase")
    program.wait_until_shows("The clipboard contains no credentials.")
    assert foreign_words(program) == []
    program.fill("Desk Key", PRACTICE_CLIENT_ID)
    desktop.put_in_clipboard(PRACTICE_SECRET)
    program.press("Paste Desk Phrase")
    wait_for(lambda: program.is_sensitive("Save"), "the secret")
    assert foreign_words(program) == []
    program.press("Save")
    program.wait_until_shows("Saved in the system keyring")
    program.wait_until_shows("The credentials are in the keyring item")
    assert foreign_words(program) == []

    # Nothing has to be enabled.
    go_on(program, TITLES["test"])
    # What is simulated is not this EHR, and that is said.
    program.wait_until_shows("The simulated server responds as Cerner Millennium does")
    run_test(program)
    program.wait_until_shows("Ready")
    for scope in ("Patient.read", "Patient.write", "Slot.read", "DocumentReference.write"):
        program.wait_until_shows(f"system/{scope}")
    assert not program.shows("system/Appointment.read") and not program.shows("system/Practitioner.read")
    assert foreign_words(program) == []

    # Whatever is found, and wherever it is said.
    for scenario, words in (("wrong-secret", "The Desk Key and Desk Phrase do not match"),
                            ("scope-missing", "In the console, open the existing application")):
        play(desktop, program, scenario)
        program.press("Test Again")
        program.find("Not ready", "label")
        program.wait_until_shows(words)
        assert foreign_words(program) == []
    program.choose("Main Menu", "Create Support Report…")
    wait_for(lambda: "Desk Key" in program.text_in(program.find("Report", "text")), "the report")
    assert foreign_words(program) == []
    desktop.key("Escape")
    wait_for(lambda: program.find_now("Report", "text") is None, "the dialog's end")
    play(desktop, program, "works")
    program.press("Test Again")
    program.find("Ready", "label")

    go_on(program, TITLES["hand-over"])
    program.wait_until_shows("Northwind Chart")
    assert foreign_words(program) == []
    go_on(program, TITLES["done"])
    program.wait_until_shows("If Something Changes")
    assert foreign_words(program) == []
    desktop.key("ctrl+shift+s")
    program.wait_until_shows("The credentials and the tenant ID are hidden.")
    assert foreign_words(program) == []
    desktop.key("Escape")
    wait_for(lambda: not program.shows("The credentials and the tenant ID are hidden."), "the dialog's end")
    program.choose("Main Menu", "Steps for Colleagues…")
    wait_for(lambda: "Desk Key" in program.text_in(program.find("Steps", "text")), "the steps")
    assert foreign_words(program) == []
    desktop.key("Escape")
    home = program.home
    program.quit()

    # The command line tests the clinic by its guide, and the program opens it by its guide.
    program = start(home=home)
    outcome = program.run_command("check", "--practice", "--json", "North Clinic")
    result = json.loads(outcome.stdout)
    assert (outcome.returncode, result["verdict"]) == (0, "ready")
    assert "system/DocumentReference.write" in [scope["scope"] for scope in result["scopes"]]
    assert [version["version"] for version in result["versions"] if version["state"] != "untested"] == ["R4"]
    program.open_row("North Clinic")
    wait_for(lambda: "North Clinic" in program.every_text(), "the clinic")
    desktop.key("ctrl+g")
    program.wait_until_shows("Step Number (1–4)")


def test_a_clinic_stays_with_its_guide_once_it_has_begun(start):
    """And where its guide was taken away, the clinic is there and says what it lacks."""
    program = start()
    take_guide(program)
    program.press("Get Started")
    program.press("Northwind Chart", role="radio button")
    program.wait_until_shows("Does the clinic have an account for Partner Desk?")
    program.press("Yes, it has an account", role="radio button")
    program.wait_until_shows("Which EHR does the clinic use?")
    assert not program.shows("Setup with this EHR has already started.")
    wait_for(lambda: saved_clinic(program)["guide"] == "northwind-chart", "the guide in the clinic's file")
    program.press("Stop Using")
    program.wait_until_shows("Guide Missing")
    program.answer("Close")
    program.wait_until_shows("Its guide is missing: northwind-chart")
