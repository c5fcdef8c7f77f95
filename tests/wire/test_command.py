# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line's contract: usage, exit statuses, JSON."""

import signal

import pytest

from conftest import CLIENT_ID, environment, finish, run, wait_for
from peer import Peer

WRONG = [
    ["check"],
    ["check", "--no-such-option"],
    ["check", "--practice=no-such-scenario"],
    ["check", "--practice", "--versions", "R5"],
    ["check", "--practice", "--versions", ""],
    ["check", "--practice", "--timeout", "-1"],
    ["check", "--practice", "--ca-file", "/nonexistent"],
    ["check", "no-such-clinic"],
    ["check", "one", "two"],
    ["check", "clinic", "--fhir-url", "https://a.example/r4/t/"],
    ["check", "--fhir-url", "https://a.example/r4/t/"],
    ["check", "--fhir-url", "https://a.example/", "--client-id", CLIENT_ID, "--secret-file", "-"],
    ["check", "--fhir-url", "http://a.example/r4/t/", "--client-id", CLIENT_ID, "--secret-file",
     "-"],
    ["check", "--fhir-url", "https://a.example/r4/t/", "--client-id", CLIENT_ID, "--secret-file",
     "/nonexistent"],
    ["check", "--client-id", CLIENT_ID],
    ["practice", "--scenario", "no-such-scenario"],
    ["practice", "--port", "99999"],
    ["practice", "--tls-key", "/nonexistent"],
    ["practice", "extra"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage(arguments):
    outcome = run(*arguments, secret="some-secret-some-secret")
    assert outcome.status == 2
    assert outcome.output == ""
    assert outcome.errors.startswith("leyr-onboarding ")
    assert "some-secret" not in outcome.errors


def test_empty_secret_is_wrong_usage():
    outcome = run("check", "--fhir-url", "https://a.example/r4/t/", "--client-id", CLIENT_ID,
                  "--secret-file", "-", secret="\n")
    assert outcome.status == 2
    assert "empty" in outcome.errors


def test_json_has_the_documented_members():
    result = run("check", "--practice", "--json").result
    assert result["schema"] == "io.leyr.Onboarding.check/1"
    assert {"started", "duration_ms", "clinic", "verdict", "versions", "scopes",
            "findings"} <= set(result)
    assert set(result["clinic"]) == {"name", "fhir_host", "tenant"}
    for version in result["versions"]:
        assert set(version) == {"version", "base_url", "state", "fhir_version"}
    for scope in result["scopes"]:
        assert set(scope) == {"scope", "required", "results"}
        for cell in scope["results"].values():
            assert set(cell) == {"state", "http_status", "request_id", "ms", "finding"}
    for finding in result["findings"]:
        assert {"id", "severity", "title", "cause", "fix", "step", "evidence"} <= set(finding)


def test_interrupted(authority, check):
    def silent(peer, connection, request):
        peer.stopped.wait()

    with Peer(authority.good, routes={"/": silent}) as peer:
        process = check.begin(peer.base)
        wait_for(lambda: peer.requests)
        process.send_signal(signal.SIGINT)
        outcome = finish(process)
    assert outcome.status == 130
    assert list(outcome.findings) == ["check.cancelled"]


def test_time_limit(authority, check):
    def silent(peer, connection, request):
        peer.stopped.wait()

    with Peer(authority.good, routes={"/": silent}) as peer:
        outcome = check(peer.base, "--timeout", "1")
    assert outcome.status == 3
    assert list(outcome.findings) == ["check.timed-out"]


def test_needs_no_display_no_bus_and_no_home():
    outcome = run("check", "--practice", env=dict(environment(), HOME="/nonexistent"))
    assert outcome.status == 0


def test_help():
    for command in ("check", "practice"):
        outcome = run(command, "--help")
        assert outcome.status == 0
        assert "Usage:" in outcome.output
