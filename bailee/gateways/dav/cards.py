"""One card: got, put, deleted, copied, moved (RFC 6352 §6.3.2, RFC 4918 §9.7-9.9).

May be imported by: gateways.dav.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from bailee.gateways.dav.places import Kind, Place
from bailee.gateways.dav.visit import Visit
from bailee.protocols import vcard
from bailee.protocols.dav.commands import Conditions, Delete, Get, Put, Transfer
from bailee.protocols.dav.errors import DavError, invalid_data, uid_conflict, unsupported_data
from bailee.protocols.dav.write import http_date
from bailee.protocols.http import HttpResponse
from bailee.terms import AliasError, NotFoundError, VersionError
from bailee.vault import ANY, Item, Kept, Match

_HAS_NONE: Final = Match(if_none_match=frozenset("*"))


async def get(visit: Visit, command: Get) -> HttpResponse:
    """Answer GET and HEAD: the bytes as they were given, or converted where Accept insists."""
    item = await _item(visit, visit.place)
    headers = {
        "etag": f'"{item.etag}"',
        "last-modified": http_date(item.changed),
        "cache-control": "private, no-cache",
        "x-content-type-options": "nosniff",
        "vary": "Accept",
    }
    wants = command.conditions
    if not Match(wants.if_match).holds(item.etag) or not wants.lists_hold(item.etag):
        raise VersionError("it is not in the state that you named")
    if not Match(if_none_match=wants.if_none_match).holds(item.etag):
        return HttpResponse(304, headers)
    headers["content-type"] = "text/vcard; charset=utf-8"
    return HttpResponse(200, headers, _in_version(item.body, command.version))


def _in_version(body: bytes, version: str | None) -> bytes:
    if version is None:
        return body
    try:
        return vcard.convert(body, version)
    except vcard.MalformedError:
        # Accept is a wish, and the card as it is still better than none (RFC 9110 §12.5.1).
        return body


async def put(visit: Visit, command: Put) -> HttpResponse:
    """Keep a card byte for byte; the ETag says so (RFC 6352 §6.3.2.3)."""
    match = await _match(visit, command.conditions)
    kept = await _keep(visit, visit.place, command.body, match=match)
    return HttpResponse(201 if kept.created else 204, {"etag": f'"{kept.etag}"'})


def _no_book() -> DavError:
    return DavError(409, "there is no such address book to put it in")


async def delete(visit: Visit, command: Delete) -> HttpResponse:
    """Delete a card."""
    match = await _match(visit, command.conditions)
    await visit.books.delete(visit.place.folder, visit.place.item, match=match)
    return HttpResponse(204)


async def transfer(visit: Visit, command: Transfer) -> HttpResponse:
    """Copy or move a card within the caller's own books."""
    source, target = visit.place, visit.places.find(command.to)
    if target.kind is not Kind.CARD or target == source:
        raise DavError(403, "a card can be copied or moved only to another card's address")
    item = await _item(visit, source)
    wants = command.conditions
    if not _match_of(wants).holds(item.etag) or not wants.lists_hold(item.etag):
        raise VersionError("it is not in the state that you named")
    match = ANY if command.overwrite else _HAS_NONE
    if command.moves:
        kept = await _move(visit, item, target, match=match)
    else:
        kept = await _keep(visit, target, item.body, match=match)
    return HttpResponse(201 if kept.created else 204, {"etag": f'"{kept.etag}"'})


async def _move(visit: Visit, item: Item, target: Place, *, match: Match) -> Kept:
    to = (target.folder, target.item)
    try:
        return await visit.books.move(visit.place.folder, item.name, to=to, match=match)
    except AliasError as error:
        raise uid_conflict(visit.places.card(target.folder, error.holder).href) from None
    except NotFoundError:
        raise _no_book() from None


async def _item(visit: Visit, place: Place) -> Item:
    return await visit.books.item(place.folder, place.item)


async def _etag(visit: Visit, place: Place) -> str | None:
    try:
        return (await visit.books.entry(place.folder, place.item)).etag
    except NotFoundError:
        return None


async def _keep(visit: Visit, place: Place, body: bytes, *, match: Match) -> Kept:
    try:
        with _told_as_dav():
            return await visit.books.put(place.folder, place.item, body, match=match)
    except AliasError as error:
        raise uid_conflict(visit.places.card(place.folder, error.holder).href) from None
    except NotFoundError:
        raise _no_book() from None


@contextmanager
def _told_as_dav() -> Generator[None]:
    try:
        yield
    except vcard.UnsupportedError as error:
        raise unsupported_data(error.reason, status=415) from None
    except vcard.MalformedError as error:
        raise invalid_data(error.reason) from None


async def _match(visit: Visit, wants: Conditions) -> Match:
    """What the vault is to hold the card against, in the transaction that writes it.

    An `If` header is judged here, and what it was judged by must then still be so.
    """
    if wants.if_lists is None:
        return _match_of(wants)
    etag = await _etag(visit, visit.place)
    if not wants.lists_hold(etag) or not _match_of(wants).holds(etag):
        raise VersionError("it is not in the state that you named")
    return _HAS_NONE if etag is None else _only(etag)


def _match_of(wants: Conditions) -> Match:
    if wants.if_match is None and wants.if_none_match is None:
        return ANY
    return Match(wants.if_match, wants.if_none_match)


def _only(etag: str) -> Match:
    return Match(if_match=frozenset({etag}))
