"""After a restore: what the newest key store no longer opens is gone, not broken.

An older copy of the data has holdings, people and devices that were erased or removed since, and
consents that were withdrawn. The keys tell: whatever has none is taken out of the house before
anybody meets it; a consent is withdrawn as of when it was. The key store counts its losses, so that
a start after an ordinary stop looks at nothing.

Keeps: access.residual, retain.destroy.
May be imported by: vault.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path
from typing import NamedTuple

from bailee.storage import Database, Tx, evidence, guardians, holds, items, people
from bailee.terms import (
    BAILEE,
    Agreement,
    Category,
    ClauseId,
    KeyUnavailableError,
    Operation,
    State,
    SubjectId,
)
from bailee.vault.ending.erasing import REMAINDER
from bailee.vault.journal import Act, Prepared
from bailee.vault.parts import Parts
from bailee.vault.subjects import consents

__all__ = ["check_keys", "drop_what_has_no_key", "note_losses"]

_JOURNAL, _CHILD = "journal", "child"
_SEEN, _KNOWN, _KEYED = "keys-lost", "keys-known", "consents-keyed"
_HINT = "put the newest copy of the key store back: only that one opens everything"
_CLAUSE = ClauseId("access.residual")
Keys = set[tuple[str, str, str]]


def check_keys(database: Database, keys: Path, *, losses: int, count: int) -> None:
    """Raises `KeyUnavailableError` when the key store is older than the data.

    What came after it was copied has no key in it, and would be taken for erased.
    """
    read = database.read
    if not count and evidence.journal_size(read):
        raise KeyUnavailableError(f"{keys} has no keys, and {database.path} is sealed", hint=_HINT)
    seen, known = int(evidence.fact(read, _SEEN) or 0), int(evidence.fact(read, _KNOWN) or 0)
    if losses < seen or (losses == seen and count < known):
        raise KeyUnavailableError(f"{keys} is older than {database.path}", hint=_HINT)


async def drop_what_has_no_key(parts: Parts, *, holders: Mapping[str, str]) -> int:
    """Drop what was erased since this copy was made; answers how many holdings and people.

    `holders` names, for a kind of blind name, the holder of the key that must go with it.
    """
    await _give_keys_to_consents(parts)
    losses = str(parts.ring.losses())
    if evidence.fact(parts.database.read, _SEEN) == losses:
        return 0
    keys = parts.ring.names()
    subjects = _lost_subjects(parts, keys)
    holdings = _lost_holdings(parts, keys)
    withdrawn = _lost_consents(parts, keys, gone={*subjects, *holdings})
    at = parts.clock.now()

    def drop(tx: Tx) -> None:
        for one in withdrawn:
            one.write(tx)
        for subject, category in holdings:
            items.orphan_folders(tx, subject, category)
            _withdraw(tx, subject, category, at=at)
            if category == _CHILD:
                # It goes when a child takes over in person: no guardian has a say any more.
                guardians.end_childhood(tx, subject)
        for subject in subjects:
            people.forget_subject(tx, subject)
        for left in _left(keys):
            holds.strip(tx, left, state=State.CLOSING.value)
            holds.leave_behind(tx, left, at=at, by=BAILEE)
        for kind, holder in holders.items():
            _drop_names(tx, keys, kind, holder)
        evidence.set_fact(tx, _SEEN, losses)

    await parts.database.submit(drop)
    await _tell(parts, len(holdings) + len(subjects))
    parts.standings.forget()
    return len(holdings) + len(subjects)


async def note_losses(parts: Parts) -> None:
    """Remember that the data and the keys agree now."""
    losses, count = parts.ring.losses(), len(parts.ring.names())

    def note(tx: Tx) -> None:
        evidence.set_fact(tx, _SEEN, str(losses))
        evidence.set_fact(tx, _KNOWN, str(count))

    await parts.database.submit(note)


class _Withdrawn(NamedTuple):
    """A consent that has no key any more; `ends`: with it, the category's last purpose ends."""

    subject: SubjectId
    row: people.ConsentRow
    line: Prepared
    ends: bool

    def write(self, tx: Tx) -> None:
        """Withdraw it."""
        people.add_consent(tx, self.subject, self.row)
        if self.ends:
            people.end(tx, self.subject, self.row.category, at=self.row.at)
        self.line.append(tx)


async def _give_keys_to_consents(parts: Parts) -> None:
    """Consents of a time when they had no keys get theirs, once."""
    if evidence.fact(parts.database.read, _KEYED) is not None:
        return
    lost = set(_lost_subjects(parts, parts.ring.names()))
    for subject in map(SubjectId, people.subjects(parts.database.read)):
        for agreement in () if subject in lost else parts.standings.of(subject).standing.consents:
            consents.keep_key(parts, subject, agreement)
    await parts.database.submit(lambda tx: evidence.set_fact(tx, _KEYED, "1"))


def _lost_consents(parts: Parts, keys: Keys, *, gone: Container[object]) -> list[_Withdrawn]:
    """The consents without a key; not of what is `gone` as a whole."""
    held, times = {(subject, name) for subject, name, _ in keys}, consents.withdrawals(keys)
    now = parts.clock.now()
    return [
        _withdrawn(parts, subject, agreement, at=min(times.get((subject, agreement), now), now))
        for subject in map(SubjectId, people.subjects(parts.database.read))
        if subject not in gone
        for agreement in parts.standings.of(subject).standing.consents
        if (subject, agreement.category) not in gone
        and (subject, consents.key_of(agreement)) not in held
    ]


def _withdrawn(parts: Parts, subject: SubjectId, agreement: Agreement, *, at: int) -> _Withdrawn:
    standing, policy = parts.standings.of(subject).standing, parts.standings.of(subject).policy
    clause = policy.category(agreement.category)
    row = people.ConsentRow(*agreement, given=False, at=at, policy=policy.version, by=BAILEE)
    act = Act("withdraw", agreement.category, agreement.purpose, clause.clause, BAILEE)
    left = standing.consents - {agreement}
    ends = clause.is_personal and not consents.goes_on(policy, agreement.category, left)
    return _Withdrawn(subject, row, parts.journal.prepare(subject, act), ends)


def _lost_subjects(parts: Parts, keys: Keys) -> list[SubjectId]:
    told = {subject for subject, name, _ in keys if name == _JOURNAL}
    known = people.subjects(parts.database.read)
    told |= _left(keys)
    return [SubjectId(subject) for subject in known if subject not in told]


def _left(keys: Keys) -> set[str]:
    """Those who were erased but for what is held."""
    return {subject for subject, name, _ in keys if name == REMAINDER}


def _lost_holdings(parts: Parts, keys: Keys) -> list[tuple[SubjectId, Category]]:
    opened = {(subject, name) for subject, name, _ in keys}
    held = items.holdings(parts.database.read)
    return [(SubjectId(one[0]), Category(one[1])) for one in held if one not in opened]


def _withdraw(tx: Tx, subject: str, category: str, *, at: int) -> None:
    """What was erased had its consents taken back with it."""
    latest = {(row.purpose, row.category): row for row in people.consents(tx, subject)}
    for row in latest.values():
        if row.given and row.category == category:
            people.add_consent(tx, subject, row._replace(given=False, at=at))


def _drop_names(tx: Tx, keys: Keys, kind: str, holder: str) -> None:
    held = {(subject, name) for subject, _, name in keys}
    for subject, ref in people.all_names(tx, kind):
        if (subject, f"{holder}{ref}") not in held:
            people.drop_names(tx, subject, kind, ref)


async def _tell(parts: Parts, count: int) -> None:
    if count:
        act = Act(Operation.ERASE.value, None, None, _CLAUSE, BAILEE)
        line = parts.journal.prepare(None, act, count=count)
        await parts.database.submit(line.append)
