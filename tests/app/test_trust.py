# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom the user trusts beyond what is so by itself: shown first, listed, and taken back."""

import os
import subprocess

import pytest

from certificates import Certificate
from desktop import wait_for
from proxy import Proxy
import test_check_page
from test_proxy_login import ADDRESS
from walk import fill_in_clinic, go_back_to, go_on_to, go_to_credentials, keep_practice_credentials, saved_clinic

ADD = "Add Certificate…"
HOST = "fhir-ehr.cerner.com"


@pytest.fixture
def authority(tmp_path):
    """The certificate authority of a proxy that inspects, and what that shows in place of a server's own."""
    certificate = Certificate(tmp_path, HOST)
    return certificate.root, certificate.path


def fingerprint(path):
    text = subprocess.run(["openssl", "x509", "-in", path, "-noout", "-fingerprint", "-sha256"], check=True,
                          capture_output=True, text=True).stdout
    return text.strip().partition("=")[2]


def kept(program):
    found = subprocess.run(["grep", "-rl", "BEGIN CERTIFICATE", os.path.join(program.home, ".local")],
                           capture_output=True, text=True, check=False).stdout
    return found.split()


def test_a_proxy_that_inspects_is_trusted_from_the_finding_until_it_is_removed(start, authority):
    root, leaf = authority
    proxy = Proxy(asks=False, certificate=leaf)
    try:
        program = start(practice=False, environment=proxy.environment)
        program.press("Get Started")
        fill_in_clinic(program, location=ADDRESS)
        go_to_credentials(program)
        keep_practice_credentials(program)
        go_on_to(program, "test")
        program.press("Start Test")
        program.press(ADD)
        program.choose_file(root, "Open")
        # Whose it is, and by what it is known, before it is accepted.
        program.find("Trust This Certificate?", "alert")
        program.wait_until_shows("Hospital Proxy")
        program.wait_until_shows(fingerprint(root))
        assert kept(program) == []
        program.answer("Cancel")
        program.look_away()
        assert kept(program) == []

        program.press(ADD)
        program.choose_file(root, "Open")
        program.answer("Trust")
        wait_for(lambda: kept(program), "the file")
        program.press("Test Again")
        wait_for(lambda: program.find_now("Test Again", "button")
                 and not program.shows("tls.untrusted"), "a test that comes further")

        # Once removed, it counts no longer, though a connection by its word was there a moment ago.
        go_back_to(program, "Clinic")
        program.press(contains="Remove O=Hospital,CN=Hospital Proxy")
        program.answer("Remove")
        wait_for(lambda: kept(program) == [], "the end of the file")
        go_on_to(program, "test")
        program.press("Test Again")
        program.wait_until_shows("tls.untrusted")
    finally:
        proxy.close()


def test_it_is_listed_and_removed(start, authority):
    root, _ = authority
    program = start()
    program.press("Get Started")
    go_on_to(program, "clinic")
    program.press(ADD)
    program.choose_file(root, "Open")
    program.answer("Trust")
    button = program.find(contains="Remove O=Hospital,CN=Hospital Proxy", role="button")
    program.wait_until_shows(fingerprint(root))
    program.activate(button)
    program.answer("Cancel")
    program.look_away()
    assert kept(program) != []
    program.press(contains="Remove O=Hospital,CN=Hospital Proxy")
    program.answer("Remove")
    wait_for(lambda: kept(program) == [], "the file")
    wait_for(lambda: program.find_now(contains="Remove O=", role="button") is None, "the list")


def test_what_another_process_added_is_listed(start, authority):
    """The next time that the page is seen; and it is not lost when another one is added."""
    root, _ = authority
    program = start()
    program.press("Get Started")
    go_on_to(program, "clinic")
    program.find(ADD, "button")
    path = os.path.join(program.home, ".local/share/leyr-onboarding/authorities.pem")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(root) as source, open(path, "w") as file:
        file.write(source.read())
    fill_in_clinic(program, location=ADDRESS)
    program.press("Continue")
    wait_for(lambda: program.find_now(ADD, "button") is None, "the next page")
    program.press("Back")
    program.find(contains="Remove O=Hospital,CN=Hospital Proxy", role="button")


def test_what_is_no_authority_is_not_asked_about(start, authority):
    _, leaf = authority
    program = start()
    program.press("Get Started")
    go_on_to(program, "clinic")
    program.press(ADD)
    program.choose_file(leaf, "Open")
    program.look_away()
    assert program.find_now("Trust This Certificate?", "alert") is None
    assert kept(program) == []


def test_an_approval_is_listed_and_withdrawn(desktop, start):
    program = test_check_page.open_tested(start)
    test_check_page.play(desktop, program, "foreign-token-host")
    program.press("Test Again")
    program.press(contains="Approve ")
    program.answer("Approve and Test")
    wait_for(lambda: saved_clinic(program).get("approved_hosts"), "the approval")
    go_back_to(program, "Clinic")
    program.press(contains="Withdraw Approval of ")
    wait_for(lambda: not saved_clinic(program).get("approved_hosts"), "the withdrawal")
    wait_for(lambda: not program.shows("Approved Hosts"), "the end of the list")
