"""Where members are told that something happened to their sign-in.

May be imported by: services.account.
"""

from __future__ import annotations

from typing import Protocol

from bailee.rights.notices.words import Key
from bailee.terms import SubjectId

__all__ = ["Silence", "Telling"]


class Telling(Protocol):
    """Tells a member of an act that matters, on every channel that they have."""

    async def tell(self, subject: SubjectId, key: Key, /, **details: str | int) -> bool:
        """Tell of an act; whether it was told."""
        ...


class Silence:
    """Tells nobody: where no channel is built in."""

    async def tell(self, _subject: SubjectId, _key: Key, /, **_details: str | int) -> bool:
        """Tell nobody."""
        return False
