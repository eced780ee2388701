"""One card, or one object of a calendar: got, put, deleted, copied, moved.

RFC 4918 §9.7-9.9, RFC 6352 §6.3.2, RFC 4791 §5.3.2.

May be imported by: gateways.dav.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from bailee.gateways.dav.places import Kind, Place
from bailee.gateways.dav.shapes import BOOKS
from bailee.gateways.dav.visit import Visit
from bailee.protocols import vcard
from bailee.protocols.content.folding import MalformedError, UnsupportedError
from bailee.protocols.dav.commands import Conditions, Delete, Get, Put, Transfer
from bailee.protocols.dav.content import Content
from bailee.protocols.dav.errors import DavError
from bailee.protocols.dav.write import http_date
from bailee.protocols.http import HttpResponse
from bailee.terms import AliasError, NotFoundError, TooLargeError, VersionError
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
    headers["content-type"] = visit.shape.content.media
    version = command.version if visit.shape is BOOKS else None
    return HttpResponse(200, headers, _in_version(item.body, version))


def _in_version(body: bytes, version: str | None) -> bytes:
    if version is None:
        return body
    try:
        return vcard.convert(body, version)
    except vcard.MalformedError:
        # Accept is a wish, and the card as it is still better than none (RFC 9110 §12.5.1).
        return body


async def put(visit: Visit, command: Put) -> HttpResponse:
    """Keep an item byte for byte; the ETag says so (RFC 6352 §6.3.2.3)."""
    visit.shape.content.check(command.media)
    match = await _match(visit, command.conditions)
    kept = await _keep(visit, visit.place, command.body, match=match)
    return HttpResponse(201 if kept.created else 204, {"etag": f'"{kept.etag}"'})


def _no_book() -> DavError:
    return DavError(409, "there is no such collection to put it in")


async def delete(visit: Visit, command: Delete) -> HttpResponse:
    """Delete an item."""
    match = await _match(visit, command.conditions)
    await visit.cloud.delete(visit.place.folder, visit.place.item, match=match)
    return HttpResponse(204)


async def transfer(visit: Visit, command: Transfer) -> HttpResponse:
    """Copy or move an item within the caller's own collections."""
    source, target = visit.place, visit.places.find(command.to)
    if target.kind is not Kind.ITEM or target == source or target.shape is not source.shape:
        raise DavError(403, "it can be copied or moved only to where there are others like it")
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
        return await visit.cloud.move(visit.place.folder, item.name, to=to, match=match)
    except AliasError as error:
        raise _taken(visit, target, error) from None
    except NotFoundError:
        raise _no_book() from None


def _taken(visit: Visit, place: Place, error: AliasError) -> DavError:
    holder = visit.places.item(place.shape, place.folder, error.holder)
    return visit.shape.content.uid_conflict(holder.href)


async def _item(visit: Visit, place: Place) -> Item:
    return await visit.cloud.item(place.folder, place.item)


async def _etag(visit: Visit, place: Place) -> str | None:
    try:
        return (await visit.cloud.entry(place.folder, place.item)).etag
    except NotFoundError:
        return None


async def _keep(visit: Visit, place: Place, body: bytes, *, match: Match) -> Kept:
    try:
        with _told_as_dav(visit.shape.content):
            return await visit.cloud.put(place.folder, place.item, body, match=match)
    except AliasError as error:
        raise _taken(visit, place, error) from None
    except NotFoundError:
        raise _no_book() from None


@contextmanager
def _told_as_dav(content: Content) -> Generator[None]:
    try:
        yield
    except UnsupportedError as error:
        raise content.unsupported(error.reason, status=415) from None
    except MalformedError as error:
        raise content.invalid(error.reason) from None
    except TooLargeError:
        raise content.too_large() from None


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
