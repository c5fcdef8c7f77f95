# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers in the shape that Oracle's own servers give them: members, headers and orders of magnitude as
they were published or seen in 2026; names and numbers are made up."""

from peer import TENANT, TOKEN, json_reply

OAUTH_URIS = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"
READ = ["read", "search-type"]
# What R4 declares of what matters here, in the statement's own order.
R4 = {
    "AllergyIntolerance": READ, "Appointment": READ + ["create", "patch"], "Binary": ["read"],
    "CapabilityStatement": ["read"], "DocumentReference": READ + ["create", "update"],
    "Location": READ, "OperationDefinition": ["read"], "Patient": READ + ["create", "patch"],
    "Practitioner": READ + ["create"], "Procedure": READ + ["create"], "Schedule": READ,
    "Slot": READ + ["patch"],
}
DSTU2 = {
    "Appointment": READ + ["create", "update"], "Patient": READ + ["create"], "Practitioner": READ,
    "Procedure": READ, "Schedule": READ, "Slot": READ,
}
LETTERS = {"create": "c", "read": "r", "update": "u", "patch": "u", "search-type": "s"}


def scopes_supported():
    """Both forms, for three kinds of account, among the launch scopes: some hundred of them."""
    names = ["fhirUser", "launch", "launch/patient", "offline_access", "online_access", "openid",
             "profile"]
    for account in ("patient", "system", "user"):
        for resource, interactions in R4.items():
            letters = {LETTERS[code] for code in interactions}
            names.append(f"{account}/{resource}.read")
            if letters & {"c", "u"}:
                names.append(f"{account}/{resource}.write")
            names.append(f"{account}/{resource}." + "".join(c for c in "crus" if c in letters))
    return names


def endpoints(peer):
    host = peer.base.split("/r4/")[0]
    tenant = f"{host}/tenants/{TENANT}"
    profile = "/protocols/oauth2/profiles/smart-v1"
    # The token endpoint alone names the FHIR host.
    return {"token": f"{tenant}/hosts/localhost{profile}/token",
            "revoke": f"{tenant}{profile}/token/revoke",
            "authorize": f"{tenant}{profile}/personas/provider/authorize",
            "manage": f"{tenant}/personas/provider/my-authorizations",
            "introspect": host + "/tokeninfo"}


def smart_configuration(peer, connection, request):
    at = endpoints(peer)
    json_reply({
        "issuer": peer.base.split("/r4/")[0] + "/tenants/" + TENANT,
        "authorization_endpoint": at["authorize"],
        "token_endpoint": at["token"],
        "revocation_endpoint": at["revoke"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS384", "ES384"],
        "jwks_uri": peer.base.split("/r4/")[0] + "/jwk",
        "grant_types_supported": ["authorization_code", "client_credentials"],
        "scopes_supported": scopes_supported(),
        "response_types_supported": ["code"],
        "management_endpoint": at["manage"],
        "introspection_endpoint": at["introspect"],
        "capabilities": ["authorize-post", "launch-ehr", "launch-standalone", "client-public",
                         "client-confidential-asymmetric", "client-confidential-symmetric",
                         "sso-openid-connect", "context-banner", "context-ehr-patient",
                         "permission-patient", "permission-user", "permission-offline",
                         "permission-v1", "permission-v2"],
        "code_challenge_methods_supported": ["S256"],
    }, Cache_Control="max-age=3600").write(connection)


def statement(kind, version, declared):
    def answer(peer, connection, request):
        urls = [{"valueUri": url, "url": name} for name, url in endpoints(peer).items()]
        json_reply({
            "resourceType": kind, "url": peer.base + "metadata", "name": "Statement",
            "title": "A statement", "status": "active", "date": "2026-08-14", "publisher": "A publisher",
            "description": "A FHIR server", "kind": "instance", "instantiates": [],
            "implementation": {"description": "A FHIR server", "url": peer.base.rstrip("/")},
            "fhirVersion": version, "format": ["json", "application/fhir+json"],
            "patchFormat": ["application/json-patch+json"],
            "rest": [{
                "mode": "server", "documentation": "words", "interaction": [{"code": "batch"}],
                "security": {
                    "extension": [{"extension": urls, "url": OAUTH_URIS}], "cors": True,
                    "service": [{"coding": [{"code": "SMART-on-FHIR"}], "text": "OAuth2"}],
                    "description": "OAuth2 plus SMART extensions"},
                "resource": [{
                    "type": name, "documentation": "words " * 200,
                    "interaction": [{"code": code} for code in interactions],
                    "searchParam": [{"name": "_id", "type": "token"}] * 12,
                } for name, interactions in declared.items()],
            }],
        }, Content_Type="application/json+fhir;charset=utf-8").write(connection)

    return answer


def token_server(registered):
    """Grants what is registered of what is asked, without a word about the rest."""

    def answer(peer, connection, request):
        asked = request.body.decode().split("scope=")[1].replace("%2F", "/").split("%20")
        granted = [scope for scope in asked if scope in registered]
        if granted:
            json_reply({"access_token": TOKEN, "scope": " ".join(granted), "token_type": "Bearer",
                        "expires_in": 570}, Cache_Control="no-store").write(connection)
        else:
            refuse_token("empty-scopes", "invalid_scope").write(connection)

    return answer


def refuse_token(urn, error, status=400, client="0b5e55ed-1e7a-4c11-9000-9ac71ce00001"):
    full = "urn%3Acerner%3Aerror%3Aauthorization-server%3Aoauth2%3Atoken%3A" + urn
    instance = "7d1c8a60-0000-4000-8000-000000000001"
    return json_reply({
        "error": error,
        "error_uri": f"https://authorization.cerner.com/errors/{full}/instances/{instance}"
                     f"?client={client}&tenant={TENANT}",
    }, status=status, Cerner_Correlation_ID=instance, Cache_Control="no-store", Pragma="no-cache",
        Expect_CT="enforce, max-age=30", Server="cloud_authorization_server1")


def no_results(peer, connection, request):
    json_reply({"resourceType": "Bundle", "id": "1", "type": "searchset", "total": 0,
                "link": [{"relation": "self", "url": peer.base + "x"}]}).write(connection)


def healthy(registered):
    """A clinic of today: R4 in full, DSTU 2 still there."""
    return {
        "smart-configuration": smart_configuration,
        f"/r4/{TENANT}/metadata": statement("CapabilityStatement", "4.0.1", R4),
        f"/dstu2/{TENANT}/metadata": statement("Conformance", "1.0.2", DSTU2),
        "/token": token_server(registered),
        f"/dstu2/{TENANT}/Location": json_reply(
            {"resourceType": "OperationOutcome",
             "issue": [{"severity": "error", "code": "not-found", "details": {"text": "Not Found"}}]},
            status=404),
        "?_id=0": no_results,
    }
