# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates for the tests of the window, made with openssl."""

import subprocess


class Certificate:
    """Whoever signs, in a file of its own, and what is signed for a host, in one that holds its key."""

    def __init__(self, folder, host):
        self.root, leaf = str(folder / "authority.pem"), str(folder / "leaf.pem")
        self.path = self.key_path = leaf
        new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"]
        openssl("req", "-x509", *new_key, "-keyout", f"{self.root}.key", "-out", self.root, "-subj",
                "/O=Hospital/CN=Hospital Proxy", "-addext", "keyUsage=critical,keyCertSign")
        openssl("req", "-x509", *new_key, "-keyout", f"{leaf}.key", "-out", leaf, "-subj", f"/CN={host}",
                "-CA", self.root, "-CAkey", f"{self.root}.key", "-addext", f"subjectAltName=DNS:{host}",
                "-addext", "basicConstraints=critical,CA:FALSE")
        with open(leaf, "a") as file, open(f"{leaf}.key") as key:
            file.write(key.read())


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)
