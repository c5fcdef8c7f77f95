# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy that asks for a login: the window asks the user, and tells that proxy alone."""

import http.server
import subprocess
import threading

import pytest

from desktop import Atspi, wait_for
from proxy import PASSWORD, USER, Proxy
from walk import (fill_in_clinic, go_back_to, go_on_to, go_to_credentials,
                  keep_practice_credentials)

ADDRESS = "https://fhir-ehr.cerner.com/r4/11111111-2222-4333-8444-555555555555/"
SCHEMA = "io.leyr.Onboarding.ProxyLogin"
HEADING = "Sign In to Proxy"


@pytest.fixture
def proxy():
    proxy = Proxy()
    yield proxy
    proxy.close()


@pytest.fixture
def begin(start, proxy):
    """The program where the test has just been started, of a clinic whose Millennium is behind the proxy."""
    def begin(environment=None):
        program = start(practice=False, environment=environment or proxy.environment)
        program.press("Get Started")
        fill_in_clinic(program, location=ADDRESS)
        go_to_credentials(program)
        keep_practice_credentials(program)
        go_on_to(program, "test")
        program.press("Start Test")
        return program

    return begin


def kept(desktop, proxy):
    """The login that the keyring has for the proxy, asked with a tool that is not ours."""
    return subprocess.run(["secret-tool", "lookup", "xdg:schema", SCHEMA, "proxy", proxy.name],
                          env=desktop.environment, capture_output=True, text=True, check=False).stdout


def forget(desktop, proxy):
    subprocess.run(["secret-tool", "clear", "xdg:schema", SCHEMA, "proxy", proxy.name],
                   env=desktop.environment, check=False)


def dialog(program):
    return program.find(HEADING, "alert")


def closed(program):
    wait_for(lambda: program.find_now(HEADING, "alert") is None, "the end of the dialog")


def has_focus(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSED)


def fill_in(program, name, password):
    """With the keyboard alone, as the password's field takes it: the focus is on the name, and Enter goes on."""
    dialog(program)
    wait_for(lambda: has_focus(program.entry("User Name")), "the focus")
    program.desktop.key("ctrl+a", "BackSpace")
    program.desktop.type(name)
    program.desktop.key("Return")
    wait_for(lambda: has_focus(program.entry("Password")), "the focus on the password")
    program.desktop.key("ctrl+a", "BackSpace")
    program.desktop.type(password)


def enter(program, password, keep=False, by_key=False):
    fill_in(program, USER, password)
    if keep:
        program.press("Save in Keyring", "check box")
    if by_key:
        program.desktop.key("Return")
    else:
        program.answer("Sign In")


def assert_said_nowhere(program):
    """Neither name nor password is in a file, in the log, or anywhere on the screen."""
    assert PASSWORD not in program.every_text()
    found = subprocess.run(["grep", "-rlFi", "-e", PASSWORD, "-e", USER.split("\\")[1], program.home],
                           capture_output=True, text=True, check=False).stdout
    assert found == ""


def test_the_right_login(desktop, begin, proxy):
    program = begin()
    dialog(program)
    program.wait_until_shows(f"The proxy {proxy.name} requires a name and password. They are sent only to this proxy.")
    assert not program.is_sensitive("Sign In")
    enter(program, PASSWORD)
    # It tests again by itself, and comes further.
    program.wait_until_shows(f"The proxy {proxy.name} does not allow fhir-ehr.cerner.com")
    closed(program)
    assert set(proxy.logins) == {f"{USER}:{PASSWORD}"}
    assert kept(desktop, proxy) == ""
    assert_said_nowhere(program)
    # It is gone: the next test asks again.
    program.press("Test Again")
    dialog(program)


def test_a_wrong_login_then_the_right_one(desktop, begin, proxy):
    program = begin()
    enter(program, "not-the-password", keep=True)
    program.wait_until_shows(f"The proxy {proxy.name} rejected the name or password")
    assert proxy.logins == [f"{USER}:not-the-password"]
    assert program.entry("User Name") is not None and program.text_of("User Name") == ""
    assert kept(desktop, proxy) == ""
    enter(program, PASSWORD, by_key=True)
    program.wait_until_shows(f"The proxy {proxy.name} does not allow fhir-ehr.cerner.com")
    assert kept(desktop, proxy) == ""
    assert_said_nowhere(program)


# libproxy writes a password into the proxy's address as it is, which then reads as an address of another
# proxy, or as none; of the latter nothing is left.
@pytest.mark.parametrize("resolver,user,password", [
    ("gnome", USER, PASSWORD), ("libproxy", "nurse", "proxy@password/7Tq")])
def test_the_login_of_the_desktops_settings(begin, proxy, tmp_path, resolver, user, password):
    """Nobody is asked for what the desktop knows."""
    proxy.user, proxy.password = user, password
    program = begin(dict(proxy.settings(tmp_path / "settings"), GIO_USE_PROXY_RESOLVER=resolver))
    program.wait_until_shows(f"The proxy {proxy.name} does not allow fhir-ehr.cerner.com")
    assert program.find_now(HEADING, "alert") is None
    assert set(proxy.logins) == {f"{user}:{password}"}
    assert password not in program.every_text()


class Script(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        text = 'function FindProxyForURL(url, host) { return "PROXY %s"; }' % self.server.proxy
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ns-proxy-autoconfig")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


def test_a_proxy_that_a_script_names(desktop, begin, proxy, tmp_path):
    """A PAC file, as the desktop's settings name one; it holds no login, so that the user is asked."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Script) as server:
        server.proxy = proxy.name
        threading.Thread(target=server.serve_forever, daemon=True).start()
        folder = tmp_path / "settings" / "glib-2.0" / "settings"
        folder.mkdir(parents=True)
        (folder / "keyfile").write_text(
            "[system/proxy]\nmode='auto'\n"
            f"autoconfig-url='http://127.0.0.1:{server.server_address[1]}/proxy.pac'\n")
        program = begin({"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(tmp_path / "settings"),
                         "XDG_CURRENT_DESKTOP": "GNOME", "GIO_USE_PROXY_RESOLVER": "gnome"})
        enter(program, PASSWORD)
        program.wait_until_shows(f"The proxy {proxy.name} does not allow fhir-ehr.cerner.com")
        server.shutdown()


def test_cancel(begin, proxy):
    """The result stays, and its button asks again."""
    program = begin()
    dialog(program)
    program.answer("Cancel")
    closed(program)
    program.find(f"The proxy {proxy.name} requires a sign-in")
    assert proxy.logins == []
    program.press("Sign In to Proxy…")
    enter(program, PASSWORD)
    program.wait_until_shows(f"The proxy {proxy.name} does not allow fhir-ehr.cerner.com")


def test_a_kept_login_is_used_until_it_is_rejected(desktop, begin, proxy):
    program = begin()
    enter(program, PASSWORD, keep=True)
    program.wait_until_shows(f"The proxy {proxy.name} does not allow fhir-ehr.cerner.com")
    wait_for(lambda: kept(desktop, proxy) == PASSWORD, "the keyring")
    try:
        proxy.logins.clear()
        program.press("Test Again")
        wait_for(lambda: proxy.logins, "the kept login")
        program.find("Test Again", "button")
        assert program.find_now(HEADING, "alert") is None

        # It has expired: tried once, and no more.
        proxy.logins.clear()
        subprocess.run(["secret-tool", "store", "--label=Proxy", "xdg:schema", SCHEMA, "proxy", proxy.name,
                        "user", USER], input="expired", text=True, env=desktop.environment, check=True)
        program.press("Test Again")
        program.wait_until_shows(f"The proxy {proxy.name} rejected the name or password")
        assert proxy.logins == [f"{USER}:expired"]
        wait_for(lambda: kept(desktop, proxy) == "", "the keyring")
        program.answer("Cancel")
        closed(program)
        program.press("Test Again")
        dialog(program)
        assert proxy.logins == [f"{USER}:expired"]
    finally:
        forget(desktop, proxy)


def test_it_does_not_open_over_another_page(begin, proxy):
    """Nobody is interrupted: the finding has its button."""
    program = begin()
    dialog(program)
    program.answer("Cancel")
    closed(program)
    proxy.goes_on.clear()
    program.press("Test Again")
    wait_for(lambda: proxy.n_waiting > 0, "the test")
    go_back_to(program, "Credentials")
    program.find("Replace…", "button")
    proxy.goes_on.set()
    program.look_away()
    assert program.find_now(HEADING, "alert") is None
    go_on_to(program, "test")
    program.find("Sign In to Proxy…", "button")
    assert program.find_now(HEADING, "alert") is None
