"""The two shapes that a collection can have: an address book of cards, a calendar of objects.

What DAV calls them, what the service calls them, and where they lie; everything else is alike.

May be imported by: gateways.dav, assembly.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from bailee.protocols.dav import content
from bailee.protocols.dav.content import Content
from bailee.services import cloud
from bailee.services.cloud import Things

__all__ = ["BOOKS", "CALENDARS", "SHAPES", "Shape"]


class Shape(Struct, frozen=True):
    """A shape: `home` is where its collections lie, `home_set` the property that says so.

    `settable`: properties of its namespace that clients set; `at_first`: those that they set only
    when they make one.
    """

    content: Content
    things: Things
    home: str
    home_set: str
    well_known: str
    reports: tuple[str, ...]
    settable: frozenset[str] = frozenset()
    at_first: frozenset[str] = frozenset()

    @property
    def collection(self) -> str:
        """The type of its collections, as `{namespace}local`."""
        return self.content.name(self.content.collection)


BOOKS: Final = Shape(
    content.CARDS,
    cloud.CARDS,
    home="/dav/addressbooks/",
    home_set=content.CARDS.name("addressbook-home-set"),
    well_known="/.well-known/carddav",
    reports=("C:addressbook-multiget", "C:addressbook-query"),
    settable=frozenset({content.CARDS.name("addressbook-description")}),
)
_OF_CALENDAR: Final = content.CALENDARS.name
CALENDARS: Final = Shape(
    content.CALENDARS,
    cloud.CALENDARS,
    home="/dav/calendars/",
    home_set=_OF_CALENDAR("calendar-home-set"),
    well_known="/.well-known/caldav",
    reports=("CAL:calendar-multiget", "CAL:calendar-query", "CAL:free-busy-query"),
    settable=frozenset(
        map(_OF_CALENDAR, ("calendar-description", "calendar-timezone", "schedule-calendar-transp"))
    ),
    at_first=frozenset({_OF_CALENDAR("supported-calendar-component-set")}),
)
SHAPES: Final = (BOOKS, CALENDARS)
