# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All clinics at once, and what monitoring gets to read."""

import json
import re
import signal
import threading

import pytest

from conftest import CLIENT_ID, SECRET, Outcome, finish, run, start, wait_for
from keyring_bus import Keyring
from oracle import refuse_token
from peer import Peer
from test_command import at_home, clinic_file

PRACTICE_SECRET = "practice-only-opens-nothing"


@pytest.fixture(scope="module")
def keyring():
    with Keyring() as bus:
        yield bus


@pytest.fixture
def clinics(tmp_path, keyring, authority):
    """Clinics as the window leaves them, with credentials in the keyring, and the command on them."""

    class Clinics:
        def __init__(self):
            self.environment = at_home(tmp_path, DBUS_SESSION_BUS_ADDRESS=keyring.address)

        def add(self, name, base, folder="clinics", secret=SECRET, client_id=CLIENT_ID):
            identity = clinic_file(tmp_path, name, folder=folder, location=base,
                                   approved_hosts=["localhost"])
            if secret is not None:
                keyring.add(identity, client_id, secret)
            return identity

        def begin(self, *options):
            return start("check", "--ca-file", authority.root.path, *options,
                         env=self.environment)

        def check(self, *options):
            return finish(self.begin(*options))

    return Clinics()


@pytest.fixture
def three(clinics, authority):
    """One that works, one that is not enabled, and one without credentials."""
    refused = {"/token": refuse_token("invalid-tenant", "invalid_grant")}
    with Peer(authority.good) as good, Peer(authority.good, routes=refused) as bad:
        clinics.ids = {"Adams": clinics.add("Adams", good.base),
                       "Baker": clinics.add("Baker", bad.base),
                       "Clark": clinics.add("Clark", good.base, secret=None)}
        yield clinics


def test_a_line_each(three):
    outcome = three.check("--all")
    lines = outcome.output.splitlines()
    assert len(lines) == 3
    by_name = {name: next(line for line in lines if name in line) for name in three.ids}
    assert by_name["Adams"].startswith("Ready")
    assert "token.invalid-tenant" in by_name["Baker"]
    assert "keyring" in by_name["Clark"] and "check.not-begun" in by_name["Clark"]
    # The worst of all.
    assert outcome.status == 3
    assert SECRET not in outcome.output + outcome.errors


def test_an_object_a_line(three):
    outcome = three.check("--all", "--json")
    results = {result["clinic"]["name"]: result
               for result in map(json.loads, outcome.output.splitlines())}
    assert {name: result["clinic"]["id"] for name, result in results.items()} == three.ids
    assert results["Adams"]["verdict"] == "ready-with-warnings" or \
        results["Adams"]["verdict"] == "ready"
    assert results["Baker"]["verdict"] == "not-ready"
    assert results["Baker"]["findings"][0]["id"] == "token.invalid-tenant"
    assert results["Clark"]["verdict"] == "untested"
    assert results["Clark"]["findings"][0]["severity"] == "error"
    assert outcome.status == 3
    # --format json is the same.
    assert len(three.check("--all", "--format", "json").output.splitlines()) == 3


def test_worst_of_those_that_were_tested(clinics, authority):
    with Peer(authority.good) as good:
        clinics.add("Adams", good.base)
        clinics.add("Baker", good.base)
        assert clinics.check("--all").status == 0
        clinics.add("Clark", "https://localhost:1/r4/5afe9ace-7e57-4000-8000-9ac71ce00002/")
        assert clinics.check("--all").status == 3


def test_a_clinic_without_an_address_is_one_of_all(clinics, authority):
    with Peer(authority.good) as good:
        clinics.add("Adams", good.base)
        clinics.add("Baker", "nowhere")
        outcome = clinics.check("--all")
    assert len(outcome.output.splitlines()) == 2
    assert "Baker" in outcome.output and "nowhere" in outcome.output
    assert outcome.status == 3


def test_a_file_that_cannot_be_read_is_not_passed_over(clinics, authority, tmp_path):
    with Peer(authority.good) as good:
        clinics.add("Adams", good.base)
        clinic_file(tmp_path, "Newer", schema="io.leyr.Onboarding.clinic/9")
        outcome = clinics.check("--all")
        plugin = clinics.check("--all", "--format", "nagios")
        metrics = clinics.check("--all", "--format", "prometheus")
    assert outcome.output.startswith("Ready")
    assert outcome.errors.count("\n") == 1
    assert outcome.status == 3
    assert plugin.status == 3 and plugin.output.startswith("LEYR UNKNOWN: 1 of 2 ")
    assert "leyr_onboarding_unreadable_clinics 1\n" in metrics.output


def test_no_clinics(clinics):
    outcome = clinics.check("--all")
    assert outcome.status == 3
    assert outcome.output == "" and "no clinics" in outcome.errors
    plugin = clinics.check("--all", "--format", "nagios")
    assert plugin.status == 3
    assert plugin.output.startswith("LEYR UNKNOWN: ") and plugin.errors == ""


def test_no_keyring(tmp_path, authority, clinics):
    with Peer(authority.good) as good, Keyring(behaviour=None) as bus:
        for name in ("Adams", "Baker"):
            clinics.add(name, good.base, secret=None)
        outcome = finish(start("check", "--all", env=at_home(
            tmp_path, DBUS_SESSION_BUS_ADDRESS=bus.address)))
    assert outcome.output.count("No keyring was found") == 2
    assert outcome.status == 3


@pytest.mark.parametrize("behaviour, words", [
    ("locks", "The keyring is locked"),
    # A question has no limit of D-Bus as a call has; a wait for it ends all the same.
    ("never-prompts", "or that could not appear"),
])
def test_keyring_that_stays_locked_is_asked_once(tmp_path, monkeypatch, authority, behaviour, words):
    lock = tmp_path / "lock"
    monkeypatch.setenv("ONB_LOCK", str(lock))
    with Peer(authority.good) as good, Keyring(behaviour) as bus:
        for name in ("Adams", "Baker", "Clark"):
            identity = clinic_file(tmp_path, name, location=good.base, approved_hosts=["localhost"])
            bus.add(identity, CLIENT_ID, SECRET)
        lock.touch()
        outcome = finish(start("check", "--all", env=at_home(
            tmp_path, DBUS_SESSION_BUS_ADDRESS=bus.address)))
        assert good.requests == []
    assert outcome.status == 3
    assert outcome.output.count(words) == 3
    assert lock.read_text() == "asked\n"


def test_whoever_waits_for_a_question_is_told_so(tmp_path, monkeypatch):
    """A question that nobody sees: what is waited for is said, and how to stop, where it is in nobody's way."""
    lock = tmp_path / "lock"
    monkeypatch.setenv("ONB_LOCK", str(lock))
    with Keyring("never-prompts") as bus:
        bus.add(clinic_file(tmp_path, "Adams"), CLIENT_ID, SECRET)
        lock.touch()
        program = start("check", "Adams", "--json", env=at_home(
            tmp_path, DBUS_SESSION_BUS_ADDRESS=bus.address))
        said = program.stderr.readline().decode()
        assert "The keyring has not responded yet." in said and "Ctrl+C" in said
        program.send_signal(signal.SIGINT)
        outcome = finish(program)
    assert (outcome.status, outcome.output) == (130, "")


def test_side_by_side_and_bounded(clinics, authority):
    """All of them at once would be too many connections; one after the other takes too long."""
    lock = threading.Lock()
    open_now, most, go = set(), [0], threading.Event()

    def token(number):
        def hold(peer, connection, request):
            with lock:
                open_now.add(number)
                most[0] = max(most[0], len(open_now))
                if len(open_now) == 4:
                    go.set()
            go.wait(60)
            with lock:
                open_now.discard(number)
            connection.close()

        return hold

    peers = [Peer(authority.good, routes={"/token": token(i)}) for i in range(9)]
    try:
        for i, peer in enumerate(peers):
            clinics.add(f"Clinic {i}", peer.base)
        outcome = clinics.check("--all")
    finally:
        for peer in peers:
            peer.__exit__()
    assert most[0] == 4
    assert len(outcome.output.splitlines()) == 9
    # In their order, whichever ends first.
    named = re.findall(r"Clinic \d", outcome.output)
    assert named == sorted(named)


@pytest.mark.parametrize("beyond", ["close", "hang"])
@pytest.mark.parametrize("admitted", [1, 3])
def test_a_host_with_few_connections_has_all_of_them_for_each(clinics, authority, admitted, beyond):
    """One connection is enough, also where the other tests have it."""
    with Peer(authority.good, admitted=admitted, beyond=beyond) as peer:
        for i in range(5 if beyond == "close" else 2):
            clinics.add(f"Clinic {i}", peer.base)
        outcome = clinics.check("--all", "--json")
    results = [json.loads(line) for line in outcome.output.splitlines()]
    assert [result["verdict"] for result in results] == ["ready"] * len(results)
    assert any(finding["id"] == "network.few-connections"
               for result in results for finding in result["findings"])
    assert outcome.status == 0


def test_a_host_that_is_not_there_is_tried_once(clinics, authority):
    """Alone or not makes no difference to it; whoever could not be connected to and is there gets a second try."""
    with Peer(authority.good, admitted=0, beyond="close") as gone, Peer(authority.good) as good:
        accepted = []
        may_enter = gone.may_enter
        gone.may_enter = lambda connection: accepted.append(connection) or may_enter(connection)
        clinics.add("Adams", gone.base)
        alone = clinics.check("--all", "--json")
        n_alone = len(accepted)
        for name in ("Baker", "Clark", "Davis"):
            clinics.add(name, good.base)
        del accepted[:]
        outcome = clinics.check("--all", "--json")
        assert 0 < len(accepted) <= n_alone
    first, *others = map(json.loads, outcome.output.splitlines())
    assert first["findings"][0]["id"] == json.loads(alone.output)["findings"][0]["id"]
    assert [result["verdict"] for result in others] == ["ready"] * 3


def test_whom_a_host_is_trusted_for_is_said_of_each(clinics, authority):
    """A session of TLS is taken up by the tests that come after, and its certificate is looked at all the same."""
    with Peer(authority.good) as peer:
        for i in range(9):
            clinics.add(f"Clinic {i}", peer.base)
        outcome = clinics.check("--all", "--json")
    assert [Outcome(0, line, "", 0).trusted is not None for line in outcome.output.splitlines()] == \
        [True] * 9


def test_interrupted(clinics, authority):
    def silent(peer, connection, request):
        peer.stopped.wait()

    with Peer(authority.good, routes={"/token": silent}) as peer:
        for i in range(6):
            clinics.add(f"Clinic {i}", peer.base)
        process = clinics.begin("--all", "--json")
        wait_for(lambda: sum("/token" in request.path for request in list(peer.requests)) == 4)
        process.send_signal(signal.SIGINT)
        outcome = finish(process)
        assert outcome.status == 130
        results = [json.loads(line) for line in outcome.output.splitlines()]
        assert [r["findings"][0]["id"] for r in results] == ["check.cancelled"] * 4

        asked = sum("/token" in request.path for request in list(peer.requests))
        process = clinics.begin("--all", "--format", "nagios")
        wait_for(lambda: sum("/token" in r.path for r in list(peer.requests)) == asked + 4)
        process.send_signal(signal.SIGTERM)
        outcome = finish(process)
    assert outcome.status == 3
    assert outcome.output.startswith("LEYR UNKNOWN: ")


# label=value[unit];[warning];[critical];[minimum];[maximum]
PERFORMANCE = re.compile(r"[a-z-]+=[0-9.]+s?;;;0(;[0-9]+)?")


def test_plugin_of_one(clinics, authority):
    refused = {"/token": refuse_token("invalid-tenant", "invalid_grant")}
    with Peer(authority.good) as good, Peer(authority.good, routes=refused) as bad:
        clinics.add("Adams | Sons", good.base)
        clinics.add("Baker", bad.base)
        outcome = clinics.check("Adams | Sons", "--format", "nagios")
        refusal = clinics.check("Baker", "--format=nagios")
    words, _, performance = outcome.output.strip().partition(" | ")
    # A bar in a name would begin the performance data.
    assert words.partition(": ")[2].startswith("Adams / Sons: Ready")
    assert (outcome.status, words.split(":")[0]) in ((0, "LEYR OK"), (1, "LEYR WARNING"))
    assert all(PERFORMANCE.fullmatch(word) for word in performance.split(" "))
    assert "scopes=9;;;0;9" in performance
    assert refusal.status == 2
    assert refusal.output.startswith("LEYR CRITICAL: Baker: ")
    assert "token.invalid-tenant" in refusal.output
    assert refusal.errors == ""


def test_plugin_of_all(three):
    outcome = three.check("--all", "--format", "nagios")
    first, *rest = outcome.output.splitlines()
    words, performance = first.split(" | ")
    assert words == "LEYR CRITICAL: 1 of 3 clinics ready"
    assert all(PERFORMANCE.fullmatch(word) for word in performance.split(" "))
    assert "not-ready=1;;;0;3" in performance and "untested=1;;;0;3" in performance
    assert [line.split(":")[0] for line in rest] == ["Adams", "Baker", "Clark"]
    # One that does not work is worse than one of which nothing is known.
    assert outcome.status == 2


def test_plugin_says_its_errors_itself(clinics):
    outcome = clinics.check("no-such-clinic", "--format", "nagios")
    assert outcome.status == 3
    assert outcome.output.startswith("LEYR UNKNOWN: ") and "no-such-clinic" in outcome.output
    assert outcome.errors == ""


@pytest.mark.parametrize("arguments, said", [
    (["--format", "nagios", "--tiemout", "9", "Adams"], "--tiemout"),
    (["--tiemout", "9", "Adams", "--format=nagios"], "--tiemout"),
    (["--format=nagios", "--timeout", "soon", "Adams"], "soon"),
    (["--format=nagios", "--practice="], "--practice"),
    (["--all", "--format", "nagios", "--timeout"], "--timeout"),
], ids=str)
def test_plugin_says_wrong_usage_itself(arguments, said):
    """2 is a clinic that does not work, of which nothing was shown."""
    outcome = run("check", *arguments)
    assert outcome.status == 3
    assert outcome.output.startswith("LEYR UNKNOWN: ") and said in outcome.output
    assert outcome.output.count("\n") == 1
    assert outcome.errors == ""


SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (-?[0-9.]+)')


def metrics_of(text):
    """The text format, read strictly: every sample follows its own HELP and TYPE, and comes once."""
    samples, metric = {}, None
    for line in text.splitlines():
        if line.startswith("# HELP "):
            metric = line.split(" ")[2]
            assert metric not in {key[0] for key in samples}
        elif line.startswith("#"):
            assert line == f"# TYPE {metric} gauge"
        else:
            name, labels, value = SAMPLE.fullmatch(line).groups()
            assert name == metric
            key = (name, frozenset(re.findall(r'([a-z]+)="((?:[^"\\]|\\.)*)"', labels or "")))
            assert key not in samples
            samples[key] = float(value)
    assert text.endswith("\n")
    return samples


def sample(samples, metric, **labels):
    found = [value for (name, have), value in samples.items()
             if name == "leyr_onboarding_" + metric and set(labels.items()) <= have]
    assert len(found) == 1
    return found[0]


def test_metrics(three, authority):
    with Peer(authority.good) as good:
        three.add('Dr. "Who" \\ Partner', good.base)
        outcome = three.check("--all", "--format", "prometheus")
    assert outcome.status == 3
    samples = metrics_of(outcome.output)
    assert sample(samples, "ready", clinic="Adams", id=three.ids["Adams"]) == 1
    assert sample(samples, "ready", clinic="Baker") == 0
    assert sample(samples, "verdict", clinic="Baker", verdict="not-ready") == 1
    assert sample(samples, "verdict", clinic="Clark", verdict="untested") == 1
    assert sample(samples, "verdict", clinic="Clark", verdict="ready") == 0
    assert sample(samples, "findings", clinic="Baker", severity="error") >= 1
    assert sample(samples, "scope_works", clinic="Adams", scope="system/Slot.read",
                  version="R4") == 1
    assert sample(samples, "duration_seconds", clinic="Adams") > 0
    assert sample(samples, "tested_timestamp_seconds", clinic="Clark") > 1.7e9
    assert sample(samples, "ready", clinic='Dr. \\"Who\\" \\\\ Partner') == 1
    assert sample(samples, "unreadable_clinics") == 0


def test_practice_says_that_it_is(clinics):
    for name in ("Adams", "Baker"):
        clinics.add(name, "nowhere", folder="practice", secret=PRACTICE_SECRET)
    outcome = clinics.check("--all", "--practice")
    assert outcome.status == 0
    assert outcome.output.startswith("DEMO MODE: ")
    outcome = clinics.check("--all", "--practice=not-enabled", "--json")
    results = [json.loads(line) for line in outcome.output.splitlines()]
    assert [(r["verdict"], r["practice"]) for r in results] == [("not-ready", True)] * 2
    assert outcome.status == 1
    assert clinics.check("--all", "--practice", "--format=nagios").output.startswith(
        "LEYR OK: DEMO MODE: 2 of 2 ")
    samples = metrics_of(clinics.check("--all", "--practice", "--format=prometheus").output)
    assert sample(samples, "ready", clinic="Adams", practice="true") == 1


@pytest.mark.parametrize("options", [
    ["--all", "clinic"], ["--all", "--preflight"], ["--all", "--for-firewall"],
    ["--all", "--approve-host", "token.example"], ["--practice", "--format", "xml"],
    ["--all", "--fhir-url", "https://a.example/r4/t/", "--client-id", CLIENT_ID, "--secret-file",
     "-"],
    ["--practice", "--json", "--format", "text"], ["--preflight", "--format", "prometheus"],
], ids=" ".join)
def test_wrong_usage(options):
    outcome = run("check", *options, secret=SECRET)
    assert outcome.status == 2
    assert outcome.output == ""
    assert SECRET not in outcome.errors
