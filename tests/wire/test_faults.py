# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever stands between a clinic and its Millennium: real sockets, real TLS, one fault a test."""

import base64
import gzip
import json
import os
import socket
import ssl
import struct
import time
import unicodedata
import urllib.parse

import pytest

from conftest import CLIENT_ID, SECRET, environment, finish, run, start
from peer import READS, TENANT, TOKEN, Peer, Reply, json_reply

MEMORY_LIMIT_KIB = 100 * 1024

SECRET_FORMS = [
    SECRET.encode(),
    base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()),
    urllib.parse.quote(SECRET).encode(),
    SECRET.encode().hex().encode(),
]


def assert_no_secret(data):
    for form in SECRET_FORMS:
        assert form not in bytes(data)


def significant(outcome):
    return [finding for finding in outcome.findings if outcome.findings[finding]["severity"] != "info"]


def test_everything_works(authority, check):
    with Peer(authority.good) as peer:
        outcome = check(peer.base)
    assert (outcome.status, outcome.result["verdict"], significant(outcome)) == (0, "ready", [])
    assert_no_secret(outcome.output.encode() + outcome.errors.encode())
    assert TOKEN not in outcome.output
    assert CLIENT_ID not in outcome.output


def test_logs_hold_neither_secret_nor_token(authority, check, tmp_path):
    """Also with everything that GLib and libsoup can be made to log."""
    secret_file = tmp_path / "secret"
    secret_file.write_text(SECRET)
    with Peer(authority.good) as peer:
        outcome = finish(start(
            "check", "--fhir-url", peer.base, "--client-id", CLIENT_ID, "--secret-file",
            str(secret_file), "--ca-file", authority.root.path, "--approve-host", "localhost",
            env=environment(G_MESSAGES_DEBUG="all", SOUP_DEBUG="1", G_TLS_DEBUG="1")))
    assert outcome.status == 0
    everything = (outcome.output + outcome.errors).encode()
    assert_no_secret(everything)
    assert TOKEN.encode() not in everything and CLIENT_ID.encode() not in everything


def test_never_writes(authority, check):
    with Peer(authority.good) as peer:
        check(peer.base)
        asked = [(request.method, request.path) for request in peer.requests]
    assert {method for method, path in asked if path != "/token"} == {"GET"}
    assert [path for method, path in asked if method == "POST"] == ["/token"]
    searches = [path for method, path in asked if "?" in path]
    assert len(searches) == 2 * len(READS) and all(
        path.endswith(("Schedule?_id=0-0-0-0", "Slot?_id=0-0-0-0"))
        if "/S" in path else path.endswith("?_id=0") for path in searches)


def test_token_request_is_as_documented(authority, check):
    with Peer(authority.good) as peer:
        check(peer.base)
        request = next(request for request in peer.requests if request.path == "/token")
    basic = base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode()
    assert request.headers["authorization"] == f"Basic {basic}"
    assert request.headers["accept"] == "application/json"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    form = urllib.parse.parse_qs(request.body.decode(), strict_parsing=True)
    assert form["grant_type"] == ["client_credentials"]
    assert len(form["scope"][0].split(" ")) == 9


# TLS.

TLS = {
    "tls.expired": "expired",
    "tls.not-yet-valid": "not_yet",
    "tls.wrong-host": "wrong_host",
    "tls.self-signed": "self_signed",
    "tls.untrusted": "inspected",
    "tls.bad-certificate": "weak",
}


@pytest.mark.parametrize("finding", TLS)
def test_certificates(authority, check, finding):
    with Peer(getattr(authority, TLS[finding])) as peer:
        outcome = check(peer.base)
        assert_no_secret(peer.received)
        assert peer.requests == []
    assert (outcome.status, list(outcome.findings)) == (3, [finding])
    if finding == "tls.untrusted":
        assert "Hospital Inspection Proxy" in outcome.findings[finding]["cause"]


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("what", [["--preflight"], ["--client-id", CLIENT_ID, "--secret-file", "-"]],
                         ids=["preflight", "check"])
def test_a_certificate_writes_nothing_to_a_terminal(authority, what, form):
    """Whoever issued it may be called anything."""
    with Peer(authority.odd) as peer:
        outcome = run("check", "--fhir-url", peer.base, "--approve-host", "localhost", *what, *form,
                      secret=SECRET)
    assert "Odd" in outcome.output
    text = outcome.output + outcome.errors
    if form:
        text += json.dumps(outcome.result, ensure_ascii=False).replace("\\n", "\n")
        assert "\\u00" not in outcome.output
    assert not [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]


def test_system_authorities_alone(authority, check):
    with Peer(authority.good) as peer:
        outcome = check(peer.base, trust=False)
        assert_no_secret(peer.received)
    assert list(outcome.findings) == ["tls.untrusted"]
    assert "Test Authority" in outcome.findings["tls.untrusted"]["cause"]


def test_old_protocol(authority, check):
    with Peer(authority.good, maximum_tls=ssl.TLSVersion.TLSv1_1) as peer:
        outcome = check(peer.base)
    assert list(outcome.findings) == ["tls.handshake"]


def test_no_tls_at_all(check):
    # It waits for a request's end, and what comes is a handshake.
    with Peer() as peer:
        outcome = check(peer.base.replace("http:", "https:"))
        assert_no_secret(peer.received)
    assert list(outcome.findings) == ["network.connect-timed-out"]
    assert "does not use TLS" in outcome.findings["network.connect-timed-out"]["cause"]


def test_plain_http_is_for_practice_alone(check):
    with Peer() as peer:
        outcome = check(peer.base)
        assert not peer.received
    assert (outcome.status, list(outcome.findings)) == (3, ["address.insecure"])


# The network.


def test_refused(check):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    outcome = check(f"https://localhost:{port}/r4/{TENANT}/")
    assert (outcome.status, list(outcome.findings)) == (3, ["network.refused"])


def test_name_not_found(check):
    outcome = check(f"https://no-such-host.invalid/r4/{TENANT}/")
    # A machine without any name server cannot tell the two apart.
    assert list(outcome.findings) in (["network.name-not-found"], ["network.offline"])


def drop(peer, connection, request):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
    connection.shutdown(socket.SHUT_RDWR)


def test_dropped_midway(authority, check):
    with Peer(authority.good, routes={"/": drop}) as peer:
        outcome = check(peer.base)
        # Each of the four GETs is repeated once, and no more.
        assert len(peer.requests) == 8
    assert (outcome.status, list(outcome.findings)) == (3, ["network.dropped"])


def test_a_token_request_is_not_repeated(authority, check):
    with Peer(authority.good, routes={"/token": drop}) as peer:
        outcome = check(peer.base)
        assert [request.path for request in peer.requests].count("/token") == 1
    assert (outcome.status, significant(outcome)) == (3, ["network.dropped"])


def test_one_dropped_get_is_repeated(authority, check):
    routes = {"/r4/" + TENANT + "/Slot": [drop, json_reply(
        {"resourceType": "Bundle", "type": "searchset", "total": 0})]}
    with Peer(authority.good, routes=routes) as peer:
        outcome = check(peer.base)
    assert outcome.result["verdict"] == "ready"


def test_not_http(authority, check):
    def nonsense(peer, connection, request):
        connection.sendall(b"220 smtp.example ESMTP\r\n" * 20)
        connection.shutdown(socket.SHUT_RDWR)

    with Peer(authority.good, routes={"/": nonsense}) as peer:
        outcome = check(peer.base)
    assert outcome.status == 3
    assert set(outcome.findings) <= {"answer.not-http", "network.dropped"}


def test_clock(authority, check):
    with Peer(authority.good, routes={"/metadata": Reply(
            404, Date="Mon, 01 Jan 2024 00:00:00 GMT")}) as peer:
        outcome = check(peer.base)
    assert "network.clock-skew" in outcome.findings


# A network of its own, in which nothing leads anywhere; the other one has a rule that forbids the way.
NETWORKS = {
    "network.offline": "true",
    "answer.other": "ip link set lo up && ip route add prohibit 203.0.113.1",
}


@pytest.mark.parametrize("finding", NETWORKS)
def test_no_way(finding):
    outcome = finish(start(
        "check", "--json", "--fhir-url", f"https://203.0.113.1/r4/{TENANT}/", "--client-id",
        CLIENT_ID, "--secret-file", "-", prefix=[
            "unshare", "--map-root-user", "--net", "sh", "-c", f'{NETWORKS[finding]} && exec "$@"',
            "sh"]), SECRET)
    assert (outcome.status, list(outcome.findings)) == (3, [finding])


@pytest.mark.parametrize("status,finding", [
    (407, "network.proxy-login"), (403, "network.proxy-forbidden"), (502, "network.proxy-no-way"),
    (302, "network.proxy"),
])
def test_proxy_that_does_not_let_through(status, finding):
    """The proxy is asked for the way to Oracle, and nothing leaves this machine."""
    with Peer(routes={"": Reply(status, Proxy_Authenticate='Basic realm="Hospital"')}) as proxy:
        address = f"http://127.0.0.1:{proxy.port}"
        outcome = finish(start("check", "--json", "--fhir-url",
                               f"https://fhir-ehr.cerner.com/r4/{TENANT}/", "--client-id", CLIENT_ID,
                               "--secret-file", "-",
                               env=environment(https_proxy=address, http_proxy=address)), SECRET)
        assert {request.method for request in proxy.requests} == {"CONNECT"}
        assert_no_secret(proxy.received)
    assert (outcome.status, list(outcome.findings)) == (3, [finding])
    said = outcome.findings[finding]
    assert f"127.0.0.1:{proxy.port}" in said["title"] + said["cause"]


# Where the secret may go.


def test_unapproved_token_host(authority, check):
    with Peer(authority.good) as foreign:
        with Peer(authority.good, token_url=foreign.base + "token") as peer:
            outcome = check(peer.base, approve=False)
            assert_no_secret(peer.received)
        assert not foreign.received
    finding = outcome.findings["discovery.host-not-approved"]
    assert outcome.status == 3
    assert f"localhost:{foreign.port}" in finding["title"]
    assert "--approve-host" in finding["fix"]


def test_no_guide_approves_a_host(authority, tmp_path):
    """A guide brings words and addresses: one that was taken, and names a foreign host wherever it can,
    changes nothing of where the secret may go."""
    secret_file = tmp_path / "secret"
    secret_file.write_text(SECRET)
    taken = tmp_path / "data/leyr-onboarding/guides/taken"
    taken.mkdir(parents=True)
    guide = os.path.join(os.path.dirname(__file__), "../../data/guides/cerner-millennium.xml")
    with open(guide, encoding="utf-8") as file:
        text = file.read()
    with Peer(authority.good) as foreign:
        with Peer(authority.good, token_url=foreign.base + "token") as peer:
            for host in ("fhir-ehr.cerner.com", "authorization.cerner.com", "code-console.cerner.com",
                         "raw.githubusercontent.com"):
                text = text.replace(f"https://{host}/", foreign.base)
            assert foreign.base in text and "cerner.com/" not in text
            text = text.replace('reviewed="2025-05-31"', 'reviewed="2026-05-31"')
            # That it is this guide which is followed shows by a scope that it leaves out.
            text = text.replace('  <scope resource="Slot" access="read" check="Read"/>\n', "")
            (taken / "cerner-millennium.xml").write_text(text, encoding="utf-8")
            outcome = run("check", "--json", "--fhir-url", peer.base, "--client-id", CLIENT_ID,
                          "--secret-file", str(secret_file), "--ca-file", authority.root.path,
                          env=environment(XDG_DATA_HOME=str(tmp_path / "data")))
            assert_no_secret(peer.received)
        assert not foreign.received
    assert outcome.status == 3
    assert "discovery.host-not-approved" in outcome.findings
    scopes = [scope["scope"] for scope in json.loads(outcome.output)["scopes"]]
    assert "system/Schedule.read" in scopes and "system/Slot.read" not in scopes


def test_approval_of_one_port_is_not_approval_of_another(authority, check):
    with Peer(authority.good) as foreign:
        with Peer(authority.good, token_url=foreign.base + "token") as peer:
            outcome = check(peer.base, "--approve-host", f"localhost:{peer.port}", approve=False)
        assert not foreign.received
    assert "discovery.host-not-approved" in outcome.findings


def test_an_address_of_ipv6_is_approved_as_it_is_written(authority, millennium6):
    """Both that of the FHIR server and that of the token endpoint."""
    arguments = ["check", "--json", "--fhir-url", millennium6.url, "--client-id", CLIENT_ID, "--secret-file", "-",
                 "--ca-file", authority.root.path]
    outcome = run(*arguments, secret=SECRET)
    refused = outcome.findings["discovery.host-not-approved"]
    assert millennium6.host in refused["title"]
    assert all(request.method == "GET" for request in millennium6.requests)
    for spelling in (millennium6.host, f"[0:0:0:0:0:0:0:1]:{millennium6.port}"):
        assert run(*arguments, "--approve-host", spelling, secret=SECRET).result["verdict"] == "ready"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_never_followed(authority, check, status):
    with Peer(authority.good) as foreign:
        routes = {"/token": Reply(status, Location=foreign.base + "token")}
        with Peer(authority.good, routes=routes) as peer:
            outcome = check(peer.base)
        assert not foreign.received
    assert (outcome.status, significant(outcome)) == (3, ["token.redirect"])


def test_redirect_loop(authority, check):
    with Peer(authority.good) as peer:
        peer.routes["/"] = Reply(302, Location=peer.base + "metadata")
        outcome = check(peer.base)
        assert len(peer.requests) == 4
    assert list(outcome.findings) == ["address.redirect"]


def test_insecure_token_endpoint(authority, check):
    with Peer(authority.good, token_url="http://localhost:9/token") as peer:
        outcome = check(peer.base)
    assert significant(outcome) == ["discovery.endpoint-insecure"]


@pytest.mark.parametrize("endpoint", ["not an address", "https://", "https://a:b@localhost/token",
                                      "file:///etc/passwd", "", "https://.cerner.com/token",
                                      "https://evil.example%2f.cerner.com/token",
                                      "https://evil.example\\.cerner.com/token",
                                      "https://[::1%25.cerner.com]/token",
                                      "https://a%3a1%20HTTP%2f1.1%0d%0aX%3a%20y%0d%0aH%3a.cerner.com/t",
                                      "https://localhost/\u202etoken"])
def test_odd_token_endpoints(authority, check, endpoint):
    smart = json_reply({"token_endpoint": endpoint})
    with Peer(authority.good, routes={"smart-configuration": smart}) as peer:
        outcome = check(peer.base)
        assert_no_secret(peer.received)
    assert outcome.status == 3
    assert significant(outcome) == (["discovery.endpoint-insecure"] if endpoint else
                                    ["discovery.no-token-endpoint"])


# What a token's answer may hold.


def test_odd_tokens_never_reach_a_header(authority, check):
    answer = json_reply({"access_token": "a\r\nX-Evil: 1", "token_type": "Bearer"})
    with Peer(authority.good, routes={"/token": answer}) as peer:
        outcome = check(peer.base)
        assert b"X-Evil" not in peer.received
    assert outcome.result["verdict"] != "ready"


def test_correlation_id_and_urn_are_shown(authority, check):
    urn = "urn%3Acerner%3Aerror%3Aauthorization-server%3Aoauth2%3Atoken%3Aunheard-of"
    answer = json_reply({
        "error": "invalid_grant",
        "error_uri": f"https://authorization.cerner.com/errors/{urn}/instances/c0ffee"
                     f"?client={CLIENT_ID}&tenant=t",
    }, status=400)
    with Peer(authority.good, routes={"/token": answer}) as peer:
        outcome = check(peer.base)
    cause = outcome.findings["token.refused"]["cause"]
    assert "unheard-of" in cause and "c0ffee" in cause
    assert CLIENT_ID not in outcome.output


def test_patient_data_is_neither_kept_nor_shown(authority, check):
    bundle = {"resourceType": "Bundle", "type": "searchset", "total": 1,
              "entry": [{"resource": {"resourceType": "Patient", "name": [{"text": "Jane Doe"}]}}]}
    with Peer(authority.good, routes={"/Patient": json_reply(bundle)}) as peer:
        outcome = check(peer.base)
    assert significant(outcome) == ["probe.unexpected-entries"]
    assert "Jane" not in outcome.output


# Bounds.


def test_retry_after_is_honoured_once(authority, check):
    slow_down = Reply(429, Retry_After="1")
    with Peer(authority.good, routes={"/r4/" + TENANT + "/Slot": slow_down}) as peer:
        outcome = check(peer.base)
        asked = [r.path for r in peer.requests if r.path.startswith(f"/r4/{TENANT}/Slot")]
        assert len(asked) == 2
    assert significant(outcome) == ["probe.rate-limited"]


def test_retry_after_works(authority, check):
    routes = {"/token": [Reply(503, Retry_After="1"), json_reply(
        {"access_token": TOKEN, "token_type": "bearer"})]}
    with Peer(authority.good, routes=routes) as peer:
        outcome = check(peer.base)
    assert outcome.result["verdict"] == "ready"


def test_long_pauses_are_not_waited_for(authority, check):
    with Peer(authority.good, routes={"/token": Reply(503, Retry_After="50")}) as peer:
        outcome = check(peer.base)
        assert [request.path for request in peer.requests].count("/token") == 1
    assert significant(outcome) == ["token.server-error"]


def assert_little_memory(outcome):
    # The sanitizer keeps books of its own, beside the program's memory.
    if "ASAN_OPTIONS" not in os.environ:
        assert outcome.peak_kib < MEMORY_LIMIT_KIB


def huge(peer, connection, request):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                       b"Content-Length: 1073741824\r\n\r\n")
    for _ in range(16 * 1024):
        connection.sendall(b" " * 65536)


BOMB = gzip.compress(b" " * (256 * 1024 * 1024), 9)

BOUNDS = {
    "gigabyte": (huge, "answer.too-large"),
    "gzip-bomb": (Reply(200, BOMB, Content_Encoding="gzip"), "answer.too-large"),
    "deep-json": (Reply(200, "[" * 100000 + "]" * 100000), "address.not-fhir"),
    "wide-json": (Reply(200, "[" + "0," * 300000 + "0]"), "address.not-fhir"),
}


@pytest.mark.parametrize("fault", BOUNDS)
def test_size_bounds(authority, check, fault):
    answer, finding = BOUNDS[fault]
    with Peer(authority.good, routes={"/metadata": answer, "smart-configuration": answer}) as peer:
        outcome = check(peer.base, measured=True)
    assert (outcome.status, list(outcome.findings)) == (3, [finding])
    assert_little_memory(outcome)


def test_wide_probe_answers_stay_within_memory(authority, check):
    wide = Reply(200, '{"resourceType":"Bundle","entry":[' + "0," * 300000 + "0]}")
    with Peer(authority.good, routes={"?_id=0": wide}) as peer:
        outcome = check(peer.base, measured=True)
    assert significant(outcome) == ["probe.wrong-answer"]
    assert_little_memory(outcome)


def byte_by_byte(peer, connection, request):
    connection.sendall(b"H")
    # A reset, not a polite end.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def test_closes_after_each_byte(authority, check):
    with Peer(authority.good, routes={"/": byte_by_byte}) as peer:
        outcome = check(peer.base)
    assert outcome.status == 3
    assert set(outcome.findings) <= {"network.dropped", "answer.not-http", "tls.handshake"}


def silent(peer, connection, request):
    peer.stopped.wait()


def slow_loris(peer, connection, request):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while not peer.stopped.wait(0.5):
        connection.sendall(b"X-Padding: 1\r\n")


def endless_body(peer, connection, request):
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not peer.stopped.wait(0.5):
        connection.sendall(b"1\r\n \r\n")


def test_time_bounds(authority, check):
    """The slow ones, all at once: each ends by its own limit, with its own finding."""
    with Peer(authority.good, routes={"/": silent}) as mute, \
            Peer(authority.good, routes={"/": slow_loris}) as loris, \
            Peer(authority.good, routes={"/": endless_body}) as endless, \
            socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        # Nobody accepts, and the queue is full: what comes now is dropped, as by a firewall.
        queued = []
        for _ in range(3):
            waiting = socket.socket()
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
            queued.append(waiting)
        time.sleep(0.2)
        started = {
            "network.timed-out mute": check.begin(mute.base),
            "network.timed-out loris": check.begin(loris.base),
            "network.timed-out endless": check.begin(endless.base),
            "network.connect-timed-out": check.begin(
                f"https://127.0.0.1:{full.getsockname()[1]}/r4/{TENANT}/"),
        }
        outcomes = {name: finish(process) for name, process in started.items()}
        for waiting in queued:
            waiting.close()
    for name, outcome in outcomes.items():
        assert (outcome.status, list(outcome.findings)) == (3, [name.split()[0]]), name
        if name.startswith("network.timed-out"):
            assert outcome.errors.count("The server is slow.") == 1, name


# Addresses that cannot be right.


@pytest.mark.parametrize("host,finding", [
    ("fhir-open.cerner.com", "address.open-sandbox"),
    ("fhir-myrecord.cerner.com", "address.patient-access"),
])
def test_known_wrong_hosts_are_not_even_asked(check, host, finding):
    outcome = check(f"https://{host}/r4/{TENANT}/")
    assert (outcome.status, list(outcome.findings)) == (3, [finding])
