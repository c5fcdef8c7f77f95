# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A support report on the command line, of the one who gives support."""

import os
import subprocess

import pytest

from conftest import PROGRAM

REPORTS = os.path.join(os.path.dirname(__file__), "../fuzz/corpus/report")


def run(*arguments):
    return subprocess.run([PROGRAM, "report", *arguments], capture_output=True, text=True, timeout=60,
                          check=False, env=dict(os.environ, LC_ALL="C.UTF-8"))


@pytest.mark.parametrize("name", ["html", "json"])
def test_report_is_shown(name):
    outcome = run("--text", os.path.join(REPORTS, name))
    assert outcome.returncode == 0 and outcome.stderr == ""
    assert outcome.stdout.startswith("Support Report: A clinic\n")
    assert "[31m" not in outcome.stdout
    for needed in ("scope.not-granted", "system/Slot.read", "Not granted", "Not ready"):
        assert needed in outcome.stdout, needed


def test_what_is_no_report_is_said(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html>anything</html>")
    outcome = run("--text", str(page))
    assert outcome.returncode == 1 and outcome.stdout == ""
    assert "not a support report" in outcome.stderr
    os.mkfifo(tmp_path / "pipe")
    assert run("--text", str(tmp_path / "pipe")).returncode == 1
    assert run("--text", str(tmp_path / "missing")).returncode == 1


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["--no-such", "a"]])
def test_wrong_usage(arguments):
    assert run(*arguments).returncode == 2
