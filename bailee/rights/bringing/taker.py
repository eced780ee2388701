"""What a service says of the files that it takes: how they come apart, and how one item is kept.

May be imported by: rights.bringing, services, tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import IO, Protocol

from bailee.terms import Actor, BaileeError, Category, SubjectId

__all__ = ["Kept", "NotTakenError", "Taker"]


class NotTakenError(BaileeError):
    """This is not one of the items that are taken: told in words for whoever brought it."""


class Kept(StrEnum):
    """What became of an item: `other` is here already, in another form, which stays."""

    NEW = "new"
    SAME = "same"
    OTHER = "other"


class Taker(Protocol):
    """Takes the files of one media type into a category."""

    @property
    def category(self) -> Category:
        """Where its items go."""
        ...

    @property
    def suffixes(self) -> frozenset[str]:
        """How the names of its files end, in small letters: `.vcf`."""
        ...

    def items(self, file: IO[bytes]) -> Iterator[bytes]:
        """The items of a file, one at a time; an empty one stands for what is too large."""
        ...

    async def take(
        self, body: bytes, *, folder: str, name: str, of: SubjectId, actor: Actor
    ) -> Kept:
        """Keep an item, and overwrite nothing. `folder`, `name`: where it was; perhaps empty.

        Raises `NotTakenError`, `Refused`.
        """
        ...
