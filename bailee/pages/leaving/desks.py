"""Whom the pages ask where an account stands, and which version of the policy binds it.

May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bailee.policy.decide import Policy
from bailee.rights.changes import Meaning, Offer
from bailee.rights.erasure import Receipt
from bailee.rights.states import AccountState
from bailee.terms import Actor, SubjectId
from bailee.vault import Announced

__all__ = ["AccountState", "Changes", "States"]


class States(Protocol):
    """Where an account stands."""

    def of(self, subject: SubjectId) -> AccountState:
        """Where, since when, by whose choice, until when."""
        ...

    def undo_days(self, subject: SubjectId) -> int:
        """For how many days the member can take a closing back."""
        ...

    async def reason(self, subject: SubjectId) -> str:
        """Why others moved it there; empty if nobody said."""
        ...

    async def restrict(self, subject: SubjectId, *, actor: Actor) -> None:
        """Freeze it. Raises `Refused`."""
        ...

    async def resume(self, subject: SubjectId, *, actor: Actor) -> None:
        """Open it again. Raises `Refused`."""
        ...

    async def close(self, subject: SubjectId, *, actor: Actor) -> Receipt | None:
        """Close it; a receipt when there is no day to undo it. Raises `Refused`."""
        ...


class Changes(Protocol):
    """A newer version of the policy, for whom an older one binds."""

    def binding(self, subject: SubjectId) -> Policy:
        """The version that binds the member."""
        ...

    def offered(self, subject: SubjectId) -> Offer | None:
        """The newest in force, if another one binds them."""
        ...

    def coming(self, subject: SubjectId) -> Offer | None:
        """The announced one, if there is one."""
        ...

    async def meanings(self, subject: SubjectId, offer: Offer) -> list[Meaning]:
        """Each of its changes with what is held of the member where it bites."""
        ...

    def published(self) -> Mapping[int, Announced]:
        """Every version that was published, by its number."""
        ...

    async def accept(self, subject: SubjectId, version: int, *, actor: Actor) -> None:
        """Be bound by a newer one. Raises `NotFoundError`, `Refused`."""
        ...
