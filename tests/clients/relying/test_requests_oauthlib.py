"""requests-oauthlib signs in with Bailee: the library from PyPI, unchanged."""

from __future__ import annotations

import pytest
import requests
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

from tests.clients.house import House
from tests.clients.relying.member import BACK, approve, connect

pytestmark = pytest.mark.keeps("account.service")


def test_requests_oauthlib_signs_in_reads_and_renews(tls_house: House) -> None:
    app = connect(tls_house, "An app by requests-oauthlib")
    trust = str(tls_house.certificate)
    found = requests.get(app.discovery, verify=trust, timeout=20).json()
    scope = ["openid", "profile", "offline_access"]
    session = OAuth2Session(app.id, redirect_uri=BACK, scope=scope, pkce="S256")
    session.verify, session.trust_env = trust, False
    to, _ = session.authorization_url(found["authorization_endpoint"], prompt="consent")
    back = approve(tls_house, to, "profile", "stay")
    login = HTTPBasicAuth(app.id, app.secret)
    token = session.fetch_token(found["token_endpoint"], authorization_response=back, auth=login)
    assert set(token["scope"]) == set(scope)
    told = session.get(found["userinfo_endpoint"]).json()
    assert told["preferred_username"] == "ada"
    renewed = session.refresh_token(found["token_endpoint"], auth=login)
    assert renewed["refresh_token"] != token["refresh_token"]
    assert session.get(found["userinfo_endpoint"]).json() == told
