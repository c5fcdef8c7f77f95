# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small HTTP proxy for the tests of the window: it asks for a login, and leads nowhere."""

import base64
import contextlib
import json
import os
import socketserver
import ssl
import threading

USER = "HOSPITAL\\nurse"
PASSWORD = "proxy-password-7Tq/x"


class Proxy(socketserver.ThreadingTCPServer):
    """@asks: it lets nobody through without USER and PASSWORD. Whom it knows, it forbids everything.
    With a certificate, a file that holds its key as well, it opens TLS in place of every server, and then
    has nothing to say. It answers nobody while goes_on is not set."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, asks=True, certificate=None):
        self.asks = asks
        self.certificate = certificate
        self.user, self.password = USER, PASSWORD
        self.logins = []
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.n_waiting = 0
        super().__init__(("127.0.0.1", 0), Connection)
        self.name = "127.0.0.1:%u" % self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def environment(self):
        return {"https_proxy": f"http://{self.name}", "http_proxy": f"http://{self.name}", "no_proxy": ""}

    def settings(self, folder):
        """The environment of a GNOME desktop whose network settings name this proxy, and its login, which
        they hold for http addresses alone."""
        port = self.server_address[1]
        os.makedirs(f"{folder}/glib-2.0/settings")
        with open(f"{folder}/glib-2.0/settings/keyfile", "w", encoding="utf-8") as file:
            file.write("[system/proxy]\nmode='manual'\n"
                       f"[system/proxy/https]\nhost='127.0.0.1'\nport={port}\n"
                       f"[system/proxy/http]\nenabled=true\nhost='127.0.0.1'\nport={port}\nuse-authentication=true\n"
                       f"authentication-user={json.dumps(self.user)}\nauthentication-password={json.dumps(self.password)}\n")
        return {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(folder), "XDG_CURRENT_DESKTOP": "GNOME"}

    def close(self):
        self.goes_on.set()
        self.shutdown()
        self.server_close()


class Connection(socketserver.StreamRequestHandler):
    def handle(self):
        with contextlib.suppress(OSError):
            while self.answer():
                pass

    def answer(self):
        request = self.rfile.readline()
        login = None
        for line in iter(self.rfile.readline, b"\r\n"):
            if not line:
                return False
            name, _, value = line.decode().partition(":")
            if name.lower() == "proxy-authorization":
                login = base64.b64decode(value.split()[-1]).decode()
        if not request:
            return False
        self.server.n_waiting += 1
        self.server.goes_on.wait()
        self.server.n_waiting -= 1
        if login is not None:
            self.server.logins.append(login)
        if self.server.asks and login != f"{self.server.user}:{self.server.password}":
            head = ("407 Proxy Authentication Required\r\n"
                    'Proxy-Authenticate: Basic realm="Hospital"')
        elif self.server.certificate:
            return self.open_tls()
        else:
            head = "403 Forbidden"
        self.wfile.write(f"HTTP/1.1 {head}\r\nContent-Length: 0\r\n\r\n".encode())
        return True

    def open_tls(self):
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.certificate)
        with contextlib.suppress(OSError), context.wrap_socket(self.connection, server_side=True) as stream:
            stream.recv(65536)
            stream.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        return False
