"""Requests to the token endpoint and its like (RFC 6749 §3.2, RFC 7009 §2.1, RFC 7662 §2.1).

May be imported by: protocols.oidc, services.apps, gateways.oidc.
"""

from __future__ import annotations

import re
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as NotBase64Error
from hashlib import sha256
from hmac import compare_digest
from typing import Final
from urllib.parse import unquote_plus

from msgspec import Struct

from bailee.protocols.oidc.client import AuthMethod
from bailee.protocols.oidc.errors import OAuthError
from bailee.protocols.oidc.form import FORM, Parameters, RepeatedError, read

__all__ = [
    "Code",
    "Credentials",
    "Refresh",
    "bearer",
    "credentials",
    "form_of",
    "half_hash",
    "parse",
    "proves",
]

_VERIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_MOST_CHARACTERS: Final = 1024
_MOST_CODE: Final = 4096


class Credentials(Struct, frozen=True):
    """Who a client says it is, how, and its secret (`none`: it has none)."""

    client: str
    secret: str
    method: AuthMethod


class Code(Struct, frozen=True):
    """Give tokens for a code (RFC 6749 §4.1.3, RFC 7636 §4.5)."""

    code: str
    redirect_uri: str
    verifier: str


class Refresh(Struct, frozen=True):
    """Give tokens for a refresh token (RFC 6749 §6)."""

    token: str
    scopes: str


def form_of(content_type: str, body: bytes) -> Parameters:
    """The form of a request. Raises `OAuthError`."""
    if content_type.partition(";")[0].strip().lower() != FORM:
        raise OAuthError("invalid_request", f"send it as {FORM}")
    try:
        return read(body.decode("ascii"))
    except (RepeatedError, UnicodeDecodeError):
        raise OAuthError("invalid_request", "the form cannot be read") from None


def credentials(authorization: str, form: Parameters) -> Credentials:
    """How a client proves who it is: one way, and not two (RFC 6749 §2.3). Raises `OAuthError`."""
    scheme, _, encoded = authorization.partition(" ")
    if not authorization:
        client, secret = form.get("client_id", ""), form.get("client_secret")
        if not client:
            raise OAuthError("invalid_client", "the request does not say which app makes it")
        return Credentials(client, secret or "", "none" if secret is None else "client_secret_post")
    if scheme.lower() != "basic":
        raise OAuthError("invalid_client", "only Basic is understood here")
    if "client_secret" in form:
        raise OAuthError("invalid_request", "the app proves who it is in two ways at once")
    try:
        text = b64decode(encoded.strip(), validate=True).decode()
    except (NotBase64Error, UnicodeDecodeError):
        raise OAuthError("invalid_client", "the Authorization header cannot be read") from None
    # Both halves are form-encoded first (RFC 6749 §2.3.1); what is not is the same decoded.
    client, _, secret = (unquote_plus(part) for part in text.partition(":"))
    if form.get("client_id", client) != client:
        raise OAuthError("invalid_request", "the request names two apps")
    return Credentials(client, secret, "client_secret_basic")


def parse(form: Parameters) -> Code | Refresh:
    """What tokens are asked for. Raises `OAuthError`."""
    kind = form.get("grant_type", "")
    if kind == "authorization_code":
        return Code(_need(form, "code"), _need(form, "redirect_uri"), form.get("code_verifier", ""))
    if kind == "refresh_token":
        return Refresh(_need(form, "refresh_token"), form.get("scope", ""))
    if not kind:
        raise OAuthError("invalid_request", "grant_type is missing")
    raise OAuthError("unsupported_grant_type", "only codes and refresh tokens are exchanged here")


def _need(form: Parameters, name: str) -> str:
    value = form.get(name, "")
    if not value:
        raise OAuthError("invalid_request", f"{name} is missing")
    return value[:_MOST_CODE]


def proves(verifier: str, challenge: str) -> bool:
    """Whether whoever exchanges a code is who began (RFC 7636 §4.6).

    A verifier without a challenge is refused: the request was tampered with (RFC 9700 §2.1.1).
    """
    if not challenge:
        return not verifier
    if not _VERIFIER.fullmatch(verifier):
        return False
    made = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=")
    return compare_digest(made, challenge.encode())


def bearer(authorization: str, form: Parameters) -> str:
    """The access token of a request: in its header or its form, not in both (RFC 6750 §2).

    Raises `OAuthError`; of none at all, it says nothing further (RFC 6750 §3.1).
    """
    scheme, _, token = authorization.partition(" ")
    posted = form.get("access_token", "")
    if authorization and scheme.lower() == "bearer":
        if posted:
            raise OAuthError("invalid_request", "the token is given in two ways at once")
        return token.strip()[:_MOST_CHARACTERS]
    if not posted:
        raise OAuthError("invalid_token", "")
    return posted[:_MOST_CHARACTERS]


def half_hash(token: str) -> str:
    """`at_hash` of an access token (Core §3.1.3.6); SHA-256 goes with RS256 and ES256."""
    return urlsafe_b64encode(sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()
