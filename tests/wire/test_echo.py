# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing that was sent comes back out of anything that a peer says."""

import base64
import html
import json

import pytest

from conftest import CLIENT_ID, SECRET, environment, finish, start
from echo import CONTROLS, Echo, assert_silent, words
from peer import TOKEN

SENT = (SECRET, f"{CLIENT_ID}:{SECRET}", CLIENT_ID, TOKEN)
STAGES = {
    "/.well-known/": [(400, "text"), (403, "error"), (200, "error"), (403, "filter")],
    "/metadata": [(400, "text"), (403, "outcome"), (200, "error")],
    "/token": [(400, "error"), (401, "text"), (302, "error"), (403, "outcome"), (200, "token"),
               (400, "tenant"), (403, "filter")],
    "?_id=": [(401, "outcome"), (403, "error"), (302, "text"), (400, "text"), (200, "error"),
              (500, "outcome"), (403, "filter")],
}


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("echo") / "secret"
    path.write_text(SECRET)
    return str(path)


def begin(authority, secret_file, peer, *options):
    return start("check", "--fhir-url", peer.base, "--client-id", CLIENT_ID, "--secret-file",
                 secret_file, "--ca-file", authority.root.path, "--approve-host", "localhost",
                 *options, env=environment())


@pytest.mark.parametrize("stage,status,shape", [
    (stage, *answer) for stage, answers in STAGES.items() for answer in answers])
def test_nothing_is_said_again(authority, secret_file, stage, status, shape):
    for first in range(0, 60, 6 if stage == "/token" else 20):
        for options in (["--json"], []):
            with Echo(authority.good, stage, status, shape, first) as peer:
                outcome = finish(begin(authority, secret_file, peer, *options))
            assert outcome.errors == ""
            assert_silent(outcome.output, *SENT)


def test_the_fixture_does_say_it_again(authority, secret_file):
    """Else the tests above would prove nothing."""
    with Echo(authority.good, "/token", 400, "error") as peer:
        outcome = finish(begin(authority, secret_file, peer))
        request = next(request for request in peer.requests if request.path == "/token")
    said = " ".join(words(request))
    assert SECRET in said and CLIENT_ID in said
    assert base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode() in said
    assert all(control in said for control in CONTROLS)
    for escaped in (json.dumps(said), html.escape(said), json.dumps(said).replace("/", "\\/")):
        with pytest.raises(AssertionError):
            assert_silent(escaped, SECRET)
    for control in CONTROLS:
        for escaped in (control, json.dumps(control)):
            with pytest.raises(AssertionError):
                assert_silent(escaped)
    # And that it was struck, where it is not left out.
    assert "…" in outcome.output
