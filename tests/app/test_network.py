# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A look at the network before there are credentials, and what the network's administrator has to allow."""

import os

import pytest

from desktop import Atspi, wait_for
from proxy import PASSWORD, Proxy
from test_proxy_login import ADDRESS, enter
from walk import fill_in_clinic

TITLE = "Check Network"


@pytest.fixture
def proxy():
    proxy = Proxy(asks=False)
    yield proxy
    proxy.close()


def look(program):
    program.press(TITLE)
    program.find("Check Again", "button")


def icons(program):
    return [node.get_name() for node in program.nodes() if node.get_role_name() in ("image", "icon")]


def test_on_the_first_page(start, announced):
    program = start()
    look(program)
    program.find("No network issues found", "grouping")
    program.wait_until_shows("R4 is offered")
    # An icon is said in words.
    assert "Good" in icons(program)
    assert [words for words in announced() if "No network issues found" in words] == ["No network issues found"]
    program.press("Check Again")
    wait_for(lambda: len([words for words in announced() if "No network issues found" in words]) == 2,
             "the next look")


def test_support_gets_a_picture_of_it(desktop, start):
    """The window's own keys rest while a dialog is open; those for support do not, or there was no picture of
    what the network does."""
    program = start()
    look(program)
    program.find("No network issues found", "grouping")
    desktop.key("ctrl+shift+s")
    program.wait_until_shows("This is the screenshot.")
    desktop.key("Escape")
    program.look_away()
    desktop.key("F1")
    program.find("Getting Support", "heading")
    assert len(desktop.clipboard("image/png")) > 1000


def test_a_proxy_that_forbids_every_host(start, proxy):
    program = start(practice=False, environment=proxy.environment)
    look(program)
    program.wait_until_shows(f"The proxy {proxy.name} does not allow")
    program.find("Error", "label")
    # What would lead to a page of a clinic is not offered where there is none.
    assert program.find_now("Go to FHIR URL", "button") is None
    program.press("Copy Message to Administrator")
    wait_for(lambda: proxy.name.encode() in program.desktop.clipboard(), "the clipboard")
    assert b"null" not in program.desktop.clipboard()


def test_a_proxy_that_asks_for_a_login(start):
    proxy = Proxy()
    try:
        program = start(practice=False, environment=proxy.environment)
        program.press(TITLE)
        enter(program, PASSWORD)
        program.wait_until_shows(f"The proxy {proxy.name} does not allow")
        assert PASSWORD not in program.every_text()
    finally:
        proxy.close()


def test_it_can_be_stopped(desktop, start, proxy):
    proxy.goes_on.clear()
    program = start(practice=False, environment=proxy.environment)
    program.press(TITLE)
    wait_for(lambda: proxy.n_waiting > 0, "the first host")
    program.press("Stop")
    program.find("Check Again", "button")
    program.press("Check Again")
    program.find("Stop", "button")
    # It ends with its dialog, whatever it is at.
    desktop.key("Escape")
    wait_for(lambda: program.find_now("Stop", "button") is None, "the end of the dialog")


def test_a_clinics_own_server_is_looked_at(start, proxy):
    program = start(practice=False, environment=proxy.environment)
    program.press("Get Started")
    fill_in_clinic(program, location=ADDRESS)
    look(program)
    program.wait_until_shows("fhir-ehr.cerner.com publishes for tenant ID 11111111-2222-4333-8444-555555555555")
    program.wait_until_shows("fhir-ehr.cerner.com")


def firewall(start, proxy, **options):
    program = start(practice=False, environment=proxy.environment, **options)
    program.press(TITLE)
    program.press("For Your Firewall Team")
    text = program.find("For Your Firewall Team", "text")
    read = wait_for(lambda: program.text_in(text), "the text")
    assert "authorization.cerner.com, port 443" in read
    return program, read


def test_the_firewall_team_gets_it_in_the_clipboard(desktop, start, proxy):
    program, read = firewall(start, proxy)
    program.press("Copy")
    program.wait_until_shows("Message copied")
    assert desktop.clipboard().decode() == read


def test_the_firewall_team_gets_a_file(start, proxy):
    program, _ = firewall(start, proxy)
    path = os.path.join(program.home, "request.html")
    program.press("Save…")
    program.choose_file(path)
    wait_for(lambda: os.path.exists(path), "the file")
    with open(path) as file:
        assert "authorization.cerner.com" in file.read()
    program.wait_until_shows("“request.html” saved")


@pytest.mark.parametrize("key", ["Escape", "alt+Left"])
def test_back_from_the_firewall_team_goes_back_one_page(desktop, start, proxy, key):
    program, _ = firewall(start, proxy)
    program.press("Copy")
    desktop.key(key)
    program.find("Check Again", "button")
    assert program.find_now("For Your Firewall Team", "text") is None
    # And from there, out.
    desktop.key("Escape")
    wait_for(lambda: program.find_now("Check Again", "button") is None, "the end of the dialog")


def test_the_firewall_team_gets_it_on_paper(start, proxy):
    """To a file, as the dialog offers where there is no printer."""
    program, _ = firewall(start, proxy)
    program.press("Print…")
    program.find("Print to File")
    program.desktop.key("Escape")
    program.look_away()
    assert program.find("For Your Firewall Team", "text") is not None


def test_the_keyboard_reaches_what_can_be_pressed(desktop, start):
    program = start()
    look(program)
    reached = set()

    def focused():
        return next((node.get_name() for node in program.nodes()
                     if node.get_state_set().contains(Atspi.StateType.FOCUSED)), None)

    for _ in range(8):
        desktop.key("Tab")
        reached.add(wait_for(focused, "the focus"))
    assert {"Check Again", "For Your Firewall Team"} <= reached
