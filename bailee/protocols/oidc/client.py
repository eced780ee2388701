"""What a relying party says of itself (RFC 7591 §2, OpenID Connect Registration §2).

May be imported by: protocols.oidc, services.apps, gateways.oidc, pages.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

__all__ = ["ALGORITHMS", "AuthMethod", "Client", "check_redirect", "host_of", "matches"]

AuthMethod = Literal["client_secret_basic", "client_secret_post", "none"]
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
_MOST_CHARACTERS: Final = 2000
_NEVER: Final = frozenset({"javascript", "data", "vbscript", "file", "blob", "about", "ftp"})

ALGORITHMS: Final = ("RS256", "ES256")
"""What ID tokens may be signed by; the first if nobody says (Core §15.1)."""


class Client(Struct, frozen=True):
    """A relying party. One that is public has no secret to keep, and proves each code by PKCE."""

    id: str
    name: str
    redirect_uris: tuple[str, ...]
    logout_uris: tuple[str, ...] = ()
    auth_method: AuthMethod = "client_secret_basic"
    algorithm: str = ALGORITHMS[0]
    policy_uri: str = ""
    contact: str = ""

    @property
    def is_public(self) -> bool:
        """Whether it has no secret."""
        return self.auth_method == "none"

    def owns(self, uri: str) -> bool:
        """Whether an answer may go there."""
        return any(
            matches(uri, registered, any_port=self.is_public) for registered in self.redirect_uris
        )


def matches(uri: str, registered: str, *, any_port: bool) -> bool:
    """Whether an address is the registered one, letter by letter (RFC 9700 §2.1).

    With `any_port`, of a loopback address the port may differ: a program on somebody's own machine
    takes one that is free (RFC 8252 §7.3).
    """
    if uri == registered:
        return True
    if not any_port or len(uri) > _MOST_CHARACTERS:
        return False
    try:
        asked, known = urlsplit(uri), urlsplit(registered)
        return (
            _is_loopback(known) and asked.port is not None and _portless(asked) == _portless(known)
        )
    except ValueError:
        return False


def _is_loopback(uri: SplitResult) -> bool:
    return uri.scheme == "http" and uri.hostname in _LOOPBACK


def _portless(uri: SplitResult) -> tuple[str, str | None, str, str, str, str]:
    login = uri.netloc.rpartition("@")[0]
    return uri.scheme, uri.hostname, uri.path, uri.query, uri.fragment, login


def check_redirect(uri: str, *, is_public: bool) -> str:
    """An address to register, as it is. Raises `ValueError` with what is wrong with it.

    `https`; `http` to the same machine; for a public client also a scheme of its own, which has a
    dot in it (RFC 8252 §7.1, §8.4).
    """
    if len(uri) > _MOST_CHARACTERS or not uri.isascii() or not uri.isprintable() or " " in uri:
        raise ValueError("an address has at most 2,000 characters, and no spaces")
    parts = urlsplit(uri)
    if "#" in uri:
        raise ValueError("an address to return to has no fragment")
    if parts.username is not None or "\\" in uri:
        raise ValueError("an address to return to has no name or password in it")
    if parts.scheme == "https" and parts.hostname:
        return uri
    if parts.scheme == "http" and (parts.hostname in _LOOPBACK or parts.hostname == "localhost"):
        return uri
    if is_public and "." in parts.scheme and parts.scheme not in _NEVER:
        return uri
    raise ValueError(
        "an address to return to begins with https://, or http:// on the same machine; that of an "
        "app without a secret may begin with a scheme of its own, like org.example.app:"
    )


def host_of(uri: str) -> str:
    """Where an address is, as people know it: its host, or a scheme of an app's own."""
    parts = urlsplit(uri)
    host = parts.hostname or ""
    try:
        is_here = ip_address(host).is_loopback
    except ValueError:
        is_here = host == "localhost"
    return "" if is_here else host or f"{parts.scheme}:"
