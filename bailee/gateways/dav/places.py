"""Where things are: `/dav/`, a principal, its homes, their address books and calendars.

A caller sees their own places. Another person's answer as those that are not there.

May be imported by: gateways.dav.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from bailee.gateways.dav.shapes import BOOKS, SHAPES, Shape
from bailee.protocols.dav.write import href_name
from bailee.protocols.http import MalformedError
from bailee.terms import FolderId, ItemId, NotFoundError, SubjectId

ROOT: Final = "/dav/"
PRINCIPALS: Final = "/dav/principals/"
WELL_KNOWN: Final = frozenset(shape.well_known for shape in SHAPES)

MAX_NAME = 255
"""Characters in the name of a collection or an item."""


class Kind(StrEnum):
    """What can be at a place."""

    ROOT = "root"
    PRINCIPALS = "principals"
    HOMES = "homes"
    PRINCIPAL = "principal"
    HOME = "home"
    FOLDER = "folder"
    ITEM = "item"


class Place(Struct, frozen=True):
    """A place of the caller's. `href` is escaped for URL and XML; a collection's ends in `/`.

    `shape`: of a home and what is in it.
    """

    kind: Kind
    href: str
    folder: FolderId = FolderId("")
    item: ItemId = ItemId("")
    shape: Shape = BOOKS


class Places:
    """The places of one caller."""

    def __init__(self, subject: SubjectId) -> None:
        """Compute what does not depend on the path."""
        self.principal: Final = f"{PRINCIPALS}{subject}/"
        self.homes: Final = {f"{shape.home}{subject}/": shape for shape in SHAPES}
        self._home_of: Final = {shape.home: home for home, shape in self.homes.items()}
        self._fixed: Final = {
            "/": Place(Kind.ROOT, ROOT),
            ROOT: Place(Kind.ROOT, ROOT),
            PRINCIPALS: Place(Kind.PRINCIPALS, PRINCIPALS),
            self.principal: Place(Kind.PRINCIPAL, self.principal),
            **{shape.home: Place(Kind.HOMES, shape.home, shape=shape) for shape in SHAPES},
            **{home: Place(Kind.HOME, home, shape=shape) for home, shape in self.homes.items()},
        }

    def home(self, shape: Shape) -> str:
        """Where the collections of a shape lie."""
        return self._home_of[shape.home]

    def find(self, path: str) -> Place:
        """The place at a decoded path. Raises `NotFoundError`."""
        for home, shape in self.homes.items():
            if path.startswith(home) and len(path) > len(home):
                return self._inside(path[len(home) :], shape)
        place = self._fixed.get(path) or self._fixed.get(f"{path}/")
        if place is None:
            raise NotFoundError("there is no such address")
        return place

    def _inside(self, rest: str, shape: Shape) -> Place:
        folder, _, below = rest.partition("/")
        item = below.removesuffix("/")
        if not folder or "/" in item or (below and not item):
            raise NotFoundError("there is no such address")
        if len(folder) > MAX_NAME or len(item) > MAX_NAME:
            raise MalformedError(f"a name has at most {MAX_NAME} characters")
        return self.item(shape, folder, item) if item else self.folder(shape, folder)

    def folder(self, shape: Shape, folder: str) -> Place:
        """An address book, or a calendar."""
        href = f"{self._home_of[shape.home]}{href_name(folder)}/"
        return Place(Kind.FOLDER, href, FolderId(folder), shape=shape)

    def item(self, shape: Shape, folder: str, item: str) -> Place:
        """A card, or an object of a calendar."""
        href = f"{self._home_of[shape.home]}{href_name(folder)}/{href_name(item)}"
        return Place(Kind.ITEM, href, FolderId(folder), ItemId(item), shape)
