# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program, run as a script runs it."""

import contextlib
import json
import os
import subprocess
import tempfile
import time

import pytest

from authority import Authority, Certificate
from peer import TENANT, Peer

PROGRAM = os.environ.get("ONB_PROGRAM", "leyr-onboarding")
CLIENT_ID = "0b5e55ed-1e7a-4c11-9000-9ac71ce00001"
SECRET = "wire-secret-Zk3Q9x"
PATIENCE = 240  # seconds; the program waits 65 for an answer, and asks again once


class Outcome:
    def __init__(self, status, output, errors, peak_kib):
        self.status = status
        self.output = output
        self.errors = errors
        self.peak_kib = peak_kib

    @property
    def result(self):
        return json.loads(self.output)

    @property
    def findings(self):
        """All but the note that the test's own authority is trusted, which almost every result has."""
        return {finding["id"]: finding for finding in self.result["findings"]
                if finding["id"] != "tls.added-authority"}

    @property
    def trusted(self):
        """The note that hosts were trusted because of an authority that was added; None without it."""
        return next((finding for finding in self.result["findings"]
                     if finding["id"] == "tls.added-authority"), None)

    def cell(self, scope, version):
        row = next(row for row in self.result["scopes"] if row["scope"] == scope)
        return row["results"][version]

    def state(self, version):
        return next(v["state"] for v in self.result["versions"] if v["version"] == version)


def environment(**more):
    kept = {key: os.environ[key] for key in ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS",
                                             "LSAN_OPTIONS") if key in os.environ}
    return dict(kept, HOME=tempfile.gettempdir(), LC_ALL="C.UTF-8", G_DEBUG="fatal-criticals",
                **more)


def wait_for(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def start(*arguments, env=None, measured=False, prefix=()):
    """Starts the program; measured, under time(1), which tells how much memory it took."""
    command = [*prefix, PROGRAM, *arguments]
    if measured:
        command = ["/usr/bin/time", "--quiet", "-f", "peak %M", *command]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=env or environment(),
    )


def finish(process, secret=""):
    try:
        output, errors = process.communicate(secret.encode(), timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        # A program that hangs is a failed test, not a hanging one.
        process.kill()
        process.communicate()
        raise
    errors, _, peak = errors.decode().partition("peak ")
    return Outcome(process.returncode, output.decode(), errors, int(peak or 0))


def run(*arguments, secret="", env=None):
    return finish(start(*arguments, env=env), secret)


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@contextlib.contextmanager
def on_ipv6(certificate=None, **options):
    """A peer on ::1; a test is skipped where there is no such address."""
    try:
        peer = Peer(certificate, address="::1", **options)
    except OSError:
        pytest.skip("no IPv6 here")
    with peer:
        yield peer


@pytest.fixture
def millennium6(authority, tmp_path):
    """A Millennium on ::1, over TLS, which names itself as it was asked for."""
    with on_ipv6(Certificate(str(tmp_path), "ipv6", authority.root, hosts=("::1",))) as peer:
        peer.host = f"[::1]:{peer.port}"
        peer.token_url = f"https://{peer.host}/token"
        peer.url = f"https://{peer.host}/r4/{TENANT}/"
        yield peer


@pytest.fixture(scope="session")
def check(authority, tmp_path_factory):
    """Runs a live test against a base, with the test's own authority trusted."""
    secret_file = tmp_path_factory.mktemp("secret") / "secret"
    secret_file.write_text(SECRET)

    def begin(base, *options, trust=True, approve=True, measured=False):
        arguments = ["check", "--json", "--fhir-url", base, "--client-id", CLIENT_ID,
                     "--secret-file", str(secret_file)]
        if trust:
            arguments += ["--ca-file", authority.root.path]
        if approve:
            arguments += ["--approve-host", "localhost"]
        return start(*arguments, *options, measured=measured)

    def check_now(base, *options, **choices):
        return finish(begin(base, *options, **choices))

    check_now.begin = begin
    return check_now
