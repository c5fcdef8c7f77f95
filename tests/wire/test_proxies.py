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

from conftest import CLIENT_ID, SECRET, environment, finish, on_ipv6, run, start
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


@pytest.fixture
def proxy6():
    """A proxy on ::1 that forbids everything to those whose login is right; it notes what it hears."""
    def answer(peer, connection, request):
        wanted = base64.b64encode(f"nurse:{RIGHT}".encode()).decode()
        given = request.headers.get("proxy-authorization", "")
        (Reply(403) if given.endswith(wanted) else ASKS).write(connection)

    with on_ipv6(routes={"": answer}) as proxy:
        yield proxy


RIGHT = "right-7Tq"
FAR = "2001:db8::1"


@pytest.mark.parametrize("asked,connects_to", [
    (HOST, f"{HOST}:443"), (f"[{FAR}]:8443", f"[{FAR}]:8443"), ("[2001:DB8:0::1]", "[2001:db8:0::1]:443")])
@pytest.mark.parametrize("login,finding", [
    ("", "network.proxy-login"), ("nurse:wrong@", "network.proxy-login-wrong"),
    (f"nurse:{RIGHT}@", "network.proxy-forbidden")])
def test_ipv6(proxy6, login, finding, asked, connects_to):
    """A proxy with such an address, and hosts behind it: asked for and named as they stand in addresses."""
    proxy = f"[::1]:{proxy6.port}"
    outcome = finish(start("check", "--json", "--fhir-url", f"https://{asked}/r4/{TENANT}/", "--client-id",
                           CLIENT_ID, "--secret-file", "-",
                           env=environment(https_proxy=f"http://{login}{proxy}")), SECRET)
    assert list(outcome.findings) == [finding]
    assert proxy in outcome.findings[finding]["title"]
    named = connects_to.removesuffix(":443")
    assert outcome.result["clinic"]["fhir_host"] == named
    assert f"https://{named}/" in outcome.findings[finding]["evidence"][0]["url"]
    asked_for = {request.path for request in proxy6.requests if request.method == "CONNECT"}
    assert connects_to in asked_for
    assert {request.headers["host"] for request in proxy6.requests} == asked_for
    assert ("the proxy " in outcome.errors and proxy in outcome.errors) == bool(login)


def test_ipv6_in_the_desktops_settings(proxy6, tmp_path):
    """With its brackets, without which GLib takes it for none, and with its login."""
    outcome = finish(start("check", "--json", "--fhir-url", f"https://{HOST}/r4/{TENANT}/", "--client-id",
                           CLIENT_ID, "--secret-file", "-",
                           env=desktop(tmp_path, proxy6.port, True, "[::1]")), SECRET)
    assert list(outcome.findings) == ["network.proxy-login-wrong"]
    assert f"[::1]:{proxy6.port}" in outcome.findings["network.proxy-login-wrong"]["title"]


def test_ipv6_without_a_proxy(authority, millennium6):
    host = millennium6.host
    arguments = ["--fhir-url", millennium6.url, "--client-id", CLIENT_ID, "--secret-file", "-", "--ca-file",
                 authority.root.path]
    refused = run("check", "--json", *arguments, secret=SECRET)
    outcome = run("check", "--json", *arguments, "--approve-host", "::1", secret=SECRET)
    looked = run("check", "--preflight", "--json", "--fhir-url", millennium6.url, "--ca-file", authority.root.path)
    assert host in refused.findings["discovery.host-not-approved"]["title"]
    assert (outcome.status, outcome.result["clinic"]["fhir_host"]) == (0, host)
    assert host in outcome.trusted["cause"]
    assert {row["state"] for row in looked.result["rows"] if row["host"] == host} == {"good"}


def test_ipv6_for_a_network_team():
    outcome = run("check", "--for-firewall", "--fhir-url", f"https://[{FAR}]:8443/r4/{TENANT}/")
    assert f"[{FAR}], port 8443" in outcome.output


def desktop(folder, port, login, host="127.0.0.1"):
    """The settings of a GNOME desktop, kept in a file."""
    where = folder / "glib-2.0" / "settings"
    where.mkdir(parents=True)
    where.joinpath("keyfile").write_text(
        "[system/proxy]\nmode='manual'\n"
        f"[system/proxy/https]\nhost='{host}'\nport={port}\n"
        f"[system/proxy/http]\nhost='{host}'\nport={port}\n" + (
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
