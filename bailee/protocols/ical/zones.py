"""Time zones by their TZID: the world's, by name; else as the object itself defines them.

The library that reads definitions is loaded by the first object that needs it: most servers never
meet one that is neither of the world's zones nor one of Microsoft's names for them.

May be imported by: protocols.ical.
"""

from __future__ import annotations

from datetime import UTC, tzinfo
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bailee.protocols.ical.component import Component, write
from bailee.protocols.ical.moments import Zones

__all__ = ["zones_of"]

_LONGEST = 100


def zones_of(root: Component) -> Zones:
    """What each TZID of an object means."""
    known = dict[str, tzinfo]()

    def zone(name: str) -> tzinfo:
        if name not in known:
            known[name] = _of_the_world(name.strip("/")) or _defined(root, name) or UTC
        return known[name]

    return zone


@lru_cache(512)
def _of_the_world(name: str) -> tzinfo | None:
    """`Europe/Berlin`, also behind what some programs put before it."""
    parts = name[-_LONGEST:].split("/")
    for start in range(max(len(parts) - 3, 0), len(parts)):
        try:
            return ZoneInfo("/".join(parts[start:]))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def _defined(root: Component, name: str) -> tzinfo | None:
    for part in root.named("VTIMEZONE"):
        if part.text("TZID") == name:
            return _read(write(part))
    return None


def _read(body: bytes) -> tzinfo | None:
    from icalendar import Timezone  # noqa: PLC0415 - 8 MiB that few objects need

    try:
        found: object = Timezone.from_ical(body)
        return _zone(found) if isinstance(found, Timezone) else None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return None  # a definition that makes no sense is none


class _Defined(Protocol):
    """What the library makes of a definition."""

    def to_tz(self) -> object:
        """The zone."""
        ...


def _zone(defined: _Defined) -> tzinfo | None:
    zone = defined.to_tz()
    return zone if isinstance(zone, tzinfo) else None
