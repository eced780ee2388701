"""Dates and times in a card: with dashes in version 3, without in version 4 (RFC 6350 §4.3).

May be imported by: protocols.vcard.
"""

from __future__ import annotations

import re

from bailee.protocols.vcard.property import Property

DATES = ("BDAY", "ANNIVERSARY", "DEATHDATE")
_OMITTED = "X-APPLE-OMIT-YEAR"
_NO_YEAR = "1604"  # the leap year that Apple writes when the year is not known
_DATE = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)(?:[.,]\d+)?(Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE | re.ASCII,
)
_WITHOUT_YEAR = re.compile(r"--(\d\d)-?(\d\d)", re.ASCII)


def revision_to_v4(prop: Property) -> None:
    """Write the moment of the last change as `20080424T195243Z`."""
    prop.drop("VALUE")
    found = _DATE.fullmatch(prop.value.strip())
    if found:
        prop.value = _basic(found, time="T000000Z")


def revision_to_v3(prop: Property) -> None:
    """Write the moment of the last change as `2008-04-24T19:52:43Z`."""
    prop.drop("VALUE")
    found = _DATE.fullmatch(prop.value.strip())
    if found:
        prop.value = _extended(found)


def date_to_v4(prop: Property) -> None:
    """Write a date as `19960415`, and one without its year as `--0415`."""
    if prop.param("VALUE") == "text":
        return
    prop.drop("VALUE")
    found = _DATE.fullmatch(prop.value.strip())
    if found and found[1] == prop.param(_OMITTED):
        prop.drop(_OMITTED)
        prop.value = f"--{found[2]}{found[3]}"
    elif found:
        prop.value = _basic(found)


def date_to_v3(prop: Property) -> None:
    """Write a date as `1996-04-15`, and one without its year as Apple does."""
    if prop.param("VALUE") == "text":
        return
    prop.drop("VALUE")
    value = prop.value.strip()
    if found := _WITHOUT_YEAR.fullmatch(value):
        prop.params[_OMITTED] = [_NO_YEAR]
        prop.value = f"{_NO_YEAR}-{found[1]}-{found[2]}"
    elif found := _DATE.fullmatch(value):
        prop.value = _extended(found)


def _basic(found: re.Match[str], *, time: str = "") -> str:
    year, month, day, hour, minute, second, zone = found.groups()
    if hour:
        time = f"T{hour}{minute}{second}{(zone or '').upper().replace(':', '')}"
    return f"{year}{month}{day}{time}"


def _extended(found: re.Match[str]) -> str:
    year, month, day, hour, minute, second, zone = found.groups()
    date = f"{year}-{month}-{day}"
    if not hour:
        return date
    return f"{date}T{hour}:{minute}:{second}{_dashed((zone or '').upper())}"


def _dashed(zone: str) -> str:
    """Write `-0500` as `-05:00`."""
    return f"{zone[:3]}:{zone[-2:]}" if len(zone) == len("-0500") else zone
