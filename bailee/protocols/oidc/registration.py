"""What an app asks to be registered as (RFC 7591 §2, §3; OpenID Connect Registration §2, §3).

May be imported by: services.apps, gateways.oidc.
"""

from __future__ import annotations

from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from bailee.protocols.oidc.client import AuthMethod, Client, check_redirect
from bailee.protocols.oidc.errors import OAuthError

__all__ = ["client_of", "registered"]

_MOST_URIS: Final = 20
_MOST_NAME: Final = 100
_MOST_CONTACT: Final = 200
_KINDS: Final = frozenset({"authorization_code", "refresh_token"})


class _Metadata(
    Struct,
    frozen=True,
    rename={
        "name": "client_name",
        "logout_uris": "post_logout_redirect_uris",
        "auth_method": "token_endpoint_auth_method",
        "algorithm": "id_token_signed_response_alg",
    },
):
    """Of what may be said, what is looked at."""

    redirect_uris: tuple[str, ...]
    name: str = ""
    logout_uris: tuple[str, ...] = ()
    auth_method: AuthMethod = "client_secret_basic"
    algorithm: Literal["RS256", "ES256"] = "RS256"
    response_types: tuple[str, ...] = ("code",)
    grant_types: tuple[str, ...] = ("authorization_code",)
    policy_uri: str = ""
    contacts: tuple[str, ...] = ()


def client_of(body: bytes, *, name: str) -> Client:
    """The client that a registration describes; `name` becomes its id. Raises `OAuthError`."""
    try:
        said = msgspec.json.decode(body, type=_Metadata)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise OAuthError("invalid_client_metadata", "this is no client metadata") from None
    if said.response_types != ("code",) or not _KINDS.issuperset(said.grant_types):
        raise OAuthError("invalid_client_metadata", "only the code flow is supported")
    is_public = said.auth_method == "none"
    uris = _checked(said.redirect_uris, is_public=is_public)
    return Client(
        id=name,
        name=_line(said.name)[:_MOST_NAME] or urlsplit(uris[0]).netloc or "app",
        redirect_uris=uris,
        logout_uris=_checked(said.logout_uris, is_public=is_public, needed=False),
        auth_method=said.auth_method,
        algorithm=said.algorithm,
        policy_uri=_web(said.policy_uri),
        contact=_line(" ".join(said.contacts))[:_MOST_CONTACT],
    )


def _line(text: str) -> str:
    """A text on one line, without what nobody sees: that could turn the rest of a page around."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def _checked(uris: tuple[str, ...], *, is_public: bool, needed: bool = True) -> tuple[str, ...]:
    if len(uris) > _MOST_URIS or (needed and not uris):
        raise OAuthError("invalid_redirect_uri", "there is no redirect URI, or too many")
    try:
        return tuple(check_redirect(uri, is_public=is_public) for uri in uris)
    except ValueError as error:
        raise OAuthError("invalid_redirect_uri", str(error)) from None


def _web(uri: str) -> str:
    """A link that people may follow, or none."""
    try:
        return uri[:1000] if urlsplit(uri).scheme in {"https", "http"} else ""
    except ValueError:
        return ""


def registered(client: Client, *, secret: str, at: int) -> dict[str, object]:
    """The answer to a registration (RFC 7591 §3.2.1); the secret is told this once."""
    said: dict[str, object] = {
        "client_id": client.id,
        "client_id_issued_at": at,
        "client_name": client.name,
        "redirect_uris": client.redirect_uris,
        "post_logout_redirect_uris": client.logout_uris,
        "token_endpoint_auth_method": client.auth_method,
        "id_token_signed_response_alg": client.algorithm,
        "response_types": ["code"],
        "grant_types": ["authorization_code", "refresh_token"],
        "subject_type": "pairwise",
    }
    if secret:
        said |= {"client_secret": secret, "client_secret_expires_at": 0}
    return said
