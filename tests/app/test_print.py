# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is printed: pages that follow one another, with nothing cut and nothing torn apart."""

import os
import re
import subprocess
import unicodedata
import zlib

import pytest

import languages
from desktop import PROGRAM, wait_for
from test_network import firewall, proxy  # noqa: F401

PRINT = os.path.join(os.path.dirname(PROGRAM), "../tests/app/print-text")
FHIR_HOST = "fhir-ehr.cerner.com"
HEIGHT = 419.5  # of A6, in points
N_HOSTS = 40
LISTS = {
    "left to right": ("  host-{}.cerner.com, port 443", "    Authorization server: issues the access tokens"),
    "right to left": ("  \u200f\u2068host-{}.cerner.com\u2069، المنفذ 443", "    \u200fخادم التخويل: يصدر رموز الوصول"),
}


def pages(data):
    """Where the lines of each page begin: across and down, in points from the upper left corner."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        if stream[:1] != b"x":
            continue
        text = zlib.decompressobj().decompress(stream)
        if b"\nBT\n" not in text:
            continue
        size, x, y, lines = 1, 0, 0, []
        for words in re.findall(rb"^(?:([-\d. ]+) Tm|([-\d. ]+) Td)$", text, re.MULTILINE):
            if words[0]:
                size, _, _, _, x, y = (float(word) for word in words[0].split())
            else:
                across, down = (float(word) for word in words[1].split())
                x, y = x + size * across, y - size * down
            if not lines or abs(lines[-1][1] - y) > 1:
                lines.append((x, y))
        found.append(lines)
    return found


def rows(lines):
    return [y for _, y in lines]


@pytest.mark.parametrize("kind", LISTS)
def test_a_long_list_goes_on_on_the_next_page(kind):
    host, purpose = LISTS[kind]
    text = "\n".join(line.format(i) for i in range(N_HOSTS) for line in (host, purpose))
    printed = pages(subprocess.run([PRINT], input=text.encode(), capture_output=True, check=True).stdout)
    assert len(printed) > 2
    assert sum(len(lines) for lines in printed) == 2 * N_HOSTS
    for lines in printed:
        assert rows(lines) == sorted(rows(lines))
        assert 0 < rows(lines)[0] < 60 and rows(lines)[-1] < HEIGHT
        # A host is on the page of what it is needed for.
        assert len(lines) % 2 == 0
        # From the right to the left, all of them end at the same place, but for what is indented.
        if kind == "right to left":
            assert all(x > 30 for x, _ in lines)
    # All pages but the last are full.
    assert all(rows(lines)[-1] > 0.8 * HEIGHT for lines in printed[:-1])


def test_to_a_file(desktop, start, proxy, tmp_path):  # noqa: F811
    """By GTK's own dialog, which offers it where there is no printer."""
    # The file is where the program is.
    program, _ = firewall(start, proxy, prefix=("env", "-C", str(tmp_path)))
    program.press("Print…")
    program.find("Print to File")
    program.look_away()
    place = program.place(program.find("Print to File", "table row"))
    desktop.click(place.x + place.width // 2, place.y + place.height // 2)
    wait_for(lambda: program.is_sensitive("Print"), "the choice")
    program.press("Print")
    path = tmp_path / "output.pdf"
    data = wait_for(lambda: path.exists() and path.read_bytes().rstrip().endswith(b"%%EOF") and path.read_bytes(),
                    "the file")
    (lines,) = pages(data)
    assert len(lines) > 15


def test_every_line_is_read_from_right_to_left(desktop, start, proxy):  # noqa: F811
    """Also one that begins with the name of a host."""
    program = start(practice=False, environment=dict(proxy.environment, **languages.environment(desktop, "ar")))
    program.press(program.say("Check Network"))
    program.press(program.say("For Your Firewall Team"))
    page = program.find(program.say("For Your Firewall Team"), "text")
    lines = [line.strip() for line in wait_for(lambda: program.text_in(page), "the text").splitlines()]
    assert any(FHIR_HOST in line for line in lines)
    strong = [next(unicodedata.bidirectional(c) for c in line if unicodedata.bidirectional(c) in ("L", "R", "AL"))
              for line in lines if line]
    assert "L" not in strong
