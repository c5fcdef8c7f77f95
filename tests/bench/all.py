# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A hundred clinics at once: check --all over a long line, beside as many runs of curl making the same requests,
one after the other and as many at a time as check --all has."""

import concurrent.futures
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../wire"))

from authority import Authority  # noqa: E402
from keyring_bus import Keyring  # noqa: E402

from check import PROGRAM, ROUND_TRIP, ROUND_TRIPS, Bench, DelayingProxy, Server  # noqa: E402

CLINICS = 100
AT_ONCE = 4
RUNS = 3
PARALLEL = ["--parallel", "--parallel-immediate", "--parallel-max", "16"]


def make_clinics(home, keyring, server, base):
    folder = os.path.join(home, ".local/share/leyr-onboarding/clinics")
    os.makedirs(folder)
    for number in range(CLINICS):
        identity = str(uuid.uuid4())
        with open(os.path.join(folder, f"{identity}.json"), "w") as file:
            json.dump({"schema": "io.leyr.Onboarding.clinic/1", "id": identity, "guide": "cerner-millennium",
                       "name": f"Clinic {number:03}", "location": base, "stored": True,
                       "approved_hosts": ["127.0.0.1"]}, file)
        keyring.add(identity, server.address["client_id"], server.address["client_secret"])


def check_all(bench, environment):
    begin = time.monotonic()
    output = subprocess.run([PROGRAM, "check", "--all", "--json", "--ca-file", bench.authority.root.path],
                            env=environment, capture_output=True, check=True).stdout
    taken = time.monotonic() - begin
    results = [json.loads(line) for line in output.splitlines()]
    assert [result["verdict"] for result in results] == ["ready"] * CLINICS
    return taken


def run_curl(bench, at_once):
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda _: bench.with_curl(*PARALLEL), range(CLINICS)))
    return time.monotonic() - begin


def main():
    with tempfile.TemporaryDirectory() as folder, Keyring() as keyring:
        authority = Authority(folder)
        server = Server(authority.good)
        try:
            line = DelayingProxy(server.port)
            base = server.base(f"127.0.0.1:{line.port}")
            bench = Bench(folder, authority, server.address, base)
            home = os.path.join(folder, "home")
            make_clinics(home, keyring, server, base)
            environment = dict(bench.environment, HOME=home, DBUS_SESSION_BUS_ADDRESS=keyring.address,
                               XDG_DATA_HOME=os.path.join(home, ".local/share"))
            rows = {"check --all": [], f"{CLINICS} runs of curl, {AT_ONCE} at a time": [],
                    f"{CLINICS} runs of curl, one after the other": []}
            waits = zip(rows, (lambda: check_all(bench, environment), lambda: run_curl(bench, AT_ONCE),
                               lambda: run_curl(bench, 1)))
            waits = list(waits)
            # In turns, so that what else the machine does falls on all of them alike.
            for _ in range(RUNS):
                for name, measure in waits:
                    rows[name].append(measure())
        finally:
            server.close()
    least = CLINICS / AT_ONCE * ROUND_TRIPS * ROUND_TRIP
    print(f"{CLINICS} clinics, {AT_ONCE} at once, {ROUND_TRIPS} round trips of {1000 * ROUND_TRIP:.0f} ms each: "
          f"{least:.1f} s; medians of {RUNS} runs, as multiples of it")
    for name, times in rows.items():
        print(f"  {name:40} {statistics.median(times) / least:5.2f}   "
              f"(best {min(times) / least:.2f}, worst {max(times) / least:.2f})")


if __name__ == "__main__":
    main()
