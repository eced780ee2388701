"""Pseudonyms, and the link that makes what is under them personal.

Non-personal categories are kept under a pseudonym that rotates. A link says whose it is, sealed
under the subject's own key. While it exists, all that is under the pseudonym answers to every rule
and right of personal data; cut it, by withdrawal, erasure or rotation, and what is left is
non-personal for good: nothing that is kept leads back.

Keeps: class.combined, class.personal.
May be imported by: vault.
"""

from __future__ import annotations

import secrets

from bailee.keys import Key, UnreadableError
from bailee.storage import Tx, evidence
from bailee.terms import BAILEE, Category, ClauseId, Operation, SubjectId
from bailee.vault.journal import Act
from bailee.vault.parts import DAY_S, Parts

__all__ = ["current", "cut", "pseudonyms", "rotate"]

_KEY = "links"
_CLAUSE = ClauseId("class.combined")


def pseudonyms(parts: Parts, subject: SubjectId, category: Category) -> list[SubjectId]:
    """The pseudonyms that are still linked to a subject, oldest first."""
    key = parts.ring.find(subject, _KEY)
    if key is None:
        return []
    rows = evidence.links(parts.database.read, subject, category)
    return [found for _, sealed in rows if (found := _open(key, sealed, category)) is not None]


def _open(key: Key, sealed: bytes, category: Category) -> SubjectId | None:
    try:
        return SubjectId(key.open(sealed, bound=category.encode()).decode())
    except UnreadableError:
        return None


async def current(parts: Parts, subject: SubjectId, category: Category) -> SubjectId:
    """The pseudonym that a subject's new data goes under; made, or rotated, when it is time."""
    await rotate(parts, subject, category)
    held = pseudonyms(parts, subject, category)
    return held[-1] if held else await _link(parts, subject, category)


async def _link(parts: Parts, subject: SubjectId, category: Category) -> SubjectId:
    pseudonym = SubjectId(f"~{secrets.token_hex(10)}")
    key, at = parts.ring.ensure(subject, _KEY), parts.clock.now()
    sealed = key.seal(pseudonym.encode(), bound=category.encode())
    line = parts.journal.prepare(subject, _act(Operation.COMBINE, category))

    def link(tx: Tx) -> None:
        evidence.add_link(tx, subject, category, since=at, pseudonym=sealed)
        line.append(tx)

    await parts.database.submit(link)
    return pseudonym


async def rotate(parts: Parts, subject: SubjectId, category: Category) -> int:
    """Cut the links that are older than the policy's `rotate_days`; answers how many."""
    clause = parts.standings.of(subject).policy.category(category)
    if clause.rotate_days is None:
        return 0
    before = parts.clock.now() - clause.rotate_days * DAY_S + 1
    held = evidence.links(parts.database.read, subject, category)
    if not any(since < before for since, _ in held):
        return 0
    return await cut(parts, subject, category, before=before)


async def cut(
    parts: Parts, subject: SubjectId, category: Category, *, before: int | None = None
) -> int:
    """Cut links for good: all, or those made before a time. Answers how many."""
    line = parts.journal.prepare(subject, _act(Operation.ANONYMIZE, category))

    def cut_them(tx: Tx) -> int:
        count = evidence.cut_links(tx, subject, category, before=before)
        if count:
            line.append(tx)
        return count

    return await parts.database.submit(cut_them)


def _act(operation: Operation, category: Category) -> Act:
    return Act(operation.value, category, None, _CLAUSE, BAILEE)
