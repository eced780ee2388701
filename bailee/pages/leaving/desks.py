"""Whom the pages ask where an account stands, and which version of the policy binds it.

May be imported by: pages.
"""

from __future__ import annotations

from typing import Protocol

from bailee.policy.decide import Policy
from bailee.rights.changes import Offer
from bailee.rights.erasure import Receipt
from bailee.rights.states import AccountState
from bailee.terms import Actor, SubjectId

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
        """The newest, if another one binds them."""
        ...

    async def accept(self, subject: SubjectId, version: int, *, actor: Actor) -> None:
        """Be bound by a newer one. Raises `NotFoundError`, `Refused`."""
        ...
