# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clinics whose Millennium is one of the peers of tests/wire: in TLS, and not in practice."""

import os
import sys

from desktop import wait_for
from walk import fill_in_clinic, go_to_credentials

# For whoever imports this: peer, echo.
sys.path.append(os.path.join(os.path.dirname(__file__), "../wire"))

CLIENT_ID = "0b5e55ed-1e7a-4c11-9000-9ac71ce00001"
SECRET = "window-secret-Zk3Q9x"


def home_that_trusts(certificate, folder):
    """A home in which this certificate's authority has been added."""
    home = folder / "home"
    data = home / ".local/share/leyr-onboarding"
    data.mkdir(parents=True)
    with open(certificate.root) as root:
        (data / "authorities.pem").write_text(root.read())
    return str(home)


def open_tested(start, peer, home):
    """The program in which the clinic has just been tested, and everything works."""
    program = start(practice=False, home=home)
    program.press("Get Started")
    fill_in_clinic(program, location=peer.base)
    go_to_credentials(program)
    program.fill("Client ID", CLIENT_ID)
    program.type_secret(SECRET)
    program.press("Save and Test")
    program.press(contains="Approve ")
    program.answer("Approve and Test")
    wait_for(lambda: program.find_now("Ready", "label"), "a test in which everything works")
    return program
