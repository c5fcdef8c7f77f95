# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits, cancels and repeats: what a server counts, also one that speaks HTTP/2."""

import email.utils
import signal
import socket
import time

import pytest

from authority import Certificate, DAY, NOW
from conftest import CLIENT_ID, SECRET, environment, finish, start, wait_for
from network import Network
from peer import TENANT, Peer, Reply, json_reply

SLOT = f"/r4/{TENANT}/Slot"
STAGES = ["smart-configuration", "/metadata", "/token", "?_id="]
EMPTY = json_reply({"resourceType": "Bundle", "type": "searchset", "total": 0})


def silent(peer, connection, request):
    peer.stopped.wait()


def counted(peer, path):
    return [request.path.startswith(path) for request in peer.requests].count(True)


def significant(outcome):
    return [name for name, finding in outcome.findings.items() if finding["severity"] != "info"]


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    network = Network(tmp_path_factory.mktemp("limits"))
    yield network
    network.close()


@pytest.fixture
def in_front(network, authority):
    """A way to a peer that would speak HTTP/2, and holds back no answer of its own."""
    def begin(peer, *options):
        port = network.nghttpx(authority.good, peer.port)
        peer.token_url = f"https://localhost:{port}/token"
        return start(
            "check", "--json", "--fhir-url", f"https://localhost:{port}/r4/{TENANT}/", "--client-id",
            CLIENT_ID, "--secret-file", "-", "--ca-file", authority.root.path, "--approve-host",
            "localhost", *options, env=environment())
    return begin


def test_a_front_that_speaks_http2(in_front):
    with Peer() as peer:
        outcome = finish(in_front(peer), SECRET)
    assert (outcome.result["verdict"], significant(outcome)) == ("ready", [])


@pytest.mark.parametrize("stage", STAGES)
def test_the_limit_of_the_whole_test_behind_http2(in_front, stage):
    with Peer(routes={stage: silent}) as peer:
        outcome = finish(in_front(peer, "--timeout", "2"), SECRET)
    assert outcome.status in (1, 3)
    assert "check.timed-out" in outcome.findings
    assert "network.timed-out" not in outcome.findings


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("stage", STAGES)
def test_a_signal_behind_http2(in_front, stage, number):
    with Peer(routes={stage: silent}) as peer:
        process = in_front(peer)
        process.stdin.write(SECRET.encode())
        process.stdin.close()
        process.stdin = None
        wait_for(lambda: any(stage in request.path for request in peer.requests))
        process.send_signal(number)
        outcome = finish(process)
    assert outcome.status == 130, outcome.errors
    assert "check.cancelled" in outcome.findings


# Repeats, as the server counts them.


def close_at_once(peer, connection, request):
    connection.shutdown(socket.SHUT_RDWR)


def close_midway(peer, connection, request):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
    connection.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("fault,finding", [
    (close_at_once, "network.dropped"), (close_midway, "network.dropped"),
    (Reply(502), "probe.server-error"), (Reply(504), "probe.timed-out"),
])
def test_a_get_is_sent_twice_at_most(authority, check, fault, finding):
    with Peer(authority.good, routes={SLOT: fault}) as peer:
        outcome = check(peer.base)
        assert counted(peer, SLOT) == 2
    assert significant(outcome) == [finding]


@pytest.mark.parametrize("fault", [close_at_once, close_midway, Reply(502), Reply(504)])
def test_a_get_that_works_the_second_time(authority, check, fault):
    with Peer(authority.good, routes={SLOT: [fault, EMPTY]}) as peer:
        outcome = check(peer.base)
        assert counted(peer, SLOT) == 2
    assert (outcome.result["verdict"], significant(outcome)) == ("ready", [])


@pytest.mark.parametrize("fault", [close_at_once, close_midway, Reply(502), Reply(504)])
def test_a_token_request_is_sent_once(authority, check, fault):
    with Peer(authority.good, routes={"/token": fault}) as peer:
        outcome = check(peer.base)
        assert counted(peer, "/token") == 1
    assert outcome.status == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 501, 503])
def test_other_answers_stand(authority, check, status):
    with Peer(authority.good, routes={SLOT: Reply(status)}) as peer:
        check(peer.base)
        assert counted(peer, SLOT) == 1


def test_connections_that_the_server_closed_meanwhile(authority, check):
    """As a server does that keeps no connection: nothing is lost with them, and nothing sent thrice."""
    def answer_and_close(peer, connection, request):
        peer.good_answer(request).write(connection)
        connection.shutdown(socket.SHUT_RDWR)

    with Peer(authority.good, routes={"/r4/": answer_and_close, "/dstu2/": answer_and_close}) as peer:
        outcome = check(peer.base)
        paths = [request.path for request in peer.requests]
    assert (outcome.result["verdict"], significant(outcome)) == ("ready", [])
    assert max(map(paths.count, paths)) <= 2


# Retry-After, by the server's clock.


@pytest.mark.parametrize("offset", [-3600, 0, 3600])
def test_retry_after_as_a_date(authority, check, offset):
    """The server's clock is wrong, and its date is honoured all the same."""
    now = time.time() + offset
    pause = Reply(503, Date=email.utils.formatdate(now, usegmt=True),
                  Retry_After=email.utils.formatdate(now + 1, usegmt=True))
    arrivals = []

    def answer(peer, connection, request):
        arrivals.append(time.monotonic())
        (pause if len(arrivals) == 1 else EMPTY).write(connection)

    with Peer(authority.good, routes={SLOT: answer}) as peer:
        outcome = check(peer.base)
        assert counted(peer, SLOT) == 2
    assert outcome.status == 0
    assert arrivals[1] - arrivals[0] >= 0.9


def test_a_date_too_far_is_not_waited_for(authority, check):
    now = time.time() - 3600
    pause = Reply(503, Date=email.utils.formatdate(now, usegmt=True),
                  Retry_After=email.utils.formatdate(now + 3600, usegmt=True))
    with Peer(authority.good, routes={SLOT: pause}) as peer:
        check(peer.base)
        assert counted(peer, SLOT) == 1


# Certificates, with an authority beside the system's that has nothing to do with them.


@pytest.mark.parametrize("finding,hosts,begins,ends", [
    ("tls.expired", ("localhost",), NOW - 9 * DAY, NOW - 2 * DAY),
    ("tls.not-yet-valid", ("localhost",), NOW + 2 * DAY, NOW + 9 * DAY),
    ("tls.wrong-host", ("other.example",), NOW - DAY, NOW + DAY),
    ("tls.untrusted", ("localhost",), NOW - DAY, NOW + DAY),
])
@pytest.mark.parametrize("order", ["first", "last"])
def test_further_authorities_change_no_diagnosis(authority, check, network, tmp_path, finding, hosts,
                                                 begins, ends, order):
    """The two databases: the system's, and a file's. One of them knows the issuer, whichever."""
    issuer = authority.proxy_root if finding == "tls.untrusted" else authority.root
    certificate = Certificate(str(tmp_path), "odd", issuer, hosts=hosts, begins=begins, ends=ends)
    unrelated = Certificate(str(tmp_path), "Unrelated Authority", authority=True)
    prefix, file = (), authority.root.path
    if order == "first":
        # The system knows it, and the file does not.
        prefix, file = ["unshare", "--map-root-user", "--mount", "sh", "-c",
                        'mount --bind "$0" /etc/ssl/certs/ca-certificates.crt && exec "$@"',
                        authority.root.path], unrelated.path
    with Peer(certificate) as peer:
        outcome = finish(start(
            "check", "--json", "--fhir-url", peer.base, "--client-id", CLIENT_ID, "--secret-file",
            "-", "--ca-file", file, "--approve-host", "localhost", env=environment(),
            prefix=prefix), SECRET)
    assert (outcome.status, significant(outcome)) == (3, [finding])
