# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a peer says of what it was sent is in no place that the window has: neither on the page, nor in a
report, nor in the clipboard, nor in a file."""

import json
import os

import pytest

from certificates import Certificate
from desktop import wait_for
from peers import CLIENT_ID, SECRET, home_that_trusts, open_tested
from test_support import save_report

from echo import Echo, assert_silent
from peer import TOKEN

SENT = (SECRET, f"{CLIENT_ID}:{SECRET}", TOKEN)

# A stage, and how it says everything again: a status and a shape.
ANSWERS = [
    ("/.well-known/", 403, "filter"),
    ("/metadata", 403, "outcome"),
    ("/token", 401, "text"),
    ("/token", 400, "tenant"),
    ("/token", 200, "token"),
    ("?_id=", 500, "outcome"),
]


@pytest.fixture
def certificate(tmp_path):
    return Certificate(tmp_path, "localhost")


def repeat_test(program, peer):
    n_before = len(peer.requests)
    program.press("Test Again")
    wait_for(lambda: len(peer.requests) > n_before and program.find_now("Test Again", "button")
             and not program.find_now("Stop", "button"), "the end of the test")


def unfold(program):
    """Opens everything that can be opened on the page."""
    for node in list(program.nodes()):
        if node.get_name() in ("Technical Details", "Results by Scope and FHIR Version"):
            program.activate(node)
    program.look_away()


def copied(program):
    """What the page puts into the clipboard for somebody else, where a finding has something to send."""
    button = program.find_now(contains=" to Administrator", role="button")
    if button is None:
        return None
    program.desktop.put_in_clipboard("nothing")
    program.activate(button)
    wait_for(lambda: program.desktop.clipboard() != b"nothing", "the copy")
    return program.desktop.clipboard().decode()


def files_of(program):
    """All that the program has written, by the files' names."""
    written = {}
    for folder, _, names in os.walk(program.home):
        for name in names:
            with open(os.path.join(folder, name), errors="replace") as file:
                written[name] = file.read()
    return written


def test_nothing_that_was_sent_comes_back(start, certificate, tmp_path):
    with Echo(certificate, "/nowhere", 400, "error") as peer:
        program = open_tested(start, peer, home_that_trusts(certificate, tmp_path))

        n_copies = 0
        for i, (stage, peer.status, peer.shape) in enumerate(ANSWERS):
            peer.routes = {stage: peer.say_again}
            repeat_test(program, peer)
            unfold(program)
            assert_silent(program.every_text(), *SENT, CLIENT_ID)
            # The user's own Client ID is in a line of its own, for whoever is asked to look for it.
            copy = copied(program)
            if copy is not None:
                n_copies += 1
                assert_silent(copy.replace(f"Client ID: {CLIENT_ID}\n", ""), *SENT, CLIENT_ID)
            report = save_report(program, str(tmp_path / f"report-{i}.html"))
            program.desktop.key("Escape")
            program.look_away()
            assert_silent(report, *SENT, CLIENT_ID)
        assert n_copies > 0
        assert any(request.headers.get("authorization") for request in peer.requests)

    log = program.quit()
    assert_silent(log, *SENT, CLIENT_ID)
    written = files_of(program)
    clinic = next(json.loads(text) for name, text in written.items()
                  if name.endswith(".json") and "history" in text)
    # The last result, and what there was before it: two tests until the host was approved.
    assert len(clinic["history"]) == len(ANSWERS) + 2 and clinic["result"]["findings"]
    for name, text in written.items():
        assert_silent(text.replace(f'"{CLIENT_ID}"', '""') if name.endswith(".json") else text, *SENT, CLIENT_ID)
