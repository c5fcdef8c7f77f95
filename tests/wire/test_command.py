# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line's contract: usage, exit statuses, JSON."""

import json
import os
import pathlib
import pty
import re
import signal
import subprocess
import termios
import time
import unicodedata
import uuid

import pytest

from conftest import (CLIENT_ID, PATIENCE, PROGRAM, SECRET, environment, finish, run, start,
                      wait_for)
from peer import Peer

GUIDE = pathlib.Path(__file__).parent.parent / "guides/northwind-chart.xml"
WRONG = [
    ["check"],
    ["check", "--no-such-option"],
    ["check", "--practice=no-such-scenario"],
    ["check", "--practice="],
    ["check", "--practice", "no-such-clinic"],
    ["check", "--practice", "--fhir-url", "https://fhir-ehr.cerner.com/r4/" + "0b5e55ed-1e7a-4c11-"
     "9000-9ac71ce00002/", "--client-id", CLIENT_ID, "--secret-file", "-"],
    ["check", "--practice", "--approve-host", "https://token.example/"],
    ["check", "--practice", "--approve-host", "token.example/"],
    ["check", "--practice", "--approve-host", ""],
    ["check", "--practice", "--approve-host", "*"],
    ["check", "--practice", "--approve-host", "a..example"],
    ["check", "--practice", "--versions", "R5"],
    ["check", "--practice", "--versions", ""],
    ["check", "--practice", "--timeout", "-1"],
    ["check", "--practice", "--timeout", "2147483648"],
    ["check", "--practice", "--timeout", "soon"],
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


@pytest.mark.parametrize("command", ["check", "practice", "guide"])
def test_every_option_is_in_the_readme(command):
    readme = pathlib.Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    options = re.findall(r"^  (?:-\w, )?(--[\w-]+)", run(command, "--help").output, re.MULTILINE)
    assert {"--help", "--version"} <= set(options)
    assert [option for option in options if not re.search(option + r"\b", readme)] == []


@pytest.mark.parametrize("seconds", ["0", "2147483647"])
def test_no_limit_and_one_that_is_never_reached(seconds):
    assert run("check", "--practice", "--timeout", seconds).status == 0


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


BY_URL = ["check", "--json", "--fhir-url", "https://127.0.0.1:1/r4/"
          "0b5e55ed-1e7a-4c11-9000-9ac71ce00002/", "--approve-host", "127.0.0.1"]

IMPOSSIBLE = ["\ufeff" + SECRET, SECRET + "\n\n", " " + SECRET, SECRET + " ", "“" + SECRET + "”",
              "'" + SECRET + "'", SECRET + "\0", SECRET + "\x07", SECRET + "\u200b", "ü" + SECRET,
              SECRET + "\r", "first\nsecond", SECRET + "x" * 5000]


@pytest.mark.parametrize("secret", IMPOSSIBLE, ids=ascii)
def test_impossible_secret_is_wrong_usage(secret):
    outcome = run(*BY_URL, "--client-id", CLIENT_ID, "--secret-file", "-", secret=secret)
    assert outcome.status == 2
    assert outcome.output == ""
    assert SECRET not in outcome.errors


@pytest.mark.parametrize("client_id", ["", " " + CLIENT_ID, CLIENT_ID + "\n", "clinic", SECRET],
                         ids=ascii)
def test_impossible_client_id_is_wrong_usage(client_id):
    outcome = run(*BY_URL, "--client-id", client_id, "--secret-file", "-", secret=SECRET)
    assert outcome.status == 2
    assert outcome.output == ""
    assert "Client ID" in outcome.errors


@pytest.mark.parametrize("end", ["", "\n", "\r\n"], ids=ascii)
def test_one_line_end_is_none_of_the_secret(end):
    outcome = run(*BY_URL, "--client-id", CLIENT_ID, "--secret-file", "-", secret=SECRET + end)
    assert outcome.status == 3
    assert "network.refused" in outcome.findings


@pytest.mark.parametrize("number, status", [(signal.SIGINT, 130), (signal.SIGTERM, 130)])
@pytest.mark.parametrize("kind", ["pipe", "fifo"])
def test_interrupted_while_a_secret_is_awaited(number, status, kind, tmp_path):
    name = "-"
    if kind == "fifo":
        name = str(tmp_path / "secret")
        os.mkfifo(name)
    process = start(*BY_URL, "--client-id", CLIENT_ID, "--secret-file", name)
    wait_for(lambda: catches(process.pid, number))
    process.send_signal(number)
    # Standard input stays open: nothing but the signal ends the wait.
    assert process.wait(PATIENCE) == status
    process.communicate()


def catches(pid, number):
    """Whether the program is as far as to handle a signal itself."""
    with open(f"/proc/{pid}/status", encoding="ascii") as about:
        caught = next(line for line in about if line.startswith("SigCgt:")).split()[1]
    return int(caught, 16) >> (number - 1) & 1


class Terminal:
    """The program with a terminal of its own."""

    def __init__(self, *arguments, name="-"):
        self.master, self.slave = pty.openpty()
        self.process = subprocess.Popen(
            [PROGRAM, *BY_URL, "--client-id", CLIENT_ID, "--secret-file", name, *arguments],
            stdin=self.slave, stdout=subprocess.PIPE, stderr=self.slave, env=environment(),
            preexec_fn=self.take, start_new_session=True)
        self.shown = b""
        wait_for(lambda: not self.echoes())

    @staticmethod
    def take():
        import fcntl
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def echoes(self):
        return bool(termios.tcgetattr(self.slave)[3] & termios.ECHO)

    def type(self, text):
        os.write(self.master, text.encode())

    def end(self):
        output, _ = self.process.communicate(timeout=PATIENCE)
        os.set_blocking(self.master, False)
        try:
            self.shown = os.read(self.master, 65536)
        except BlockingIOError:
            pass
        echoes = self.echoes()
        os.close(self.master)
        os.close(self.slave)
        return output.decode(), self.shown.decode(), echoes


@pytest.mark.parametrize("name", ["-", "/dev/stdin", "/dev/tty"])
def test_secret_from_a_terminal(name):
    terminal = Terminal(name=name)
    terminal.type(SECRET + "\n")
    output, shown, echoes = terminal.end()
    assert terminal.process.returncode == 3
    assert "network.refused" in {f["id"] for f in json.loads(output)["findings"]}
    assert "Client Secret" in shown
    assert SECRET not in shown
    assert echoes


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_terminal_is_as_it_was_after_a_signal(number):
    terminal = Terminal()
    terminal.process.send_signal(number)
    output, shown, echoes = terminal.end()
    assert terminal.process.returncode == 130
    assert output == ""
    assert echoes


def test_control_c_on_a_terminal():
    terminal = Terminal()
    terminal.type(SECRET[:5] + "\x03")
    _, shown, echoes = terminal.end()
    assert terminal.process.returncode == 130
    assert SECRET[:5] not in shown
    assert echoes


WRITERS = [["check", "--practice", "--json"], ["check", "--practice"], ["check", "--help"],
           ["check", "--version"], ["--version"], ["practice"], ["practice", "--list-scenarios"],
           ["practice", "--help"], ["guide", "--help"]]


@pytest.mark.parametrize("arguments", WRITERS, ids=" ".join)
@pytest.mark.parametrize("kind", ["full", "closed", "gone"])
def test_output_that_nobody_gets_is_an_error(arguments, kind):
    reader, writer = os.pipe()
    os.close(reader)
    with open("/dev/full", "wb") as full:
        process = subprocess.Popen(
            [PROGRAM, *arguments], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
            stdout={"full": full, "gone": writer}.get(kind), env=environment(),
            preexec_fn=(lambda: os.close(1)) if kind == "closed" else None)
        _, errors = process.communicate(timeout=PATIENCE)
    os.close(writer)
    assert process.returncode == 3
    assert b"Could not write the output" in errors


def test_help_that_nobody_gets_is_an_error():
    if "no window" not in run("--help").output:
        pytest.skip("the help of the window is GApplication's")
    with open("/dev/full", "wb") as full:
        process = subprocess.run([PROGRAM, "--help"], stdout=full, stderr=subprocess.PIPE, env=environment(),
                                 timeout=PATIENCE, check=False)
    assert process.returncode == 3
    assert b"Could not write the output" in process.stderr


def clinic_file(home, name, folder="clinics", **members):
    """A clinic as the window leaves it; returns its id."""
    identity = str(uuid.uuid4())
    path = home / ".local/share/leyr-onboarding" / folder
    path.mkdir(parents=True, exist_ok=True)
    (path / f"{identity}.json").write_text(json.dumps(
        {"schema": "io.leyr.Onboarding.clinic/1", "id": identity, "guide": "cerner-millennium",
         "name": name, "location": "https://127.0.0.1:1/r4/0b5e55ed-1e7a-4c11-9000-9ac71ce00002/",
         **members}))
    return identity


def at_home(home, **more):
    return dict(environment(), HOME=str(home), **more)


def test_any_locale(tmp_path):
    clinic_file(tmp_path, "Klinik Müller")
    outcome = run("check", "Klinik Müller", env=at_home(tmp_path, LC_ALL="C"))
    assert outcome.status == 3
    assert "keyring" in outcome.errors

    outcome = run("check", "--practice=clock-off", "--json", env=at_home(tmp_path, LC_ALL="C"))
    assert "’" in outcome.output
    assert "?s clock" not in outcome.output


def test_words_after_practice(tmp_path):
    clinic_file(tmp_path, "St. Mary", folder="practice")
    # A scenario's name is a scenario, with a space as well as with "=".
    for arguments in (["--practice=wrong-secret"], ["--practice", "wrong-secret"]):
        outcome = run("check", *arguments, "--json")
        assert outcome.result["verdict"] != "ready"
    # Everything else is a clinic.
    outcome = run("check", "--practice", "St. Mary", env=at_home(tmp_path))
    assert outcome.status == 3
    assert "keyring" in outcome.errors
    outcome = run("check", "--practice", "St. Joseph", env=at_home(tmp_path))
    assert outcome.status == 2
    assert "St. Joseph" in outcome.errors


def test_two_clinics_of_one_name(tmp_path):
    ids = [clinic_file(tmp_path, "Zwei") for _ in range(2)]
    outcome = run("check", "Zwei", env=at_home(tmp_path))
    assert outcome.status == 2
    assert all(identity in outcome.errors for identity in ids)
    # One that is called as another's id is: the id comes first.
    clinic_file(tmp_path, ids[0], location="nowhere")
    assert "keyring" in run("check", ids[0], env=at_home(tmp_path)).errors


def test_files_that_are_no_clinics_are_said_and_left(tmp_path):
    """A clinic that is not found may be in one of them; nothing hangs, and nothing is touched."""
    good = clinic_file(tmp_path, "Good")
    folder = tmp_path / ".local/share/leyr-onboarding/clinics"
    newer = clinic_file(tmp_path, "Newer", schema="io.leyr.Onboarding.clinic/9")
    (folder / "copy.json").write_bytes((folder / f"{good}.json").read_bytes())
    os.mkfifo(folder / "fifo.json")
    (folder / "folder.json").mkdir()
    (folder / "foreign.json").write_text('{"resourceType": "Patient"}')
    (folder / "loop.json").symlink_to("loop.json")
    (folder / "dangling.json").symlink_to("/nonexistent/clinic.json")
    (folder / "endless.json").symlink_to("/dev/zero")
    (folder / "a\x1b[31m\u202eb.json").write_text("{")
    (folder / "c\x1b[31m\u202ed.json").symlink_to("/nonexistent/clinic.json")
    with open(folder / "huge.json", "wb") as huge:
        huge.truncate(1 << 40)
    before = {name: os.lstat(folder / name).st_ino for name in os.listdir(folder)}

    assert "keyring" in run("check", "Good", env=at_home(tmp_path)).errors
    outcome = run("check", "Newer", env=at_home(tmp_path))
    assert outcome.status == 2
    for name in ["fifo", "folder", "foreign", "loop", "dangling", "endless", "huge", "copy", newer]:
        assert f"{name}.json" in outcome.errors
    assert "\x1b" not in outcome.errors
    assert "\u202e" not in outcome.errors
    assert before == {name: os.lstat(folder / name).st_ino for name in os.listdir(folder)}


def test_bad_address_of_a_clinic_is_no_wrong_usage(tmp_path):
    clinic_file(tmp_path, "Nowhere", location="nowhere")
    outcome = run("check", "Nowhere", env=at_home(tmp_path))
    assert outcome.status == 3
    assert "Nowhere" in outcome.errors


@pytest.mark.parametrize("address", [None, "unix:path=/nonexistent", "nonsense"])
def test_no_session_bus_is_no_keyring(tmp_path, address):
    clinic_file(tmp_path, "Cron")
    more = {"DBUS_SESSION_BUS_ADDRESS": address} if address else {}
    outcome = run("check", "Cron", env=at_home(tmp_path, XDG_RUNTIME_DIR=str(tmp_path), **more))
    assert outcome.status == 3
    assert "No keyring was found" in outcome.errors


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


def test_help_as_it_is_called():
    for command in ("check", "practice", "guide"):
        outcome = run(command, "--help")
        assert outcome.status == 0
        assert f"leyr-onboarding {command} [" in outcome.output


def test_every_command_is_in_the_help():
    """Each that is dispatched, by the table that dispatches them."""
    source = pathlib.Path(__file__).parents[2].joinpath("src/main.c").read_text(encoding="utf-8")
    table = re.search(r"\} commands\[\] = \{\n(.*?)\n  \};", source, re.DOTALL).group(1)
    commands = re.findall(r'\{ "([\w-]+)", \w+ \}', table)
    assert len(commands) == len(table.splitlines()) > 1
    outcome = run("--help")
    assert outcome.status == 0
    assert [command for command in commands if not re.search(rf"\b{command}\b", outcome.output)] == []
    for command in commands:
        assert run(command, "--help").status == 0


def test_version():
    versions = {run(*command, "--version").output for command in ([], ["check"], ["practice"],
                                                                  ["guide"])}
    assert len(versions) == 1
    assert versions.pop().startswith("leyr-onboarding 0.")


@pytest.mark.parametrize("content", [None, "", '<guide id="a\033[31mb" \033="x"/>', GUIDE.read_text()],
                         ids=["missing", "empty", "evil", "guide"])
@pytest.mark.parametrize("arguments", [["guide", "check"], ["report"], ["check", "--practice", "--ca-file"]],
                         ids=" ".join)
def test_a_file_says_nothing_to_a_terminal(tmp_path, arguments, content):
    """Names come with files from elsewhere: what a terminal would obey is not in what is said of them."""
    path = tmp_path / "a\033[31m\n\x9bb"
    if content is not None:
        path.write_text(content)
    outcome = run(*arguments, str(path))
    said = outcome.output + outcome.errors
    assert said.count("\n") == 1
    assert not [c for c in said if c != "\n" and unicodedata.category(c) == "Cc"]
