"""Moments, durations and periods of properties (RFC 5545 §3.3.4-3.3.9).

May be imported by: protocols.ical.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo

from bailee.protocols.content.folding import MalformedError
from bailee.protocols.ical.component import Line, params_of

__all__ = ["Zones", "duration", "epoch", "is_date", "moment", "moments", "utc"]

Zones = Callable[[str], tzinfo]
"""The zone of a TZID; what is not known is taken for UTC."""
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,6})D)?"
    r"(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?",
    re.ASCII,
)
_LAST_SECOND = 59


def moment(value: str, zone: tzinfo | None = None) -> datetime | date:
    """A date, or a time: in UTC, in a zone, or of no zone at all. Raises `MalformedError`."""
    found = _MOMENT.fullmatch(value.strip())
    if found is None:
        raise MalformedError("a time of the calendar cannot be read")
    year, month, day, hour, minute, second, is_utc = found.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        seconds = min(int(second), _LAST_SECOND)  # a leap second is the one before it
        at = datetime(int(year), int(month), int(day), int(hour), int(minute), seconds)  # noqa: DTZ001 - a time of no zone is one here
    except ValueError:
        raise MalformedError("a time of the calendar is none") from None
    return at.replace(tzinfo=UTC if is_utc else zone)


def is_date(line: Line) -> bool:
    """Whether a property has a date and no time."""
    return "T" not in line[2].upper()


def moments(line: Line, zones: Zones | None = None) -> list[datetime | date]:
    """The moments of a property; of periods, their beginnings. Raises `MalformedError`."""
    names = params_of(line).get("TZID", [])
    zone = zones(names[0]) if zones is not None and names else None
    return [moment(value.partition("/")[0], zone) for value in line[2].split(",")]


def duration(text: str) -> timedelta:
    """A duration. Raises `MalformedError`."""
    found = _DURATION.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise MalformedError("a duration of the calendar cannot be read")
    sign, *numbers = found.groups()
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in numbers)
    try:
        long = timedelta(days=days, weeks=weeks, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        raise MalformedError("a duration of the calendar is too long") from None
    return -long if sign == "-" else long


def epoch(at: datetime | date) -> int:
    """Seconds since 1970; what has no zone is taken for UTC."""
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, tzinfo=UTC)
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return int((at - _EPOCH) // _SECOND)


def utc(seconds: int) -> str:
    """A time of UTC, as calendars write it; `seconds` since 1970."""
    return (_EPOCH + seconds * _SECOND).strftime("%Y%m%dT%H%M%SZ")


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
