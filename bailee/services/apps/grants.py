"""What a member lets an app know: one grant for each app that they sign in to.

A grant holds for as long as every consent under it was not withdrawn: whoever withdraws and agrees
again has to let each app in anew. What an app held by then finds nothing, since the new grant has
another reference.

Keeps: account.service, use.permitted.
May be imported by: services.apps.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Collection

from msgspec import Struct

from bailee.terms import (
    APPS,
    BAILEE,
    SERVICE_PURPOSE,
    Actor,
    BaileeError,
    Category,
    Service,
    SubjectId,
)
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = ["ACCOUNT", "CATEGORY", "SERVICE", "Grant", "Grants"]

CATEGORY, ACCOUNT = Category("apps"), Category("account")
SERVICE = Service(
    name="apps",
    collects={CATEGORY: "application/json"},
    purposes=frozenset({SERVICE_PURPOSE, APPS}),
    stops={
        APPS: {
            "en": "Other apps learn nothing more of you, and you cannot sign in to them from here.",
            "de": "Andere Apps erfahren nichts mehr von dir, und du kannst dich von hier aus nicht "
            "bei ihnen anmelden.",
        }
    },
)
_MOST = 100


class Grant(Struct, frozen=True):
    """What an app was let know. `asked`: what it asked for then, allowed or not.

    `stays`: it may come back while the member is away. `withdrawals`: how often the member had
    withdrawn a consent to apps by then; it holds for as long as that is so.
    """

    client: str
    asked: tuple[str, ...]
    claims: tuple[str, ...]
    stays: bool
    at: int
    withdrawals: int

    def covers(self, asked: Collection[str]) -> bool:
        """Whether the member was asked all of this already."""
        return set(asked) <= set(self.asked)


class Grants:
    """The grants of all members, each sealed with the rest that is theirs."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault, self._putting = vault, asyncio.Lock()

    async def all(self, subject: SubjectId) -> dict[str, Grant]:
        """A member's grants that hold, by reference. Raises `Refused`."""
        found, count = await self._records(subject).all(), self._withdrawals(subject)
        return {ref: grant for ref, grant in found.items() if grant.withdrawals == count}

    async def get(self, subject: SubjectId, ref: str) -> Grant | None:
        """A grant, if it holds. Raises `Refused`."""
        grant = await self._records(subject).get(ref)
        holds = grant is not None and grant.withdrawals == self._withdrawals(subject)
        return grant if holds else None

    async def of_client(self, subject: SubjectId, client: str) -> tuple[str, Grant] | None:
        """The grant to an app, with its reference. Raises `Refused`."""
        found = await self.all(subject)
        return next(((ref, one) for ref, one in found.items() if one.client == client), None)

    async def put(
        self,
        subject: SubjectId,
        client: str,
        *,
        asked: Collection[str],
        claims: Collection[str],
        stays: bool,
        actor: Actor,
    ) -> bool:
        """Keep what a member lets an app know; whether the app is a new one. Raises `Refused`."""
        records = self._records(subject, actor)
        async with self._putting:  # whoever allows twice at once has one grant
            count = self._withdrawals(subject)
            held = await self._those_that_hold(records, count)
            ref = next((ref for ref, one in held.items() if one.client == client), "")
            if not ref and len(held) >= _MOST:
                raise BaileeError(f"{_MOST} apps are connected", hint="disconnect one first")
            now, known = self._vault.clock.now(), tuple(sorted(claims))
            grant = Grant(client, tuple(sorted(asked)), known, stays, now, count)
            await records.put(ref or secrets.token_hex(8), grant)
        return not ref

    async def _those_that_hold(self, records: Records[Grant], count: int) -> dict[str, Grant]:
        """Those that hold; the others can never do so again, and go."""
        kept = await records.all()
        for ref in [ref for ref, one in kept.items() if one.withdrawals != count]:
            await records.drop(ref)
            del kept[ref]
        return kept

    async def drop(self, subject: SubjectId, ref: str, *, actor: Actor) -> None:
        """Take a grant back. Raises `NotFoundError`."""
        await self._records(subject, actor).drop(ref)

    def _withdrawals(self, subject: SubjectId) -> int:
        rows = self._vault.consents(subject)
        return sum(1 for row in rows if row.purpose == APPS and not row.given)

    def _records(self, subject: SubjectId, actor: Actor = BAILEE) -> Records[Grant]:
        return Records(
            self._vault, CATEGORY, Grant, of=subject, purpose=SERVICE_PURPOSE, actor=actor
        )
