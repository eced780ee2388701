"""Tells members of a version of the policy on the day it is published: each once, in plain words.

Who was told is kept with each of them, so that a restart at any moment goes on where it was, and
whoever joins while a version is announced is told as well. Whose account rests is told when it is
open again. A version that was withdrawn is told of to those who had heard of it.

Keeps: change.notice, use.notices.
May be imported by: rights.notices.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Protocol

from bailee.policy.compare import Change, compare
from bailee.policy.decide import Policy
from bailee.policy.phrases import LANGUAGES, both, in_language
from bailee.rights.changes import Pending, pending_in
from bailee.rights.notices.inbox import Value
from bailee.rights.notices.words import Key
from bailee.terms import DamagedError, NotFoundError, SubjectId
from bailee.vault import Vault

__all__ = ["Changes"]

_MOST_LINES = 40
_MORE = both("… and {count} more, on the page", "… und {count} weitere, auf der Seite")
_COMPARED = 16


class Tell(Protocol):
    """What puts a notice into the inbox, once by its name, and sends it out."""

    async def __call__(
        self, subject: SubjectId, key: Key, details: dict[str, Value], /, *, name: str
    ) -> object:
        """Tell a member."""
        ...


class Changes:
    """New versions, and who was told of them."""

    def __init__(self, vault: Vault, tell: Tell) -> None:
        """Over the vault."""
        self._vault, self._tell = vault, tell
        self._compared: dict[tuple[int, int], dict[str, Value]] = {}

    async def announce(self, *, at_most: int = 50) -> int:
        """Tell some of those who were not told yet; answers how many."""
        versions = self._vault.versions
        last = versions.last
        if last is None:
            return 0
        if last.withdrawn_at is not None:
            return await self._tell_back(last.policy.version, at_most=at_most)
        left = versions.untold(last.policy.version, limit=at_most)
        for subject in left:
            await self._tell_one(subject, last.policy)
        if len(left) < at_most and last.told_at is None:
            await versions.note_all_told(last.policy.version)
        return len(left)

    async def _tell_one(self, subject: SubjectId, policy: Policy) -> None:
        pending, version = pending_in(self._vault), policy.version
        key: Key = "policy.policy-announced" if pending else "policy.policy-changed"
        # Whoever is gone, or whose data is damaged, holds up nobody behind them.
        with suppress(NotFoundError, DamagedError):
            details = self._details(self._vault.policy_of(subject), policy, pending)
            await self._tell(subject, key, details, name=_name(subject, key, version))
        await self._vault.versions.note_told(subject, version)

    async def _tell_back(self, version: int, *, at_most: int) -> int:
        left, key = self._vault.versions.misled(version, limit=at_most), _WITHDRAWN
        for subject in left:
            with suppress(NotFoundError, DamagedError):
                details: dict[str, Value] = {"version": str(version)}
                await self._tell(subject, key, details, name=_name(subject, key, version))
            await self._vault.versions.note_told(subject, version, back=True)
        return len(left)

    def _details(self, old: Policy, new: Policy, pending: Pending | None) -> dict[str, Value]:
        """Which version, from when, and the difference to the one that binds this member."""
        details: dict[str, Value] = {"version": str(new.version)}
        if pending is not None:
            day = datetime.combine(pending.binds_on, time(), tzinfo=UTC)
            details["binds_from"] = int(day.timestamp())
        return details | self._difference(old, new)

    def _difference(self, old: Policy, new: Policy) -> dict[str, Value]:
        pair = (old.version, new.version)
        if pair not in self._compared:
            if len(self._compared) >= _COMPARED:
                self._compared.clear()
            self._compared[pair] = _said(compare(old, new))
        return self._compared[pair]


_WITHDRAWN: Key = "policy.policy-withdrawn"


def _said(changes: Sequence[Change]) -> dict[str, Value]:
    """The difference, a line for each change, in every language that the house speaks."""
    taken = [change for change in changes if change.reduces]
    others = [change for change in changes if not change.reduces]
    found: dict[str, Value] = {}
    for name, some in (("takes", taken), ("others", others)):
        if some:
            found[name] = {language: _lines(some, language) for language in LANGUAGES}
    return found


def _lines(changes: Sequence[Change], language: str) -> str:
    lines = list(_each(changes[:_MOST_LINES], language))
    if len(changes) > _MOST_LINES:
        more = in_language(_MORE, language)
        lines.append(more.format(count=len(changes) - _MOST_LINES))
    return "\n".join(lines)


def _each(changes: Iterable[Change], language: str) -> Iterable[str]:
    for change in changes:
        says = in_language(change.says, language)
        yield f"{says[:1].upper()}{says[1:]}."


def _name(subject: SubjectId, key: Key, version: int) -> str:
    """The same for the same notice, so that it is told once; and no other member's."""
    return sha256(f"{subject}/{key}/{version}".encode()).hexdigest()[:24]
