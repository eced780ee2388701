"""Who may send a form: our own pages, in the session that they were made for.

Keeps: access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from hmac import compare_digest
from ipaddress import ip_address, ip_network

from starlette.requests import Request

from bailee.terms import BaileeError

UNKNOWN_NETWORK = "unknown"
NETWORK_BITS = {4: 24, 6: 56}


class ForeignFormError(BaileeError):
    """A form that did not come from a page of ours, or not from this session."""


def from_our_pages(http: Request, *, origins: frozenset[str]) -> None:
    """Raise `ForeignFormError` unless the browser says that a page of ours sent this.

    `Sec-Fetch-Site` cannot be set by a page, so it decides where a browser sends it (any https
    address); else `Origin` must be an address of ours. The `Host` header is not asked.
    """
    site, origin = http.headers.get("sec-fetch-site"), http.headers.get("origin")
    if site != "same-origin" if site is not None else origin not in origins:
        raise ForeignFormError("this form was not sent by a page of this server")


def in_this_session(form: Mapping[str, str], *, csrf: str) -> None:
    """Raise `ForeignFormError` unless the form carries this session's token."""
    given = form.get("csrf", "").encode()
    if not csrf or not compare_digest(given, csrf.encode()):
        raise ForeignFormError("this form belongs to another sign-in")


def network_of(http: Request) -> str:
    """The caller's network, for throttling: never a whole address."""
    try:
        address = ip_address(http.client.host if http.client else "")
    except ValueError:
        return UNKNOWN_NETWORK
    return str(ip_network((address, NETWORK_BITS[address.version]), strict=False))
