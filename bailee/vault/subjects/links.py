"""Pseudonyms, and the link that makes what is under them personal.

Non-personal categories are kept under a pseudonym that rotates. A link says whose it is, sealed
under a key that the subject has for this link alone. While it exists, all that is under the
pseudonym answers to every rule and right of personal data; cut it, by withdrawal, erasure or
rotation, and what is left is non-personal for good: with the key, every copy of the link is noise.

Keeps: class.combined, class.personal.
May be imported by: vault.
"""

from __future__ import annotations

import secrets

from bailee.keys import UnreadableError
from bailee.storage import Tx, evidence
from bailee.terms import BAILEE, Category, ClauseId, Operation, SubjectId
from bailee.vault.ending.residue import plan_rotation, promised
from bailee.vault.journal import Act
from bailee.vault.parts import DAY_S, Parts

__all__ = ["current", "cut", "lose_keys", "pseudonyms", "rotate", "rotate_all"]

_CLAUSE = ClauseId("class.combined")


def _key_name(category: str, serial: int) -> str:
    return f"link/{category}/{serial}"


def pseudonyms(parts: Parts, subject: SubjectId, category: Category) -> list[SubjectId]:
    """The pseudonyms that are still linked to a subject, oldest first."""
    rows = evidence.links(parts.database.read, subject, category)
    return [found for row in rows if (found := _open(parts, subject, category, row)) is not None]


def _open(
    parts: Parts, subject: SubjectId, category: Category, row: evidence.LinkRow
) -> SubjectId | None:
    key = parts.ring.find(subject, _key_name(category, row.serial))
    try:
        return SubjectId(key.open(row.pseudonym, bound=category.encode()).decode()) if key else None
    except UnreadableError:
        return None


async def current(parts: Parts, subject: SubjectId, category: Category) -> SubjectId:
    """The pseudonym that a subject's new data goes under; made, or rotated, when it is time."""
    await rotate(parts, subject, category)
    held = pseudonyms(parts, subject, category)
    return held[-1] if held else await _link(parts, subject, category)


async def _link(parts: Parts, subject: SubjectId, category: Category) -> SubjectId:
    rows = evidence.links(parts.database.read, subject, category)
    serial = rows[-1].serial + 1 if rows else 1
    pseudonym = SubjectId(f"~{secrets.token_hex(10)}")
    key = parts.ring.ensure(subject, _key_name(category, serial))
    sealed = key.seal(pseudonym.encode(), bound=category.encode())
    row = evidence.LinkRow(serial, parts.clock.now(), sealed)
    line = parts.journal.prepare(subject, _act(Operation.COMBINE, category))

    def link(tx: Tx) -> bool:
        if evidence.links(tx, subject, category) != rows:
            return False
        evidence.add_link(tx, subject, category, row)
        line.append(tx)
        return True

    is_ours = await parts.database.submit(link)
    return pseudonym if is_ours else await current(parts, subject, category)


async def rotate(parts: Parts, subject: SubjectId, category: Category) -> int:
    """Cut the links that are older than the policy's `rotate_days`; answers how many."""
    clause = parts.standings.of(subject).policy.categories.get(category)
    days = clause.rotate_days if clause else 0
    if days is None:
        return 0
    before = parts.clock.now() - days * DAY_S
    rows = evidence.links(parts.database.read, subject, category)
    old = [row.serial for row in rows if row.since <= before]
    return await cut(parts, subject, category, upto=max(old)) if old else 0


async def rotate_all(parts: Parts) -> int:
    """The same for everybody: the link of one who stays away grows old as well."""
    linked = evidence.all_links(parts.database.read)
    counts = [await rotate(parts, SubjectId(one[0]), Category(one[1])) for one in linked]
    return sum(counts)


async def cut(
    parts: Parts, subject: SubjectId, category: Category, *, upto: int | None = None
) -> int:
    """Cut links for good: all, or those up to a serial number. Answers how many."""
    rows = evidence.links(parts.database.read, subject, category)
    if not rows:
        return 0
    upto = upto or rows[-1].serial
    line = parts.journal.prepare(subject, _act(Operation.ANONYMIZE, category))
    due = promised(parts.standings.of(subject).policy, parts.clock.now())
    await parts.database.submit(lambda tx: plan_rotation(tx, due))
    lose_keys(parts, subject, category, upto=upto)

    def cut_them(tx: Tx) -> int:
        count = evidence.cut_links(tx, subject, category, upto=upto)
        if count:
            line.append(tx)
        return count

    return await parts.database.submit(cut_them)


def lose_keys(
    parts: Parts, subject: SubjectId, category: Category, *, upto: int | None = None
) -> None:
    """Destroy the keys of links, before the links go: a crash between the two leaves noise."""
    for row in evidence.links(parts.database.read, subject, category):
        if upto is None or row.serial <= upto:
            parts.ring.shred(subject, _key_name(category, row.serial))


def _act(operation: Operation, category: Category) -> Act:
    return Act(operation.value, category, None, _CLAUSE, BAILEE)
