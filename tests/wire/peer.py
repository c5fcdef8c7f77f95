# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server for one test, on loopback, that does exactly the fault that the test wants.

By default it is a small Millennium in which everything works, written independently of the
program's own practice server. A test replaces what some paths answer: by a Reply, or by a function
that gets the connection and writes what it likes, byte by byte.
"""

import contextlib
import json
import socket
import ssl
import threading
import warnings

TENANT = "5afe9ace-7e57-4000-8000-9ac71ce00002"
READS = ["Appointment", "Location", "Patient", "Practitioner", "Procedure", "Schedule", "Slot"]
TOKEN = "peer-token-3f9d7c"


class Reply:
    def __init__(self, status=200, body=b"", content_type="application/json", **headers):
        self.status = status
        self.body = body.encode() if isinstance(body, str) else body
        self.headers = {"Content-Type": content_type, "X-Request-Id": "peer-request"}
        self.headers.update({key.replace("_", "-"): value for key, value in headers.items()})

    def write(self, connection, encoding="utf-8"):
        head = f"HTTP/1.1 {self.status} Whatever\r\nContent-Length: {len(self.body)}\r\n"
        head += "".join(f"{key}: {value}\r\n" for key, value in self.headers.items())
        connection.sendall(head.encode(encoding) + b"\r\n" + self.body)


def json_reply(document, status=200, **headers):
    return Reply(status, json.dumps(document), **headers)


class Request:
    def __init__(self, head, body):
        line, *lines = head.decode("latin-1").split("\r\n")
        self.method, self.path, _ = line.split(" ", 2)
        self.headers = {
            key.strip().lower(): value.strip()
            for key, value in (item.split(":", 1) for item in lines if ":" in item)
        }
        self.body = body


class Peer:
    """@admitted: how many connections are served at once; @beyond: whether further ones hang or are
    closed, as by a firewall that limits them."""

    def __init__(self, certificate=None, routes=None, token_url=None, maximum_tls=None,
                 scopes=None, admitted=None, beyond="hang", address="127.0.0.1"):
        self.routes = routes or {}
        self.token_url = token_url
        self.scopes = scopes
        self.admitted = admitted
        self.beyond = beyond
        self.n_served = 0
        self.lock = threading.Lock()
        self.received = bytearray()
        self.requests = []
        self.stopped = threading.Event()
        self.context = None
        if certificate is not None:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            # Old protocols and weak signatures need OpenSSL's lowest security level.
            self.context.set_ciphers("ALL:@SECLEVEL=0")
            if maximum_tls is not None:
                with warnings.catch_warnings():
                    # That they are old is what they are for.
                    warnings.simplefilter("ignore")
                    self.context.minimum_version = ssl.TLSVersion.TLSv1
                    self.context.maximum_version = maximum_tls
            self.context.load_cert_chain(certificate.path, certificate.key_path)
        self.listener = socket.create_server(
            (address, 0), backlog=64, family=socket.AF_INET6 if ":" in address else socket.AF_INET)
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.accept, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopped.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()

    @property
    def base(self):
        scheme = "https" if self.context else "http"
        return f"{scheme}://localhost:{self.port}/r4/{TENANT}/"

    def accept(self):
        while not self.stopped.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=[connection], daemon=True).start()

    def may_enter(self, connection):
        with self.lock:
            if self.admitted is None or self.n_served < self.admitted:
                self.n_served += 1
                return True
        if self.beyond == "hang":
            self.stopped.wait()
        connection.close()
        return False

    def serve(self, connection):
        if self.may_enter(connection):
            self.serve_requests(connection)
            with self.lock:
                self.n_served -= 1

    def serve_requests(self, connection):
        with contextlib.suppress(OSError, ssl.SSLError, ValueError):
            if self.context is not None:
                connection = self.context.wrap_socket(connection, server_side=True)
            while not self.stopped.is_set():
                request = self.read(connection)
                if request is None:
                    break
                self.answer(connection, request)
        with contextlib.suppress(OSError):
            connection.close()

    def receive(self, connection):
        chunk = connection.recv(65536)
        self.received += chunk
        return chunk

    def read(self, connection):
        data = b""
        while b"\r\n\r\n" not in data:
            chunk = self.receive(connection)
            if not chunk:
                return None
            data += chunk
        head, body = data.split(b"\r\n\r\n", 1)
        request = Request(head, body)
        length = int(request.headers.get("content-length", 0))
        while len(request.body) < length:
            chunk = self.receive(connection)
            if not chunk:
                return None
            request.body += chunk
        return request

    def answer(self, connection, request):
        self.requests.append(request)
        for key, route in self.routes.items():
            if key in request.path:
                if isinstance(route, list):
                    route = route.pop(0) if len(route) > 1 else route[0]
                if isinstance(route, Reply):
                    route.write(connection)
                else:
                    route(self, connection, request)
                return
        self.good_answer(request).write(connection)

    def hold(self, path):
        """From now on keeps whoever asks for this waiting. Returns two events: somebody waits; go on, as ever."""
        reached, go_on = threading.Event(), threading.Event()

        def wait(peer, connection, request):
            reached.set()
            go_on.wait()
            peer.good_answer(request).write(connection)

        self.routes[path] = wait
        return reached, go_on

    def good_answer(self, request):
        path = request.path.split("?")[0]
        token_url = self.token_url or self.base.split("/r4/")[0] + "/token"
        if path == "/token":
            asked = request.body.decode().split("scope=")[1].replace("%2F", "/")
            granted = " ".join(
                scope for scope in asked.split("%20")
                if self.scopes is None or scope in self.scopes
            )
            return json_reply({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 570,
                               "scope": granted})
        if path.endswith("/smart-configuration"):
            return json_reply({"token_endpoint": token_url})
        version = "4.0.1" if path.startswith("/r4/") else "1.0.2"
        offered = [name for name in READS if version == "4.0.1" or name != "Location"]
        if path.endswith("/metadata"):
            resources = [
                {"type": name, "interaction": [{"code": "search-type"}, {"code": "create"}]}
                for name in offered
            ]
            return json_reply({"resourceType": "CapabilityStatement", "fhirVersion": version,
                               "rest": [{"mode": "server", "resource": resources}]})
        if path.split("/")[-1] not in offered:
            return Reply(404)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply(401)
        return json_reply({"resourceType": "Bundle", "type": "searchset", "total": 0})
