"""Two officers decide, or one refuses; then it leaves, once, and its person hears of it.

The person is told before anything leaves: but after, where the case could not wait, and when it is
over, where a gag was ordered. The decision falls at the call: what was granted yesterday is refused
today if a piece of evidence, the time or the state of the account does not hold any more.

Keeps: share.none, share.law, share.interest, share.emergency, share.proceedings, share.agency,
    share.public_agency, share.permitted, share.merger, children.no_disclosure, security.evidence.
May be imported by: rights.disclosure.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from msgspec.structs import replace

from bailee.rights.disclosure.cabinet import Cabinet, Opened
from bailee.rights.disclosure.counts import Counts, Event
from bailee.rights.disclosure.file import (
    Decision,
    DisclosureError,
    DisclosureFile,
    Phase,
    Scope,
    evidence_of,
)
from bailee.rights.disclosure.package import Package, packed
from bailee.rights.disclosure.telling import Telling
from bailee.rights.notices import Key
from bailee.rights.roles import staff
from bailee.terms import ONES_OWN, Actor, ActorKind, ClauseId, Refuse, SubjectId
from bailee.vault import Vault
from bailee.vault.release import ByCase, Case, by_case

__all__ = ["Deciding"]

_MOST_CHARACTERS = 4_000


class Deciding:
    """What becomes of files."""

    def __init__(self, vault: Vault, cabinet: Cabinet, telling: Telling, counts: Counts) -> None:
        """Over the vault, the files, the way to their people, and the public numbers."""
        self._vault, self._cabinet = vault, cabinet
        self._telling, self._counts = telling, counts
        self._alone = asyncio.Lock()

    async def decide(self, number: str, grants: Scope, *, reason: str, officer: SubjectId) -> None:
        """The first decision: what of it is to be given, and why so. Raises `DisclosureError`."""
        opened = await self._at(number, officer, Phase.OPEN)
        if not grants.is_whole or not opened.file.asked.holds(grants):
            raise DisclosureError("grant something of what was asked, and nothing beyond")
        decision = self._decision(officer, grants, reason)
        await self._write(number, replace(opened.file, first=decision), officer)

    async def agree(self, number: str, *, reason: str, officer: SubjectId) -> None:
        """The second decision, by another officer; then the person is told.

        Raises `Refused` when evidence is missing, `DisclosureError`.
        """
        opened = await self._at(number, officer, Phase.OPEN)
        first = opened.file.first
        if first is None or first.by == officer:
            raise DisclosureError("two officers decide: another one first, then you")
        second = self._decision(officer, first.grants, reason)
        file = replace(opened.file, second=second, phase=Phase.GRANTED)
        self._opening(opened, file).decide(first.grants.categories)
        await self._write(number, file, officer)
        if not opened.is_told_after:
            await self._tell_before(number, file, officer)

    async def announce(self, number: str, *, officer: SubjectId) -> None:
        """Tell the person what is asked before anybody decides, as in a merger.

        Raises `DisclosureError` under a gag.
        """
        opened = await self._at(number, officer, Phase.OPEN)
        if opened.file.is_gagged(self._now):
            raise DisclosureError("a gag is ordered: they may not be told yet")
        await self._tell_before(number, opened.file, officer)

    async def refuse(self, number: str, *, reason: str, officer: SubjectId) -> None:
        """Refuse, in writing; one officer is enough. Raises `DisclosureError`."""
        opened = await self._cabinet.look(number, officer=officer)
        if opened.file.phase in {Phase.RELEASED, Phase.REFUSED}:
            raise DisclosureError("this file is closed")
        refusal = self._decision(officer, opened.file.asked, reason)
        file = replace(opened.file, refusal=refusal, phase=Phase.REFUSED, second=None)
        if not opened.is_gone:
            clause = ClauseId(f"case.{file.case}")
            self._opening(opened, file).refused(Refuse(refusal.reason, clause))
        await self._write(number, file, officer)
        await self._counts.add(file.case, Event.REFUSED)
        if not file.is_gagged(self._now):
            await self._told(number, file, "security.disclosure-refused")

    async def release(self, number: str, *, officer: SubjectId) -> Package:
        """Let out what was granted, for its recipient alone, once.

        Raises `Refused`, `LockedError`, `DisclosureError`, `PaperError`.
        """
        async with self._alone:
            return await self._release(number, officer)

    async def _release(self, number: str, officer: SubjectId) -> Package:
        opened = await self._at(number, officer, Phase.GRANTED)
        file = opened.file
        if file.second is None:
            raise DisclosureError("two officers decide before anything leaves")
        grants, opening = file.second.grants, self._opening(opened, file)
        opening.decide(grants.categories)
        is_gagged = file.is_gagged(self._now)
        if not (is_gagged or opened.is_told_after or file.told_at):
            file = await self._tell_before(number, file, officer)
        # Written down first: whatever happens then, nobody can have opened it unseen.
        await opening.write_down(grants.categories)
        left = opening.release(grants.categories)
        package = packed(self._vault, left, self._facts(opened), certificate=file.certificate)
        file = replace(
            file,
            phase=Phase.RELEASED,
            released_at=self._now,
            released_by=officer,
            items=package.items,
            sha256=package.sha256,
        )
        await self._write(number, file, officer)
        await self._counts.released(file, about=self._cabinet.about(number), gagged=is_gagged)
        if not is_gagged:
            await self._told(number, file, "security.disclosure-done")
        return package

    async def look_after(self) -> int:
        """Tell those whose gag has ended; answers how many that were. Can be cut short anywhere."""
        told = 0
        for number, file in (await self._cabinet.cases.all()).items():
            gag = file.gag
            if gag is None or file.gag_over or self._now < gag.until:
                continue
            with suppress(*ONES_OWN):
                await self._end_gag(number, file)
                told += 1
        return told

    async def _end_gag(self, number: str, file: DisclosureFile) -> None:
        about, key = self._cabinet.about(number), _key_of(file)
        if about is not None and key is not None:
            if file.phase is Phase.RELEASED and file.second is not None:
                categories, clause = file.second.grants.categories, ClauseId(f"case.{file.case}")
                opening = self._by_case(number, file, about=about, told=about)
                await opening.tell_later(categories, clause)
                await self._counts.told_after_gag()
            await self._telling.tell(about, number, file, key)
        told_at = self._now if file.phase is not Phase.OPEN else 0
        done = replace(file, gag_over=True, told_at=told_at)
        await self._cabinet.cases.change(number, done)

    async def _tell_before(
        self, number: str, file: DisclosureFile, officer: SubjectId
    ) -> DisclosureFile:
        if file.is_gagged(self._now):
            return file
        await self._told(number, file, "security.disclosure-coming")
        file = replace(file, told_at=self._now)
        await self._write(number, file, officer)
        return file

    async def _told(self, number: str, file: DisclosureFile, key: Key) -> None:
        about = self._cabinet.about(number)
        if about is not None:
            await self._telling.tell(about, number, file, key)

    def _opening(self, opened: Opened, file: DisclosureFile) -> ByCase:
        about = self._cabinet.about(opened.number)
        if about is None:
            raise DisclosureError("this person is gone, and so is what was held of them")
        whose = self._cabinet.cases.whose(opened.number)
        told = whose if file.is_gagged(self._now) else about
        return self._by_case(opened.number, file, about=about, told=told)

    def _by_case(
        self, number: str, file: DisclosureFile, *, about: SubjectId, told: SubjectId
    ) -> ByCase:
        scope = file.second.grants if file.second else file.asked
        case = Case(file.case, evidence_of(file, self._now), scope.since, scope.until)
        to = Actor(f"{ActorKind.RECIPIENT}:{number.upper()}")
        return by_case(self._vault, case, of=about, told=told, to=to)

    def _facts(self, opened: Opened) -> dict[str, str]:
        file, clause = opened.file, ClauseId(f"case.{opened.file.case}")
        scope = file.second.grants if file.second else file.asked
        policy = self._vault.policy
        return {
            "number": opened.number,
            "clause": clause,
            "says": policy.sentence(clause, language=policy.languages[0]),
            "policy": policy.digest,
            "recipient": file.recipient,
            "changed_since": str(scope.since),
            "changed_until": str(scope.until),
        }

    def _decision(self, officer: SubjectId, grants: Scope, reason: str) -> Decision:
        if not reason.strip():
            raise DisclosureError("write down why")
        return Decision(officer, self._now, grants, reason.strip()[:_MOST_CHARACTERS])

    async def _at(self, number: str, officer: SubjectId, phase: Phase) -> Opened:
        opened = await self._cabinet.look(number, officer=officer)
        if opened.file.phase is not phase:
            raise DisclosureError(f"this file is {opened.file.phase.value}")
        return opened

    async def _write(self, number: str, file: DisclosureFile, officer: SubjectId) -> None:
        await self._cabinet.cases.by(staff(officer)).change(number, file)

    @property
    def _now(self) -> int:
        return self._vault.clock.now()


def _key_of(file: DisclosureFile) -> Key | None:
    keys: dict[Phase, Key] = {
        Phase.RELEASED: "security.disclosure-done",
        Phase.REFUSED: "security.disclosure-refused",
        Phase.GRANTED: "security.disclosure-coming",
    }
    return keys.get(file.phase)
