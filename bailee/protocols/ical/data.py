"""An object in the form that was asked for: expanded, limited, in part (RFC 4791 §9.6).

May be imported by: protocols.ical.
"""

from __future__ import annotations

from collections.abc import Iterator

from bailee.protocols.dav.calendar.asked import CalendarData, Parts, TimeRange
from bailee.protocols.ical.component import Component, Line, parse, write
from bailee.protocols.ical.event import KINDS
from bailee.protocols.ical.moments import Zones, epoch, is_date, moments, utc
from bailee.protocols.ical.overlap import overlaps
from bailee.protocols.ical.recurring import comes_again, times
from bailee.protocols.ical.zones import zones_of

__all__ = ["given", "in_utc"]

_RULES = frozenset({"RRULE", "RDATE", "EXDATE", "EXRULE"})
_TIMED = frozenset({"DTSTART", "DTEND", "DUE", "RECURRENCE-ID"})


def given(body: bytes, data: CalendarData) -> bytes:
    """The object as it is wanted. Raises `MalformedError`, `TooManyError`."""
    root = parse(body)
    if data.expand is not None:
        root = _expanded(root, data.expand)
    elif data.limit is not None:
        root = _limited(root, data.limit)
    if data.only is not None:
        root = _only(root, data.only)
    return write(root)


def _kind(root: Component) -> str:
    return next((part.name for part in root.parts if part.name in KINDS), KINDS[0])


def _expanded(root: Component, within: TimeRange) -> Component:
    """Each time by itself, in UTC, with no rule and no zone (§9.6.5)."""
    kind, zones = _kind(root), zones_of(root)
    held = root.named(kind)
    if comes_again(held):
        found = [one for one in times(root, kind, within) if overlaps(one, within, zones)]
        parts = [_one_time(one, zones) for one in found]
    else:
        parts = [in_utc(one, zones) for one in held if overlaps(one, within, zones)]
    return Component(root.name, root.lines, parts)


def _one_time(part: Component, zones: Zones) -> Component:
    plain = in_utc(part, zones)
    lines = [line for line in plain.lines if line[0].upper() not in _RULES]
    start = plain.first("DTSTART")
    if start is not None and plain.first("RECURRENCE-ID") is None:
        lines.append(("RECURRENCE-ID", start[1], start[2]))
    return Component(part.name, lines, part.parts)


def in_utc(part: Component, zones: Zones) -> Component:
    """A component whose times are in UTC; dates, and times of no zone, stay."""
    return Component(part.name, [_in_utc(line, zones) for line in part.lines], part.parts)


def _in_utc(line: Line, zones: Zones) -> Line:
    if line[0].upper() not in _TIMED or is_date(line) or "TZID=" not in line[1].upper():
        return line
    at = epoch(moments(line, zones)[0])
    return (line[0], "", utc(at))


def _limited(root: Component, within: TimeRange) -> Component:
    """The rule, and of its exceptions those that touch the range (§9.6.6)."""
    zones = zones_of(root)
    parts = [
        part
        for part in root.parts
        if part.name not in KINDS
        or part.first("RECURRENCE-ID") is None
        or overlaps(part, within, zones)
        or _was_within(part, within, zones)
    ]
    return Component(root.name, root.lines, parts)


def _was_within(part: Component, within: TimeRange, zones: Zones) -> bool:
    """Whether the time that an exception takes the place of touches the range."""
    line = part.first("RECURRENCE-ID")
    if line is None:
        return True
    at = epoch(moments(line, zones)[0])
    return (within.start is None or at >= within.start) and (within.end is None or at < within.end)


def _only(component: Component, wanted: Parts) -> Component:
    inner = component.parts if wanted.parts is None else list(_chosen(component, wanted.parts))
    if wanted.props is None:
        return Component(component.name, component.lines, inner)
    names = dict(wanted.props)
    lines = [
        (line[0], line[1], "" if names[line[0].upper()] else line[2])
        for line in component.lines
        if line[0].upper() in names
    ]
    return Component(component.name, lines, inner)


def _chosen(component: Component, wanted: tuple[Parts, ...]) -> Iterator[Component]:
    by_name = {part.name: part for part in wanted}
    for part in component.parts:
        if part.name in by_name:
            yield _only(part, by_name[part.name])
