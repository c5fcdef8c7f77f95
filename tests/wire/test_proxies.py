# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a proxy can do beside letting through, and the ways to write its address. It is asked for the way to
Oracle, and nothing leaves this machine."""

import base64
import contextlib
import socket
import threading
import urllib.parse

import pytest

from conftest import CLIENT_ID, SECRET, environment, finish, run, start
from peer import Peer, Reply, TENANT

HOST = "fhir-ehr.cerner.com"
PAGE = b"<html><body>Sign in to the guest network</body></html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
ASKS = Reply(407, Proxy_Authenticate='Basic realm="Hospital"')


def check(address):
    return finish(start("check", "--json", "--fhir-url", f"https://{HOST}/r4/{TENANT}/", "--client-id",
                        CLIENT_ID, "--secret-file", "-",
                        env=environment(https_proxy=address, http_proxy=address)), SECRET)


def page_at_once(peer, connection, request):
    connection.sendall(HEAD + PAGE)
    connection.close()


def page_to_the_handshake(peer, connection, request):
    connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    connection.recv(65536)
    connection.sendall(HEAD + PAGE)
    connection.close()


def closes(peer, connection, request):
    connection.close()


def closes_to_the_handshake(peer, connection, request):
    connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    connection.close()


@pytest.mark.parametrize("does,finding", [
    (page_at_once, "network.proxy"),
    (page_to_the_handshake, "tls.handshake"),
    (closes, "network.proxy"),
    (closes_to_the_handshake, "tls.handshake"),
    *((Reply(status, PAGE, "text/html"), "network.proxy-no-way") for status in (500, 502, 503, 504)),
    (Reply(404, PAGE, "text/html"), "network.proxy"),
    (Reply(511, PAGE, "text/html"), "network.proxy-no-way"),
], ids=lambda value: getattr(value, "__name__", None) or str(getattr(value, "status", value)))
def test_does_not_let_through(does, finding):
    with Peer(routes={"": does}) as proxy:
        outcome = check(f"http://127.0.0.1:{proxy.port}")
        assert SECRET.encode() not in proxy.received
    assert (outcome.status, list(outcome.findings)) == (3, [finding])
    said = outcome.findings[finding]
    assert f"127.0.0.1:{proxy.port}" in said["title"] + said["cause"]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_the_same_status_of_a_server_is_the_servers(authority, status):
    finding = "discovery.server-error"
    with Peer(authority.good, routes={"/": Reply(status, "out of order", "text/plain")}) as peer:
        outcome = run("check", "--json", "--fhir-url", peer.base, "--client-id", CLIENT_ID,
                      "--secret-file", "-", "--ca-file", authority.root.path, secret=SECRET)
    assert list(outcome.findings) == [finding]
    assert "localhost" in outcome.findings[finding]["title"]


@pytest.mark.parametrize("user,password", [
    ("nurse@hospital.example", "p@ss:word/%"), ("HOSPITAL\\nurse", "a b?c#d"), ("schwester", "größe-Ünï"),
    ("nurse", ""),
], ids=["at", "backslash", "letters", "none"])
def test_a_login_in_the_address(user, password):
    """What has a meaning in an address is written as %40, %3A …; the proxy gets it as it is."""
    quoted = urllib.parse.quote(user, safe="") + ":" + urllib.parse.quote(password, safe="")
    with Peer(routes={"": ASKS}) as proxy:
        outcome = check(f"http://{quoted}@127.0.0.1:{proxy.port}")
        said = [request.headers["proxy-authorization"] for request in proxy.requests
                if "proxy-authorization" in request.headers]
    assert list(outcome.findings) == ["network.proxy-login-wrong"]
    assert [base64.b64decode(value.removeprefix("Basic ")).decode() for value in said] == [
        f"{user}:{password}"]
    for secret in filter(None, (password, urllib.parse.quote(password, safe=""), said[0][6:])):
        assert secret not in outcome.output + outcome.errors


def test_a_proxy_of_ipv6():
    try:
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("no IPv6 here")
    heard = []

    def serve():
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                heard.append(connection.recv(65536))
                connection.sendall(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
                connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    address = f"[::1]:{listener.getsockname()[1]}"
    outcome = check(f"http://{address}")
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()
    assert list(outcome.findings) == ["network.proxy-forbidden"]
    assert address in outcome.findings["network.proxy-forbidden"]["title"]
    assert any(head.startswith(f"CONNECT {HOST}:443 ".encode()) for head in heard)


def desktop(folder, port, login):
    """The settings of a GNOME desktop, kept in a file."""
    where = folder / "glib-2.0" / "settings"
    where.mkdir(parents=True)
    where.joinpath("keyfile").write_text(
        "[system/proxy]\nmode='manual'\n"
        f"[system/proxy/https]\nhost='127.0.0.1'\nport={port}\n"
        f"[system/proxy/http]\nhost='127.0.0.1'\nport={port}\n" + (
            "use-authentication=true\nauthentication-user='nurse'\n"
            "authentication-password='wrong-7Tq'\n" if login else ""))
    return environment(GSETTINGS_BACKEND="keyfile", XDG_CONFIG_HOME=str(folder),
                       XDG_CURRENT_DESKTOP="GNOME", GIO_USE_PROXY_RESOLVER="gnome")


@pytest.mark.parametrize("login", [False, True], ids=["no login", "a login"])
def test_the_desktops_settings(tmp_path, login):
    """They say where the proxy is. The name and password that may stand there are for http addresses; they
    count for https as well, where it is the same proxy."""
    with Peer(routes={"": ASKS}) as proxy:
        outcome = finish(start("check", "--json", "--fhir-url", f"https://{HOST}/r4/{TENANT}/",
                               "--client-id", CLIENT_ID, "--secret-file", "-",
                               env=desktop(tmp_path, proxy.port, login)), SECRET)
        if not proxy.requests:
            pytest.skip("no GNOME proxy settings here")
        assert (b"Proxy-Authorization" in proxy.received) == login
    finding = "network.proxy-login-wrong" if login else "network.proxy-login"
    assert list(outcome.findings) == [finding]
    assert f"127.0.0.1:{proxy.port}" in outcome.findings[finding]["title"]
