# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The published directory, from the clinic's page."""

import json
import os

import pytest

from desktop import wait_for
from walk import go_on_to

LAKESIDE_SALEM = "https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-9ac71ce10003/"


def open_directory(program):
    program.press("Get Started")
    go_on_to(program, "clinic")
    program.press("Find Clinic…")


def kept_copy(program):
    return os.path.join(program.home, ".local/share/leyr-onboarding/practice-directory.json")


def search(program, text):
    program.fill("Search clinic directory", text)


def test_search_and_choose(desktop, start):
    program = start()
    open_directory(program)
    # Nothing is fetched before it is asked for, and it is said from where it comes.
    program.wait_until_shows("In demo mode, the directory comes from 127.0.0.1")
    assert not os.path.exists(kept_copy(program))
    program.press("Download")
    program.wait_until_shows("9 organizations, from 127.0.0.1")
    program.wait_until_shows("9 results")

    # Neither word order nor case nor accents matter; what has the same name is told apart.
    search(program, "LAKESIDE demo")
    program.wait_until_shows("3 results")
    for place in ("Springfield, IL", "Fairview, OR", "Salem, MA"):
        assert program.shows(place)
    search(program, "senora")
    program.wait_until_shows("1 result")
    assert program.shows("Demo Clinic Señora del Mar")
    search(program, "nothing of the kind")
    program.wait_until_shows("No results.")

    # With the keyboard: Enter takes the only one that is found.
    search(program, "9ac71ce10003")
    program.wait_until_shows("1 result")
    program.focus(program.entry("Search clinic directory"))
    desktop.key("Return")
    wait_for(lambda: program.text_of("FHIR URL or Tenant ID") == LAKESIDE_SALEM, "the address")
    assert program.text_of("Clinic Name") == "Demo Clinic Lakeside"
    program.wait_until_shows("The format is correct.")


def test_what_was_found_is_said_when_typing_pauses(start, announced):
    program = start()
    open_directory(program)
    program.press("Download")
    program.wait_until_shows("9 results")
    search(program, "lake")
    search(program, "lakeside")
    # On a slow machine there may have been a pause before.
    wait_for(lambda: announced()[-1:] == ["3 results"], "the announcement")


def test_the_dialog_is_in_the_window_and_closes_by_key(desktop, start):
    program = start()
    open_directory(program)
    program.find("Find Clinic", "dialog")
    assert len([node for node in program.nodes() if node.get_role_name() == "frame"]) == 1
    desktop.key("Escape")
    wait_for(lambda: program.find_now("Find Clinic", "dialog") is None, "the end of the dialog")


def test_own_name_stays(start):
    program = start()
    program.press("Get Started")
    go_on_to(program, "clinic")
    program.fill("Clinic Name", "Klinik am Park")
    program.press("Find Clinic…")
    program.press("Download")
    search(program, "rural")
    program.wait_until_shows("1 result")
    program.open_row("Demo Rural Health Network")
    wait_for(lambda: "9ac71ce10009" in program.text_of("FHIR URL or Tenant ID"), "the address")
    assert program.text_of("Clinic Name") == "Klinik am Park"


def test_kept_copy_needs_no_network(desktop, start):
    program = start()
    open_directory(program)
    program.press("Download")
    program.wait_until_shows("9 organizations")
    with open(kept_copy(program)) as file:
        assert json.loads(file.readline())["etag"] == '"practice-1"'
    desktop.key("Escape")
    program.look_away()
    program.fill("Clinic Name", "With a Directory")
    program.quit()
    again = start(home=program.home)
    again.open_row("With a Directory")
    again.press("Find Clinic…")
    again.wait_until_shows("9 organizations")
    again.press("Refresh")
    wait_for(lambda: again.find_now("Refresh"), "the refresh")
    assert again.shows("9 organizations")


@pytest.mark.parametrize("text,says", [
    ('{"resourceType": "Bundle", "entry": [{"resource"', "damaged or incomplete"),
    ('{"resourceType": "Patient"}', "This file is not a clinic directory"),
    ('{"resourceType": "Bundle", "entry": []}', "contains no usable FHIR URL"),
])
def test_bad_files_are_refused_and_the_copy_stays(start, text, says):
    program = start()
    open_directory(program)
    program.press("Download")
    program.wait_until_shows("9 organizations")
    with open(kept_copy(program), "rb") as file:
        before = file.read()
    bad = os.path.join(program.home, "bad.json")
    with open(bad, "w") as file:
        file.write(text)
    program.press("Import File…")
    program.choose_file(bad, "Open")
    program.wait_until_shows(says)
    assert program.shows("9 organizations")
    with open(kept_copy(program), "rb") as file:
        assert file.read() == before


def test_import(start):
    program = start()
    good = os.path.join(program.home, "directory-from-elsewhere.json")
    with open(good, "w") as file:
        json.dump({"resourceType": "Bundle", "entry": [
            {"resource": {"resourceType": "Endpoint", "id": "1", "status": "active",
                          "name": "Imported Clinic",
                          "address": "https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-9ac71ce10001/"}},
        ]}, file)
    open_directory(program)
    program.press("Import File…")
    program.choose_file(good, "Open")
    program.wait_until_shows("1 organization, from directory-from-elsewhere.json")
    assert program.shows("Imported Clinic")
