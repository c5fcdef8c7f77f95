# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time to the first frame and peak memory, in turns with the least that a libadwaita program can be, and
with the least that shows what the first page shows; then with clinics that have been tested many times, also up
to the first frame with their list."""

import datetime
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../app"))

from desktop import PROGRAM, Desktop  # noqa: E402

BUILD = os.path.abspath(os.path.join(os.path.dirname(PROGRAM), ".."))
RUNS = 21
CLINICS = 500
VERDICTS = 50


def start(desktop, home, program, **variables):
    """Starts a program up to its first frame. Returns seconds and KiB."""
    environment = dict(desktop.environment, **variables, HOME=home,
                       LD_PRELOAD=os.path.join(BUILD, "tests/bench/first-frame.so"))
    for name in ("DATA", "CONFIG", "CACHE"):
        environment[f"XDG_{name}_HOME"] = os.path.join(home, name.lower())
    began = time.monotonic()
    output = subprocess.run(program, env=environment, capture_output=True, text=True, check=True,
                            timeout=60).stdout
    painted, memory = output.split()
    return int(painted) / 1e6 - began, int(memory)


def put_clinics(home, count):
    """Clinics with a whole result each, and as many verdicts as are kept, every other one with a change."""
    result = json.loads(subprocess.run([PROGRAM, "check", "--practice", "--json"], capture_output=True, check=True,
                                       env=dict(os.environ, HOME=home)).stdout)
    folder = os.path.join(home, "data/leyr-onboarding/clinics")
    os.makedirs(folder)
    first = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
    history = [{"when": (first + datetime.timedelta(days=day)).isoformat(),
                "verdict": ("ready", "not-ready")[day % 2],
                "changes": [{"scope": "system/Slot.read", "version": "R4", "was": ("refused", "works")[day % 2],
                             "is": ("works", "refused")[day % 2]}]} for day in range(VERDICTS)]
    for number in range(count):
        clinic = {"schema": "io.leyr.Onboarding.clinic/1", "id": str(uuid.uuid4()),
                  "guide": "cerner-millennium", "name": f"Clinic {number:03}",
                  "location": "https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-9ac71ce10001/",
                  "stored": True, "ticks": list(range(1, 15)), "result": result, "history": history}
        with open(os.path.join(folder, clinic["id"] + ".json"), "w") as file:
            json.dump(clinic, file)


def main():
    window = os.path.join(BUILD, "tests/bench/bench-window")
    one, many = "with one clinic", f"with {CLINICS} clinics"
    listed = "  until they are listed"
    programs = {"an empty window": [window], "the same texts and buttons": [window, "--page"],
                "Leyr Onboarding": [PROGRAM], one: [PROGRAM], many: [PROGRAM], listed: [PROGRAM]}
    desktop = Desktop("1280x900")
    try:
        with tempfile.TemporaryDirectory() as folder:
            for name, count in (one, 1), (many, CLINICS):
                os.makedirs(os.path.join(folder, name))
                put_clinics(os.path.join(folder, name), count)
            measured = {name: [] for name in programs}
            for run in range(RUNS + 1):
                for name, program in programs.items():
                    home = os.path.join(folder, many if name == listed else name)
                    result = start(desktop, home, program, **({"UNTIL_LISTED": "1"} if name == listed else {}))
                    if run > 0:  # the first one fills caches
                        measured[name].append(result)
    finally:
        desktop.close()
    peer_time, peer_memory = (statistics.median(values)
                              for values in zip(*measured["an empty window"]))
    print(f"Start, median of {RUNS}, in turns   first frame           peak memory")
    for name, results in measured.items():
        seconds, memory = (statistics.median(values) for values in zip(*results))
        print(f"{name:<28} {seconds * 1000:6.0f} ms ({seconds / peer_time:4.2f})"
              f"   {memory / 1024:6.1f} MiB ({memory / peer_memory:4.2f})")


if __name__ == "__main__":
    main()
