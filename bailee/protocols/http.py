"""An HTTP request and its answer as plain values, with no socket and no framework in them.

A path is decoded once, here, and a path that could mean two things is refused.

May be imported by: protocols, gateways, pages, assembly.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType
from urllib.parse import quote, unquote_to_bytes

from msgspec import Struct

NO_HEADERS: Mapping[str, str] = MappingProxyType({})
MAX_PATH = 4096
"""Characters of a decoded path; a longer one names nothing that is held."""

_PLAIN_PATH = re.compile(r"/[A-Za-z0-9._~!$&'()*+,;=:@/-]*")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@-]*")
_SLASH_ESCAPE = re.compile(r"%(?:2[fF]|5[cC]|00)")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff\ufffe\uffff]")
_NAME_SAFE = "!$&'()*+,;=:@-._~"


class MalformedError(Exception):
    """What arrived is not what its protocol says; `reason` is for whoever sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HttpRequest(Struct, frozen=True):
    """One request: `path` decoded and checked, header names in lower case, the body whole."""

    method: str
    path: str
    headers: Mapping[str, str] = NO_HEADERS
    query: str = ""
    body: bytes = b""


class HttpResponse(Struct, frozen=True):
    """One answer; a body of unknown length is an iterator of chunks."""

    status: int
    headers: Mapping[str, str] = NO_HEADERS
    body: bytes | AsyncIterator[bytes] = b""


def decode_path(raw: str) -> str:
    """Decode the path of a request target, once (RFC 3986 §2.4).

    Raises `MalformedError` for dot segments, escaped slashes, backslashes, control characters,
    broken escapes, and what is not UTF-8: each of them could be read in two ways.
    """
    if len(raw) > 3 * MAX_PATH:
        raise MalformedError("the path is too long")
    path = raw
    if not _PLAIN_PATH.fullmatch(raw):
        path = _unescape(raw)
    if "/." in path and not {".", ".."}.isdisjoint(path.split("/")):
        raise MalformedError("the path has dot segments")
    return path


def _unescape(raw: str) -> str:
    if _SLASH_ESCAPE.search(raw):
        raise MalformedError("the path hides a separator in an escape")
    if raw.count("%") != len(re.findall(r"%[0-9A-Fa-f]{2}", raw)):
        raise MalformedError("the path has a broken escape")
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise MalformedError("the path is not UTF-8") from None
    if not path.startswith("/") or _FORBIDDEN.search(path):
        raise MalformedError("the path has characters that no path may have")
    if len(path) > MAX_PATH:
        raise MalformedError("the path is too long")
    return path


def encode_name(name: str) -> str:
    """Escape one segment of a path, so that `decode_path` gives it back (RFC 3986 §3.3)."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    return quote(name, safe=_NAME_SAFE)
