# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the stages of the tests, and adds up what passed and what failed. Stages that do not disturb one
another run side by side, in two lanes; each tells what it has to tell when it ends."""

import glob
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PLAIN = os.path.join(ROOT, ".build-tests")
SANITIZED = os.path.join(ROOT, ".build-sanitize")
SANDBOXED = os.path.join(ROOT, ".build-flatpak")
FUZZED = os.path.join(ROOT, ".build-fuzz")
TREES = os.path.join(ROOT, ".build-trees")
FUZZ_SECONDS = os.environ.get("ONB_FUZZ_SECONDS", "15")

# The quarantine of freed memory grows with every run of a fuzz target, and would be all that a limit on
# memory measures.
SANITIZER_OPTIONS = {
    "ASAN_OPTIONS": "abort_on_error=0:exitcode=99:detect_leaks=0:quarantine_size_mb=8",
    "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
}

# What crosses the wire waits most of its time, so that this many tests do so at once.
WAITING = "4"
# And a window's test waits for its window: this many at a time, each process with a desktop of its own.
DESKTOPS = "3"

# Files of tests that are with what the packages of the stage bring, each of them.
NEEDS_PACKAGES = "test_network or test_limits or test_daily"

NO_MIRROR = 75  # what src/tree says where no mirror has a suite to give


def setting(name):
    """What src/packages and tests/packages say."""
    script = f'. "{ROOT}/src/packages"; . "{ROOT}/tests/packages"; echo ${name}'
    return subprocess.run(["sh", "-c", script], capture_output=True, text=True,
                          check=True).stdout.strip()


def make_tree(suite, packages, **options):
    """Puts the system of a suite together, with these packages in it; returns the exit status."""
    return subprocess.run([os.path.join(ROOT, "src/tree"), suite, os.path.join(TREES, suite), *packages],
                          check=False, **options).returncode


class Skipped(Exception):
    """A stage that cannot be run at this hour."""


class Suite:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.scratch = tempfile.mkdtemp(prefix="onb-tests-")

    def command(self, *command, **options):
        environment = dict(os.environ, **options.pop("env", {}))
        options.setdefault("cwd", ROOT)
        return subprocess.run(command, env=environment, check=False, **options).returncode

    def result(self, name, good):
        self.passed += good
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} - {name}", flush=True)
        return good

    def one(self, name, *command, **options):
        """A command that is one test."""
        return self.result(name, self.command(*command, **options) == 0)

    def count(self, name, report, status):
        """Adds what a JUnit report counts; a runner that failed without a report is a failure."""
        if not os.path.exists(report):
            self.failed += 1
            print(f"not ok - {name}: no report", flush=True)
            return
        tests = failed = 0
        for case in ElementTree.parse(report).iter("testcase"):
            if case.find("skipped") is not None:
                continue
            tests += 1
            failed += case.find("failure") is not None or case.find("error") is not None
        if tests == 0 or (status != 0 and failed == 0):
            failed += 1
        self.passed += max(tests - failed, 0)
        self.failed += failed
        print(f"{name}: {tests} tests, {failed} failed", flush=True)

    def build(self, folder, *options, window=False, within=(), env=None):
        ready = os.path.exists(os.path.join(folder, "build.ninja"))
        # Its own folder is the prefix: that is where the program looks for its translations.
        prefix = f"--prefix={os.path.join(folder, 'installed')}"
        if not ready and self.command(
                *within, "meson", "setup", folder, ROOT, prefix, "--werror", "--fatal-meson-warnings",
                f"-Dwindow={'enabled' if window else 'disabled'}", *options,
                env=env or {}, stdout=subprocess.DEVNULL) != 0:
            return False
        log = os.path.join(self.scratch, "build.log")
        with open(log, "w") as file:
            good = self.command(*within, "ninja", "-C", folder, stdout=file) == 0
        if not good:
            with open(log, errors="replace") as file:
                sys.stdout.write(file.read())
        return good and self.command(*within, "meson", "install", "-C", folder, "--no-rebuild", "--tags",
                                     "i18n", stdout=subprocess.DEVNULL) == 0

    def program(self, folder):
        return os.path.join(folder, "src/leyr-onboarding")

    def pytest(self, name, folder, build, *options, within=(), env=None):
        report = os.path.join(self.scratch, f"{name}.xml")
        status = self.command(
            *within, "/usr/bin/python3", "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider",
            f"--junitxml={report}", *options, os.path.join(ROOT, "tests", folder),
            env=dict(env or {}, ONB_PROGRAM=self.program(build), PYTHONDONTWRITEBYTECODE="1"),
        )
        self.count(name, report, status)

    def unit_tests(self, name, build, env=None):
        status = self.command("meson", "test", "-C", build, "--no-rebuild", "--suite", "unit",
                              env=env or {}, stdout=subprocess.DEVNULL)
        self.count(name, os.path.join(build, "meson-logs/testlog.junit.xml"), status)

    def tree(self, suite, packages):
        """The system of a suite, with these packages in it."""
        status = make_tree(suite, packages)
        if status == NO_MIRROR:
            raise Skipped(f"no mirror has a tree of {suite} to give at this hour")
        if status != 0:
            raise RuntimeError(f"the tree of {suite} could not be made")
        return os.path.join(TREES, suite, "system")

    # The stages.

    def style(self):
        # Another version of the formatter breaks lines elsewhere.
        formatter = shutil.which("clang-format-14") or shutil.which("clang-format")
        version = subprocess.run([formatter, "--version"], capture_output=True, text=True,
                                 check=True).stdout
        if " 14." in version:
            sources = subprocess.run(
                ["git", "-c", f"safe.directory={ROOT}", "ls-files", "*.c", "*.h"], cwd=ROOT,
                capture_output=True, text=True, check=True).stdout.split()
            self.one("format", formatter, "--dry-run", "-Werror", *sources)
        else:
            print(f"format: not looked at, it is that of clang-format 14 and this is {version.strip()}")
        self.result("build without a warning", self.build(PLAIN))
        linked = subprocess.run(["ldd", os.path.join(PLAIN, "tests/unit/test-check")],
                                capture_output=True, text=True, check=False).stdout
        self.result("the core library does not link GTK",
                    "libsoup" in linked and "libgtk" not in linked)
        self.one("the rooms of the house know what they may", sys.executable,
                 os.path.join(ROOT, "tests/rooms.py"))
        self.one("translations are complete and true", sys.executable,
                 os.path.join(ROOT, "tests/translations.py"))
        self.one("words: one term for one thing, capitals, buttons", sys.executable,
                 os.path.join(ROOT, "tests/words.py"))
        self.one("guides, by the schema and by the program", sys.executable,
                 os.path.join(ROOT, "tests/guides.py"), self.program(PLAIN))
        self.one("the README lists the issues that there are", sys.executable,
                 os.path.join(ROOT, "tests/findings.py"), "--check",
                 os.path.join(PLAIN, "tests/unit/print-findings"))

    def unit(self):
        if self.result("build of the core", self.build(PLAIN)):
            self.unit_tests("unit", PLAIN)

    def valgrind(self):
        if not self.result("build of the core", self.build(PLAIN)):
            return
        common = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full",
                  "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite",
                  f"--suppressions={os.path.join(ROOT, 'tests/valgrind.supp')}"]
        quiet = {"G_SLICE": "always-malloc", "G_DEBUG": "gc-friendly", "LC_ALL": "C.UTF-8"}
        for test in sorted(glob.glob(os.path.join(PLAIN, "tests/unit/test-*[a-z]"))):
            if os.path.isfile(test):
                self.one(f"valgrind {os.path.basename(test)}", *common, test, env=quiet,
                         stdout=subprocess.DEVNULL)
        for scenario, status in (("works", 0), ("too-many-scopes", 0), ("captive-portal", 3)):
            self.one(f"valgrind check --practice={scenario}", "sh", "-c",
                     '"$@" >/dev/null; test $? -eq ' + str(status), "sh", *common,
                     self.program(PLAIN), "check", f"--practice={scenario}", env=quiet)

    def wire(self):
        if self.result("build of the core", self.build(PLAIN)):
            self.pytest("wire", "wire", PLAIN, "-n", WAITING, "-k", os.environ.get("ONB_WIRE_TESTS", ""))

    def sanitize(self):
        """The unit tests, and all that crosses the wire, under the sanitizers: but not what only waits, nor each
        scenario over TLS once more, nor each filter's page, whose readers the fuzz targets are for."""
        if not self.result("build with the sanitizers",
                           self.build(SANITIZED, "-Db_sanitize=address,undefined",
                                      "-Db_lundef=false")):
            return
        self.unit_tests("unit, sanitized", SANITIZED, env=SANITIZER_OPTIONS)
        self.pytest("wire-sanitized", "wire", SANITIZED, "-n", WAITING, "-k",
                    "not time_bounds and not scenario_over_tls and not test_is_named",
                    env=SANITIZER_OPTIONS)

    def fuzz(self):
        if not self.result("build of the fuzz targets",
                           self.build(FUZZED, "-Db_sanitize=address,undefined", "-Db_lundef=false",
                                      env={"CC": "clang"})):
            return
        for target in sorted(glob.glob(os.path.join(FUZZED, "tests/fuzz/fuzz-*[a-z]"))):
            if not os.path.isfile(target):
                continue
            name = os.path.basename(target)
            corpus = os.path.join(self.scratch, name)
            os.makedirs(corpus)
            seeds = os.path.join(ROOT, "tests/fuzz/corpus", name.removeprefix("fuzz-"))
            # The limit only keeps a runaway from taking the machine down: it is many times what a target
            # needs.
            self.one(f"{name}, {FUZZ_SECONDS} s", target, f"-max_total_time={FUZZ_SECONDS}",
                     "-print_final_stats=0", "-verbosity=0", "-max_len=65536", "-rss_limit_mb=2048",
                     f"-artifact_prefix={self.scratch}/", corpus, seeds, env=SANITIZER_OPTIONS)

    def fresh(self):
        """What the README promises, in systems in which nothing is installed, from a clean clone. Where this
        machine is such a system, the tests that cross the wire need not all be gone through there again."""
        own = platform.freedesktop_os_release().get("VERSION_CODENAME")
        for name, suite, user in (("Debian 12, as root", "bookworm", ""),
                                  ("Debian 13, as a user with sudo", "trixie", "somebody")):
            self.one(f"fresh: {name}", os.path.join(ROOT, "tests/fresh"), suite,
                     os.path.join(self.scratch, suite), user,
                     env={"ONB_WIRE_TESTS": NEEDS_PACKAGES if suite == own else ""})

    def window(self, name, suite, packages, folder):
        """All that has a window, on the system of a suite."""
        system = self.tree(suite, packages)
        within = [os.path.join(ROOT, "tests/in-tree"), system]
        if not self.result(f"build without a warning, {name}",
                           self.build(folder, window=True, within=within)):
            return
        self.one(f"templates, {name}", *within, "xvfb-run", "-a", "/usr/bin/python3",
                 os.path.join(ROOT, "tests/templates.py"),
                 os.path.join(folder, "tests/template-types.so"),
                 *sorted(glob.glob(os.path.join(ROOT, "data/ui/*/*.ui"))))
        self.one(f"desktop entry, {name}", *within, "desktop-file-validate",
                 os.path.join(folder, "data/io.leyr.Onboarding.desktop"))
        self.one(f"metainfo, {name}", *within, "appstreamcli", "validate", "--no-net", "--pedantic",
                 "--strict", os.path.join(folder, "data/io.leyr.Onboarding.metainfo.xml"))
        self.pytest(name, "app", folder, "-n", DESKTOPS, "--dist", "worksteal", within=within)

    def app(self):
        self.window("app", setting("reference_suite"), setting("reference_packages").split(),
                    os.path.join(ROOT, ".build-app"))

    def today(self):
        self.window("today", setting("today_suite"), setting("today_packages").split(),
                    os.path.join(ROOT, ".build-today"))

    def flatpak(self):
        """Builds, installs and runs the Flatpak, on the stand-in runtime and with a home of its own."""
        home = {"HOME": os.path.join(SANDBOXED, "home")}
        os.makedirs(home["HOME"], exist_ok=True)
        status = self.command(os.path.join(ROOT, "flatpak/make-runtime"),
                              os.path.join(SANDBOXED, "runtime"), env=home, stdout=subprocess.DEVNULL)
        if status == NO_MIRROR:
            raise Skipped(f"no mirror has its suite to give at this hour")
        if not self.result("the stand-in runtime", status == 0):
            return
        manifest = os.path.join(SANDBOXED, "io.leyr.Onboarding.json")
        with open(os.path.join(ROOT, "flatpak/io.leyr.Onboarding.json")) as file:
            document = json.load(file)
        # The stand-in has no appstream-compose; a module's path counts from the manifest.
        document["appstream-compose"] = False
        document["modules"][-1]["sources"][0]["path"] = ROOT
        with open(manifest, "w") as file:
            json.dump(document, file)
        repository = os.path.join(SANDBOXED, "repo")
        self.one("the Flatpak is built and installed", "flatpak-builder", "--user", "--install",
                 "--force-clean", "--disable-rofiles-fuse", "--disable-download",
                 f"--state-dir={os.path.join(SANDBOXED, 'state')}", f"--repo={repository}",
                 os.path.join(SANDBOXED, "build"), manifest, env=home, stdout=subprocess.DEVNULL)
        bundle = os.path.join(SANDBOXED, "leyr-onboarding.flatpak")
        self.one("a bundle is made", "flatpak", "build-bundle", repository, bundle,
                 "io.leyr.Onboarding", env=home)
        self.pytest("flatpak", "flatpak", PLAIN, env=home)


# What is in one lane runs one after the other: the core's stages use one build folder. The window's take as
# long as all the others together.
LANES = [["style", "unit", "wire", "valgrind", "sanitize", "fuzz", "flatpak", "fresh"], ["app", "today"]]


def run_stage(name, counts):
    """In a process of its own: what it prints goes to one file, what it counts to another."""
    suite = Suite()
    skipped = 0
    try:
        getattr(suite, name)()
    except Skipped as reason:
        skipped = 1
        print(f"skipped - {name}: {reason}", flush=True)
    except Exception as error:  # pylint: disable=broad-except
        suite.result(f"{name}: {error}", False)
    shutil.rmtree(suite.scratch, ignore_errors=True)
    with open(counts, "w") as file:
        json.dump([suite.passed, suite.failed, skipped], file)


def make_ahead():
    """The tree of today, while the tests before it go on: its packages come over the network, and take a while.
    Where this comes to nothing, the stage tries again, and says why."""
    make_tree(setting("today_suite"), setting("today_packages").split(), stdout=subprocess.DEVNULL,
              stderr=subprocess.DEVNULL)


def run_lane(stages, totals, lock, ahead):
    for stage in stages:
        if stage == "today":
            ahead.join()
        with tempfile.TemporaryDirectory() as folder:
            output = os.path.join(folder, "output")
            counts = os.path.join(folder, "counts")
            begun = time.monotonic()
            with open(output, "w") as file:
                subprocess.run([sys.executable, os.path.abspath(__file__), "--stage", stage, counts],
                               stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT,
                               check=False)
            with lock:
                print(f"== {stage}, {(time.monotonic() - begun) / 60:.1f} min")
                with open(output, errors="replace") as file:
                    shutil.copyfileobj(file, sys.stdout)
                try:
                    with open(counts) as file:
                        results = json.load(file)
                except OSError:
                    print(f"not ok - {stage} ended before it could count")
                    results = [0, 1, 0]
                sys.stdout.flush()
                for i, count in enumerate(results):
                    totals[i] += count


def main():
    if sys.argv[1:2] == ["--stage"]:
        run_stage(*sys.argv[2:])
        return
    totals, lock = [0, 0, 0], threading.Lock()
    lanes = [[stage for stage in lane if stage in sys.argv[1:]] for lane in LANES]
    ahead = threading.Thread(target=make_ahead)
    if "today" in sys.argv[1:]:
        ahead.start()
    threads = [threading.Thread(target=run_lane, args=(lane, totals, lock, ahead)) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed, failed, skipped = totals
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(0 if failed == 0 else 1)


if __name__ == "__main__":
    main()
