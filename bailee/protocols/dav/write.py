"""Answers written: the parts of a multistatus body (RFC 4918 §13-14, RFC 8144).

An `href` that is passed in here is escaped already, for a URL and for XML.

May be imported by: gateways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from bailee.protocols.dav.xml import NAMESPACES, PROLOG, escape, fragment
from bailee.protocols.http import encode_name

OPENING: Final = f"{PROLOG}<D:multistatus {NAMESPACES}>"
CLOSING: Final = "</D:multistatus>"

REASONS: Final = {
    200: "OK",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    415: "Unsupported Media Type",
    424: "Failed Dependency",
    500: "Internal Server Error",
    507: "Insufficient Storage",
}
"""The words of a status line inside a body (RFC 9112 §4)."""

_OK: Final = "</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9._~!$()*+,;=:@-]*")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def propstat(names: Iterable[str], status: int, *, error: str = "") -> str:
    """Properties with a status of their own, and the condition that was broken (§14.22)."""
    inner = "".join(fragment(name) for name in names)
    broken = f"<D:error>{error}</D:error>" if error else ""
    return f"<D:propstat><D:prop>{inner}</D:prop>{_status(status)}{broken}</D:propstat>"


def found_props(found: str) -> str:
    """The properties that are there, already written."""
    return f"<D:propstat><D:prop>{found}{_OK}"


def missing_names(names: tuple[str, ...], *, minimal: bool) -> str:
    """The properties that are not there; brevity leaves them unsaid (RFC 8144 §2.1)."""
    return "" if minimal or not names else _missing(names)


@lru_cache(maxsize=64)
def _missing(names: tuple[str, ...]) -> str:
    return propstat(names, 404)


def described(href: str, found: str, missing: tuple[str, ...], *, minimal: bool) -> str:
    """One resource: the properties it has, written, and the names of those it has not."""
    lacking = missing_names(missing, minimal=minimal)
    # With nothing found, a response still needs a propstat.
    has = found_props(found) if found or not lacking else ""
    return f"<D:response><D:href>{href}</D:href>{has}{lacking}</D:response>"


def answered(href: str, status: int, *, error: str = "") -> str:
    """A resource that has only a status (§14.24); `error` is a condition, written."""
    broken = f"<D:error>{error}</D:error>" if error else ""
    return f"<D:response><D:href>{href}</D:href>{_status(status)}{broken}</D:response>"


def truncated(href: str) -> str:
    """The end of an answer that holds less than there is (RFC 6352 §8.6.2, RFC 6578 §3.6)."""
    return answered(href, 507, error="<D:number-of-matches-within-limits/>")


def sync_token(token: str) -> str:
    """The token to come back with (RFC 6578 §6.4)."""
    return f"<D:sync-token>{escape(token)}</D:sync-token>"


def multistatus(responses: str) -> bytes:
    """A whole answer (§13)."""
    return f"{OPENING}{responses}{CLOSING}".encode()


def document(name: str, inner: str) -> bytes:
    """A document of another root: `D:error`, `D:mkcol-response` and their like."""
    return f"{PROLOG}<{name} {NAMESPACES}>{inner}</{name}>".encode()


def _status(status: int) -> str:
    return f"<D:status>HTTP/1.1 {status} {REASONS[status]}</D:status>"


def href_name(name: str) -> str:
    """A name as the last segment of an href, escaped for a URL and for XML."""
    return name if _PLAIN_NAME.fullmatch(name) else escape(encode_name(name))


@lru_cache(maxsize=4096)
def http_date(seconds: int) -> str:
    """A time as HTTP writes it (RFC 9110 §5.6.7)."""
    at = datetime.fromtimestamp(seconds, UTC)
    return (
        f"{_DAYS[at.weekday()]}, {at.day:02} {_MONTHS[at.month - 1]} {at.year}"
        f" {at.hour:02}:{at.minute:02}:{at.second:02} GMT"
    )
