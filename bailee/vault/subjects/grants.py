"""Grants for staff: what one of them may read of a subject, for a while, and who let them.

Each beginning, each look and each end is a line in the subject's own journal, with the reason. The
line of a look is kept before anything is opened.

Keeps: security.staff, security.evidence.
May be imported by: vault.
"""

from __future__ import annotations

from collections.abc import Sequence

from bailee.policy import staff
from bailee.policy.staff import Terms
from bailee.storage import people
from bailee.terms import Actor, Category, ClauseId, Opened, Purpose, Refuse, Refused, SubjectId
from bailee.vault.journal import Act
from bailee.vault.parts import Parts
from bailee.vault.subjects.names import Names
from bailee.vault.subjects.opened import GRANT, opened, reference

__all__ = ["Grants"]

_CLAUSE = ClauseId("security.staff")


class Grants:
    """The grants that stand."""

    def __init__(self, parts: Parts, names: Names) -> None:
        """Over the vault's parts; a grant is some blind names."""
        self._parts, self._names = parts, names

    async def begin(
        self, subject: SubjectId, number: str, what: Sequence[Opened], terms: Terms, *, reason: str
    ) -> None:
        """Let a grant stand; its subject reads the reason. Raises `Refused`, `NotFoundError`."""
        self._parts.standings.of(subject)
        decision = staff.standing(terms)
        act = Act("grant", None, None, _CLAUSE, terms.given_by, reason=reason)
        if isinstance(decision, Refuse):
            self._parts.journal.note(subject, act.refused(decision.reason))
            raise Refused(decision)
        await self._write(subject, act)
        for one in what:
            ref = reference(number, one)
            await self._names.add(GRANT, ref, of=subject, ref=ref, until=terms.until)

    async def end(self, subject: SubjectId, number: str, *, actor: Actor, reason: str = "") -> int:
        """Let a grant stand no longer, from this moment; answers what it had still opened."""
        count = 0
        for row in self._names.of(subject, GRANT):
            if row.ref.startswith(f"{number} "):
                count += await self._names.drop(GRANT, of=subject, ref=row.ref)
        await self._write(subject, Act("grant-end", None, None, _CLAUSE, actor, reason=reason))
        return count

    def stands(self, subject: SubjectId, one: Opened) -> bool:
        """Whether this may be read at this moment."""
        parts = self._parts
        now, standing = parts.clock.now(), parts.standings.of(subject).standing
        return one in opened(standing, parts.database.read, subject, now=now).opened

    async def note_look(
        self, subject: SubjectId, purpose: Purpose, category: Category, *, by: Actor, reason: str
    ) -> None:
        """Write down that somebody is about to look, and wait until it is kept."""
        await self._write(subject, Act("look", category, purpose, _CLAUSE, by, reason=reason))

    def all(self) -> list[tuple[SubjectId, str]]:
        """Subject and number of every grant, whether or not its time is over."""
        rows = people.all_names(self._parts.database.read, GRANT)
        return sorted({(SubjectId(subject), ref.partition(" ")[0]) for subject, ref in rows})

    async def _write(self, subject: SubjectId, act: Act) -> None:
        line = self._parts.journal.prepare(subject, act)
        await self._parts.database.submit(line.append)
