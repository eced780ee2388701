"""Where members are told that something happened to their sign-in.

May be imported by: services.account.
"""

from __future__ import annotations

from typing import Protocol

from bailee.terms import SubjectId

__all__ = ["Silence", "Telling"]


class Telling(Protocol):
    """Tells a member of an act that matters, on every channel that they have."""

    async def tell(self, subject: SubjectId, act: str) -> None:
        """Tell of an act by its key: `passkey-added`, say."""
        ...


class Silence:
    """Tells nobody: where no channel is built in."""

    async def tell(self, subject: SubjectId, act: str) -> None:
        """Tell nobody."""
