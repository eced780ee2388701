"""What arrives is read or refused in the standards' words, whatever it is."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols.oidc import authorize, claims, form, registration, token
from bailee.protocols.oidc.client import Client, check_redirect, matches
from bailee.protocols.oidc.errors import OAuthError, ReturnedError, UntrustedError

CLIENT = Client("reader", "Reader", ("https://reader.example/back?a=b",))
NAMES = (
    *("client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce"),
    *("prompt", "max_age", "claims", "code_challenge", "code_challenge_method", "request"),
    *("ui_locales", "acr_values", "login_hint", "id_token_hint"),
)
PARAMETERS = st.dictionaries(st.sampled_from(NAMES), st.text(max_size=60))


@given(PARAMETERS)
def test_any_authorization_request_is_read_or_refused(given_: dict[str, str]) -> None:
    try:
        read = form.read(urlencode(given_))
        authorize.trusted(read, CLIENT)
        asked = authorize.parse(read, CLIENT)
    except (form.RepeatedError, UntrustedError, ReturnedError):
        return
    assert asked.redirect_uri in CLIENT.redirect_uris
    assert authorize.OPENID in asked.scopes


@given(PARAMETERS.map(lambda given_: {**given_, "redirect_uri": CLIENT.redirect_uris[0]}))
def test_what_is_wrong_behind_a_trusted_address_goes_back_to_it(given_: dict[str, str]) -> None:
    try:
        asked = authorize.parse(given_, CLIENT)
    except ReturnedError as error:
        assert error.code.isidentifier()
    else:
        assert asked.claims <= claims.CLAIMS


@given(st.text(max_size=200))
def test_any_claims_parameter_is_read_or_refused(text: str) -> None:
    try:
        asked = claims.parse(text)
    except ValueError:
        return
    assert asked.userinfo <= claims.CLAIMS


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id_token", "acr", "values", "value", "name"]), inner)
    ),
)


@given(JSON)
def test_any_json_is_claims_or_none(value: object) -> None:
    try:
        asked = claims.parse(json.dumps(value))
    except ValueError:
        return
    assert all(isinstance(one, str) for one in asked.acr)


@given(st.binary(max_size=300), st.text(max_size=80))
def test_any_token_request_is_read_or_refused(body: bytes, header: str) -> None:
    try:
        read = token.form_of(form.FORM, body)
        token.credentials(header, read)
        token.parse(read)
        token.bearer(header, read)
    except OAuthError as error:
        assert error.status in {400, 401}


@given(st.binary(max_size=300))
def test_any_registration_is_read_or_refused(body: bytes) -> None:
    try:
        registration.client_of(body, name="x")
    except OAuthError as error:
        assert error.status == 400


@given(st.text(max_size=60), st.text(max_size=60))
def test_an_answer_keeps_what_the_address_had_and_what_was_said(state: str, said: str) -> None:
    to = authorize.answer(CLIENT.redirect_uris[0], issuer="https://i", state=state, code=said)
    query = parse_qs(urlsplit(to).query, keep_blank_values=True)
    assert query["a"] == ["b"]
    assert query["code"] == [said]
    assert query.get("state", [""]) == [state]
    assert query["iss"] == ["https://i"]


@pytest.mark.parametrize(
    ("uri", "registered", "any_port", "is_it"),
    [
        ("https://a.example/b", "https://a.example/b", False, True),
        ("https://a.example/b/", "https://a.example/b", True, False),
        ("https://a.example/B", "https://a.example/b", True, False),
        ("https://a.example:444/b", "https://a.example/b", True, False),
        ("http://127.0.0.1:5000/b", "http://127.0.0.1/b", True, True),
        ("http://127.0.0.1:5000/b", "http://127.0.0.1/b", False, False),
        ("http://[::1]:5000/b", "http://[::1]/b", True, True),
        ("http://127.0.0.1:5000/c", "http://127.0.0.1/b", True, False),
        ("http://127.0.0.1:5000@evil.example/b", "http://127.0.0.1/b", True, False),
        ("http://evil@127.0.0.1:5000/b", "http://127.0.0.1/b", True, False),
        ("http://localhost:5000/b", "http://localhost/b", True, False),
        ("http://127.0.0.1:x/b", "http://127.0.0.1/b", True, False),
    ],
)
def test_an_address_is_the_registered_one_letter_by_letter(
    uri: str, registered: str, *, any_port: bool, is_it: bool
) -> None:
    assert matches(uri, registered, any_port=any_port) is is_it


@given(st.text(max_size=60))
def test_any_address_is_registered_as_it_is_or_refused(uri: str) -> None:
    try:
        assert check_redirect(uri, is_public=True) == uri
    except ValueError:
        return
    assert urlsplit(uri).scheme not in {"javascript", "data", "file"}


@given(st.text(max_size=140), st.text(max_size=50))
def test_a_verifier_proves_nothing_but_its_own_challenge(verifier: str, challenge: str) -> None:
    assert not token.proves(verifier, challenge) or (verifier, challenge) == ("", "")
