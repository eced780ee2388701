"""Authlib signs in with Bailee: the library from PyPI, unchanged."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.clients.house import House
from tests.clients.relying.member import BACK, App, approve, connect

VERIFIER = "a-verifier-of-at-least-forty-three-letters-0"
pytestmark = pytest.mark.keeps("account.service")


@pytest.fixture(scope="module")
def app(tls_house: House) -> App:
    return connect(tls_house, "An app by Authlib")


def session_of(app: App, house: House, scope: str) -> tuple[Any, dict[str, str]]:
    """A client, and what it discovered."""
    session: Any = OAuth2Session(
        app.id,
        app.secret,
        scope=scope,
        redirect_uri=BACK,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic",
    )
    session.verify, session.trust_env = str(house.certificate), False
    return session, requests.get(app.discovery, verify=session.verify, timeout=20).json()


def test_authlib_signs_in_and_believes_the_id_token(app: App, tls_house: House) -> None:
    session, found = session_of(app, tls_house, "openid profile")
    to, state = session.create_authorization_url(
        found["authorization_endpoint"], code_verifier=VERIFIER, nonce="n1"
    )
    back = approve(tls_house, to, "profile")
    token = session.fetch_token(
        found["token_endpoint"], authorization_response=back, state=state, code_verifier=VERIFIER
    )
    keys = KeySet.import_key_set(session.get(found["jwks_uri"]).json())
    said = jwt.decode(token["id_token"], keys, algorithms=["RS256"])
    options = {"iss": {"value": app.issuer}, "aud": {"value": app.id}}
    claims = CodeIDToken(said.claims, said.header, options, {"nonce": "n1", "client_id": app.id})
    claims.validate()
    told = session.get(found["userinfo_endpoint"]).json()
    assert told == {"sub": claims["sub"], "preferred_username": "ada"}


def test_authlib_renews_and_revokes(app: App, tls_house: House) -> None:
    session, found = session_of(app, tls_house, "openid offline_access")
    to, state = session.create_authorization_url(
        found["authorization_endpoint"], code_verifier=VERIFIER, prompt="consent"
    )
    back = approve(tls_house, to, "stay")
    url = found["token_endpoint"]
    first = session.fetch_token(
        url, authorization_response=back, state=state, code_verifier=VERIFIER
    )
    second = session.refresh_token(url, refresh_token=first["refresh_token"])
    assert second["access_token"] != first["access_token"]
    shown = session.introspect_token(found["introspection_endpoint"], second["access_token"])
    assert shown.json()["active"]
    session.revoke_token(found["revocation_endpoint"], second["refresh_token"])
    shown = session.introspect_token(found["introspection_endpoint"], second["access_token"])
    assert shown.json() == {"active": False}
