"""Rules so plain that arithmetic follows them: every so many days or weeks, and nothing besides.

Most of what comes again is of this kind, and a calendar has hundreds: a library takes a
millisecond for each. `recurring` follows all others; a test holds both equal.

May be imported by: protocols.ical.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import NamedTuple

from bailee.protocols.dav.calendar.asked import TimeRange
from bailee.protocols.ical.component import Component
from bailee.protocols.ical.moments import Zones, epoch, is_date, moment, moments
from bailee.protocols.ical.overlap import interval, meets
from bailee.protocols.ical.rules import parts_of

__all__ = ["last_of", "plainly_overlaps"]

_DAYS = {"DAILY": 1, "WEEKLY": 7}
_LONGEST_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 62, "YEARLY": 8 * 366}
_PLAIN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
_NOT_PLAIN = ("RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID")
_DAY_S = 86_400
_MARGIN_S = 2 * _DAY_S
_EVER = 1 << 40


def last_of(rule: dict[str, str]) -> int | None:
    """How long after its beginning a rule with a count begins for the last time, in seconds.

    At the most, and None when that is not plain to see.
    """
    known = _PLAIN | {"BYDAY"} if rule.get("FREQ") == "WEEKLY" else _PLAIN
    times = rule.get("COUNT", "")
    if not rule.keys() <= known or rule.get("FREQ") not in _LONGEST_DAYS or not times.isdecimal():
        return None
    each = _LONGEST_DAYS[rule["FREQ"]] * int(rule.get("INTERVAL", "1")[:9])
    return each * int(times[:9]) * _DAY_S


class _Plain(NamedTuple):
    """A plain rule: its first time, days apart, how often at the most, until when, how long."""

    at: datetime | date
    days: int
    most: int
    until: int
    length: int

    def begins(self, number: int) -> int | None:
        """When it begins for the so-manieth time; None when it does not."""
        if number >= self.most:
            return None
        try:
            begin = epoch(self.at + timedelta(days=number * self.days))
        except OverflowError:
            return None
        return begin if begin <= self.until else None


def plainly_overlaps(part: Component, within: TimeRange, zones: Zones) -> bool | None:
    """Whether a time of an event touches a range; None when its rule is not a plain one."""
    rule = _rule(part, zones)
    if rule is None:
        return None
    start = epoch(rule.at) if within.start is None else within.start
    early = start - rule.length - _MARGIN_S - epoch(rule.at)
    end = _EVER if within.end is None else within.end
    for number in count(max(early // (rule.days * _DAY_S), 0)):
        begin = rule.begins(number)
        if begin is None or begin >= end:
            return False
        if meets((begin, begin + rule.length), within):
            return True
    return None


def _rule(part: Component, zones: Zones) -> _Plain | None:
    rules, line, once = list(part.of("RRULE")), part.first("DTSTART"), interval(part, zones)
    if part.name != "VEVENT" or len(rules) != 1 or line is None or once is None:
        return None
    rule = parts_of(rules[0][2])
    if not rule.keys() <= _PLAIN or rule["FREQ"] not in _DAYS:
        return None
    if any(part.first(name) for name in _NOT_PLAIN):
        return None
    return _Plain(
        at=moments(line, zones)[0],
        days=_DAYS[rule["FREQ"]] * int(rule.get("INTERVAL", "1")[:9]),
        most=int(rule["COUNT"][:9]) if rule.get("COUNT", "").isdecimal() else _EVER,
        until=_until(rule, has_time=not is_date(line)),
        length=once[1] - once[0],
    )


def _until(rule: dict[str, str], *, has_time: bool) -> int:
    if "UNTIL" not in rule:
        return _EVER
    last = moment(rule["UNTIL"])
    is_day = not isinstance(last, datetime)
    return epoch(last) + (_DAY_S - 1 if is_day and has_time else 0)
