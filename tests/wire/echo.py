# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that says everything again that it was told, in every header and in every field.

Its words come in several spellings, with control characters and such that change the direction. What a
program shows, writes or copies after it has met one holds nothing of that: `assert_silent(data)`.
"""

import base64
import html
import json
import re
import urllib.parse

from peer import TOKEN, Peer, Reply

CONTROLS = ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u2028", "\x85", "\ufeff"]
TENANT_URN = ("urn%3Acerner%3Aerror%3Aauthorization-server%3Aoauth2%3Agrant%3Aclient-credentials%3A"
              "invalid-tenant")
HEADERS = ["X-Request-Id", "Cerner-Correlation-Id", "WWW-Authenticate", "Location", "ETag"]


def base64_within(text, n_before):
    """As base64 writes it after @n_before other bytes: all of it, and what @text alone makes of it."""
    data = b"{" * n_before + text.encode()
    encoded = base64.b64encode(data).decode()
    first = -(-n_before * 8 // 6)
    return encoded, encoded[first:len(data) * 8 // 6]


def spellings(text):
    """How a server may write it."""
    quoted = urllib.parse.quote(text, safe="")
    return [text, text.upper(), quoted, urllib.parse.quote(quoted, safe=""),
            base64.b64encode(text.encode()).decode(),
            base64.urlsafe_b64encode(text.encode()).decode().rstrip("="), text.encode().hex(),
            text.replace("/", "\\/"), "\u200b".join(text),
            "".join(f"\\x{byte:02x}" for byte in text.encode()),
            *(base64_within(text, n_before)[0] for n_before in (1, 2))]


def what_was_told(request):
    """The header as it came, and what can be read out of it."""
    header = request.headers.get("authorization", "")
    told = [header, header.partition(" ")[2]]
    if header.startswith("Basic "):
        pair = base64.b64decode(told[1]).decode()
        told += [pair, *pair.split(":", 1)]
    return [text for text in told if text]


def words(request):
    told = [spelling for text in what_was_told(request) for spelling in spellings(text)]
    return [f"{text} {CONTROLS[i % len(CONTROLS)]}[2Jend" for i, text in enumerate(told)] or [
        "".join(CONTROLS) + "[2Jnothing"]


class Echo(Peer):
    """@stage: which part of the paths answers with an error that says everything again, each header and
    each field in the next spelling; @first: which of them comes first."""

    def __init__(self, certificate, stage, status, shape, first=0):
        super().__init__(certificate, {stage: self.say_again})
        self.status = status
        self.shape = shape
        self.count = first

    def next_word(self, said):
        self.count += 1
        return said[self.count % len(said)]

    def say_again(self, _, connection, request):
        said = words(request)
        content_type = "text/plain; charset=utf-8" if self.shape == "text" else "application/json"
        reply = Reply(self.status, self.body(said), content_type)
        for name in HEADERS:
            # A header holds no line break, and Latin-1 at most.
            reply.headers[name] = self.next_word(said).encode("latin-1", "ignore").decode("latin-1")
        reply.write(connection, "latin-1")

    def body(self, said):
        def word():
            return self.next_word(said)

        if self.shape == "text":
            return word()
        if self.shape == "outcome":
            return json.dumps({"resourceType": "OperationOutcome", "issue": [
                {"severity": "error", "code": word(), "details": {"text": word()},
                 "diagnostics": word(), "expression": [word()]} for _ in said]})
        if self.shape == "token":
            return json.dumps({"access_token": TOKEN, "token_type": f"{word()} {TOKEN}",
                               "scope": f"{word()} {TOKEN}", "refresh_token": TOKEN})
        if self.shape == "filter":
            return json.dumps({"policy": word(), "seen": [word() for _ in said]})
        uri = urllib.parse.quote(word(), safe="")
        fields = ["error", "error_description", "message", "code", "resourceType", "fhirVersion",
                  "type", "title"]
        urn = TENANT_URN if self.shape == "tenant" else f"urn%3Aa%3A{uri}"
        return json.dumps({field: word() for field in fields} | {
            "error_uri": f"https://authorization.cerner.com/errors/{urn}/instances/{uri}"
                         f"?client={uri}&tenant={uri}"})


def read_escapes(text):
    """As a reader of JSON, or of HTML, takes it: what stands for a character becomes that character."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    text = re.sub(r"\\([\"\\/])", r"\1", text)
    return html.unescape(text)


def assert_silent(data, *secrets):
    """@data: what a program showed or wrote, as text; @secrets: what it had sent."""
    for text in (data, read_escapes(data)):
        for secret in secrets:
            for spelling in spellings(secret):
                assert spelling not in text, f"says {secret} again"
            for n_before in (1, 2):
                assert base64_within(secret, n_before)[1] not in text, f"says {secret} again, encoded"
        for control in CONTROLS:
            assert control not in text, f"holds {control!r}"
