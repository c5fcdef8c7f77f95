# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Client Secret is in the keyring and nowhere else, whatever is done and however it ends."""

import base64
import json
import os
import re
import signal
import time
import urllib.parse
import urllib.request

import pytest

from desktop import wait_for
from walk import (PRACTICE_CLIENT_ID, PRACTICE_SECRET, fill_in_clinic, go_on_to, go_to_credentials,
                  keep_practice_credentials, run_test)

# Made for this test; with letters that base64 and URLs write differently.
SECRET = "Leak+Test/9f8e7d6c5b4a=hush"


def forms(secret=SECRET):
    plain = secret.encode()
    pair = f"{PRACTICE_CLIENT_ID}:{secret}".encode()
    return [plain, base64.b64encode(plain), base64.b64encode(pair),
            urllib.parse.quote(secret, safe="").encode(), plain.hex().encode(),
            secret.encode("utf-16-le")]


def assert_not_in(data, where):
    for form in forms():
        assert form not in data, f"the secret is in {where}"


def assert_not_below(folder):
    for path, _, names in os.walk(folder):
        for name in names:
            full = os.path.join(path, name)
            if os.path.isfile(full):
                with open(full, "rb") as file:
                    assert_not_in(file.read(), full)


def assert_not_in_processes():
    for pid in filter(str.isdigit, os.listdir("/proc")):
        # This very process knows the secret, and so does the one that types it.
        if int(pid) == os.getpid():
            continue
        for name in ("cmdline", "environ"):
            try:
                with open(f"/proc/{pid}/{name}", "rb") as file:
                    assert_not_in(file.read(), f"/proc/{pid}/{name}")
            except OSError:
                continue


def memory_of(pid):
    """All that a debugger could read of a process."""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            if "r" not in rights or "[v" in line:
                continue
            begin, end = (int(number, 16) for number in place.split("-"))
            try:
                memory.seek(begin)
                yield line.strip(), memory.read(end - begin)
            except (OSError, ValueError):
                continue


# The line of the request as libsoup wrote it: a buffer of its own, which nobody else can reach.
LIBSOUP = b"Authorization: Basic "


def places_in_memory(pid):
    """Every copy of the secret, with what stands before it."""
    found = []
    for line, data in memory_of(pid):
        for form in forms():
            place = data.find(form)
            while place >= 0:
                before = data[max(0, place - 64):place]
                if LIBSOUP not in before:
                    found.append((line, before + data[place:place + 60]))
                place = data.find(form, place + 1)
    return found


@pytest.fixture
def bus_log(desktop):
    path = os.path.join(desktop.folder, "bus.log")
    with open(path, "wb") as file:
        process = desktop.spawn("dbus-monitor", "--session", "--pcap", stdout=file)
        yield path
        process.terminate()
        process.wait()
    os.unlink(path)


def keep(program):
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret(SECRET)
    program.press("Save")
    program.wait_until_shows("Saved in the system keyring")


def save(program, path):
    program.press("Save…")
    program.choose_file(path)
    wait_for(lambda: os.path.exists(path), path)


def test_a_whole_session_leaks_nothing(desktop, start, bus_log):
    program = start(environment={"G_MESSAGES_DEBUG": "all"})
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep(program)
    assert_not_in_processes()
    go_on_to(program, "test")
    run_test(program)
    program.press("Create Support Report…")
    save(program, os.path.join(program.home, "report.html"))
    desktop.key("ctrl+shift+s")
    save(program, os.path.join(program.home, "picture.png"))
    assert_not_in(program.every_text().encode(), "the accessibility tree")
    assert_not_in_processes()
    assert_not_below(program.home)  # its log is there as well
    assert_not_below(desktop.folder)
    with open(bus_log, "rb") as file:
        traffic = file.read()
    assert len(traffic) > 10000
    assert_not_in(traffic, "the D-Bus traffic")


def practice_token(port):
    """The token that the practice server gives: always the same while it runs."""
    basic = base64.b64encode(f"{PRACTICE_CLIENT_ID}:{PRACTICE_SECRET}".encode()).decode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/tenants/t/protocols/oauth2/profiles/smart-v1/token",
        data=b"grant_type=client_credentials&scope=system%2FSlot.read",
        headers={"Authorization": f"Basic {basic}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["access_token"]


def test_the_token_is_nowhere(desktop, start, bus_log):
    program = start(environment={"G_MESSAGES_DEBUG": "all"})
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on_to(program, "test")
    run_test(program)
    port = re.search(r"Host: 127\.0\.0\.1:(\d+)", program.every_text()).group(1)
    token = practice_token(port)
    assert len(token) > 20
    program.press("Create Support Report…")
    save(program, os.path.join(program.home, "report.html"))
    assert token not in program.every_text()
    with open(bus_log, "rb") as file:
        assert token.encode() not in file.read()
    for top in (program.home, desktop.folder):
        for path, _, names in os.walk(top):
            for name in names:
                full = os.path.join(path, name)
                if os.path.isfile(full):
                    with open(full, "rb") as file:
                        assert token.encode() not in file.read(), full


def test_no_copy_stays_in_memory(desktop, start):
    program = start()
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    program.fill("Client ID", PRACTICE_CLIENT_ID)
    program.type_secret(SECRET)
    wait_for(lambda: program.is_sensitive("Save"), "the secret")
    # The scan finds what is there to be found.
    assert places_in_memory(program.process.pid)
    program.press("Save")
    program.wait_until_shows("Saved in the system keyring")
    go_on_to(program, "test")
    run_test(program)
    time.sleep(1)
    assert places_in_memory(program.process.pid) == []


@pytest.mark.parametrize("end", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
@pytest.mark.parametrize("stage", ["typed", "kept", "tested"])
def test_a_crash_leaves_nothing(desktop, start, stage, end, tmp_path):
    os.chdir(tmp_path)  # where a core file would be
    program = start()
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    if stage == "typed":
        program.fill("Client ID", PRACTICE_CLIENT_ID)
        program.type_secret(SECRET)
    else:
        keep(program)
    if stage == "tested":
        go_on_to(program, "test")
        run_test(program)
    with open(f"/proc/{program.process.pid}/limits") as limits:
        core = next(line for line in limits if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]
    # Not dumpable: what such a process leaves in /proc belongs to root.
    assert os.stat(f"/proc/{program.process.pid}/mem").st_uid == 0
    os.kill(program.process.pid, end)
    program.process.wait()
    assert os.listdir(tmp_path) == []
    assert_not_below(program.home)
    assert_not_below(desktop.folder)
