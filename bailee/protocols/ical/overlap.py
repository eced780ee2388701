"""Whether one time of an event, task or journal touches a range (RFC 4791 §9.9).

May be imported by: protocols.ical.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from bailee.protocols.content.folding import MalformedError
from bailee.protocols.dav.calendar.asked import TimeRange
from bailee.protocols.ical.component import Component, Line, params_of
from bailee.protocols.ical.moments import Zones, duration, epoch, is_date, moments

__all__ = ["alarms", "interval", "meets", "overlaps", "touches"]

_EVER = 1 << 40
_DAY_S = 86_400


def touches(within: TimeRange, at: int) -> bool:
    """Whether a moment is in a range."""
    return _from(within) <= at < _until(within)


def _from(within: TimeRange) -> int:
    return -_EVER if within.start is None else within.start


def _until(within: TimeRange) -> int:
    return _EVER if within.end is None else within.end


def overlaps(part: Component, within: TimeRange, zones: Zones) -> bool:
    """Whether a component that is about one time touches a range."""
    return _TESTS[part.name](part, within, zones) if part.name in _TESTS else False


def interval(part: Component, zones: Zones) -> tuple[int, int] | None:
    """Beginning and end of an event; None for one that has no beginning."""
    begin = _at(part, "DTSTART", zones)
    if begin is None:
        return None
    end = _at(part, "DTEND", zones)
    if end is None and part.text("DURATION"):
        end = begin + _seconds(duration(part.text("DURATION")))
    line = part.first("DTSTART")
    if end is None:
        end = begin + (_DAY_S if line is not None and is_date(line) else 0)
    return begin, max(end, begin)


def _event(part: Component, within: TimeRange, zones: Zones) -> bool:
    found = interval(part, zones)
    return found is not None and meets(found, within)


def meets(found: tuple[int, int], within: TimeRange) -> bool:
    """Whether a time, from its beginning to its end, touches a range."""
    begin, end = found
    if end == begin:
        return touches(within, begin)
    return _from(within) < end and _until(within) > begin


def _task(part: Component, within: TimeRange, zones: Zones) -> bool:
    start, end = _from(within), _until(within)
    begin, due = _at(part, "DTSTART", zones), _at(part, "DUE", zones)
    if begin is not None and due is None and part.text("DURATION"):
        due = begin + _seconds(duration(part.text("DURATION")))
        return start <= due and (end > begin or end >= due)
    if begin is not None and due is not None:
        return (start < due or start <= begin) and (end > begin or end >= due)
    if begin is not None:
        return start <= begin < end
    if due is not None:
        return start < due <= end
    return _done(_at(part, "COMPLETED", zones), _at(part, "CREATED", zones), start, end)


def _done(completed: int | None, created: int | None, start: int, end: int) -> bool:
    """A task of no date: when it was made, and when it was done."""
    if completed is not None and created is not None:
        return start <= max(created, completed) and end >= min(created, completed)
    if completed is not None:
        return start <= completed <= end
    return created is None or end > created


def _journal(part: Component, within: TimeRange, zones: Zones) -> bool:
    begin, line = _at(part, "DTSTART", zones), part.first("DTSTART")
    if begin is None or line is None:
        return False
    return meets((begin, begin + _DAY_S if is_date(line) else begin), within)


_TESTS: dict[str, Callable[[Component, TimeRange, Zones], bool]] = {
    "VEVENT": _event,
    "VTODO": _task,
    "VJOURNAL": _journal,
}


def alarms(part: Component, zones: Zones) -> Iterator[int]:
    """When the alarms of a component ring, each with its repetitions."""
    for alarm in part.named("VALARM"):
        line = alarm.first("TRIGGER")
        first = None if line is None else _trigger(part, line, zones)
        if first is None:
            continue
        yield first
        repeated, apart = alarm.text("REPEAT"), alarm.text("DURATION")
        if repeated.isdecimal() and apart:
            for again in range(1, min(int(repeated[:4]), 100) + 1):
                yield first + again * _seconds(duration(apart))


def _trigger(part: Component, line: Line, zones: Zones) -> int | None:
    params = params_of(line)
    if "DATE-TIME" in params.get("VALUE", []):
        return epoch(moments(line, zones)[0])
    offset = _seconds(duration(line[2]))
    found = interval(part, zones)
    if found is None:
        due = _at(part, "DUE", zones)
        return None if due is None else due + offset
    begin, end = found
    if part.name == "VTODO":
        end = _at(part, "DUE", zones) or end
    return (end if "END" in params.get("RELATED", []) else begin) + offset


def _at(part: Component, name: str, zones: Zones) -> int | None:
    line = part.first(name)
    if line is None:
        return None
    try:
        return epoch(moments(line, zones)[0])
    except MalformedError:
        return None


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())
