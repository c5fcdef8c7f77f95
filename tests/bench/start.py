# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time to the first frame and peak memory, in turns with the least that a libadwaita program can be, and
with the least that shows what the first page shows."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../app"))

from desktop import PROGRAM, Desktop  # noqa: E402

BUILD = os.path.abspath(os.path.join(os.path.dirname(PROGRAM), ".."))
RUNS = 21


def start(desktop, home, program):
    """Starts a program up to its first frame. Returns seconds and KiB."""
    environment = dict(desktop.environment, HOME=home,
                       LD_PRELOAD=os.path.join(BUILD, "tests/bench/first-frame.so"))
    for name in ("DATA", "CONFIG", "CACHE"):
        environment[f"XDG_{name}_HOME"] = os.path.join(home, name.lower())
    began = time.monotonic()
    output = subprocess.run(program, env=environment, capture_output=True, text=True, check=True,
                            timeout=60).stdout
    painted, memory = output.split()
    return int(painted) / 1e6 - began, int(memory)


def main():
    window = os.path.join(BUILD, "tests/bench/bench-window")
    programs = {"an empty window": [window], "the same texts and buttons": [window, "--page"],
                "Leyr Onboarding": [PROGRAM]}
    desktop = Desktop("1280x900")
    try:
        with tempfile.TemporaryDirectory() as folder:
            measured = {name: [] for name in programs}
            for run in range(RUNS + 1):
                for name, program in programs.items():
                    result = start(desktop, os.path.join(folder, name), program)
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
