# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page as it is drawn: no image is missing, every widget has its room, every text can be read.

walk-pages looks at each widget from within; what GTK itself has to say about sizes counts as well."""

import os
import re
import shutil
import subprocess

import pytest

import languages
from conftest import complaints
from desktop import PROGRAM, Program
from test_home_page import write_clinic
from walk import fill_in_clinic, go_on_to, go_to_credentials, keep_practice_credentials, run_test

WALK = os.path.join(os.path.dirname(PROGRAM), "../tests/app/walk-pages")
# Parts of the platform's own widgets: the slider of a scrollbar, and the title in a header bar.
PLATFORM = re.compile(r": (GtkGizmo|AdwWindowTitle) .*: at ")


@pytest.fixture(scope="module")
def tested(desktop):
    """The home of somebody whose clinic is tested."""
    program = Program(desktop, "--practice")
    program.find(role="frame")
    desktop.fill_screen(program.process.pid)
    program.press("Get Started")
    fill_in_clinic(program)
    go_to_credentials(program)
    keep_practice_credentials(program)
    go_on_to(program, "test")
    run_test(program)
    program.quit()
    return program.home


def walk(desktop, home, width, variables=None, texts_at_least=101):
    """What is wrong, page by page."""
    copy = os.path.join(desktop.folder, "walked")
    shutil.copytree(home, copy)
    settings = os.path.join(copy, ".config/gtk-4.0")
    os.makedirs(settings, exist_ok=True)
    with open(os.path.join(settings, "settings.ini"), "w") as file:
        file.write("[Settings]\ngtk-enable-animations=false\n")
    try:
        walked = subprocess.run(
            [WALK, str(width), "860"], env=dict(desktop.environment, HOME=copy, **(variables or {})),
            capture_output=True, text=True, timeout=300, check=True)
    finally:
        shutil.rmtree(copy)
    *found, summary = walked.stdout.splitlines()
    widgets, texts = re.fullmatch(r"(\d+) widgets, (\d+) texts", summary).groups()
    assert int(widgets) > 1000 and int(texts) >= texts_at_least
    assert complaints(walked.stderr) == []
    return [line for line in found if not PLATFORM.search(line)]


@pytest.mark.parametrize("text", [1, 2], ids=["text-100", "text-200"])
@pytest.mark.parametrize("width", [360, 480, 683, 960, 1600])
def test_at_every_width(desktop, tested, width, text):
    desktop.scale_text(text)
    try:
        # Where so little has room, a few less are in view at once.
        assert walk(desktop, tested, width, texts_at_least=90 if (width, text) == (360, 2) else 101) == []
    finally:
        desktop.scale_text(1)


@pytest.mark.parametrize("width", [360, 960])
@pytest.mark.parametrize("language", ["ar", "de", "fr"])
def test_in_other_languages(desktop, tested, language, width):
    assert walk(desktop, tested, width, languages.environment(desktop, language)) == []


@pytest.mark.parametrize("style", [
    {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"},
    {"ADW_DEBUG_HIGH_CONTRAST": "1"},
    {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark", "ADW_DEBUG_HIGH_CONTRAST": "1"},
], ids=["dark", "high-contrast", "dark-high-contrast"])
def test_in_other_colours(desktop, tested, style):
    assert walk(desktop, tested, 960, style) == []


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr"])
def test_where_something_is_missing(desktop, tmp_path, language):
    """No account, no address: what is done without them has its room, too, in the narrowest window."""
    write_clinic(str(tmp_path), "Waiting", account="no", location="https://fhir-ehr.cerner.com/r4/")
    assert walk(desktop, str(tmp_path), 360, languages.environment(desktop, language)) == []


def test_before_anything_was_done(desktop):
    assert walk(desktop, desktop.sub("nothing-done"), 683) == []
