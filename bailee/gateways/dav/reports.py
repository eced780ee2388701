"""The reports of a collection: these items, cards like this, what changed (RFC 6352, 6578).

May be imported by: gateways.dav.
"""

from __future__ import annotations

import re
from asyncio import sleep
from collections.abc import AsyncIterator
from typing import Final
from urllib.parse import urlsplit

from bailee.gateways.dav.properties import of_items, token_of
from bailee.gateways.dav.shapes import BOOKS
from bailee.gateways.dav.visit import Visit, streamed
from bailee.protocols import ical, vcard
from bailee.protocols.dav.calendar.asked import CalendarData
from bailee.protocols.dav.commands import (
    AddressbookQuery,
    Depth,
    Multiget,
    Prefer,
    SyncCollection,
    Wanted,
)
from bailee.protocols.dav.errors import DavError, stale_token, unknown_report
from bailee.protocols.dav.filters import AddressData
from bailee.protocols.dav.form import Form, form_of
from bailee.protocols.dav.write import answered, sync_token, truncated
from bailee.protocols.dav.xml import escape
from bailee.protocols.http import HttpResponse, MalformedError, decode_path
from bailee.terms import ItemId, StaleTokenError
from bailee.vault import Changes, Item

_RUN: Final = 100
"""Cards that are looked at before others have their turn."""
_PAGE: Final = 5000
"""Changes that are read at one go."""

_TOKEN = re.compile(r"data:,([1-9][0-9]{0,17})")
_PLAIN = re.compile(r"[A-Za-z0-9._~!$()*+,;=:@-]+")


async def multiget(visit: Visit, command: Multiget) -> HttpResponse:
    """Answer a multiget: each item by the href by which it was asked for (RFC 6352 §8.7)."""
    if command.content is not visit.shape.content:
        raise unknown_report()
    return await streamed(_multiget(visit, command), prefer=command.prefer)


async def _multiget(visit: Visit, command: Multiget) -> AsyncIterator[bytes]:
    form = form_for(visit, command.wanted, command.prefer)
    asked = _items(visit, command.hrefs)
    missing = [href for href, name in asked.items() if name is None]
    hrefs = {name: href for href, name in asked.items() if name is not None}
    if not hrefs:
        await visit.cloud.folder(visit.place.folder)
    async for run in visit.cloud.read(visit.place.folder, list(hrefs)):
        for item in run:
            yield written(form, escape(hrefs.pop(item.name)), item, command.wanted.data)
        await sleep(0)
    missing += hrefs.values()
    yield "".join([answered(escape(href), 404) for href in missing]).encode()


def _items(visit: Visit, hrefs: tuple[str, ...]) -> dict[str, ItemId | None]:
    """The card that each href means; None: none of this book."""
    base = visit.place.href
    start = len(base)
    found: dict[str, ItemId | None] = {}
    taken: set[ItemId] = set()
    for href in hrefs:
        name = href[start:]
        if href.startswith(base) and _PLAIN.fullmatch(name):
            item: ItemId | None = ItemId(name)
        else:
            item = _named(visit, href)
        if item is not None and item in taken:
            continue
        if item is not None:
            taken.add(item)
        found[href] = item
    return found


def _named(visit: Visit, href: str) -> ItemId | None:
    """The card of this book that an href means, however it is written."""
    try:
        path = decode_path(urlsplit(href).path)
    except (MalformedError, ValueError):
        return None
    base = f"{visit.places.home(visit.shape)}{visit.place.folder}/"
    name = path.removeprefix(base)
    return ItemId(name) if path.startswith(base) and name and "/" not in name else None


async def query(visit: Visit, command: AddressbookQuery) -> HttpResponse:
    """Answer a query (RFC 6352 §8.6); of the book itself, no card is at depth 0."""
    if visit.shape is not BOOKS:
        raise unknown_report()
    return await streamed(_query(visit, command), prefer=command.prefer)


async def _query(visit: Visit, command: AddressbookQuery) -> AsyncIterator[bytes]:
    if command.depth is Depth.ZERO:
        await visit.cloud.folder(visit.place.folder)
        return
    form = form_for(visit, command.wanted, command.prefer)
    wanted = vcard.CardFilter(command.filter)
    matched = looked = 0
    async for item in visit.cloud.search(visit.place.folder, hint=wanted.hint()):
        looked += 1
        if not looked % _RUN:
            await sleep(0)
        if not (item.is_damaged or wanted.matches(item.body)):
            continue
        if matched == command.limit:
            yield truncated(visit.place.href).encode()
            return
        matched += 1
        href = visit.item(item.name).href
        yield written(form, href, item, command.wanted.data)


async def sync(visit: Visit, command: SyncCollection) -> HttpResponse:
    """Answer a sync-collection (RFC 6578 §3.2)."""
    return await streamed(_sync(visit, command), prefer=command.prefer)


async def _sync(visit: Visit, command: SyncCollection) -> AsyncIterator[bytes]:
    first, since = command.token is None, _since(visit, command.token)
    form = form_for(visit, command.wanted, command.prefer)
    while True:
        limit = command.limit or _PAGE
        changes = await _changes(visit, since=since, limit=limit)
        async for part in _changed(visit, form, command.wanted, changes):
            yield part
        if not first:
            yield "".join([answered(visit.item(n).href, 404) for n in changes.gone]).encode()
        since = changes.token
        if not changes.more:
            break
        if command.limit:
            yield truncated(visit.place.href).encode()
            break
        await sleep(0)
    yield sync_token(token_of(since)).encode()


async def _changed(
    visit: Visit, form: Form, wanted: Wanted, changes: Changes
) -> AsyncIterator[bytes]:
    base, folder = visit.place.href, visit.place.folder
    if wanted.data is None:
        yield form.entries(base, changes.changed).encode()
        return
    async for run in visit.cloud.read(folder, [entry.name for entry in changes.changed]):
        for item in run:
            yield written(form, visit.item(item.name).href, item, wanted.data)
        await sleep(0)


def _since(visit: Visit, token: str | None) -> int:
    if token is None:
        return 0
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise _stale(visit)
    return int(found[1])


async def _changes(visit: Visit, *, since: int, limit: int) -> Changes:
    try:
        return await visit.cloud.changes(visit.place.folder, since=since, limit=limit)
    except StaleTokenError:
        raise _stale(visit) from None


def _stale(visit: Visit) -> DavError:
    # Thunderbird fetches everything again on 400 only, and on 403 never syncs again.
    return stale_token(status=400 if "Thunderbird/" in visit.client else 403)


def form_for(visit: Visit, wanted: Wanted, prefer: Prefer) -> Form:
    """How each item of an answer is written."""
    return form_of(wanted, shared=of_items(visit.subject, visit.shape), minimal=prefer.minimal)


def written(form: Form, href: str, item: Item, data: AddressData | CalendarData | None) -> bytes:
    """One item of an answer, with its body if that is wanted."""
    if data is None:
        return form.entry(href, item).encode()
    if item.is_damaged:
        # Not 404: it may come back from a backup, and a client would drop its own good copy.
        return answered(href, 500).encode()
    if isinstance(data, CalendarData):
        return _object(form, href, item, data)
    if data.version is None and data.only is None:
        return form.card(href, item, item.body)
    try:
        return form.card(href, item, _given(item.body, data))
    except vcard.MalformedError:
        condition = "<C:supported-address-data-conversion/>"
        return answered(href, 415, error=condition).encode()


def _object(form: Form, href: str, item: Item, data: CalendarData) -> bytes:
    if data.is_whole:
        return form.card(href, item, item.body)
    try:
        return form.card(href, item, ical.given(item.body, data))
    except ical.MalformedError:
        return answered(href, 415, error="<CAL:supported-calendar-data/>").encode()
    except ical.TooManyError:
        return answered(href, 403, error="<CAL:max-instances/>").encode()


def _given(body: bytes, data: AddressData) -> bytes:
    """A card in the form that was asked for (RFC 6352 §10.4)."""
    # Most cards have the version already, and to see that they need not be read.
    if data.version is not None and f"\nVERSION:{data.version}\r\n".encode() not in body:
        body = vcard.convert(body, data.version)
    if data.only is None:
        return body
    full = [part.name for part in data.only if not part.without_value]
    bare = [part.name for part in data.only if part.without_value]
    return vcard.only(body, full, without_value=bare)
