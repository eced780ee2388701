"""Statements about the journal, the tree over it, policy versions and facts of the house.

May be imported by: vault.
"""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple

from bailee.storage.engine import Tx

_UP_TO, _FORGOTTEN = "details-up-to", "details-forgotten"
_DAY_S = 86_400


class JournalRow(NamedTuple):
    """One line of the journal: `entry` is the leaf; `detail` is sealed and expires."""

    number: int
    at: int
    entry: bytes
    who: bytes | None
    detail: bytes | None


class NewLine(NamedTuple):
    """A line to append."""

    at: int
    entry: bytes
    who: bytes | None
    detail: bytes | None


def append(tx: Tx, line: NewLine) -> None:
    """Append a line; its index is the next one."""
    tx.run("INSERT INTO journal (at, entry, who, detail) VALUES (?, ?, ?, ?)", line)


def journal_size(tx: Tx) -> int:
    """How many lines there are."""
    row = tx.one("SELECT coalesce(max(id), 0) FROM journal")
    return int(row[0]) if row else 0


def entries(tx: Tx, start: int, end: int) -> list[bytes]:
    """The leaves from `start` up to, not including, `end`."""
    rows = tx.all("SELECT entry FROM journal WHERE id > ? AND id <= ? ORDER BY id", (start, end))
    return [row[0] for row in rows]


def rows(tx: Tx, start: int, end: int) -> list[JournalRow]:
    """The lines from `start` up to, not including, `end`."""
    found = tx.all(
        "SELECT id - 1, at, entry, who, detail FROM journal WHERE id > ? AND id <= ? ORDER BY id",
        (start, end),
    )
    return [JournalRow(*row) for row in found]


def lines_of(tx: Tx, who: bytes, *, before: int, limit: int) -> list[JournalRow]:
    """A subject's lines below an index, newest first."""
    rows = tx.all(
        "SELECT id - 1, at, entry, who, detail FROM journal WHERE who = ? AND id <= ?"
        " ORDER BY id DESC LIMIT ?",
        (who, before, limit),
    )
    return [JournalRow(*row) for row in rows]


def lines_after(tx: Tx, who: bytes, *, after: int, limit: int) -> list[JournalRow]:
    """A subject's lines above an index, oldest first."""
    rows = tx.all(
        "SELECT id - 1, at, entry, who, detail FROM journal WHERE who = ? AND id - 1 > ?"
        " ORDER BY id LIMIT ?",
        (who, after, limit),
    )
    return [JournalRow(*row) for row in rows]


def forget_details(tx: Tx, *, before: int, now: int, limit: int) -> int:
    """Drop what lines older than a time say of people, in their order; the leaves stay.

    A line from a clock that was ahead does not hold the others up. Answers how many were passed.
    """
    start = int(fact(tx, _UP_TO) or 0)
    rows = tx.all("SELECT id, at FROM journal WHERE id > ? ORDER BY id LIMIT ?", (start, limit))
    due = list(takewhile(lambda row: row[1] < before or row[1] > now + _DAY_S, rows))
    if not due:
        return 0
    _forget(tx, "id > ? AND id <= ?", (start, due[-1][0]))
    set_fact(tx, _UP_TO, str(due[-1][0]))
    return len(due)


def _forget(tx: Tx, which: str, values: tuple[int, ...]) -> int:
    """Part lines from whom they are about, and count them: a check must find no others so."""
    count = tx.count(
        f"UPDATE journal SET who = NULL, detail = NULL WHERE {which} AND detail IS NOT NULL", values
    )
    set_fact(tx, _FORGOTTEN, str(details_forgotten(tx) + count))
    return count


def details_forgotten(tx: Tx) -> int:
    """How many lines have lost what they said of people, by their days or by erasure."""
    return int(fact(tx, _FORGOTTEN) or 0)


def forget_person(tx: Tx, who: bytes) -> None:
    """Have a person's lines told of nobody; the sweep does it."""
    tx.run("INSERT OR IGNORE INTO forgotten (who) VALUES (?)", (who,))


def sweep_persons(tx: Tx, *, limit: int) -> int:
    """Part some lines from erased people; 0 when none is left."""
    row = tx.one("SELECT who FROM forgotten LIMIT 1")
    if row is None:
        return 0
    ids = tx.all("SELECT id FROM journal WHERE who = ? LIMIT ?", (row[0], limit))
    for found in ids:
        _forget(tx, "id = ?", found)
    if len(ids) < limit:
        tx.run("DELETE FROM forgotten WHERE who = ?", row)
    return len(ids) + 1


def lines_before(tx: Tx, at: int) -> int:
    """How many lines there were at a time: a search by halves, as lines follow the clock."""
    low, high = 0, journal_size(tx)
    while low < high:
        middle = (low + high) // 2
        row = tx.one("SELECT at FROM journal WHERE id = ?", (middle + 1,))
        low, high = (middle + 1, high) if row and row[0] < at else (low, middle)
    return low


def add_tiles(tx: Tx, tiles: list[tuple[int, int, bytes]]) -> None:
    """Keep the hashes of complete tiles."""
    tx.many("INSERT OR REPLACE INTO tile (level, number, hash) VALUES (?, ?, ?)", tiles)


def tile(tx: Tx, level: int, number: int) -> bytes | None:
    """The hash of one complete tile."""
    row = tx.one("SELECT hash FROM tile WHERE level = ? AND number = ?", (level, number))
    return row[0] if row else None


def add_checkpoint(tx: Tx, size: int, *, at: int, note: str) -> None:
    """Keep a signed tree head; the last of each day is kept for good, others give way."""
    tx.run(
        "DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)"
        " AND at / 86400 = ? / 86400",
        (at,),
    )
    tx.run("INSERT OR REPLACE INTO checkpoint (size, at, note) VALUES (?, ?, ?)", (size, at, note))


def last_checkpoint(tx: Tx) -> tuple[int, str] | None:
    """Size and note of the newest signed tree head."""
    row = tx.one("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1")
    return (row[0], row[1]) if row else None


def checkpoints(tx: Tx) -> list[tuple[int, str]]:
    """All signed tree heads that are kept, oldest first."""
    return [(row[0], row[1]) for row in tx.all("SELECT size, note FROM checkpoint ORDER BY size")]


class PolicyRow(NamedTuple):
    """A version of the policy that was once in force here."""

    version: int
    text: str
    digest: str
    since: int


def add_policy(tx: Tx, row: PolicyRow) -> None:
    """Archive a version."""
    tx.run("INSERT INTO policy (version, text, digest, since) VALUES (?, ?, ?, ?)", row)


def policies(tx: Tx) -> list[PolicyRow]:
    """All versions that were in force here, oldest first."""
    rows = tx.all("SELECT version, text, digest, since FROM policy ORDER BY version")
    return [PolicyRow(*row) for row in rows]


def fact(tx: Tx, name: str) -> str | None:
    """A fact of the house: when expiry ran last, say."""
    row = tx.one("SELECT value FROM fact WHERE name = ?", (name,))
    return row[0] if row else None


def set_fact(tx: Tx, name: str, value: str) -> None:
    """Note a fact of the house."""
    tx.run("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (name, value))


def facts(tx: Tx, prefix: str) -> dict[str, str]:
    """The facts whose name begins so, by the rest of the name, in its order."""
    rows = tx.all(
        "SELECT name, value FROM fact WHERE name >= ?1 AND name < ?1 || char(1114111)"
        " ORDER BY name",
        (prefix,),
    )
    return {row[0].removeprefix(prefix): row[1] for row in rows}


def add_to_fact(tx: Tx, name: str, count: int) -> None:
    """Add to a fact that is a number."""
    set_fact(tx, name, str(int(fact(tx, name) or 0) + count))


def drop_facts(tx: Tx, *, since: str, before: str) -> None:
    """Forget the facts whose names lie between two."""
    tx.run("DELETE FROM fact WHERE name >= ? AND name < ?", (since, before))


def begin_erasure(tx: Tx, subject: str, category: str, *, at: int, by: str) -> None:
    """Write down that an erasure has begun, before its key goes."""
    tx.run(
        "INSERT OR IGNORE INTO erasure (subject, category, at, by) VALUES (?, ?, ?, ?)",
        (subject, category, at, by),
    )


def finish_erasure(tx: Tx, subject: str, category: str) -> None:
    """Write down that it is done."""
    tx.run("DELETE FROM erasure WHERE subject = ? AND category = ?", (subject, category))


def unfinished_erasures(tx: Tx) -> list[tuple[str, str, str]]:
    """Subject, category and actor of the erasures that a crash cut short."""
    return [(r[0], r[1], r[2]) for r in tx.all("SELECT subject, category, by FROM erasure")]


class LinkRow(NamedTuple):
    """A link as it is kept: `pseudonym` is sealed."""

    serial: int
    since: int
    pseudonym: bytes


def add_link(tx: Tx, subject: str, category: str, row: LinkRow) -> None:
    """Keep a link of a subject."""
    tx.run(
        "INSERT INTO link (subject, category, serial, since, pseudonym) VALUES (?, ?, ?, ?, ?)",
        (subject, category, *row),
    )


def links(tx: Tx, subject: str, category: str) -> list[LinkRow]:
    """The links of a subject, oldest first."""
    rows = tx.all(
        "SELECT serial, since, pseudonym FROM link WHERE subject = ? AND category = ?"
        " ORDER BY serial",
        (subject, category),
    )
    return [LinkRow(*row) for row in rows]


def all_links(tx: Tx) -> list[tuple[str, str]]:
    """Subject and category of all that is linked."""
    return [(row[0], row[1]) for row in tx.all("SELECT DISTINCT subject, category FROM link")]


def cut_links(tx: Tx, subject: str, category: str, *, upto: int | None = None) -> int:
    """Remove links: all, or those up to a serial number."""
    return tx.count(
        "DELETE FROM link WHERE subject = ?1 AND category = ?2 AND serial <= coalesce(?3, serial)",
        (subject, category, upto),
    )
