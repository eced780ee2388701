"""Rules by which something comes again, held against what could keep a server busy for ever.

A rule that nothing meets (a 30th of February) would be followed day by day to the end of time.

May be imported by: protocols.ical.
"""

from __future__ import annotations

import re

from bailee.protocols.content.folding import MalformedError

__all__ = ["FREQUENT", "check_rule", "parts_of"]

FREQUENT = {"SECONDLY": 1, "MINUTELY": 60, "HOURLY": 3600, "DAILY": 86_400, "WEEKLY": 604_800}
"""Seconds between two times of a rule, at the least."""
_KNOWN = frozenset({*FREQUENT, "MONTHLY", "YEARLY"})
_MOST_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MOST_IN = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
_MAX_LENGTH = 2000
_NOT_APPLICABLE = {
    "DAILY": frozenset({"BYWEEKNO", "BYYEARDAY"}),
    "WEEKLY": frozenset({"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"}),
    "MONTHLY": frozenset({"BYWEEKNO", "BYYEARDAY"}),
}
"""RFC 5545 §3.3.10, the table: what such a rule cannot be limited by."""
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_CLOCK = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})


def parts_of(rule: str) -> dict[str, str]:
    """The parts of a rule, in upper case. Raises `MalformedError`."""
    if len(rule) > _MAX_LENGTH:
        raise MalformedError("a rule of the calendar is too long")
    parts = [part.partition("=") for part in rule.strip().upper().split(";") if part]
    if not all(name and value for name, _, value in parts):
        raise MalformedError("a rule of the calendar cannot be read")
    return {name: value for name, _, value in parts}


def check_rule(rule: str) -> None:
    """Raise `MalformedError` for a rule that is none, or that nothing ever meets."""
    parts = parts_of(rule)
    how_often = parts.get("FREQ", "")
    if how_often not in _KNOWN:
        raise MalformedError("a rule of the calendar does not say how often")
    interval = parts.get("INTERVAL", "1")
    if not interval.isdecimal() or int(interval[:9]) == 0:
        raise MalformedError("a rule of the calendar has no interval")
    if _NOT_APPLICABLE.get(how_often, frozenset()) & parts.keys():
        raise MalformedError("a rule of the calendar limits what its frequency cannot have")
    _check_weekdays(parts, how_often)
    months = _numbers(parts, "BYMONTH", 12)
    days = _numbers(parts, "BYMONTHDAY", 31)
    if months and days and min(map(abs, days)) > max(_MOST_DAYS[abs(month)] for month in months):
        raise MalformedError("a rule of the calendar names days that never come")
    places = _numbers(parts, "BYSETPOS", 366)
    # Of the times in one day, week, month or year, there are not so many.
    most = _MOST_IN.get(how_often, 0) if not _CLOCK & parts.keys() else 0
    if places and most and min(map(abs, places)) > most:
        raise MalformedError("a rule of the calendar names times that never come")


def _check_weekdays(parts: dict[str, str], how_often: str) -> None:
    """A third Monday is one of a month, a thirtieth one of a year (RFC 5545 §3.3.10)."""
    most = {"YEARLY": 53, "MONTHLY": 5}.get(how_often, 0)
    if "BYMONTH" in parts or "BYWEEKNO" in parts:
        most = min(most, 5)
    for day in parts.get("BYDAY", "").split(",") if "BYDAY" in parts else ():
        found = _WEEKDAY.fullmatch(day.strip())
        if found is None:
            raise MalformedError("a rule of the calendar cannot be read")
        if found[1] and not 0 < abs(int(found[1])) <= most:
            raise MalformedError("a rule of the calendar names days that never come")


def _numbers(parts: dict[str, str], name: str, most: int) -> list[int]:
    try:
        found = [int(text[:5]) for text in parts[name].split(",")] if name in parts else []
    except ValueError:
        raise MalformedError("a rule of the calendar cannot be read") from None
    if any(not 0 < abs(number) <= most for number in found):
        raise MalformedError("a rule of the calendar names what there is not")
    return found
