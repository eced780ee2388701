"""When somebody is not free, and nothing else of it (RFC 4791 §7.10, RFC 5545 §3.6.4).

May be imported by: protocols.ical.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bailee.protocols.content.folding import MalformedError
from bailee.protocols.dav.calendar.asked import TimeRange
from bailee.protocols.ical.component import Component, parse
from bailee.protocols.ical.moments import utc
from bailee.protocols.ical.overlap import interval
from bailee.protocols.ical.recurring import comes_again, times
from bailee.protocols.ical.zones import zones_of

__all__ = ["busy_times", "free_busy"]

Busy = tuple[int, int, str]
"""Beginning, end, and `BUSY` or `BUSY-TENTATIVE`."""


def busy_times(body: bytes, within: TimeRange) -> list[Busy]:
    """The times of one event within a range. Raises `MalformedError`, `TooManyError`."""
    root = parse(body)
    zones, held = zones_of(root), root.named("VEVENT")
    found = times(root, "VEVENT", within) if comes_again(held) else iter(held)
    return [
        (begin, end, kind)
        for part in found
        if (kind := _kind(part)) and (span := interval(part, zones))
        for begin, end in (_cut(span, within),)
        if begin < end
    ]


def _kind(part: Component) -> str:
    if part.text("TRANSP").upper() == "TRANSPARENT":
        return ""
    return {"CANCELLED": "", "TENTATIVE": "BUSY-TENTATIVE"}.get(part.text("STATUS").upper(), "BUSY")


def _cut(span: tuple[int, int], within: TimeRange) -> tuple[int, int]:
    begin, end = span
    if within.start is not None:
        begin = max(begin, within.start)
    return begin, end if within.end is None else min(end, within.end)


def free_busy(found: Iterable[Busy], within: TimeRange, *, at: int) -> bytes:
    """A VFREEBUSY of busy times, put together where they touch. Raises `MalformedError`."""
    if within.start is None or within.end is None:
        raise MalformedError("say from when to when")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bailee//EN",
        "BEGIN:VFREEBUSY",
        f"DTSTAMP:{utc(at)}",
        f"DTSTART:{utc(within.start)}",
        f"DTEND:{utc(within.end)}",
        *(f"FREEBUSY;FBTYPE={kind}:{utc(begin)}/{utc(end)}" for begin, end, kind in _joined(found)),
        "END:VFREEBUSY",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()


def _joined(found: Iterable[Busy]) -> Iterator[Busy]:
    last: Busy | None = None
    for begin, end, kind in sorted(found, key=lambda one: (one[2], one[0])):
        if last is not None and last[2] == kind and begin <= last[1]:
            last = (last[0], max(last[1], end), kind)
            continue
        if last is not None:
            yield last
        last = (begin, end, kind)
    if last is not None:
        yield last
