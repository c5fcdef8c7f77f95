# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader finds on every page: each control has a name of its own."""

import re

from desktop import GLib
from walk import (PAGES, fill_in_clinic, go_on, keep_practice_credentials, run_test)

CONTROLS = {"push button", "toggle button", "check box", "radio button", "text", "entry",
            "password text", "combo box", "list item", "image", "menu item", "switch", "link",
            "spin button"}
# GTK's accessibility bridge puts a widget's type where there is no name.
TYPE_NAME = re.compile(r"^(Gtk|Adw|Onb)[A-Z]\w+$")


def ancestors(node):
    while node is not None:
        node = node.get_parent()
        if node is not None:
            yield node


def is_inner(node):
    """Parts of GTK's and libadwaita's own widgets, inside a control that has a name itself."""
    if node.get_name() in ("GtkBuiltinIcon", "AdwGizmo"):
        return True
    if node.get_parent().get_name() in ("AdwToastWidget", "GtkListView"):
        return True  # a toast's x, a combo row's list
    # An entry row's pencil, a combo row's arrow.
    return node.get_role_name() == "image" and any(
        above.get_role_name() in ("text", "list item", "combo box") and above.get_name()
        for above in ancestors(node))


def nameless(program):
    found = []
    for node in program.nodes():
        try:
            role, name = node.get_role_name(), node.get_name() or ""
            if role in CONTROLS and (name == "" or TYPE_NAME.match(name)) and not is_inner(node):
                parent = node.get_parent()
                found.append((role, name, parent.get_role_name(), parent.get_name()))
        except GLib.Error:
            continue  # a toast that went away meanwhile
    return found


def test_every_control_has_a_name(desktop, start):
    program = start()
    problems = {"home, empty": nameless(program)}
    program.press("Begin")
    fill_in_clinic(program)
    problems["clinic"] = nameless(program)
    for page, title in PAGES[1:]:
        go_on(program, title)
        if page == "account":
            program.press("No", role="radio button")
        if page == "credentials":
            keep_practice_credentials(program)
        if page == "test":
            run_test(program)
        problems[page] = nameless(program)
    program.press("All clinics")
    problems["home"] = nameless(program)
    for name, keys in (("step", "ctrl+g"), ("help", "F1"), ("picture", "ctrl+shift+s")):
        desktop.key(keys)
        program.look_away()
        problems[name] = nameless(program)
        desktop.key("Escape")
        program.look_away()
    assert {page: found for page, found in problems.items() if found} == {}


def test_results_are_read_row_by_row(start):
    program = start()
    program.press("Begin")
    fill_in_clinic(program)
    for page, title in PAGES[1:13]:
        go_on(program, title)
        if page == "credentials":
            keep_practice_credentials(program)
    run_test(program)
    rows = [node.get_name() for node in program.nodes() if node.get_role_name() == "list item"
            and (node.get_name() or "").startswith("system/")]
    assert len(rows) == 9
    assert all(re.match(r"system/\w+\.(read|write)\. R4: .+\. DSTU 2: .+", row) for row in rows)
    # The verdict is announced: it is a status.
    assert any(node.get_role_name() == "status bar" and node.get_name() == "Ready"
               for node in program.nodes())
