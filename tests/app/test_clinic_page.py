# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on which a clinic gets its name and address."""

from desktop import wait_for
from walk import SANDBOX, go_on_to


def test_sandbox_preset(start):
    program = start()
    program.press("Get Started")
    go_on_to(program, "clinic")
    program.press("Use Sandbox")
    wait_for(lambda: program.text_of("FHIR URL or Tenant ID") == SANDBOX, "the sandbox's address")
    program.wait_until_shows("This is the secure sandbox.")


def test_wrong_address_is_told_at_once(start):
    program = start()
    program.press("Get Started")
    go_on_to(program, "clinic")
    program.fill("FHIR URL or Tenant ID", "http://fhir.example.org/r4/t/")
    program.wait_until_shows("The FHIR URL must begin with https://")
    program.fill("FHIR URL or Tenant ID", "ec2458f2-1e24-41c8-b71b-0e701af7583dd")
    program.wait_until_shows("This tenant ID has 37 characters")
