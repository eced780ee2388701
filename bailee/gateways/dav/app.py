"""The application: who calls, what is asked and where, and who answers that.

May be imported by: gateways.dav.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64Error
from functools import partial
from typing import Final

from bailee.gateways.asgi import LIMITS, App, Limits, Serve, app_of
from bailee.gateways.dav import calendars, folders, items, listing, reports
from bailee.gateways.dav.places import ROOT, WELL_KNOWN, Kind
from bailee.gateways.dav.ports import Authenticate, Caller, CloudOf
from bailee.gateways.dav.properties import places_of
from bailee.gateways.dav.visit import COMPLIANCE, Visit
from bailee.gateways.problems import UnknownCallerError, answer_dav
from bailee.protocols.dav.commands import (
    AddressbookQuery,
    CalendarQuery,
    Command,
    Delete,
    ExpandProperty,
    FreeBusy,
    Get,
    MakeCollection,
    Multiget,
    Options,
    PrincipalSearch,
    PrincipalSearchSet,
    PropFind,
    PropPatch,
    Put,
    SyncCollection,
    Transfer,
)
from bailee.protocols.dav.errors import not_allowed, unknown_report
from bailee.protocols.dav.parse import parse
from bailee.protocols.http import HttpRequest, HttpResponse

_ALLOW: Final = {
    Kind.HOME: "OPTIONS, PROPFIND, PROPPATCH, REPORT",
    # PUT is what can be done with its items; GNOME takes a book without it for read-only.
    Kind.FOLDER: "OPTIONS, PROPFIND, PROPPATCH, REPORT, MKCOL, MKCALENDAR, DELETE, PUT",
    Kind.ITEM: "OPTIONS, GET, HEAD, PUT, DELETE, COPY, MOVE, PROPFIND, PROPPATCH",
}
_ALLOW_ELSEWHERE: Final = "OPTIONS, PROPFIND, PROPPATCH, REPORT"


def dav_app(*, cloud_of: CloudOf, authenticate: Authenticate, limits: Limits = LIMITS) -> App:
    """The ASGI application for `/dav/`, what leads there, and what DAV asks of `/`.

    `cloud_of` gives a caller's `Cloud` of a shape, `authenticate` the caller of a username,
    a secret and the name of a program.
    """

    async def admit(head: HttpRequest) -> HttpResponse | Serve:
        if head.path.rstrip("/") in WELL_KNOWN:
            return HttpResponse(301, {"location": ROOT, "cache-control": "max-age=86400"})
        username, secret = credentials(head.headers.get("authorization", ""))
        caller = await authenticate(username, secret, head.headers.get("user-agent", ""))
        if caller is None:
            raise UnknownCallerError
        return partial(serve, cloud_of, caller, username)

    return app_of(admit, show=answer_dav, limits=limits)


def credentials(header: str) -> tuple[str, str]:
    """Username and secret (RFC 7617 §2). Raises `UnknownCallerError`."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        raise UnknownCallerError
    try:
        username, colon, secret = b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (NotBase64Error, UnicodeDecodeError):
        raise UnknownCallerError from None
    if not colon:
        raise UnknownCallerError
    return username, secret


async def serve(
    cloud_of: CloudOf, caller: Caller, called: str, request: HttpRequest
) -> HttpResponse:
    """Answer one request of an authenticated caller."""
    places = places_of(caller.subject)
    # Whose it is comes first: what is not the caller's answers alike, whatever was asked.
    place = places.find(request.path)
    client = request.headers.get("user-agent", "")
    visit = Visit(caller.subject, cloud_of(caller, place.shape), places, place, called, client)
    return await _answer(visit, parse(request))


async def _answer(visit: Visit, command: Command) -> HttpResponse:
    match command:
        case PropFind():
            return await listing.propfind(visit, command)
        case Multiget() | AddressbookQuery() | CalendarQuery() | FreeBusy() | SyncCollection():
            return await _of_folder(visit, command)
        case Get() | Put() | Transfer():
            return await _of_item(visit, command)
        case Delete() | PropPatch() | MakeCollection():
            return await _of_either(visit, command)
        case Options():
            return HttpResponse(200, {"dav": COMPLIANCE, "allow": allowed(visit.place.kind)})
        case ExpandProperty() | PrincipalSearch() | PrincipalSearchSet():
            return await _of_principals(visit, command)


async def _of_either(visit: Visit, command: Delete | PropPatch | MakeCollection) -> HttpResponse:
    kind = visit.place.kind
    match command:
        case Delete():
            act = items.delete if kind is Kind.ITEM else folders.remove
            return await act(visit, command)
        case PropPatch():
            return await folders.patch(visit, command)
        case MakeCollection():
            return await folders.make(visit, command, allow=allowed(kind))


async def _of_folder(
    visit: Visit, command: Multiget | AddressbookQuery | CalendarQuery | FreeBusy | SyncCollection
) -> HttpResponse:
    if visit.place.kind is not Kind.FOLDER:
        raise unknown_report()
    match command:
        case Multiget():
            return await reports.multiget(visit, command)
        case AddressbookQuery():
            return await reports.query(visit, command)
        case CalendarQuery():
            return await calendars.query(visit, command)
        case FreeBusy():
            return await calendars.free_busy(visit, command)
        case SyncCollection():
            return await reports.sync(visit, command)


async def _of_item(visit: Visit, command: Get | Put | Transfer) -> HttpResponse:
    if visit.place.kind is not Kind.ITEM:
        raise not_allowed(allowed(visit.place.kind))
    match command:
        case Get():
            return await items.get(visit, command)
        case Put():
            return await items.put(visit, command)
        case Transfer():
            return await items.transfer(visit, command)


async def _of_principals(
    visit: Visit, command: ExpandProperty | PrincipalSearch | PrincipalSearchSet
) -> HttpResponse:
    if visit.place.kind is Kind.ITEM:
        raise unknown_report()
    match command:
        case ExpandProperty():
            return await listing.expand(visit, command)
        case PrincipalSearch():
            return await listing.principal_search(visit, command)
        case PrincipalSearchSet():
            return listing.search_set()


def allowed(kind: Kind) -> str:
    """The methods that a place knows."""
    return _ALLOW.get(kind, _ALLOW_ELSEWHERE)
