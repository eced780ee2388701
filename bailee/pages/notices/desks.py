"""Whom these pages ask: the inbox, and the topics behind it.

May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bailee.rights.notices import Received, Switch, Topic
from bailee.terms import Actor, SubjectId

__all__ = ["Notices", "Received", "Switch", "Topic", "Topics"]


class Notices(Protocol):
    """The inbox."""

    async def all(self, subject: SubjectId, *, actor: Actor) -> Sequence[Received]:
        """Every notice, newest first."""
        ...

    async def open(self, subject: SubjectId, name: str, *, actor: Actor) -> Received:
        """Open one; it is unread no more. Raises `NotFoundError`."""
        ...

    async def open_all(self, subject: SubjectId, *, actor: Actor) -> None:
        """Take all for read."""
        ...

    def unread(self, subject: SubjectId) -> int:
        """How many are unread; cheap enough for every page."""
        ...


class Topics(Protocol):
    """What a member wants to hear of, and the links that end it."""

    async def switches(self, subject: SubjectId, *, actor: Actor) -> Sequence[Switch]:
        """Every topic."""
        ...

    async def turn(self, subject: SubjectId, topic: Topic, *, on: bool, actor: Actor) -> None:
        """Turn one on or off. Raises `NotFoundError` for one that is fixed."""
        ...

    def of_link(self, key: str) -> Topic:
        """Which topic a link ends. Raises `NotFoundError`."""
        ...

    async def end(self, key: str) -> tuple[Topic, str]:
        """End it; with the key that takes it back. Raises `NotFoundError`."""
        ...

    async def take_back(self, key: str) -> Topic:
        """Turn it on again. Raises `NotFoundError`."""
        ...
