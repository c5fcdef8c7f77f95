# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line follows the guide that the clinic follows, whichever EHR it is for."""

import datetime
import json
import os
import re
import shutil

import pytest

from conftest import CLIENT_ID, SECRET, run
from peer import Peer
from test_all import clinics, keyring  # noqa: F401
from test_command import at_home, clinic_file

GUIDE = os.path.join(os.path.dirname(__file__), "../guides/northwind-chart.xml")
ALWAYS = ["system/Patient.read", "system/Patient.write", "system/Slot.read"]
# Of another console and of who makes it.
FOREIGN = ("Client ID", "Client Secret", "Application ID", "My Applications", "Medical Notes", "Code Console",
           "Oracle", "Cerner", "cerner", "Millennium", "DSTU 2")
# What is simulated is said, whichever guide is followed.
SIMULATED = "simulated Millennium"
LETTERS = ["system/DocumentReference.read", "system/DocumentReference.write"]


def take_guide(tmp_path):
    """As the window leaves a guide that was taken."""
    folder = tmp_path / ".local/share/leyr-onboarding/guides/taken"
    folder.mkdir(parents=True)
    shutil.copy(GUIDE, folder / "northwind-chart.xml")


def scopes(result):
    return [scope["scope"] for scope in result["scopes"]]


def versions(result):
    return [version["version"] for version in result["versions"] if version["state"] != "untested"]


def test_a_clinic_is_tested_by_its_guide(tmp_path, clinics, authority):  # noqa: F811
    take_guide(tmp_path)
    with Peer(authority.good) as peer:
        identity = clinics.add("North", peer.base)
        path = tmp_path / f".local/share/leyr-onboarding/clinics/{identity}.json"
        record = json.loads(path.read_text())
        record.update(guide="northwind-chart", options=["letters"])
        path.write_text(json.dumps(record))
        clinics.add("South", peer.base)
        one = clinics.check("--json", "North")
        every = clinics.check("--json", "--all")
    assert one.status == 0, one.errors
    result = json.loads(one.output)
    assert sorted(scopes(result)) == sorted(ALWAYS + LETTERS)
    assert versions(result) == ["R4"]
    # Side by side, each by its own.
    lines = {record["clinic"]["name"]: record for record in map(json.loads, every.output.splitlines())}
    assert sorted(scopes(lines["North"])) == sorted(ALWAYS + LETTERS)
    assert "system/Appointment.read" in scopes(lines["South"])
    assert "R4" in versions(lines["South"]) and "DSTU2" in versions(lines["South"])


def test_a_clinic_whose_guide_is_missing(tmp_path, clinics, authority):  # noqa: F811
    """It is not tested by another guide; the others are tested."""
    with Peer(authority.good) as peer:
        identity = clinics.add("North", peer.base)
        path = tmp_path / f".local/share/leyr-onboarding/clinics/{identity}.json"
        record = json.loads(path.read_text())
        record["guide"] = "northwind-chart"
        path.write_text(json.dumps(record))
        clinics.add("South", peer.base)
        one = clinics.check("North")
        every = clinics.check("--all")
    assert "The guide “northwind-chart” is not on this computer." in one.errors
    assert one.status != 0
    assert "North: The guide “northwind-chart” is not on this computer." in every.errors
    assert "South" in every.output and "North" not in every.output and every.status != 0


@pytest.mark.parametrize("option, more", [(None, []), ("letters", LETTERS), ("people", ["system/Practitioner.read"])])
def test_a_guide_is_named(tmp_path, option, more):
    """Without a clinic, in the practice server too."""
    take_guide(tmp_path)
    options = ["--option", option] if option else []
    outcome = run("check", "--practice", "--json", "--guide", "northwind-chart", *options, env=at_home(tmp_path))
    result = json.loads(outcome.output)
    assert (outcome.status, result["verdict"]) == (0, "ready")
    assert sorted(scopes(result)) == sorted(ALWAYS + more)
    assert versions(result) == ["R4"]


@pytest.mark.parametrize("output", [[], ["--json"]], ids=["text", "json"])
def test_a_guide_that_names_no_host(tmp_path, output):
    """There is nothing to look at then, and nobody to wait for, nor anything found."""
    take_guide(tmp_path)
    path = tmp_path / ".local/share/leyr-onboarding/guides/taken/northwind-chart.xml"
    path.write_text("".join(line for line in path.read_text().splitlines(True) if "<open " not in line))
    outcome = run("check", "--preflight", "--guide", "northwind-chart", *output, env=at_home(tmp_path))
    assert (outcome.status, outcome.errors) == (3, "")
    assert "No network issues found" not in outcome.output and "clear" not in outcome.output


def test_an_option_that_the_guide_does_not_have(tmp_path):
    take_guide(tmp_path)
    for options in (["--option", "letters"], ["--guide", "northwind-chart", "--option", "medical-notes"],
                    ["--guide", "elsewhere"]):
        outcome = run("check", "--practice", *options, env=at_home(tmp_path))
        assert outcome.status == 2 and outcome.output == "", options
        assert options[-1] in outcome.errors


def test_a_file_that_was_put_into_the_folder_is_not_followed(tmp_path):
    folder = tmp_path / ".local/share/leyr-onboarding/guides"
    folder.mkdir(parents=True)
    shutil.copy(GUIDE, folder / "northwind-chart.xml")
    outcome = run("check", "--practice", "--guide", "northwind-chart", env=at_home(tmp_path))
    assert outcome.status == 2 and "not on this computer" in outcome.errors


def test_a_report_is_shown_by_its_guide(tmp_path):
    """What the clinic's console calls things, and the options of its guide."""
    take_guide(tmp_path)
    report = {"schema": "io.leyr.Onboarding.report/1", "made": "2026-09-02T10:00:00Z",
              "clinic": {"name": "North", "client_id": "0b5e…0001", "guide": "northwind-chart",
                         "options": ["letters"]}}
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report))
    text = run("report", "--text", str(path), env=at_home(tmp_path)).output
    for words in ("Northwind Chart", "Desk Key", "Letters", "Staff Lists"):
        assert words in text, words
    assert [word for word in FOREIGN if word in text] == []


def test_each_file_is_told_of_once(tmp_path):
    good, marked, broken = GUIDE, tmp_path / "marked.xml", tmp_path / "broken.xml"
    # As editors on Windows save.
    with open(GUIDE, "rb") as file:
        marked.write_bytes(b"\xef\xbb\xbf" + file.read())
    broken.write_text("<guide>")
    outcome = run("guide", "check", good, marked, broken)
    assert outcome.status == 1
    assert [line.split(":")[0] for line in outcome.output.splitlines()] == ["northwind-chart.xml", "marked.xml"]
    assert [line.split(":")[:2] for line in outcome.errors.splitlines()] == [["broken.xml", "1"]]


@pytest.mark.parametrize("days", [0, 1, 2, 36500])
def test_none_was_reviewed_in_the_future(tmp_path, days):
    """It would keep away each one that is written until then. Elsewhere it may be tomorrow."""
    day = (datetime.date.today() + datetime.timedelta(days=days)).isoformat()
    with open(GUIDE, encoding="utf-8") as file:
        text = file.read()
    assert 'reviewed="2026-09-01"' in text
    path = tmp_path / "dated.xml"
    path.write_text(text.replace('reviewed="2026-09-01"', f'reviewed="{day}"'), encoding="utf-8")
    outcome = run("guide", "check", str(path))
    if days <= 1:
        assert outcome.status == 0, outcome.errors
    else:
        assert outcome.status == 1 and outcome.output == ""
        assert outcome.errors.startswith(f"dated.xml:5: reviewed is “{day}”, which is in the future")


def test_a_taken_guide_that_cannot_be_read(tmp_path, clinics, authority):  # noqa: F811
    """It is not followed, and that is not kept quiet."""
    take_guide(tmp_path)
    taken = tmp_path / ".local/share/leyr-onboarding/guides/taken"
    (taken / "cerner-millennium.xml").write_text("<guide")
    (taken.parent / "draft.xml").write_text("<guide")
    with Peer(authority.good) as peer:
        clinics.add("South", peer.base)
        outcomes = [clinics.check("South"), clinics.check("--all"),
                    run("daily", env=at_home(tmp_path)), run("check", "--practice", env=at_home(tmp_path))]
    for outcome in outcomes:
        assert "cerner-millennium.xml:1: " in outcome.errors
        assert f"This guide is not used. Replace or delete its file in the folder {taken}." in outcome.errors
        # Nobody follows what lies beside them.
        assert "draft.xml" not in outcome.errors
        assert outcome.status == 0


def test_the_daily_run_without_a_guide(tmp_path, clinics, authority):  # noqa: F811
    """A clinic that cannot be tested is none that is well."""
    with Peer(authority.good) as peer:
        clinic_file(tmp_path, "North", guide="northwind-chart", location=peer.base, test_daily=True)
        clinic_file(tmp_path, "West", guide="northwind-chart", location=peer.base)
        outcome = run("daily", env=clinics.environment)
    assert "North: The guide “northwind-chart” is not on this computer." in outcome.errors
    assert "West" not in outcome.errors
    assert outcome.status == 3


@pytest.mark.parametrize("sign", ["\u202e", "\u202d", "\u2067", "\u2028", "\u061c"], ids=ascii)
def test_a_files_name_turns_no_direction(tmp_path, sign):
    path = tmp_path / f"{sign}lmx.xml"
    path.write_text("<guide")
    good = tmp_path / f"a{sign}b.xml"
    shutil.copy(GUIDE, good)
    for outcome in (run("guide", "check", str(path), str(good), str(tmp_path / f"{sign}none.xml")),
                    run("report", "--text", str(tmp_path / f"{sign}none.html")),
                    run("check", "--practice", str(sign) + "clinic")):
        assert sign not in outcome.output + outcome.errors
        assert "?" in outcome.errors


def scenarios():
    return [line.split()[0] for line in run("practice", "--list-scenarios").output.splitlines()]


@pytest.mark.parametrize("options", [["--json"], [], ["--option", "letters"]], ids=str)
def test_nothing_is_said_of_another_ehr(tmp_path, options):
    """Whatever goes wrong: what was found is said in the words of the clinic's guide alone."""
    take_guide(tmp_path)
    names = scenarios()
    assert len(names) > 20
    said = {}
    for name in names:
        outcome = run("check", f"--practice={name}", "--guide", "northwind-chart", "--timeout", "20", *options,
                      env=at_home(tmp_path))
        # What the server itself says, and where it sends somebody, are its own words.
        text = re.sub(r"https?://[^\s\"]*", "", outcome.output + outcome.errors)
        lines = [line for line in text.splitlines() if SIMULATED not in line and '"says"' not in line]
        said[name] = [line for line in lines if any(word in line for word in FOREIGN)]
    assert [f"{name}: {line}" for name, lines in said.items() for line in lines] == []
