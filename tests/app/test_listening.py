# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way from the first start to the verdict, by keyboard, as a screen reader is told of it."""

import time

import pytest

from desktop import TYPE_NAME, Atspi, GLib, wait_for
from walk import PAGES, go_on_to, is_on, walk_by_key

ANNOUNCED = "object:announcement"
FOCUSED = "object:state-changed:focused"


class Ear:
    """All that a screen reader is given, in its order: (kind, words)."""

    def __init__(self):
        self.heard = []
        self.listener = Atspi.EventListener.new(self.on_event)
        for event in (ANNOUNCED, FOCUSED):
            self.listener.register(event)

    def close(self):
        for event in (ANNOUNCED, FOCUSED):
            self.listener.deregister(event)

    def on_event(self, event):
        try:
            if event.type.startswith(ANNOUNCED):
                self.heard.append(("announced", event.any_data))
            elif event.detail1:
                self.heard.append(("focused", event.source.get_name() or ""))
        except GLib.Error:
            pass  # it went away before it could be asked

    def listen(self, seconds=0.5):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            GLib.MainContext.default().iteration(False)
            time.sleep(0.002)

    def take(self):
        self.listen()
        heard, self.heard = self.heard, []
        return heard


@pytest.fixture
def ear():
    ear = Ear()
    yield ear
    ear.close()


def announced(heard):
    return [words for kind, words in heard if kind == "announced"]


def headings(program):
    return [node.get_name() for node in program.nodes() if node.get_role_name() == "heading"]


def test_the_whole_way_is_heard(desktop, start, ear):
    program = start()
    heard, titles = {}, {}

    def see(name):
        heard[name] = ear.take()
        titles[name] = headings(program)

    walk_by_key(desktop, program, see)

    for page, title in PAGES:
        assert title in titles[page], f"{page} has no heading of its name: {titles[page]}"
        names = [words for kind, words in heard[page] if kind == "focused"]
        assert names, f"nothing has the focus on {page}"
        assert not [name for name in names if name == "" or TYPE_NAME.match(name)], (page, names)

    # The verdict, and what comes of keeping the credentials, are said once, and by themselves.
    everything = announced([event for name in heard for event in heard[name]])
    assert [words for words in everything if words.startswith("Ready. ")] == [
        words for words in announced(heard["test"]) if words.startswith("Ready. ")]
    assert len([words for words in everything if words.startswith("Ready. ")]) == 1
    assert len([words for words in everything if "Saved in the system keyring" in words]) == 1
    # Nothing is said twice in a row.
    assert not [words for words, after in zip(everything, everything[1:]) if words == after]


def test_a_page_begins_where_it_begins(desktop, start, ear):
    """From either side, and however often: the focus goes to its first thing, and to nothing else on the way."""
    program = start()
    desktop.key("ctrl+n")
    wait_for(lambda: is_on(program, PAGES[0][1]), "the first page")
    ear.take()
    focused = {page: [] for page, _ in PAGES}
    for key, pages in (("alt+Right", PAGES[1:]), ("alt+Left", PAGES[-2::-1]), ("alt+Right", PAGES[1:])):
        for page, title in pages:
            desktop.key(key)
            wait_for(lambda title=title: is_on(program, title), title)
            focused[page].append([words for kind, words in ear.take() if kind == "focused"])
    for page, times in focused.items():
        assert [len(names) for names in times] == [1] * len(times), (page, times)
        assert len({names[0] for names in times}) == 1, (page, times)


def test_a_wrong_entry_is_heard(desktop, start, ear):
    """What is wrong is told once, and the field says so of itself whenever it is come back to."""
    program = start()
    desktop.key("ctrl+n")
    go_on_to(program, "clinic")
    ear.take()
    program.fill("FHIR URL or Tenant ID", "http://fhir.example.org/r4/t/")
    program.focus(program.entry("Clinic Name"))
    entry = program.entry("FHIR URL or Tenant ID")
    wait_for(lambda: entry.get_state_set().contains(Atspi.StateType.INVALID_ENTRY), "the state")
    ear.listen(2)
    said = announced(ear.take())
    assert len(said) == 1 and said[0].startswith("The FHIR URL must begin with https://"), said
    related = [relation.get_target(0).get_name() for relation in entry.get_relation_set()
               if relation.get_relation_type() == Atspi.RelationType.ERROR_MESSAGE]
    assert related == said

    program.fill("FHIR URL or Tenant ID", "")
    wait_for(lambda: not program.entry("FHIR URL or Tenant ID").get_state_set().contains(
        Atspi.StateType.INVALID_ENTRY), "the end of it")
