"""PROPFIND, and the reports that are about principals (RFC 4918 §9.1, 3253 §3.8, 3744 §9).

May be imported by: gateways.dav.
"""

from __future__ import annotations

from asyncio import sleep
from collections.abc import AsyncIterator
from typing import Final

from bailee.gateways.dav.places import PRINCIPALS, ROOT, Kind, Place
from bailee.gateways.dav.properties import of_folder, of_items, properties_of, response
from bailee.gateways.dav.shapes import SHAPES
from bailee.gateways.dav.visit import Visit, multistatus, streamed
from bailee.protocols.dav import xml
from bailee.protocols.dav.bodies import DISPLAYNAME
from bailee.protocols.dav.commands import (
    Depth,
    Expanded,
    ExpandProperty,
    Prefer,
    PrincipalSearch,
    PropFind,
    Wanted,
)
from bailee.protocols.dav.errors import infinite_depth
from bailee.protocols.dav.filters import Test
from bailee.protocols.dav.form import form_of
from bailee.protocols.dav.write import described, document
from bailee.protocols.http import HttpResponse

_RUN: Final = 1000
"""Items that are written at one go; in between, other requests have their turn."""


async def propfind(visit: Visit, command: PropFind) -> HttpResponse:
    """Answer a PROPFIND. Raises `NotFoundError`, `DavError`, `Refused`."""
    kind, prefer = visit.place.kind, command.prefer
    if kind is Kind.ITEM:
        return await _item(visit, command)
    if command.depth is Depth.INFINITY:
        raise infinite_depth()
    found = await properties_of(visit, visit.place)
    own = response(visit.place, found, command.wanted, minimal=prefer.minimal)
    if command.depth is Depth.ZERO:
        return multistatus(own, prefer=prefer)
    if prefer.noroot:
        own = ""
    if kind is Kind.FOLDER:
        return await streamed(_items(visit, command, own), prefer=prefer)
    return multistatus(own + await _members(visit, command.wanted, prefer), prefer=prefer)


async def _item(visit: Visit, command: PropFind) -> HttpResponse:
    place, prefer = visit.place, command.prefer
    entry = await visit.cloud.entry(place.folder, place.item)
    form = form_of(
        command.wanted, shared=of_items(visit.subject, visit.shape), minimal=prefer.minimal
    )
    return multistatus(form.entry(place.href, entry), prefer=prefer)


async def _items(visit: Visit, command: PropFind, own: str) -> AsyncIterator[bytes]:
    """The collection itself and what is in it."""
    minimal = command.prefer.minimal
    form = form_of(command.wanted, shared=of_items(visit.subject, visit.shape), minimal=minimal)
    entries = await visit.cloud.entries(visit.place.folder)
    yield own.encode()
    for start in range(0, len(entries), _RUN):
        yield form.entries(visit.place.href, entries[start : start + _RUN]).encode()
        await sleep(0)


async def _members(visit: Visit, wanted: Wanted, prefer: Prefer) -> str:
    """What is directly below a place that holds no items; only ever the caller's own."""
    if visit.place.kind is Kind.HOME:
        found = await visit.cloud.folders()
        return "".join(
            response(
                visit.places.folder(visit.shape, folder.id),
                of_folder(folder, visit.subject, visit.shape),
                wanted,
                minimal=prefer.minimal,
            )
            for folder in found
        )
    below = {
        ROOT: (PRINCIPALS, *(shape.home for shape in SHAPES)),
        PRINCIPALS: (visit.places.principal,),
        **{shape.home: (visit.places.home(shape),) for shape in SHAPES},
    }.get(visit.place.href, ())
    members = [visit.places.find(path) for path in below]
    return "".join(
        [
            response(place, await properties_of(visit, place), wanted, minimal=prefer.minimal)
            for place in members
        ]
    )


async def expand(visit: Visit, command: ExpandProperty) -> HttpResponse:
    """Answer an expand-property report on a place that is not an item."""
    written = await _expanded(visit, visit.place, command.properties)
    return multistatus(written, prefer=Prefer())


async def _expanded(visit: Visit, place: Place, properties: tuple[Expanded, ...]) -> str:
    known = await properties_of(visit, place)
    found: list[str] = []
    for prop in properties:
        value = known.get(prop.name)
        target = _target(visit, prop.name)
        if value is not None and prop.inner and target is not None:
            value = xml.fragment(prop.name, await _expanded(visit, target, prop.inner))
        if value is not None:
            found.append(value)
    missing = tuple(prop.name for prop in properties if prop.name not in known)
    return described(place.href, "".join(found), missing, minimal=False)


def _target(visit: Visit, name: str) -> Place | None:
    """The place that a property points at."""
    path = {
        "{DAV:}current-user-principal": visit.places.principal,
        "{DAV:}owner": visit.places.principal,
        "{DAV:}principal-URL": visit.places.principal,
        "{DAV:}principal-collection-set": PRINCIPALS,
        **{shape.home_set: visit.places.home(shape) for shape in SHAPES},
    }.get(name)
    return None if path is None else visit.places.find(path)


async def principal_search(visit: Visit, command: PrincipalSearch) -> HttpResponse:
    """Answer a search for principals: nobody finds anyone but themself."""
    name = visit.called.casefold()
    hits = [
        bool(names) and names <= {DISPLAYNAME} and text.casefold() in name
        for names, text in command.searches
    ]
    if not (all(hits) if command.test is Test.ALL else any(hits)):
        return multistatus("", prefer=command.prefer)
    place = visit.places.find(visit.places.principal)
    found = await properties_of(visit, place)
    own = response(place, found, command.wanted, minimal=command.prefer.minimal)
    return multistatus(own, prefer=command.prefer)


def search_set() -> HttpResponse:
    """Say which properties of principals can be searched for."""
    inner = (
        "<D:principal-search-property><D:prop><D:displayname/></D:prop>"
        '<D:description xml:lang="en">Username</D:description></D:principal-search-property>'
    )
    body = document("D:principal-search-property-set", inner)
    return HttpResponse(200, {"content-type": xml.MEDIA_TYPE}, body)
