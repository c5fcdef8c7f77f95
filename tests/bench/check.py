# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The live test's time as a multiple of the fewest round trips, beside curl's for the same requests: over a
long line, and through a proxy at the end of that line."""

import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../wire"))

from authority import Authority, Certificate  # noqa: E402
from network import FHIR_HOST, Network  # noqa: E402

PROGRAM = os.environ["ONB_PROGRAM"]
ONE_WAY = 0.050
RUNS = 7
# TCP, TLS 1.3, discovery, token, probes: each has to wait for the one before it. Through a proxy, it has to be
# asked as well.
ROUND_TRIPS = 5
ROUND_TRIPS_THROUGH_PROXY = 6
ROUND_TRIP = 2 * ONE_WAY
READS = ["Appointment", "Location", "Patient", "Practitioner", "Procedure", "Schedule", "Slot"]


class DelayingProxy:
    """Passes bytes on, each way after a delay, as a long line does: what follows is not held up."""

    def __init__(self, target):
        self.target = target
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        threading.Thread(target=self.run, daemon=True).start()
        self.ready.wait()

    def run(self):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(
            asyncio.start_server(self.serve, "127.0.0.1", 0, backlog=64))
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()

    async def serve(self, reader, writer):
        # Loopback connects at once; on the line, that is a round trip of its own.
        await asyncio.sleep(ROUND_TRIP)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        await asyncio.gather(self.pump(reader, far_writer), self.pump(far_reader, writer))

    async def pump(self, reader, writer):
        queue = asyncio.Queue()

        async def deliver():
            while True:
                due, data = await queue.get()
                await asyncio.sleep(max(0, due - self.loop.time()))
                if not data:
                    writer.close()
                    return
                writer.write(data)

        delivery = self.loop.create_task(deliver())
        try:
            while True:
                data = await reader.read(65536)
                queue.put_nowait((self.loop.time() + ONE_WAY, data))
                if not data:
                    break
        except ConnectionError:
            queue.put_nowait((self.loop.time(), b""))
        await asyncio.gather(delivery, return_exceptions=True)


class Server:
    """The simulated Millennium over TLS, for the hosts that the certificate names."""

    def __init__(self, certificate):
        self.process = subprocess.Popen(
            [PROGRAM, "practice", "--tls-certificate", certificate.path, "--tls-key", certificate.key_path],
            stdout=subprocess.PIPE, text=True)
        self.address = json.loads(self.process.stdout.readline())
        self.port = urllib.parse.urlsplit(self.address["fhir_url"]).port

    def base(self, host):
        return urllib.parse.urlsplit(self.address["fhir_url"])._replace(netloc=host).geturl()

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class Bench:
    """One way to a server. @base: its FHIR URL as it is reached; @proxy: what is on the way, host and port."""

    def __init__(self, folder, authority, address, base, proxy=None):
        self.folder = folder
        self.authority = authority
        self.address = address
        self.base = base
        self.root = self.base.split("/r4/")[0]
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.lower().endswith("_proxy")}
        if proxy:
            self.environment["https_proxy"] = f"http://{proxy}"
        self.minimum = (ROUND_TRIPS_THROUGH_PROXY if proxy else ROUND_TRIPS) * ROUND_TRIP
        self.secret = os.path.join(folder, "secret")
        with open(self.secret, "w") as file:
            file.write(self.address["client_secret"])

    def check_command(self, *more):
        return [PROGRAM, "check", "--json", "--fhir-url", self.base, "--client-id",
                self.address["client_id"], "--secret-file", self.secret, "--ca-file",
                self.authority.root.path, "--approve-host", "127.0.0.1", *more]

    def check(self):
        """One live test; its own clock, which starts after the program has."""
        outcome = subprocess.run(self.check_command(), env=self.environment, capture_output=True, check=True)
        result = json.loads(outcome.stdout)
        assert result["verdict"] == "ready"
        return result["duration_ms"] / 1000

    def curl(self, *arguments):
        return subprocess.run(
            ["curl", "-sS", "--fail-early", "--cacert", self.authority.root.path, *arguments],
            env=self.environment, capture_output=True, check=True, text=True).stdout

    def urls(self, paths):
        return [argument for path in paths for argument in ("-o", "/dev/null", path)]

    def with_curl(self, *parallel):
        """The same requests, in the same three waves, by curl: a process a wave."""
        bases = [self.base, self.base.replace("/r4/", "/dstu2/")]
        discovery = [base + path for base in bases
                     for path in (".well-known/smart-configuration", "metadata")]
        probes = [f"{base}{name}?_id=0" for base in bases for name in READS]
        begin = time.monotonic()
        self.curl(*parallel, *self.urls(discovery))
        token = json.loads(self.curl(
            "-u", f"{self.address['client_id']}:{self.address['client_secret']}", "-d",
            "grant_type=client_credentials&scope=" + "%20".join(
                f"system%2F{name}.read" for name in READS),
            self.root + "/tenants/t/protocols/oauth2/profiles/smart-v1/token"))["access_token"]
        self.curl(*parallel, "-H", f"Authorization: Bearer {token}", *self.urls(probes))
        return time.monotonic() - begin

    def cancel(self):
        """From the signal to the end of the process, in the middle of a live test."""
        process = subprocess.Popen(self.check_command(), env=self.environment, stdout=subprocess.DEVNULL)
        time.sleep(self.minimum / 2)
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait()
        return time.monotonic() - begin

    def cost(self):
        """CPU time and peak memory of a whole run, start of the program included."""
        report = os.path.join(self.folder, "time")
        subprocess.run(["/usr/bin/time", "-o", report, "-f", "%U %S %M", *self.check_command()],
                       env=self.environment, stdout=subprocess.DEVNULL, check=True)
        with open(report) as file:
            user, system, peak = file.read().split()
        return float(user) + float(system), int(peak) / 1024

    def compare(self, name):
        rows = {"leyr-onboarding check": [], "curl --parallel": [], "curl, one after the other": []}
        # In turns, so that what else the machine does falls on all of them alike.
        for _ in range(RUNS):
            rows["leyr-onboarding check"].append(self.check())
            rows["curl --parallel"].append(
                self.with_curl("--parallel", "--parallel-immediate", "--parallel-max", "16"))
            rows["curl, one after the other"].append(self.with_curl())
        print(f"{name}, {round(self.minimum / ROUND_TRIP)} round trips of {1000 * ROUND_TRIP:.0f} ms: "
              f"{1000 * self.minimum:.0f} ms; medians of {RUNS} runs, as multiples of it")
        for command, times in rows.items():
            print(f"  {command:28} {statistics.median(times) / self.minimum:5.2f}   "
                  f"(best {min(times) / self.minimum:.2f}, worst {max(times) / self.minimum:.2f})")


def bench_line(folder, authority):
    server = Server(authority.good)
    try:
        line = DelayingProxy(server.port)
        bench = Bench(folder, authority, server.address, server.base(f"127.0.0.1:{line.port}"))
        bench.compare("no proxy")
        cancels = [bench.cancel() for _ in range(RUNS)]
        cpu, peak = bench.cost()
        print(f"cancelled within {1000 * statistics.median(cancels):.0f} ms "
              f"(worst {1000 * max(cancels):.0f} ms)")
        print(f"a whole run: {1000 * cpu:.0f} ms of CPU, {peak:.0f} MiB at most")
    finally:
        server.close()


def bench_proxies(folder, authority):
    """Under Oracle's name, as nothing on this computer is reached through a proxy; the line is before it."""
    network = Network(folder)
    server = Server(Certificate(folder, "oracle", authority.root, hosts=(FHIR_HOST,)))
    try:
        for name, proxy in ("tinyproxy", network.tinyproxy()), ("squid", network.squid()[0]):
            line = DelayingProxy(int(proxy.split(":")[1]))
            Bench(folder, authority, server.address, server.base(f"{FHIR_HOST}:{server.port}"),
                  f"127.0.0.1:{line.port}").compare(name)
    finally:
        server.close()
        network.close()


def main():
    with tempfile.TemporaryDirectory() as folder:
        authority = Authority(folder)
        bench_line(folder, authority)
        bench_proxies(folder, authority)


if __name__ == "__main__":
    main()
