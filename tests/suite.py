# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the stages of the tests one after the other, and adds up what passed and what failed."""

import glob
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PLAIN = os.path.join(ROOT, ".build-tests")
SANITIZED = os.path.join(ROOT, ".build-sanitize")
SANDBOXED = os.path.join(ROOT, ".build-flatpak")
NEWER = os.path.join(ROOT, ".build-newer")
FUZZED = os.path.join(ROOT, ".build-fuzz")
FUZZ_SECONDS = os.environ.get("ONB_FUZZ_SECONDS", "30")

SANITIZER_OPTIONS = {
    "ASAN_OPTIONS": "abort_on_error=0:exitcode=99:detect_leaks=0",
    "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
}


class Suite:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.scratch = tempfile.mkdtemp(prefix="onb-tests-")

    def command(self, *command, **options):
        environment = dict(os.environ, **options.pop("env", {}))
        return subprocess.run(command, cwd=ROOT, env=environment, check=False, **options).returncode

    def result(self, name, good):
        self.passed += good
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} - {name}", flush=True)

    def one(self, name, *command, **options):
        """A command that is one test."""
        self.result(name, self.command(*command, **options) == 0)

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

    def build(self, folder, *options, env=None):
        ready = os.path.exists(os.path.join(folder, "build.ninja"))
        # Its own folder is the prefix: that is where the program looks for its translations.
        prefix = f"--prefix={os.path.join(folder, 'installed')}"
        if not ready and self.command("meson", "setup", folder, prefix, "--werror", *options,
                                      env=env or {}, stdout=subprocess.DEVNULL) != 0:
            return False
        return self.command("ninja", "-C", folder, stdout=subprocess.DEVNULL) == 0

    def program(self, folder):
        return os.path.join(folder, "src/leyr-onboarding")

    def pytest(self, name, folder, build, *options, program=None, env=None):
        report = os.path.join(self.scratch, f"{name}.xml")
        status = self.command(
            "/usr/bin/python3", "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider",
            f"--junitxml={report}", *options, os.path.join(ROOT, "tests", folder),
            env=dict(env or {}, ONB_PROGRAM=program or self.program(build),
                     PYTHONDONTWRITEBYTECODE="1"),
        )
        self.count(name, report, status)

    def unit_tests(self, name, build, within=(), env=None):
        status = self.command(*within, "meson", "test", "-C", build, "--no-rebuild", "--suite", "unit",
                              env=env or {}, stdout=subprocess.DEVNULL)
        self.count(name, os.path.join(build, "meson-logs/testlog.junit.xml"), status)

    # The stages.

    def style(self):
        sources = subprocess.run(
            ["git", "ls-files", "*.c", "*.h"], cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.split()
        self.one("format", "clang-format", "--dry-run", "-Werror", *sources)
        self.result("build without a warning", self.build(PLAIN))
        linked = subprocess.run(["ldd", os.path.join(PLAIN, "tests/unit/test-check")],
                                capture_output=True, text=True, check=False).stdout
        self.result("the core library does not link GTK",
                    "libsoup" in linked and "libgtk" not in linked)
        for template in sorted(glob.glob(os.path.join(ROOT, "data/ui/*/*.ui"))):
            self.one(f"valid {os.path.basename(template)}", sys.executable,
                     os.path.join(ROOT, "tests/templates.py"),
                     os.path.join(PLAIN, "tests/template-types.so"), template)
        self.one("desktop entry", "desktop-file-validate",
                 os.path.join(PLAIN, "data/io.leyr.Onboarding.desktop"))
        # The one tag that Debian 12's appstream does not know is <developer>, which Flathub asks for.
        self.one("metainfo", "appstreamcli", "validate", "--no-net", "--pedantic", "--strict",
                 "--override", "unknown-tag=pedantic",
                 os.path.join(PLAIN, "data/io.leyr.Onboarding.metainfo.xml"))
        self.one("translations are complete and true", sys.executable,
                 os.path.join(ROOT, "tests/translations.py"))
        self.one("guides, by the schema and by the program", sys.executable,
                 os.path.join(ROOT, "tests/guides.py"), self.program(PLAIN))
        self.one("findings in the README are those of the table", sys.executable,
                 os.path.join(ROOT, "tests/findings.py"), "--check",
                 os.path.join(PLAIN, "tests/unit/print-findings"))

    def unit(self):
        if not self.build(PLAIN):
            self.failed += 1
            return
        self.unit_tests("unit", PLAIN)

    def valgrind(self):
        if not self.build(PLAIN):
            self.failed += 1
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
        if self.build(PLAIN):
            self.pytest("wire", "wire", PLAIN)
        else:
            self.failed += 1

    def sanitize(self):
        """The unit tests, and all that crosses the wire but what only waits, under the sanitizers."""
        if not self.build(SANITIZED, "-Db_sanitize=address,undefined", "-Db_lundef=false"):
            self.failed += 1
            return
        self.unit_tests("unit, sanitized", SANITIZED, env=SANITIZER_OPTIONS)
        self.pytest("wire-sanitized", "wire", SANITIZED, "-k", "not time_bounds",
                    env=SANITIZER_OPTIONS)

    def fuzz(self):
        if not self.build(FUZZED, "-Db_sanitize=address,undefined", "-Db_lundef=false",
                          env={"CC": "clang"}):
            self.failed += 1
            return
        for target in sorted(glob.glob(os.path.join(FUZZED, "tests/fuzz/fuzz-*[a-z]"))):
            if not os.path.isfile(target):
                continue
            name = os.path.basename(target)
            corpus = os.path.join(self.scratch, name)
            os.makedirs(corpus)
            seeds = os.path.join(ROOT, "tests/fuzz/corpus", name.removeprefix("fuzz-"))
            self.one(f"{name}, {FUZZ_SECONDS} s", target, f"-max_total_time={FUZZ_SECONDS}",
                     "-print_final_stats=0", "-verbosity=0", "-max_len=65536", "-rss_limit_mb=512",
                     f"-artifact_prefix={self.scratch}/", corpus, seeds, env=SANITIZER_OPTIONS)

    def app(self):
        if self.build(PLAIN):
            self.pytest("app", "app", PLAIN)
        else:
            self.failed += 1

    def make_runtime(self):
        """Returns what is to be set for whoever uses it: a home of its own."""
        home = {"HOME": os.path.join(SANDBOXED, "home")}
        os.makedirs(home["HOME"], exist_ok=True)
        self.one("the stand-in runtime", os.path.join(ROOT, "flatpak/make-runtime"),
                 os.path.join(SANDBOXED, "runtime"), env=home, stdout=subprocess.DEVNULL)
        return home

    def flatpak(self):
        """Builds, installs and runs the Flatpak, on the stand-in runtime and with a home of its own."""
        home = self.make_runtime()
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

    def newer(self):
        """On Debian trixie, of which the stand-in runtime is made: without a warning, and what needs
        no window. The window goes its whole way there in the Flatpak's stage."""
        self.make_runtime()
        within = [os.path.join(ROOT, "flatpak/in-tree"), os.path.join(SANDBOXED, "runtime/tree")]
        build = (f"test -e {NEWER}/build.ninja || meson setup {NEWER} {ROOT} --werror"
                 f" --prefix={NEWER}/installed && ninja -C {NEWER}")
        self.one("build on the newer stack without a warning", *within, "sh", "-c", build,
                 stdout=subprocess.DEVNULL)
        self.unit_tests("unit, newer stack", NEWER, within)
        program = os.path.join(self.scratch, "leyr-onboarding")
        with open(program, "w") as file:
            file.write(f'#!/bin/sh\nexec {" ".join(within)} {self.program(NEWER)} "$@"\n')
        os.chmod(program, 0o755)
        self.pytest("wire-newer", "wire", NEWER, "-k", "not time_bounds", program=program)


STAGES = ["style", "unit", "valgrind", "wire", "sanitize", "fuzz", "app", "flatpak", "newer"]


def main():
    wanted = sys.argv[1:] or STAGES
    unknown = [stage for stage in wanted if stage not in STAGES]
    if unknown:
        sys.exit(f"There is no stage {unknown[0]}. Stages: {' '.join(STAGES)}")
    suite = Suite()
    for stage in wanted:
        print(f"== {stage}", flush=True)
        getattr(suite, stage)()
    print(f"{suite.passed} passed, {suite.failed} failed")
    sys.exit(0 if suite.failed == 0 else 1)


if __name__ == "__main__":
    main()
