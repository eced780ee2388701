"""What stands for a password that was right, until a one-time code comes: no session at all.

May be imported by: services.account.
"""

from __future__ import annotations

import secrets

from bailee.terms import SubjectId
from bailee.vault import Vault

__all__ = ["Tickets"]

_KIND = "sign-in"
_GOOD_S = 300


class Tickets:
    """Tickets to the second step: drawn at random, good for five minutes and one sign-in."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._names, self._clock = vault.names, vault.clock

    async def issue(self, subject: SubjectId) -> str:
        """A ticket for who gave the right password."""
        ticket = secrets.token_urlsafe(24)
        await self._names.add(_KIND, ticket, of=subject, until=self._clock.now() + _GOOD_S)
        return ticket

    def whose(self, ticket: str) -> SubjectId | None:
        """Who gave the right password, if that is not too long ago."""
        found = self._names.find(_KIND, ticket)
        return SubjectId(found.subject) if found else None

    async def forget(self, subject: SubjectId) -> None:
        """None of a member's is good any more."""
        await self._names.drop(_KIND, of=subject)

    async def redeem(self, ticket: str) -> None:
        """It is used, and good no more."""
        await self._names.remove(_KIND, ticket)
