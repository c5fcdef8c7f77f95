# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A throw-away certificate authority, good and bad certificates of all kinds."""

import datetime
import ipaddress
import os

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

NOW = datetime.datetime.now(datetime.timezone.utc)
DAY = datetime.timedelta(days=1)


def name(common_name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


SHA256_WITH_RSA = bytes.fromhex("2a864886f70d01010b")
SHA1_WITH_RSA = bytes.fromhex("2a864886f70d010105")


def sign_with_sha1(certificate, key):
    """The same certificate with the signature that nobody should trust any more, and that the library
    does not make any more: all else is the same, byte by byte."""
    tbs = certificate.tbs_certificate_bytes.replace(SHA256_WITH_RSA, SHA1_WITH_RSA)
    der = certificate.public_bytes(serialization.Encoding.DER)
    der = der.replace(certificate.tbs_certificate_bytes, tbs).replace(SHA256_WITH_RSA, SHA1_WITH_RSA)
    signature = key.sign(tbs, padding.PKCS1v15(), hashes.SHA1())
    return x509.load_der_x509_certificate(der.replace(certificate.signature, signature))


class Certificate:
    """A certificate and its key, in PEM files."""

    def __init__(self, folder, label, issuer=None, subject=None, hosts=("localhost", "127.0.0.1"),
                 begins=NOW - DAY, ends=NOW + 30 * DAY, authority=False, key=None,
                 weak=False):
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        subject = name(subject or label)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
        )
        if not authority:
            names = [
                x509.IPAddress(ipaddress.ip_address(host)) if host[0].isdigit() or ":" in host
                else x509.DNSName(host)
                for host in hosts
            ]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        self.certificate = builder.sign(issuer.key if issuer else self.key, hashes.SHA256())
        if weak:
            self.certificate = sign_with_sha1(self.certificate, issuer.key)

        self.path = os.path.join(folder, f"{label}.pem")
        self.key_path = os.path.join(folder, f"{label}.key")
        with open(self.path, "wb") as file:
            file.write(self.certificate.public_bytes(serialization.Encoding.PEM))
        with open(self.key_path, "wb") as file:
            file.write(self.key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ))


class Authority:
    def __init__(self, folder):
        folder = str(folder)
        self.root = Certificate(folder, "Test Authority", authority=True,
                                key=rsa.generate_private_key(65537, 2048))
        self.proxy_root = Certificate(folder, "Hospital Inspection Proxy", authority=True)
        self.good = Certificate(folder, "good", self.root)
        self.expired = Certificate(folder, "expired", self.root, begins=NOW - 9 * DAY,
                                   ends=NOW - 2 * DAY)
        self.not_yet = Certificate(folder, "not-yet", self.root, begins=NOW + 2 * DAY)
        self.wrong_host = Certificate(folder, "wrong-host", self.root, hosts=("other.example",))
        self.weak = Certificate(folder, "weak", self.root, weak=True)
        self.self_signed = Certificate(folder, "self-signed")
        self.inspected = Certificate(folder, "inspected", self.proxy_root)
        self.odd_root = Certificate(folder, "odd-authority", authority=True,
                                    subject="Odd\x1b[31m\n\u202e\u2066\u200f\x07 Authority\u2028\x9b2J")
        self.odd = Certificate(folder, "odd", self.odd_root, subject="odd\x1b]0;title\x07\u202e")
