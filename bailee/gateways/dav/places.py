"""Where things are: `/dav/`, a principal, a home, its address books, their cards.

A caller sees their own places. Another person's answer as those that are not there.

May be imported by: gateways.dav.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from bailee.protocols.dav.write import href_name
from bailee.protocols.http import MalformedError
from bailee.terms import FolderId, ItemId, NotFoundError, SubjectId

ROOT: Final = "/dav/"
PRINCIPALS: Final = "/dav/principals/"
HOMES: Final = "/dav/addressbooks/"
WELL_KNOWN: Final = "/.well-known/carddav"

MAX_NAME = 255
"""Characters in the name of a book or a card."""


class Kind(StrEnum):
    """What can be at a place."""

    ROOT = "root"
    PRINCIPALS = "principals"
    HOMES = "homes"
    PRINCIPAL = "principal"
    HOME = "home"
    BOOK = "book"
    CARD = "card"


class Place(Struct, frozen=True):
    """A place of the caller's. `href` is escaped for URL and XML; a collection's ends in `/`."""

    kind: Kind
    href: str
    folder: FolderId = FolderId("")
    item: ItemId = ItemId("")


class Places:
    """The places of one caller."""

    def __init__(self, subject: SubjectId) -> None:
        """Compute what does not depend on the path."""
        self.principal: Final = f"{PRINCIPALS}{subject}/"
        self.home: Final = f"{HOMES}{subject}/"
        self._fixed: Final = {
            "/": Place(Kind.ROOT, ROOT),
            ROOT: Place(Kind.ROOT, ROOT),
            PRINCIPALS: Place(Kind.PRINCIPALS, PRINCIPALS),
            HOMES: Place(Kind.HOMES, HOMES),
            self.principal: Place(Kind.PRINCIPAL, self.principal),
            self.home: Place(Kind.HOME, self.home),
        }

    def find(self, path: str) -> Place:
        """The place at a decoded path. Raises `NotFoundError`."""
        if path.startswith(self.home) and len(path) > len(self.home):
            return self._inside(path[len(self.home) :])
        place = self._fixed.get(path) or self._fixed.get(f"{path}/")
        if place is None:
            raise NotFoundError("there is no such address")
        return place

    def _inside(self, rest: str) -> Place:
        folder, _, below = rest.partition("/")
        item = below.removesuffix("/")
        if not folder or "/" in item or (below and not item):
            raise NotFoundError("there is no such address")
        if len(folder) > MAX_NAME or len(item) > MAX_NAME:
            raise MalformedError(f"a name has at most {MAX_NAME} characters")
        return self.card(folder, item) if item else self.book(folder)

    def book(self, folder: str) -> Place:
        """An address book."""
        return Place(Kind.BOOK, f"{self.home}{href_name(folder)}/", FolderId(folder))

    def card(self, folder: str, item: str) -> Place:
        """A card."""
        href = f"{self.home}{href_name(folder)}/{href_name(item)}"
        return Place(Kind.CARD, href, FolderId(folder), ItemId(item))
