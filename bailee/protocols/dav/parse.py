"""A request read into a command, with no word of whose it is or where it lives.

May be imported by: gateways.dav.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bailee.protocols.dav import bodies, headers, reports
from bailee.protocols.dav.commands import (
    Command,
    Delete,
    Depth,
    Get,
    MakeCollection,
    Options,
    PropFind,
    PropPatch,
    Put,
    Report,
    Transfer,
)
from bailee.protocols.dav.content import CALENDARS
from bailee.protocols.dav.errors import DavError, MalformedError, not_allowed
from bailee.protocols.http import HttpRequest

RESOURCE: Final = "{DAV:}collection"
METHODS: Final = (
    "OPTIONS, GET, HEAD, PUT, DELETE, COPY, MOVE, MKCOL, MKCALENDAR, PROPFIND, PROPPATCH, REPORT"
)

_XML_TYPES: Final = frozenset({"application/xml", "text/xml", ""})


def parse(request: HttpRequest) -> Command:
    """Read a request.

    Raises `MalformedError` for what cannot be read, `DavError` for what can and is not granted.
    """
    reader = _READERS.get(request.method)
    if reader is None:
        raise not_allowed(METHODS)
    return reader(request)


def _options(_request: HttpRequest) -> Options:
    return Options()


def _get(request: HttpRequest) -> Get:
    return Get(
        head=request.method == "HEAD",
        version=headers.card_version(request.headers),
        conditions=headers.conditions(request.headers),
    )


def _put(request: HttpRequest) -> Put:
    if "content-range" in request.headers:
        raise MalformedError("a part of an item cannot be put (RFC 9110 §14.5)")
    media = headers.body_media(request.headers)
    return Put(request.body, media, headers.conditions(request.headers))


def _delete(request: HttpRequest) -> Delete:
    return Delete(headers.conditions(request.headers))


def _transfer(request: HttpRequest) -> Transfer:
    return Transfer(
        to=headers.destination(request.headers),
        moves=request.method == "MOVE",
        overwrite=headers.overwrite(request.headers),
        conditions=headers.conditions(request.headers),
    )


def _propfind(request: HttpRequest) -> PropFind:
    return PropFind(
        headers.depth(request.headers, default=Depth.INFINITY),
        bodies.propfind(request.body),
        headers.prefer(request.headers),
    )


def _proppatch(request: HttpRequest) -> PropPatch:
    return PropPatch(bodies.proppatch(request.body), headers.prefer(request.headers))


def _mkcol(request: HttpRequest) -> MakeCollection:
    if not request.body.strip():
        return MakeCollection()
    kind, _ = headers.media(request.headers.get("content-type", ""))
    if kind not in _XML_TYPES:
        raise DavError(415, "the body of MKCOL must be XML (RFC 5689 §3)")
    types, props = bodies.mkcol(request.body)
    return MakeCollection(types, props)


def _mkcalendar(request: HttpRequest) -> MakeCollection:
    kinds = frozenset({RESOURCE, CALENDARS.name(CALENDARS.collection)})
    props = bodies.mkcalendar(request.body) if request.body.strip() else ()
    return MakeCollection(kinds, props)


def _report(request: HttpRequest) -> Report:
    depth = None
    if "depth" in request.headers:
        depth = headers.depth(request.headers, default=Depth.ZERO)
    return reports.report(request.body, depth=depth, prefer=headers.prefer(request.headers))


_READERS: Final[dict[str, Callable[[HttpRequest], Command]]] = {
    "OPTIONS": _options,
    "GET": _get,
    "HEAD": _get,
    "PUT": _put,
    "DELETE": _delete,
    "COPY": _transfer,
    "MOVE": _transfer,
    "PROPFIND": _propfind,
    "PROPPATCH": _proppatch,
    "MKCOL": _mkcol,
    "MKCALENDAR": _mkcalendar,
    "REPORT": _report,
}
