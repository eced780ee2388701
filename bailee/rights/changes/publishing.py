"""Publishing a version of the policy: weighed, announced, in force on its day, or withdrawn before.

One version is announced at a time. What takes something away is in force only when everybody was
told as many days before as the policy promises, however long the house was not running meanwhile.

Keeps: change.no_reduction, change.notice.
May be imported by: rights.changes, assembly.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from bailee.policy.changes.notice import fault, notice_days, reduces
from bailee.policy.compare import Change, compare
from bailee.policy.decide import Policy
from bailee.policy.faults import PolicyError
from bailee.policy.load import load
from bailee.terms import BaileeError, Service
from bailee.vault import Announced, Vault

__all__ = ["Draft", "Pending", "Publishing", "VersionOrderError", "pending_in"]


class VersionOrderError(BaileeError):
    """The number of a version is taken, or another version is still to come."""


class Draft(Struct, frozen=True):
    """A version that may be published, and what that would do.

    `staying`: members whom it binds only if they agree; `told`: how many are told.
    """

    policy: Policy
    changes: tuple[Change, ...]
    at_once: bool
    binds_on: date
    staying: int
    told: int


class Pending(Struct, frozen=True):
    """The version that is announced; `binds_on` moves while there is somebody yet to be told."""

    policy: Policy
    changes: tuple[Change, ...]
    announced_at: int
    binds_on: date
    untold: int


class Publishing:
    """The versions of a house, from their publication on."""

    def __init__(self, vault: Vault, *, services: Sequence[Service]) -> None:
        """Over the vault; a new version is held against what the services declare."""
        self._vault, self._services = vault, services
        self._turn = asyncio.Lock()

    def weigh(self, text: str, *, origin: str) -> Draft | None:
        """Say what publishing a file would do; None when it is published already.

        Raises `PolicyError`, `VersionOrderError`.
        """
        new, old = load(text, origin=origin, services=self._services), self._vault.policy
        pending = self._vault.versions.pending
        if new.said.digest in {old.said.digest, pending.policy.said.digest if pending else ""}:
            return None
        self._check_order(new, pending, origin=origin)
        changes = tuple(compare(old, new))
        if wrong := fault(new, old, changes, today=self._today()):
            raise PolicyError([wrong], origin=origin)
        bound = self._vault.versions.bound()
        going = set(self._going(new))
        return Draft(
            new,
            changes,
            at_once=new.since <= self._today(),
            binds_on=max(new.since, self._today()),
            staying=sum(count for version, count in bound.items() if version not in going),
            told=sum(bound.values()),
        )

    async def publish(self, draft: Draft) -> None:
        """Publish what was weighed: in force now, or announced until its day.

        Raises `VersionOrderError` when another was published meanwhile.
        """
        async with self._turn:
            new = draft.policy
            self._check_order(new, self._vault.versions.pending, origin=f"version {new.version}")
            over = self._going(new) if draft.at_once else None
            await self._vault.versions.publish(new, over=over)

    async def withdraw(self) -> Policy:
        """Take the announced version back before it is in force. Raises `VersionOrderError`."""
        async with self._turn:
            pending = self._vault.versions.pending
            if pending is None:
                raise VersionOrderError(
                    "no version is announced", hint="what is in force is changed by a newer version"
                )
            await self._vault.versions.withdraw(pending.policy.version)
            return pending.policy

    async def bring_into_force(self) -> int:
        """Let the announced version bind when its day has come; answers how many that was."""
        async with self._turn:
            pending = self._vault.versions.pending
            if pending is None or pending.told_at is None:
                return 0
            changes = compare(self._vault.policy, pending.policy)
            if self._today() < _binds_on(self._vault, pending, changes):
                return 0
            await self._vault.versions.enact(pending.policy, over=self._going(pending.policy))
            return 1

    def _going(self, new: Policy) -> list[int]:
        """The versions from which nothing is taken: whom they bind, the new one binds as well.

        Against each, not only the last: two steps, of which only the first took something, are
        still a loss to whoever never agreed to the first.
        """
        known = self._vault.policies.values()
        return [old.version for old in known if not reduces(compare(old, new))]

    def _check_order(self, new: Policy, pending: Announced | None, *, origin: str) -> None:
        if pending is not None:
            number, day = pending.policy.version, pending.policy.since
            raise VersionOrderError(
                f"version {number} is announced and binds from {day}",
                hint="`bailee policy withdraw` takes it back, before another one is published",
            )
        last = self._vault.versions.last
        newest = max(self._vault.policy.version, last.policy.version if last else 0)
        if new.version <= newest:
            raise VersionOrderError(
                f"{origin} has changed and still says version = {new.version}",
                hint=f"write version = {newest + 1}; members see on /policy what changed",
            )

    def _today(self) -> date:
        return _day(self._vault.clock.now())


def pending_in(vault: Vault) -> Pending | None:
    """The version that is announced, if one is."""
    found = vault.versions.pending
    if found is None:
        return None
    changes = tuple(compare(vault.policy, found.policy))
    untold = vault.versions.count_untold(found.policy.version)
    return Pending(found.policy, changes, found.at, _binds_on(vault, found, changes), untold)


def _binds_on(vault: Vault, pending: Announced, changes: Sequence[Change]) -> date:
    since = pending.policy.since
    if not reduces(changes):
        return since
    days = timedelta(days=notice_days(vault.policy, pending.policy))
    told = pending.told_at if pending.told_at is not None else vault.clock.now()
    return max(since, _day(told) + days)


def _day(at: int) -> date:
    return datetime.fromtimestamp(at, tz=UTC).date()
