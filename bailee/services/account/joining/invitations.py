"""Invitations: a link that is good once and for seven days, kept as a blind name alone.

Keeps: use.safety.
May be imported by: services.account.
"""

from __future__ import annotations

import secrets

from bailee.terms import BaileeError, SubjectId
from bailee.vault import NOBODY, Vault

__all__ = ["GOOD_S", "InvitationError", "Invitations"]

GOOD_S = 7 * 86_400
_KIND = "invitation"
_AT_MOST = 10


class InvitationError(BaileeError):
    """The invitation was used, or is too old; or no more of them can be had now."""


class Invitations:
    """The invitations of a data folder."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    async def make(self, *, by: SubjectId = NOBODY) -> str:
        """Make one: its ticket. A member's end with their account, and are ten at a time.

        Raises `InvitationError`.
        """
        if by != NOBODY and len(self._vault.names.of(by, _KIND)) >= _AT_MOST:
            raise InvitationError(
                f"you have {_AT_MOST} invitations that nobody used", hint="wait for one to end"
            )
        ticket, until = secrets.token_urlsafe(24), self._vault.clock.now() + GOOD_S
        await self._vault.names.add(
            _KIND, ticket, of=by, ref=f"{secrets.token_hex(6)} {until}", until=until
        )
        return ticket

    def is_good(self, ticket: str) -> bool:
        """Whether it can still be used."""
        return self._vault.names.find(_KIND, ticket) is not None

    def of(self, member: SubjectId) -> list[int]:
        """When the invitations of a member end that nobody used, the soonest first."""
        return sorted(int(row.ref.split()[1]) for row in self._vault.names.of(member, _KIND))

    async def use(self, ticket: str) -> SubjectId:
        """Use it up: whose it was. Raises `InvitationError`."""
        found = self._vault.names.find(_KIND, ticket)
        if found is not None:
            by = SubjectId(found.subject)
            if await self._vault.names.drop(_KIND, of=by, ref=found.ref):
                return by
        raise InvitationError("this invitation was used, or is too old", hint="ask for another")

    async def give_back(self, ticket: str, *, by: SubjectId) -> None:
        """Make one good again that was used in vain."""
        until = self._vault.clock.now() + GOOD_S
        await self._vault.names.add(
            _KIND, ticket, of=by, ref=f"{secrets.token_hex(6)} {until}", until=until
        )
