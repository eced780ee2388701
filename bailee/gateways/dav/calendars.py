"""The reports that calendars alone have: objects like this, and when somebody is not free.

RFC 4791 §7.8 and §7.10.

May be imported by: gateways.dav.
"""

from __future__ import annotations

from asyncio import sleep
from collections.abc import AsyncIterator
from typing import Final

from bailee.gateways.dav.reports import form_for, written
from bailee.gateways.dav.shapes import CALENDARS
from bailee.gateways.dav.visit import Visit, streamed
from bailee.protocols import ical
from bailee.protocols.dav.calendar.asked import CompFilter, TimeRange
from bailee.protocols.dav.commands import CalendarQuery, Depth, FreeBusy
from bailee.protocols.dav.errors import unknown_report
from bailee.protocols.dav.write import truncated
from bailee.protocols.http import HttpResponse
from bailee.vault import Item

_RUN: Final = 50
"""Objects that are looked at before others have their turn."""


async def query(visit: Visit, command: CalendarQuery) -> HttpResponse:
    """Answer a query; of the calendar itself, no object is at depth 0."""
    if visit.shape is not CALENDARS:
        raise unknown_report()
    return await streamed(_query(visit, command), prefer=command.prefer)


async def _query(visit: Visit, command: CalendarQuery) -> AsyncIterator[bytes]:
    if command.depth is Depth.ZERO:
        await visit.cloud.folder(visit.place.folder)
        return
    form, matched = form_for(visit, command.wanted, command.prefer), 0
    async for item in _found(visit, command.filter):
        if matched == command.limit:
            yield truncated(visit.place.href).encode()
            return
        matched += 1
        yield written(form, visit.item(item.name).href, item, command.wanted.data)


async def _found(visit: Visit, asked: CompFilter) -> AsyncIterator[Item]:
    """What meets a filter, and what is damaged: of that nobody knows."""
    wanted, looked = ical.CalendarFilter(asked), 0
    hint, within = wanted.hint(), wanted.span()
    async for item in visit.cloud.search(visit.place.folder, hint=hint, within=within):
        looked += 1
        if not looked % _RUN:
            await sleep(0)
        if item.is_damaged or wanted.matches(item.body):
            yield item


async def free_busy(visit: Visit, command: FreeBusy) -> HttpResponse:
    """Say when the member is not free, as far as this calendar knows."""
    if visit.shape is not CALENDARS:
        raise unknown_report()
    within, busy = command.within, list[ical.Busy]()
    async for item in _found(visit, _events(within)):
        if not item.is_damaged:
            busy += ical.busy_times(item.body, within)
    body = ical.free_busy(busy, within, at=visit.cloud.now)
    return HttpResponse(200, {"content-type": CALENDARS.content.media}, body)


def _events(within: TimeRange) -> CompFilter:
    return CompFilter("VCALENDAR", parts=(CompFilter("VEVENT", time_range=within),))
