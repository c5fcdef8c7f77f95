# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What answers in place of a server: a network's sign-in page, a filter's block page or its JSON, and what
sends to them, at every stage of the live test and with every status."""

import pytest

from conftest import SECRET
from peer import Peer, Reply, json_reply

IN_BETWEEN = {"network.blocked", "network.captive-portal"}
STAGES = {
    "discovery": "smart-configuration",
    "metadata": "/metadata",
    "token": "/token",
    "probes": "?_id=0",
    "everything": "/",
}
PAGE = "<!DOCTYPE html><html><body>Sign in to the guest network</body></html>"
OLD_PAGE = b"\xef\xbb\xbf\r\n<!-- filter --><HTML><BODY>Blocked</BODY></HTML>"
# Every web server writes a page with a redirect: that is no sign of a filter.
MOVED = "<html><body>Moved</body></html>"


def redirect(status, body=MOVED):
    return lambda portal: Reply(status, body, "text/html",
                                Location=f"http://127.0.0.1:{portal.port}/login?u=https://localhost/")


ANSWERS = {
    **{f"redirect {status}": redirect(status) for status in (301, 302, 303, 307, 308)},
    "redirect without a page": redirect(302, ""),
    "redirect without a scheme": lambda portal: Reply(302, Location=f"//127.0.0.1:{portal.port}/"),
    "redirect to a name that hides": lambda portal: Reply(
        302, Location=f"https://localhost@127.0.0.1:{portal.port}/"),
    "redirect to nowhere": lambda portal: Reply(302, PAGE, "text/html"),
    "511": lambda portal: Reply(511, PAGE, "text/html"),
    **{f"html {status}": lambda portal, status=status: Reply(status, PAGE, "text/html")
       for status in (200, 203, 400, 401, 403, 404, 451, 500, 503)},
    "html of no type": lambda portal: Reply(403, OLD_PAGE, "application/octet-stream"),
    "xhtml": lambda portal: Reply(200, "<?xml version='1.0'?><html/>", "application/xhtml+xml"),
    **{f"json {status}": lambda portal, status=status: json_reply(
        {"blocked": True, "category": "unknown"}, status=status)
       for status in (200, 403, 404, 503)},
    "a list": lambda portal: json_reply(["blocked"]),
}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("answer", ANSWERS)
def test_is_named(authority, check, stage, answer):
    with Peer() as portal:
        with Peer(authority.good, routes={STAGES[stage]: ANSWERS[answer](portal)}) as peer:
            # DSTU 2 has no Location, which its statement alone says.
            outcome = check(peer.base, "--versions", "R4")
            assert SECRET.encode() not in peer.received
        assert not portal.received
    significant = [f for f in outcome.result["findings"] if f["severity"] != "info"]
    assert significant and {finding["id"] for finding in significant} <= IN_BETWEEN
    assert all("localhost" in finding["fix"] for finding in significant)
    assert outcome.status == (1 if stage in ("metadata", "probes") else 3)


@pytest.mark.parametrize("stage,finding", [
    ("everything", "address.redirect"), ("token", "token.redirect"), ("probes", "probe.redirect")])
@pytest.mark.parametrize("location", [
    "https://fhir-ehr-code.cerner.com/r4/", "https://docs.oracle.com/?u=http://portal.example/",
    "https://localhost/elsewhere", "/elsewhere?next=https://portal.example/", "elsewhere"])
def test_a_redirect_of_oracles_is_one(authority, check, stage, finding, location):
    with Peer(authority.good, routes={STAGES[stage]: Reply(302, MOVED, "text/html",
                                                           Location=location)}) as peer:
        outcome = check(peer.base)
    assert [f["id"] for f in outcome.result["findings"] if f["severity"] != "info"] == [finding]


@pytest.mark.parametrize("name", ["cerner.com.portal.example", "notoracle.com", "oracle.com.example",
                                  "or%61cle.com", "портал.example"])
def test_a_name_like_oracles_is_none(authority, check, name):
    reply = Reply(302)
    reply.headers["Location"] = f"https://{name}/"
    answer = lambda peer, connection, request: reply.write(connection)  # noqa: E731
    with Peer(authority.good, routes={"/": answer}) as peer:
        outcome = check(peer.base)
    assert list(outcome.findings) == ["network.captive-portal"]


def test_what_is_oracles_own_stays_so(authority, check):
    """Its gateway's errors, and what only lacks a member, are no filter's."""
    routes = {"smart-configuration": json_reply({"capabilities": ["permission-v1"]})}
    with Peer(authority.good, routes=routes) as peer:
        outcome = check(peer.base)
    assert list(outcome.findings) == ["discovery.no-token-endpoint"]
    with Peer(authority.good, routes={"/token": json_reply({"expires_in": 570})}) as peer:
        outcome = check(peer.base)
    assert "token.wrong-type" in outcome.findings
