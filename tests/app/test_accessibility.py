# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader finds on every page: each control has a name of its own."""

import re
import time

import pytest

from desktop import TYPE_NAME, Atspi, GLib, listen
from walk import (PAGES, fill_in_clinic, go_on, keep_practice_credentials, run_test, walk_by_key)

CONTROLS = {"button", "toggle button", "check box", "radio button", "text", "entry",
            "password text", "combo box", "list item", "image", "menu item", "switch", "link",
            "spin button"}
FOCUS_EVENT = "object:state-changed:focused"
FOCUSABLE = {"button", "check box", "radio button", "combo box", "toggle button"}
# The window's own, for which desktops have keys.
WINDOW_BUTTONS = {"Minimize", "Maximize", "Close"}


def ancestors(node):
    while node is not None:
        node = node.get_parent()
        if node is not None:
            yield node


def descendants(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child
            yield from descendants(child)


def is_inner(node):
    """Parts of GTK's and libadwaita's own widgets, inside a control that has a name itself."""
    if node.get_name() in ("GtkBuiltinIcon", "AdwGizmo"):
        return True
    if node.get_parent().get_name() in ("AdwToastWidget", "GtkListView"):
        return True  # a toast's x, a combo row's list
    if node.get_role_name() == "list item" and any(
            above.get_role_name() == "combo box" for above in ancestors(node)):
        return True  # what a combo row offers, before it is open
    # An expander row is a row around one of its name, which is what is pressed.
    if node.get_role_name() == "list item" and any(
            child.get_role_name() == "list item" and child.get_name() for child in descendants(node)):
        return True
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
    program.press("Get Started")
    for page, title in PAGES:
        if page == "account":
            program.press("Not sure", role="radio button")
            program.press("Not yet", role="radio button")
        else:
            go_on(program, title)
        if page == "clinic":
            fill_in_clinic(program)
        if page == "credentials":
            keep_practice_credentials(program)
        if page == "test":
            run_test(program)
        problems[page] = nameless(program)
    program.press("All Clinics")
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
    program.press("Get Started")
    fill_in_clinic(program)
    for page, title in PAGES[2:13]:
        go_on(program, title)
        if page == "credentials":
            keep_practice_credentials(program)
    run_test(program)
    rows = [node.get_name() for node in program.nodes() if node.get_role_name() == "list item"
            and (node.get_name() or "").startswith("system/")]
    assert len(rows) == 9
    assert all(re.match(r"system/\w+\.(read|write)\. R4: .+\. DSTU 2: .+", row) for row in rows)


class Focus:
    """Where the keyboard's focus goes, as a screen reader is told."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.told = []
        self.listener = Atspi.EventListener.new(self.on_event)
        self.listener.register(FOCUS_EVENT)

    def close(self):
        self.listener.deregister(FOCUS_EVENT)

    def on_event(self, event):
        if event.detail1:
            self.told.append(event.source)

    def listen(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            listen()
            time.sleep(0.002)

    def press(self, key):
        """Presses a key. Returns what has the focus then, or None: of an entry GTK 4.8 tells nothing."""
        self.listen(0.1)  # to what was told before
        self.told.clear()
        self.desktop.key(key)
        end = time.monotonic() + 3
        while time.monotonic() < end and not self.told:
            self.listen(0.01)
        return self.told[-1] if self.told else None


@pytest.fixture
def focus(desktop):
    focus = Focus(desktop)
    yield focus
    focus.close()


def tour(program, focus):
    """What Tab comes to until it is where it began: (role, name, x, y of the middle)."""
    stops = []
    for _ in range(80):
        node = focus.press("Tab")
        if node is None:
            stops.append(None)
            assert stops[-4:] != [None] * 4, f"the focus is lost after {stops}"
            continue
        place = program.place(node)
        stop = (node.get_role_name(), node.get_name(), place.x, place.y + place.height // 2)
        # A page that is higher than its window is elsewhere the second time.
        if any(known is not None and known[:3] == stop[:3] for known in stops):
            assert stop[:3] == next(known for known in stops if known is not None)[:3], "a trap"
            return [stop for stop in stops if stop is not None]
        stops.append(stop)
    raise AssertionError("Tab never came back")


def test_tab_comes_everywhere_and_back(desktop, start, focus):
    program = start()
    toured = {}

    def see(name):
        if name not in ("home, empty", "clinic", "scopes", "credentials", "test", "hand-over", "home"):
            return
        if name in ("credentials", "test"):
            time.sleep(6)  # until the toast is gone, whose x is no one's aim
        stops = toured[name] = tour(program, focus)
        reached = {stop[1] for stop in stops}
        wanted = set()
        for node in program.nodes():
            role, label = node.get_role_name(), node.get_name() or ""
            if (role in FOCUSABLE and node.get_state_set().contains(Atspi.StateType.SENSITIVE)
                    and program.place(node).width > 0 and not TYPE_NAME.match(label)
                    and label not in WINDOW_BUTTONS):
                wanted.add(label)
        assert wanted - reached == set(), name
        # From the top of the page to its bottom, beginning where the page does.
        begin = next(i for i, stop in enumerate(stops)
                     if stop[1] in ("All Clinics", "Main Menu", "Add Clinic"))
        middles = [stop[3] for stop in stops[begin:] + stops[:begin]
                   if stop[0] == "list item" and 290 <= stop[2] < 780]
        assert middles == sorted(middles), name

    walk_by_key(desktop, program, see)
    assert len(toured) == 7 and len(toured["scopes"]) > 15


def test_shift_tab_goes_back(start, focus):
    start()
    there = [focus.press("Tab").get_name() for _ in range(3)]
    back = [focus.press("shift+Tab").get_name() for _ in range(2)]
    assert back == [there[1], there[0]]


def test_dialogs_keep_the_focus_while_they_are_open(desktop, start, focus):
    program = start()
    program.find("Get Started", "button")
    desktop.key("ctrl+g")
    program.look_away()
    in_dialog = {node.get_name() for node in (focus.press("Tab") for _ in range(6)) if node is not None}
    assert in_dialog == {"Cancel", "Step Number (1–14)"}  # “Go” waits for a number
    desktop.key("Escape")
    program.look_away()
    assert focus.press("Tab").get_name() in {"Main Menu", "Get Started", "Add Clinic",
                                              "Check Network"}
