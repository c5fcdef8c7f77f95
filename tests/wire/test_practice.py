# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice Millennium, and the live test against it: every scenario its own true diagnosis."""

import base64
import contextlib
import json
import signal
import urllib.error
import urllib.request

import pytest

from conftest import finish, run, start

# scenario: exit status, verdict, and the findings that there must be (others than notes must not)
SCENARIOS = {
    "works": (0, "ready", {}),
    "dstu2-retired": (0, "ready", {}),
    "dstu2-gone": (0, "ready", {}),
    "r4-missing": (1, "not-ready", {"version.r4-missing": None}),
    "versions-mixed-up": (1, "not-ready", {"version.mismatch": None}),
    "wrong-secret": (1, "not-ready", {"token.invalid-client-credentials": 14}),
    "secret-replaced": (0, "ready", {}),
    "unknown-client": (1, "not-ready", {"token.invalid-client": 14}),
    "malformed-header": (1, "not-ready", {"token.invalid-authorization-header": 14}),
    "not-enabled": (1, "not-ready", {"token.invalid-tenant": None}),
    "enabled-later": (1, "not-ready", {"token.invalid-tenant": None}),
    "scope-missing": (1, "not-ready", {"scope.not-granted": 8}),
    "notes-missing": (0, "ready-with-warnings", {"scope.not-granted-optional": 8}),
    "no-scopes": (1, "not-ready", {"token.empty-scopes": 8}),
    "scope-refused": (1, "not-ready", {"scope.not-granted": 8}),
    "too-many-scopes": (0, "ready-with-warnings", {"token.too-many-scopes": 8}),
    "scopes-v2": (0, "ready", {}),
    "smart-v2": (0, "ready-with-warnings", {"scope.smart-v2": None}),
    "smart-v2-silent": (0, "ready-with-warnings", {"scope.smart-v2": None}),
    "read-without-search": (1, "not-ready", {
        "scope.smart-v2": None, "scope.read-without-search": 8,
        "scope.not-granted-optional": 8}),
    "account-limited": (1, "not-ready", {
        "scope.none-granted": 8, "scope.not-granted-optional": 8}),
    "scopes-unnamed": (0, "ready", {}),
    "terminated": (1, "not-ready", {"token.terminated-client": None}),
    "not-system": (1, "not-ready", {"token.not-system": None}),
    "unknown-refusal": (1, "not-ready", {"token.refused": None}),
    "token-rate-limited": (3, "untested", {"token.rate-limited": None}),
    "token-server-error": (3, "untested", {"token.server-error": None}),
    "token-html": (3, "untested", {"network.captive-portal": None}),
    "token-broken-json": (3, "untested", {"token.broken-json": None}),
    "token-wrong-type": (3, "untested", {"token.wrong-type": None}),
    "token-empty": (3, "untested", {"token.wrong-type": None}),
    "token-redirect": (3, "untested", {"token.redirect": None}),
    "token-not-found": (3, "untested", {"token.not-found": None}),
    "no-smart-configuration": (0, "ready", {}),
    "no-metadata": (0, "ready", {}),
    "no-token-endpoint": (3, "untested", {"discovery.no-token-endpoint": None}),
    "foreign-token-host": (3, "untested", {"discovery.host-not-approved": None}),
    "insecure-token-endpoint": (3, "untested", {"discovery.endpoint-insecure": None}),
    "not-fhir": (3, "untested", {"address.not-fhir": None}),
    "unknown-tenant": (3, "untested", {"address.unknown-tenant": None}),
    "captive-portal": (3, "untested", {"network.captive-portal": None}),
    "redirect": (3, "untested", {"address.redirect": None}),
    "proxy-login": (3, "untested", {"network.proxy": None}),
    "maintenance": (3, "untested", {"discovery.server-error": None}),
    "discovery-rate-limited": (3, "untested", {"discovery.rate-limited": None}),
    "resource-forbidden": (1, "not-ready", {"probe.forbidden": 6}),
    "insufficient-scope": (1, "not-ready", {"probe.insufficient-scope": 8}),
    "gateway-refuses": (1, "not-ready", {"probe.insufficient-scope": 8}),
    "tenant-mismatch": (1, "not-ready", {"probe.tenant-mismatch": None}),
    "blocked": (3, "untested", {"network.blocked": None}),
    "search-blocked": (1, "not-ready", {"network.blocked": None}),
    "gateway-gives-up": (1, "not-ready", {"probe.timed-out": None}),
    "token-too-large": (1, "not-ready", {"probe.token-too-large": 8}),
    "tenant-forbidden": (1, "not-ready", {"probe.tenant-not-accessible": None}),
    "token-not-accepted": (1, "not-ready", {"probe.unauthorized": None}),
    "server-error": (1, "not-ready", {"probe.server-error": None}),
    "server-error-text": (1, "not-ready", {"probe.server-error": None}),
    "resource-not-found": (1, "not-ready", {"probe.not-found": None}),
    "bad-request": (1, "not-ready", {"probe.bad-request": None}),
    "id-refused": (0, "ready", {}),
    "not-acceptable": (1, "not-ready", {"probe.not-acceptable": None}),
    "business-rule": (1, "not-ready", {"probe.business-rule": None}),
    "rate-limited": (1, "not-ready", {"probe.rate-limited": None}),
    "probe-redirect": (1, "not-ready", {"probe.redirect": None}),
    "wrong-resource": (1, "not-ready", {"probe.wrong-answer": None}),
    "unexpected-entries": (0, "ready-with-warnings", {"probe.unexpected-entries": None}),
    "clock-off": (0, "ready-with-warnings", {"network.clock-skew": None}),
}


def test_every_scenario_is_listed_and_tested():
    listed = run("practice", "--list-scenarios").output.splitlines()
    assert [line.split()[0] for line in listed] == list(SCENARIOS)
    assert all(len(line.split()) > 1 for line in listed)


def assert_as_expected(scenario, outcome):
    status, verdict, expected = SCENARIOS[scenario]
    found = {
        finding["id"]: finding["step"]
        for finding in outcome.result["findings"] if finding["severity"] != "info"
    }
    assert (outcome.status, outcome.result["verdict"], found) == (status, verdict, expected)
    assert outcome.errors == ""


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario(scenario):
    outcome = run("check", f"--practice={scenario}", "--medical-notes", "--json")
    assert_as_expected(scenario, outcome)
    assert outcome.result["practice"] is True


@contextlib.contextmanager
def serving(*options, stop=signal.SIGINT):
    server = start("practice", *options)
    try:
        yield json.loads(server.stdout.readline())
    finally:
        server.send_signal(stop)
        assert finish(server).status == 0


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario_over_tls(scenario, authority):
    """As a clinic meets it: nothing tells the live test that this is practice."""
    with serving("--scenario", scenario, "--tls-certificate", authority.good.path, "--tls-key",
                 authority.good.key_path) as address:
        assert address["fhir_url"].startswith("https://127.0.0.1:")
        outcome = run("check", "--json", "--medical-notes", "--fhir-url", address["fhir_url"],
                      "--client-id", address["client_id"], "--secret-file", "-", "--ca-file",
                      authority.root.path, "--approve-host", "127.0.0.1",
                      secret=address["client_secret"])
    assert_as_expected(scenario, outcome)
    assert outcome.result["practice"] is False


def test_all_18_results():
    outcome = run("check", "--practice", "--json")
    states = [
        cell["state"] for row in outcome.result["scopes"] for cell in row["results"].values()
    ]
    assert outcome.status == 0
    assert len(outcome.result["scopes"]) == 9 and all(r["required"] for r in outcome.result["scopes"])
    assert sorted(set(states)) == ["granted", "not-offered", "works"]
    assert (states.count("works"), states.count("granted"), states.count("not-offered")) == (13, 4, 1)
    assert outcome.cell("system/Location.read", "DSTU2")["state"] == "not-offered"
    assert outcome.findings["scope.not-offered"]["severity"] == "info"


def test_text_report_shows_every_result():
    outcome = run("check", "--practice")
    assert outcome.status == 0
    assert "DEMO MODE" in outcome.output
    assert outcome.output.count("Works") == 13 + 2  # and the two versions' own lines
    assert outcome.output.count("Granted (not tested)") == 4


def test_wrong_secret_leads_back_to_step_14():
    outcome = run("check", "--practice=wrong-secret", "--json")
    finding = outcome.findings["token.invalid-client-credentials"]
    assert outcome.status == 1
    assert finding["step"] == 14
    assert finding["cause"] and finding["fix"] and finding["evidence"]


@pytest.mark.parametrize("arguments, scenario", [
    (("--demo",), "works"), (("--demo", "wrong-secret"), "wrong-secret"),
    (("--demo=wrong-secret",), "wrong-secret"),
])
def test_demo_is_another_name_of_practice(arguments, scenario):
    assert_as_expected(scenario, run("check", *arguments, "--medical-notes", "--json"))


@pytest.mark.parametrize("word", ["--demo=", "--demo=nothing", "--demos"])
def test_demo_is_as_strict_as_practice(word):
    assert run("check", word).status == 2


def test_one_version_only():
    outcome = run("check", "--practice", "--json", "--versions", "R4")
    assert [version["version"] for version in outcome.result["versions"]] == ["R4"]
    assert all(list(row["results"]) == ["R4"] for row in outcome.result["scopes"])


def test_practice_server_looks_at_the_credentials():
    with serving(stop=signal.SIGTERM) as address:
        wrong = run("check", "--practice", "--json", "--fhir-url", address["fhir_url"],
                    "--client-id", address["client_id"], "--secret-file", "-",
                    secret="not-the-right-one")
        assert list(wrong.findings) == ["token.invalid-client-credentials"]
        unknown = run("check", "--practice", "--json", "--fhir-url", address["fhir_url"],
                      "--client-id", "00000000-0000-4000-8000-000000000000", "--secret-file", "-",
                      secret=address["client_secret"])
        assert list(unknown.findings) == ["token.invalid-client"]


def test_practice_server_gives_tokens_to_nothing_but_what_is_specified():
    with serving() as address:
        base = address["fhir_url"]
        with urllib.request.urlopen(base + ".well-known/smart-configuration") as answer:
            endpoint = json.load(answer)["token_endpoint"]
        pair = f"{address['client_id']}:{address['client_secret']}".encode()
        headers = {"Authorization": "Basic " + base64.b64encode(pair).decode()}

        def ask(form):
            request = urllib.request.Request(endpoint, form and form.encode(), headers)
            try:
                with urllib.request.urlopen(request) as answer:
                    return answer.status
            except urllib.error.HTTPError as error:
                return error.code

        scope = "scope=system/Patient.read"
        assert ask("grant_type=client_credentials&" + scope) == 200
        assert ask("grant_type=authorization_code&" + scope) == 400
        assert ask(scope) == 400
        assert ask(None) == 405


def test_enabled_while_one_waits():
    """The first test is refused; the next one, with nothing changed here, is let in."""
    with serving("--scenario", "enabled-later") as server:
        arguments = ["check", "--practice", "--json", "--fhir-url", server["fhir_url"], "--client-id",
                     server["client_id"], "--secret-file", "-"]
        outcomes = [run(*arguments, secret=server["client_secret"]) for _ in range(2)]
    assert [outcome.result["verdict"] for outcome in outcomes] == ["not-ready", "ready"]
    assert "token.invalid-tenant" in outcomes[0].findings
