"""What is due goes, by itself, by what the policy that binds each subject says.

Two clocks: an item's own (`collected`, `changed`), and a holding's, which starts when its last
consent ends. A withdrawn purpose needs nothing any more: what waited for another event goes at
once, what waits for `withdrawn` goes when its days are over. What a member froze waits until it is
thawed. Costs grow with what is due.

Keeps: retain.destroy, cloud.withdraw.
May be imported by: vault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from bailee.policy.decide import Policy
from bailee.policy.parts import KeepFrom
from bailee.policy.states import rests
from bailee.storage import Tx, evidence, holds, items, people
from bailee.terms import BAILEE, RETENTION, Category, ClauseId, Operation, Processing, SubjectId
from bailee.vault.ending import erasing
from bailee.vault.ending.gone import forget_gone, note_gone
from bailee.vault.journal import Act
from bailee.vault.parts import DAY_S, Parts
from bailee.vault.subjects import links

__all__ = ["due_at", "expire", "waiting_for_members"]

Due = tuple[items.FolderRow, items.Head]
JOURNAL = Category("journal")
_CLAUSE = ClauseId("retain.destroy")
_BATCH = 500
_TOMBSTONE_DAYS = 180
LAST_RUN = "expiry-ran"
LAST_COUNT = "expiry-removed"


async def expire(parts: Parts) -> int:
    """Remove what is due now; answers how many items went. Can be stopped and run again."""
    waiting = waiting_for_members(parts)
    removed = await _expire_ended(parts, but=waiting) + await _expire_items(parts, but=waiting)
    await links.rotate_all(parts)
    await _forget_details(parts)
    now = parts.clock.now()

    def note(tx: Tx) -> None:
        items.forget_tombstones(tx, before=now - _TOMBSTONE_DAYS * DAY_S)
        forget_gone(tx, at=now)
        evidence.set_fact(tx, LAST_RUN, str(now))
        evidence.set_fact(tx, LAST_COUNT, str(removed))

    await parts.database.submit(note)
    return removed


def waiting_for_members(parts: Parts) -> set[tuple[SubjectId, Category]]:
    """What is not touched now, however due: what its member froze so that nothing is done with it.

    Whom others froze waits for nothing: else whoever can suspend could keep.
    """
    tx, found = parts.database.read, set[tuple[SubjectId, Category]]()
    for subject in map(SubjectId, people.frozen_by_choice(tx)):
        policy = parts.standings.of(subject).policy
        for category in map(Category, items.categories(tx, subject)):
            clause = policy.categories.get(category)
            if clause and rests(policy.purposes[name].under for name in clause.bases):
                found.add((subject, category))
    return found


async def _expire_ended(parts: Parts, *, but: Collection[tuple[SubjectId, Category]]) -> int:
    """Holdings whose consent has ended for as long as the policy says."""
    removed, now = 0, parts.clock.now()
    for subject_text, category_text, at in people.all_ended(parts.database.read):
        subject, category = SubjectId(subject_text), Category(category_text)
        if (subject, category) in but:
            continue
        standing, policy = parts.standings.of(subject)
        if category not in standing.held and due_at(policy, category, at) <= now:
            act = _act(parts, subject, category)
            erased = await erasing.erase_category(parts, subject, category, act, ended=at)
            removed += erased.items
    return removed


def due_at(policy: Policy, category: Category, ended: int) -> int:
    """When a holding goes whose last consent ended at a time.

    What the policy no longer speaks of has no reason to stay.
    """
    if category not in policy.categories:
        return ended
    keep = policy.category(category).keep
    return ended + keep.days * DAY_S if keep.event is KeepFrom.WITHDRAWN else ended


async def _expire_items(parts: Parts, *, but: Collection[tuple[SubjectId, Category]]) -> int:
    """Items whose own time is over."""
    removed, now, tx = 0, parts.clock.now(), parts.database.read
    kept = {
        folder.id for subject, category in but for folder in items.folders(tx, subject, category)
    }
    while due := items.due(tx, now=now, limit=_BATCH, but=kept):
        if await _remove(parts, due, now=now):
            removed += len(due)
    return removed


async def _remove(parts: Parts, due: list[Due], *, now: int) -> bool:
    """Remove these, or none when one of them was written or removed meanwhile."""
    counts = Counter((SubjectId(one.subject), Category(one.category)) for one, _ in due)
    lines = [
        parts.journal.prepare(_person(subject), _act(parts, subject, category), count=count)
        for (subject, category), count in counts.items()
    ]

    def remove(tx: Tx) -> bool:
        if any(category in holds.categories(tx, subject) for subject, category in counts):
            return False
        if any(items.head(tx, folder.id, head.name) != head for folder, head in due):
            return False
        for folder, head in due:
            token = items.next_token(tx, folder.id, items=-1, size=-head.size)
            items.remove(tx, folder.id, head, token=token or 0, at=now)
        for line in lines:
            line.append(tx)
        for (_, category), count in counts.items():
            note_gone(tx, category, count, at=now)
        return True

    return await parts.database.submit(remove)


def _person(subject: SubjectId) -> SubjectId | None:
    """A pseudonym has no journal of its own."""
    return None if subject.startswith("~") else subject


def _act(parts: Parts, subject: SubjectId, category: Category) -> Act:
    processing = Processing(Operation.EXPIRE, category, RETENTION, BAILEE)
    if _person(subject) is None:
        return Act.of(processing, _CLAUSE)
    return Act.of(processing, parts.decide(subject, processing).clause)


async def _forget_details(parts: Parts) -> None:
    """What the journal says of people expires as well; its leaves stay."""
    policy = parts.standings.newest
    if JOURNAL not in policy.categories:
        return
    now = parts.clock.now()
    before = now - policy.category(JOURNAL).keep.days * DAY_S + 1
    while await parts.database.submit(
        lambda tx: evidence.forget_details(tx, before=before, now=now, limit=5000)
    ):
        pass
