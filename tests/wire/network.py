# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands between a clinic and its Millennium, the real ones: squid, tinyproxy, mitmproxy, nghttpx.

All of them, and the program, run in a mount namespace with a hosts file of the test's own: the names
that are asked for are those of Oracle, and lead to this machine.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time

import pytest

from conftest import CLIENT_ID, PATIENCE, SECRET, environment, finish, start
from peer import TENANT

FHIR_HOST = "fhir-ehr.cerner.com"
TOKEN_HOST = "authorization.cerner.com"
HOSTS = (FHIR_HOST, TOKEN_HOST, "proxy.hospital.example")
USER = "nurse"
PASSWORD = "proxy-password-7Tq/x"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_until_open(port, process):
    end = time.monotonic() + PATIENCE
    while True:
        assert process.poll() is None, "it ended by itself"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert time.monotonic() < end, "it does not listen"
        time.sleep(0.05)


class Network:
    """A hosts file, and what is started with it."""

    def __init__(self, folder):
        self.folder = str(folder)
        self.hosts = os.path.join(self.folder, "hosts")
        with open(self.hosts, "w") as file:
            file.write("127.0.0.1 localhost\n" + "".join(f"127.0.0.1 {name}\n" for name in HOSTS))
        self.running = []
        self.folders = []

    @property
    def prefix(self):
        """Runs a command with the hosts file in the place of the machine's."""
        return ["unshare", "--map-root-user", "--mount", "sh", "-c",
                'mount --bind "$0" /etc/hosts && exec "$@"', self.hosts]

    def path(self, name, text=None):
        path = os.path.join(self.folder, name)
        if text is not None:
            with open(path, "w") as file:
                file.write(text)
        return path

    def start(self, port, *command, prefix=None):
        log = open(self.path(f"log-{len(self.running)}"), "wb")
        process = subprocess.Popen([*(self.prefix if prefix is None else prefix), *command], stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=subprocess.STDOUT, env=environment())
        log.close()
        self.running.append(process)
        try:
            wait_until_open(port, process)
        except AssertionError:
            with open(log.name, errors="replace") as file:
                print(file.read())
            raise
        return process

    def close(self):
        for process in self.running:
            process.terminate()
        for process in self.running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()
        for folder in self.folders:
            shutil.rmtree(folder)

    def squid(self, login=None, forbid=False):
        """@login: None, "Basic" or "Digest"."""
        port = free_port()
        # Of its own, in a place that everybody may enter: it does not run as root.
        folder = tempfile.mkdtemp(prefix="onb-squid-")
        self.folders.append(folder)
        shutil.copy(self.hosts, f"{folder}/hosts")
        lines = [
            f"http_port 127.0.0.1:{port}",
            f"pid_filename {folder}/pid",
            f"access_log stdio:{folder}/access.log",
            f"cache_log {folder}/cache.log",
            f"coredump_dir {folder}",
            f"hosts_file {folder}/hosts",
            "cache deny all",
            "netdb_filename none",
            "shutdown_lifetime 0 seconds",
            "pinger_enable off",
            "visible_hostname proxy.hospital.example",
        ]
        if login:
            with open(f"{folder}/login", "w") as file:
                file.write(LOGIN_HELPERS[login])
            lines += [
                f"auth_param {login.lower()} program /usr/bin/python3 {folder}/login",
                f"auth_param {login.lower()} children 2 startup=1",
                f"auth_param {login.lower()} realm Hospital",
                "acl known proxy_auth REQUIRED",
                "http_access allow known",
            ]
        lines.append("http_access deny all" if login or forbid else "http_access allow all")
        if os.getuid() == 0:
            lines.append("cache_effective_user proxy")
        with open(f"{folder}/squid.conf", "w") as file:
            file.write("\n".join(lines) + "\n")
        if os.getuid() == 0:
            for name in [folder, *(os.path.join(folder, name) for name in os.listdir(folder))]:
                shutil.chown(name, "proxy")
        self.start(port, shutil.which("squid", path="/usr/sbin:/usr/bin"), "-N", "-n", f"onb{port}", "-f",
                   f"{folder}/squid.conf", prefix=())
        return f"127.0.0.1:{port}", os.path.join(folder, "access.log")

    def tinyproxy(self):
        port = free_port()
        configuration = self.path(f"tinyproxy-{port}.conf",
                                  f"Port {port}\nListen 127.0.0.1\nTimeout 60\nMaxClients 100\n"
                                  f"Allow 127.0.0.1\n")
        self.start(port, "tinyproxy", "-d", "-c", configuration)
        return f"127.0.0.1:{port}"

    def mitmproxy(self, upstream_authority):
        """Opens TLS, with an authority of its own. Returns the proxy and that authority's file. Skips the
        test where the system has no such package, as Debian 13."""
        if shutil.which("mitmdump") is None:
            pytest.skip("this system has no mitmproxy")
        port = free_port()
        folder = self.path(f"mitmproxy-{port}")
        self.start(port, "mitmdump", "--quiet", "--listen-host", "127.0.0.1", "--listen-port",
                   str(port), "--set", f"confdir={folder}", "--set",
                   f"ssl_verify_upstream_trusted_ca={upstream_authority}")
        return f"127.0.0.1:{port}", os.path.join(folder, "mitmproxy-ca-cert.pem")

    def nghttpx(self, certificate, backend):
        """Speaks HTTP/2 as well, before a server that speaks HTTP/1.1."""
        port = free_port()
        self.start(port, "nghttpx", "--conf=/dev/null", f"--frontend=127.0.0.1,{port}",
                   f"--backend=127.0.0.1,{backend}", "--backend-read-timeout=300",
                   "--frontend-http2-read-timeout=300", "--workers=1", certificate.key_path,
                   certificate.path)
        return port

    def check(self, port, authority, *options, proxy=None, secret=SECRET, command=None, **variables):
        """The live test of a clinic whose address is Oracle's. @proxy: what https_proxy names."""
        if proxy is not None:
            variables.update(https_proxy=f"http://{proxy}", http_proxy=f"http://{proxy}")
        return finish(self.begin(port, authority, *options, command=command, **variables), secret)

    def settings(self, **schemas):
        """The environment of a desktop with these settings below org.gnome.system.proxy."""
        folder = tempfile.mkdtemp(prefix="settings-", dir=self.folder)
        os.makedirs(f"{folder}/glib-2.0/settings")
        with open(f"{folder}/glib-2.0/settings/keyfile", "w") as file:
            for schema, values in schemas.items():
                path = "system/proxy" + (f"/{schema}" if schema != "proxy" else "")
                file.write(f"[{path}]\n" + "".join(f"{key}={value}\n" for key, value in values.items()))
        return {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": folder, "XDG_CURRENT_DESKTOP": "GNOME"}

    def begin(self, port, authority, *options, command=None, **variables):
        arguments = command or [
            "check", "--json", "--fhir-url", f"https://{FHIR_HOST}:{port}/r4/{TENANT}/",
            "--client-id", CLIENT_ID, "--secret-file", "-", "--ca-file", authority]
        return start(*arguments, *options, env=environment(**variables), prefix=self.prefix)


BASIC = '''import sys, urllib.parse
for line in sys.stdin:
    user, password = (urllib.parse.unquote(word) for word in line.split()[:2])
    print("OK" if (user, password) == (%r, %r) else "ERR", flush=True)
'''
DIGEST = '''import hashlib, sys
for line in sys.stdin:
    user, realm = line.strip().strip('"').split('":"')
    known = hashlib.md5(f"{user}:{realm}:%s".encode()).hexdigest()
    print(f'OK ha1="{known}"' if user == %r else "ERR", flush=True)
'''
LOGIN_HELPERS = {"Basic": BASIC % (USER, PASSWORD), "Digest": DIGEST % (PASSWORD, USER)}
