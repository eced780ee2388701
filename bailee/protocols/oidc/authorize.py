"""The authorization request and its answers (OpenID Connect Core §3.1.2, RFC 6749 §4.1).

`trusted` says whether an answer may go where the request wants it; only then does `parse` look at
the rest, so that each of its errors has somewhere to go.

May be imported by: protocols.oidc, services.apps, gateways.oidc, pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct

from bailee.protocols.oidc import claims
from bailee.protocols.oidc.claims import NOTHING_ASKED, Asked
from bailee.protocols.oidc.client import Client
from bailee.protocols.oidc.errors import ReturnedError, UntrustedError
from bailee.protocols.oidc.form import Parameters, words

__all__ = ["OFFLINE", "OPENID", "Authorization", "answer", "parse", "trusted"]

OPENID, OFFLINE = "openid", "offline_access"
PROMPTS: Final = frozenset({"none", "login", "consent", "select_account"})
_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_MOST_CHARACTERS: Final = 2048
_MOST_NONCE: Final = 512
_AGE: Final = re.compile(r"[0-9]{1,9}")
_REFUSED: Final = {
    "request": "request_not_supported",
    "request_uri": "request_uri_not_supported",
    "registration": "registration_not_supported",
}


class Authorization(Struct, frozen=True):
    """What an app asks for: scopes in the order asked, of those that are known here.

    `challenge`: PKCE by S256, or nothing. `max_age_s`: how long ago the sign-in may be.
    """

    client: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str = ""
    nonce: str = ""
    challenge: str = ""
    prompts: frozenset[str] = frozenset()
    max_age_s: int | None = None
    login_hint: str = ""
    id_token_hint: str = ""
    ui_locales: tuple[str, ...] = ()
    acr_values: tuple[str, ...] = ()
    asked: Asked = NOTHING_ASKED

    @property
    def claims(self) -> frozenset[str]:
        """Everything about the person that is asked for, by scope or by name."""
        by_scope = {claim for scope in self.scopes for claim in claims.SCOPES.get(scope, ())}
        return frozenset(by_scope) | ((self.asked.userinfo | self.asked.id_token) & claims.CLAIMS)


def trusted(given: Parameters, client: Client | None) -> str:
    """The redirect URI of a request, if it is its client's own. Raises `UntrustedError`."""
    if client is None:
        raise UntrustedError("client_id names no app that is connected here")
    uri = given.get("redirect_uri", "")
    if not uri:
        raise UntrustedError("redirect_uri is missing")
    if not client.owns(uri):
        raise UntrustedError("redirect_uri is none of those that this app was connected with")
    return uri


def parse(given: Parameters, client: Client) -> Authorization:
    """The rest of a request whose redirect URI is trusted. Raises `ReturnedError`."""
    _check_shape(given)
    scopes = words(given.get("scope", ""))
    if OPENID not in scopes:
        raise ReturnedError("invalid_scope", "scope lacks openid")
    prompts = frozenset(words(given.get("prompt", "")))
    if "none" in prompts and len(prompts) > 1:
        raise ReturnedError("invalid_request", "prompt=none goes with no other")
    return Authorization(
        client=client.id,
        redirect_uri=given["redirect_uri"],
        # One that is not known is left out, as the standard wants it (Core §3.1.2.1).
        scopes=tuple(name for name in scopes if name in {OPENID, OFFLINE, *claims.SCOPES}),
        state=given.get("state", ""),
        nonce=given.get("nonce", ""),
        challenge=_challenge(given, client),
        prompts=prompts & PROMPTS,
        max_age_s=_max_age(given.get("max_age")),
        login_hint=given.get("login_hint", "")[:200],
        id_token_hint=given.get("id_token_hint", ""),
        ui_locales=words(given.get("ui_locales", "")),
        acr_values=words(given.get("acr_values", "")),
        asked=_asked(given.get("claims")),
    )


def _check_shape(given: Mapping[str, str]) -> None:
    for name, code in _REFUSED.items():
        if name in given:
            raise ReturnedError(code, f"{name} is not supported")
    if "response_type" not in given:
        raise ReturnedError("invalid_request", "response_type is missing")
    if given["response_type"] != "code":
        raise ReturnedError("unsupported_response_type", "only response_type=code is supported")
    if given.get("response_mode", "query") != "query":
        raise ReturnedError("invalid_request", "only response_mode=query is supported")
    for name in ("state", "scope"):
        if len(given.get(name, "")) > _MOST_CHARACTERS:
            raise ReturnedError("invalid_request", f"{name} is too long")
    nonce = given.get("nonce", "")  # a code carries it, and is itself no longer than can be read
    if len(nonce) > _MOST_NONCE or not nonce.isprintable():
        raise ReturnedError("invalid_request", "nonce is too long, or no line of text")


def _challenge(given: Mapping[str, str], client: Client) -> str:
    """PKCE (RFC 7636 §4.3); a client that cannot keep a secret has to use it."""
    challenge = given.get("code_challenge", "")
    if not challenge:
        if client.is_public:
            raise ReturnedError("invalid_request", "an app without a secret needs code_challenge")
        if "code_challenge_method" in given:
            raise ReturnedError("invalid_request", "code_challenge is missing")
        return ""
    if given.get("code_challenge_method", "plain") != "S256":
        raise ReturnedError("invalid_request", "only code_challenge_method=S256 is supported")
    if not _CHALLENGE.fullmatch(challenge):
        raise ReturnedError("invalid_request", "code_challenge is not a SHA-256 in base64url")
    return challenge


def _max_age(text: str | None) -> int | None:
    if text is None:
        return None
    if not _AGE.fullmatch(text):
        raise ReturnedError("invalid_request", "max_age is not a number of seconds")
    return int(text)


def _asked(text: str | None) -> Asked:
    if text is None:
        return NOTHING_ASKED
    try:
        return claims.parse(text)
    except ValueError as error:
        raise ReturnedError("invalid_request", str(error)) from None


def answer(redirect_uri: str, *, issuer: str, state: str, **said: str) -> str:
    """Where to send the browser, with an answer and who gives it (RFC 9207 §2)."""
    query = urlencode({**said, **({"state": state} if state else {}), "iss": issuer})
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{query}"
