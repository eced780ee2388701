"""The right to be forgotten, as the loss of a key.

What was sealed is noise the moment its key is gone, however much there is of it; the rows are
swept later. The order is what makes a crash harmless: first it is written down that an erasure has
begun, then the key goes, then the rest. A start after a crash finishes what it finds written.

Keeps: access.self, access.must_keep, access.residual.
May be imported by: vault.
"""

from __future__ import annotations

from collections.abc import Collection

from bailee.storage import Tx, evidence, guardians, holds, items, people
from bailee.terms import Category, State, SubjectId, kind_of
from bailee.vault.ending.gone import note_gone
from bailee.vault.ending.residue import ROTATION_DUE, plan_rotation, promised
from bailee.vault.journal import Act
from bailee.vault.parts import Parts
from bailee.vault.subjects import consents, links
from bailee.vault.values import Erased

__all__ = [
    "HOLD",
    "REMAINDER",
    "ROTATION_DUE",
    "erase_category",
    "erase_subject",
    "finish_interrupted",
]

HOLD, REMAINDER = "hold/", "remainder"
"""Names of keys: what a hold says, and that of a subject only what is held is left."""

_ALL = ""
"""In the place of a category: all of them, and the subject."""


async def erase_category(
    parts: Parts, subject: SubjectId, category: Category, act: Act, *, ended: int | None = None
) -> Erased:
    """Make a holding unreadable and take back every consent to fill it again.

    `ended`: only if its last consent still ended then, and was not given again meanwhile.
    """
    standing, binding = parts.standings.of(subject)
    policy = binding.version
    agreements = frozenset(a for a in standing.consents if a.category == category)
    at, linked = parts.clock.now(), links.pseudonyms(parts, subject, category)
    totals = items.totals(parts.database.read, subject, category, *linked)
    due, by = promised(binding, at), kind_of(act.actor)

    def begin(tx: Tx) -> bool:
        if not _may_begin(tx, subject, category, ended=ended):
            return False
        evidence.begin_erasure(tx, subject, category, at=at, by=act.actor)
        if ended is not None:
            # Now: a crash after this is finished by a start, which counts nothing any more.
            note_gone(tx, category, totals.items, at=at)
        plan_rotation(tx, due)
        for purpose, of in agreements:
            row = people.ConsentRow(purpose, of, given=False, at=at, policy=policy, by=by)
            people.add_consent(tx, subject, row)
        # Now, because once the keys are gone nothing says any more which pseudonyms these are.
        for pseudonym in linked:
            items.orphan_folders(tx, pseudonym, category)
        return True

    parts.standings.withhold(subject, agreements)
    try:
        if not await parts.database.submit(begin):
            return Erased(0, 0, 0)
    finally:
        parts.standings.release(subject, agreements)
    keys = _shred(parts, subject, category)
    await _finish_category(parts, subject, act._replace(category=category), totals.items)
    return Erased(totals.items, totals.size, keys)


def _may_begin(tx: Tx, subject: SubjectId, category: Category, *, ended: int | None) -> bool:
    """Whether nothing came between: a consent given anew, or a hold."""
    if ended is not None and people.ended_at(tx, subject, category) != ended:
        return False
    return category not in holds.categories(tx, subject)


def _shred(parts: Parts, subject: SubjectId, category: Category) -> int:
    """Destroy the key of a holding, and those of the pseudonyms that are still linked to it."""
    keys = parts.ring.shred(subject, category)
    for pseudonym in links.pseudonyms(parts, subject, category):
        keys += parts.ring.shred(pseudonym, category)
    links.lose_keys(parts, subject, category)
    consents.lose_keys(parts, subject, category)
    return keys


async def _finish_category(parts: Parts, subject: SubjectId, act: Act, count: int, /) -> None:
    category = act.category or Category(_ALL)
    line = parts.journal.prepare(subject, act, count=count)

    def finish(tx: Tx) -> list[int]:
        folders = [row.id for row in items.folders(tx, subject, category)]
        items.orphan_folders(tx, subject, category)
        evidence.cut_links(tx, subject, category)
        people.resume(tx, subject, category)
        evidence.finish_erasure(tx, subject, category)
        line.append(tx)
        return folders

    parts.forget_folders(await parts.database.submit(finish))


async def erase_subject(parts: Parts, subject: SubjectId, act: Act) -> dict[Category, Erased]:
    """Make everything of a subject unreadable but what has to be kept, and the subject unknown."""
    await parts.journal.settle()
    read, at = parts.database.read, parts.clock.now()
    linked, who = _linked(parts, subject), parts.journal.who(subject)
    kept = parts.standings.of(subject).standing.held
    erased = {
        category: Erased(*items.totals(read, subject, category, *_those(linked, category)), 1)
        for category in _held(parts, subject)
        if category not in kept
    }
    due = promised(parts.standings.of(subject).policy, at)

    def begin(tx: Tx) -> None:
        evidence.begin_erasure(tx, subject, _ALL, at=at, by=act.actor)
        if holds.categories(tx, subject):
            holds.leave_behind(tx, subject, at=at, by=act.actor)
        evidence.forget_person(tx, who)
        plan_rotation(tx, due)
        for pseudonym, category in linked:
            items.orphan_folders(tx, pseudonym, category)

    await parts.database.submit(begin)
    await _finish_subject(parts, subject, act, sum(one.items for one in erased.values()))
    return erased


def _held(parts: Parts, subject: SubjectId) -> list[Category]:
    read = parts.database.read
    found = [*items.categories(read, subject), *items.linked_categories(read, subject)]
    return [Category(name) for name in dict.fromkeys(found)]


def _those(linked: list[tuple[SubjectId, Category]], category: Category) -> list[SubjectId]:
    return [pseudonym for pseudonym, of in linked if of == category]


def _linked(parts: Parts, subject: SubjectId) -> list[tuple[SubjectId, Category]]:
    return [
        (pseudonym, Category(category))
        for category in items.linked_categories(parts.database.read, subject)
        for pseudonym in links.pseudonyms(parts, subject, Category(category))
    ]


async def _finish_subject(parts: Parts, subject: SubjectId, act: Act, count: int) -> None:
    line = parts.journal.prepare(subject, act, count=count)
    for pseudonym, _ in _linked(parts, subject):
        parts.ring.shred(pseudonym)
    kept = holds.categories(parts.database.read, subject)
    _shred_all(parts, subject, but=kept)
    parts.journal.forget_counted(subject)

    def finish(tx: Tx) -> list[int]:
        gone: list[int] = []
        for category in set(items.categories(tx, subject)) - kept:
            gone += [row.id for row in items.folders(tx, subject, category)]
            items.orphan_folders(tx, subject, category)
        if kept:
            holds.strip(tx, subject, state=State.CLOSING.value)
        else:
            people.forget_subject(tx, subject)
        evidence.finish_erasure(tx, subject, _ALL)
        line.append(tx)
        if line.who is not None:
            evidence.forget_person(tx, line.who)
        return gone

    wards = [SubjectId(child) for child, _ in guardians.children(parts.database.read, subject)]
    parts.forget_folders(await parts.database.submit(finish))
    parts.names.clear()
    for one in (subject, *wards):
        parts.standings.forget(one)


def _shred_all(parts: Parts, subject: SubjectId, *, but: Collection[str]) -> None:
    """Destroy every key of a subject, but for what is held and what the holds say."""
    if not but:
        parts.ring.shred(subject)
        return
    # Seen by a restore: of this subject nothing else may come back.
    parts.ring.ensure(subject, REMAINDER)
    for name in {name for whose, name, _ in parts.ring.names() if whose == subject}:
        if name not in {REMAINDER, *but} and not name.startswith(HOLD):
            parts.ring.shred(subject, name)
    parts.ring.lock(subject)


async def finish_interrupted(parts: Parts) -> int:
    """Finish the erasures that a crash cut short; answers how many."""
    unfinished = evidence.unfinished_erasures(parts.database.read)
    for subject_text, category, by in unfinished:
        subject = SubjectId(subject_text)
        act = Act.erasure(by, Category(category) if category else None)
        if category:
            _shred(parts, subject, Category(category))
            await _finish_category(parts, subject, act, 0)
        else:
            await _finish_subject(parts, subject, act, 0)
    return len(unfinished)
