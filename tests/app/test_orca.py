# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader makes of each page: Orca itself, which writes down what it says, on today's GNOME."""

import os
import re
import shutil

import pytest

from conftest import complaints
from desktop import Program, wait_for
from walk import PRACTICE_CLIENT_ID, PRACTICE_SECRET, walk_by_key

pytestmark = pytest.mark.skipif(shutil.which("orca") is None, reason="Orca of today's GNOME alone")

# What is said, among other things, when a page or a dialog comes into view.
SAID = {
    "account": ["Yes, it has an account not selected radio button"],
    "clinic": ["Clinic Name text"],
    "sign-in": ["Open the Code Console in your browser and sign in with the clinic’s account.",
                "Step 1 done check box not checked", "Step 1: Sign In"],
    "console-home": ["Step 2 done check box not checked", "Step 2: Console Home"],
    "my-applications": ["“+ New Application”", "Step 3 done check box not checked", "Step 3: My Applications"],
    "application": ["Fill in the fields below. Leave all other fields unchanged.",
                    "Steps 4 to 5: New Application: First Page"],
    "products": ["Steps 6 to 7: New Application: Products"],
    "scopes": ["Select exactly the scopes shown here. Oracle gives no warning if one is missing.",
               "Steps 8 to 9: New Application: Scopes"],
    "terms": ["Step 10 done check box not checked", "Steps 10 to 11: New Application: Terms"],
    "registered": ["Steps 12 to 13: My Applications: Confirmation"],
    "credentials": ["Step 14: Credentials", "Saved in the system keyring", "Replace… button"],
    "enablement": ["Oracle hosts it not selected radio button", "Enablement"],
    "test": ["Ready. Not available: system/Location.read (DSTU 2)", "Test Again button"],
    "hand-over": ["Go to Connection Test button", "Add to Leyr"],
    "done": ["Still to Do grouping", "Add to Leyr button", "Summary"],
    "step": ["alert Go to Step", "Step Number (1–14) text"],
    "picture": ["Save… button"],
    "help": ["Help dialog"],
    "shortcuts": ["Keyboard Shortcuts dialog"],
    "home": ["Continue with “Klinik 1” button"],
}


class Orca:
    def __init__(self, desktop):
        self.log = os.path.join(desktop.folder, "orca.log")
        # A window has the focus only where somebody gives it.
        self.processes = [desktop.spawn("openbox"), desktop.spawn("orca", "--debug-file", self.log)]
        self.heard = 0
        wait_for(lambda: "Screen reader on." in self.says(), "Orca")

    def says(self):
        """All that it has said by now."""
        if not os.path.exists(self.log):
            return []
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return re.findall(r"SPEECH OUTPUT: '(.*)'\{", file.read())

    def says_since(self):
        return self.says()[self.heard:]

    def close(self):
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def orca(desktop):
    orca = Orca(desktop)
    yield orca
    orca.close()


def test_each_page_is_said(desktop, orca):
    program = Program(desktop, "--practice")
    program.find(role="frame")
    seen = []

    def see(name):
        seen.append(name)
        for words in SAID.get(name, []):
            wait_for(lambda: words in orca.says_since(), f"{words!r} on {name}, among {orca.says_since()}")
        orca.heard = len(orca.says())

    walk_by_key(desktop, program, see)
    assert set(SAID) <= set(seen)
    said = orca.says()
    assert said.count("Ready. Not available: system/Location.read (DSTU 2)") == 1
    # No widget is called by what it is made of, and nothing says what is not to be heard.
    assert [words for words in said if re.search(r"\b(Gtk|Adw|Onb)[A-Z]", words)] == []
    assert [words for words in said if PRACTICE_SECRET in words or PRACTICE_CLIENT_ID in words] == []
    assert complaints(program.quit()) == []
