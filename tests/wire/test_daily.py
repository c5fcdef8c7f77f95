# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The daily run: the clinics that want it, their histories, and no word of anything but what has changed."""

import json

import pytest

from conftest import finish, run, start
from keyring_bus import Keyring
from peer import Peer
from test_command import at_home, clinic_file
from test_faults import silent
from test_practice import serving

PRACTICE_CLIENT_ID = "0b5e55ed-1e7a-4c11-9000-9ac71ce00001"
PRACTICE_SECRET = "practice-only-opens-nothing"


@pytest.fixture
def lock(tmp_path, monkeypatch):
    path = tmp_path / "lock"
    monkeypatch.setenv("ONB_LOCK", str(path))
    return path


@pytest.fixture
def clinics(tmp_path, authority, lock):
    """Clinics as the window leaves them, and the command on them."""
    with Keyring("locks") as keyring:

        class Clinics:
            environment = at_home(tmp_path, DBUS_SESSION_BUS_ADDRESS=keyring.address)

            @staticmethod
            def add(name, base, folder="clinics", secret=PRACTICE_SECRET, daily=True):
                identity = clinic_file(tmp_path, name, folder=folder, location=base, test_daily=daily,
                                       approved_hosts=["localhost", "127.0.0.1"])
                if secret is not None:
                    keyring.add(identity, PRACTICE_CLIENT_ID, secret)
                return tmp_path / ".local/share/leyr-onboarding" / folder / f"{identity}.json"

            def run(self, *options):
                return finish(start("daily", "--ca-file", authority.root.path, *options,
                                    env=self.environment))

        yield Clinics()


def verdicts(path):
    return [entry["verdict"] for entry in json.loads(path.read_text()).get("history", [])]


def test_a_secret_is_replaced_overnight(clinics, authority):
    """The first day says nothing, for nothing was known before; the second tells what has changed; the third
    finds it as it was."""
    with serving("--scenario", "secret-replaced", "--tls-certificate", authority.good.path, "--tls-key",
                 authority.good.key_path) as address:
        path = clinics.add("Adams", address["fhir_url"])
        days = [clinics.run() for _ in range(3)]
    assert [(day.status, day.output) for day in days] == [
        (0, ""), (1, "Adams: Changed: Not ready, before: Ready\n"), (1, "")]
    assert verdicts(path) == ["ready", "not-ready", "not-ready"]
    kept = json.loads(path.read_text())
    assert kept["result"]["findings"][0]["id"] == "token.invalid-client-credentials"
    for day in days:
        assert PRACTICE_SECRET not in day.output + day.errors
    assert PRACTICE_SECRET not in path.read_text()


def test_only_those_that_want_it(clinics, authority):
    with Peer(authority.good) as peer:
        wanted = clinics.add("Adams", peer.base)
        other = clinics.add("Baker", peer.base, daily=False)
        before = other.read_bytes()
        assert clinics.run().status == 0
    assert len(verdicts(wanted)) == 1
    assert other.read_bytes() == before


def test_a_locked_keyring_is_asked_for_nothing(clinics, authority, lock):
    with Peer(authority.good) as peer:
        paths = [clinics.add(name, peer.base) for name in ("Adams", "Baker")]
        assert clinics.run().status == 0
        lock.touch()
        locked = clinics.run()
        asked = lock.read_text()
        lock.unlink()
        again = clinics.run()
    assert locked.status == 3
    assert locked.output.splitlines() == [
        f"{name}: Changed: Test not completed, before: Ready" for name in ("Adams", "Baker")]
    assert asked == ""
    assert [line.endswith("Ready, before: Test not completed") for line in again.output.splitlines()] == \
        [True, True]
    for path in paths:
        assert verdicts(path) == ["ready", "untested", "ready"]


def test_what_locked_it_is_in_the_result(clinics, authority, lock):
    with Peer(authority.good) as peer:
        path = clinics.add("Adams", peer.base)
        lock.touch()
        assert clinics.run().status == 3
    finding, = json.loads(path.read_text())["result"]["findings"]
    assert finding["id"] == "check.not-begun" and "keyring was locked" in finding["cause"]


def test_without_credentials_or_address(clinics, authority):
    with Peer(authority.good) as peer:
        paths = [clinics.add("Adams", peer.base, secret=None), clinics.add("Baker", "nowhere")]
        assert clinics.run().status == 3
        assert clinics.run().output == ""
    assert [verdicts(path) for path in paths] == [["untested", "untested"]] * 2


def test_in_practice(clinics):
    path = clinics.add("Adams", "https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-9ac71ce10001/",
                       folder="practice")
    assert clinics.run("--practice").output == ""
    outcome = clinics.run("--practice", "--scenario", "scope-missing")
    assert outcome.output.startswith("DEMO MODE: Adams: Changed: Not ready, before: Ready, and ")
    assert verdicts(path) == ["ready", "not-ready"]


def test_a_file_that_cannot_be_read_is_not_passed_over(clinics, authority, tmp_path):
    with Peer(authority.good) as peer:
        clinics.add("Adams", peer.base)
        clinic_file(tmp_path, "Newer", schema="io.leyr.Onboarding.clinic/9")
        outcome = clinics.run()
    assert outcome.status == 3 and outcome.errors.count("\n") == 1


def test_a_damaged_file_is_told_of_each_time(clinics):
    """Nobody may have read it the first time: a window puts the file aside, when it is there to say so."""
    path = clinics.add("Adams", "https://127.0.0.1:1")
    path.write_text("{")
    for _ in range(2):
        outcome = clinics.run()
        assert outcome.status == 3 and path.name in outcome.errors
    assert [file.name for file in path.parent.glob("*.json*")] == [path.name]


def test_what_cannot_be_kept_is_said(clinics, authority):
    with Peer(authority.good) as peer:
        path = clinics.add("Adams", peer.base)
        before = path.read_bytes()
        full = finish(start("daily", "--ca-file", authority.root.path, env=clinics.environment,
                            prefix=["sh", "-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh"]))
    assert full.status == 3 and "Could not save all results" in full.errors and "Onboarding stays open" not in full.errors
    assert path.read_bytes() == before


def test_nobody_is_told_to_wait(clinics, authority):
    """However long a server takes: what is printed here is mailed to somebody."""
    with Peer(authority.good, routes={"/": silent}) as mute:
        clinics.add("Adams", mute.base)
        outcome = clinics.run()
    assert (outcome.status, outcome.output, outcome.errors) == (3, "", "")


@pytest.mark.parametrize("options", [["clinic"], ["--scenario", "works"],
                                     ["--practice", "--scenario", "no-such"],
                                     ["--ca-file", "/no/such/file"],
                                     ["--ca-file", "https://authority.example/ca.pem"]], ids=" ".join)
def test_wrong_usage(options):
    outcome = run("daily", *options)
    assert outcome.status == 2 and outcome.output == "" and outcome.errors
