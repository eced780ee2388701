"""What comes again: the times of an object within a range, with its exceptions (RFC 5545 §3.8.5).

The library that follows rules is loaded by the first one that has to be followed. Rules are held
against `rules` when they come in, and ranges are bounded here, so that none keeps a server busy.

May be imported by: protocols.ical.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from bailee.protocols.dav.calendar.asked import TimeRange
from bailee.protocols.ical.component import Component, parse, write
from bailee.protocols.ical.moments import epoch, moments
from bailee.protocols.ical.rules import FREQUENT, parts_of

__all__ = ["TooManyError", "comes_again", "times"]

MOST_TIMES = 3000
"""Of one object in one range."""
_YEARS_S = 5 * 366 * 86_400
"""How far an open range is looked into."""


class TooManyError(ValueError):
    """It comes again too often in the range that was asked for."""


def comes_again(held: Iterable[Component]) -> bool:
    """Whether an object is about more than one time."""
    return any(part.first(name) for part in held for name in ("RRULE", "RDATE", "RECURRENCE-ID"))


def times(root: Component, kind: str, within: TimeRange) -> Iterator[Component]:
    """The components of a kind, one for each of its times that touches a range.

    A time is told in UTC where it has a zone. Raises `TooManyError`.
    """
    start, end = _bounds(root, kind, within)
    _check_often(root, kind, start=start, end=end)
    for at, found in enumerate(_expanded(root, kind, start, end)):
        if at >= MOST_TIMES:
            raise TooManyError
        yield found


def _bounds(root: Component, kind: str, within: TimeRange) -> tuple[int, int]:
    begins = [epoch(at) for part in root.named(kind) for at in _starts(part)]
    start = within.start if within.start is not None else min(begins, default=0) - 86_400
    end = within.end if within.end is not None else max(start, max(begins, default=0)) + _YEARS_S
    return start, max(end, start)


def _starts(part: Component) -> list[datetime | date]:
    line = part.first("DTSTART")
    return list(moments(line)) if line else []


def _check_often(root: Component, kind: str, *, start: int, end: int) -> None:
    for part in root.named(kind):
        for rule in part.of("RRULE"):
            parts = parts_of(rule[2])
            each = FREQUENT.get(parts["FREQ"], 28 * 86_400)
            often = 1 if parts["FREQ"] in {"SECONDLY", "MINUTELY", "HOURLY"} else 8
            interval = int(parts.get("INTERVAL", "1")[:9])
            if (end - start) / (each * interval) > MOST_TIMES * often:
                raise TooManyError
            if often == 1 and start - min(epoch(at) for at in _starts(part)) > each * 1_000_000:
                raise TooManyError


def _expanded(root: Component, kind: str, start: int, end: int) -> Iterator[Component]:
    from icalendar import Calendar  # noqa: PLC0415 - 10 MiB that only rules need
    from recurring_ical_events import of  # noqa: PLC0415 - the same

    try:
        calendar = Calendar.from_ical(write(root))
        found = of(calendar, components=[kind]).between(_moment(start), _moment(end))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, IndexError):
        return  # dates that the library cannot follow come at no time
    for one in found:
        yield parse(b"BEGIN:VCALENDAR\r\n" + one.to_ical() + b"END:VCALENDAR\r\n").parts[0]


def _moment(seconds: int) -> datetime:
    lowest, highest = -62_000_000_000, 253_000_000_000
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=min(max(seconds, lowest), highest))
