"""Statements about subjects: what binds them, what they agreed to, what finds them.

May be imported by: vault.
"""

from __future__ import annotations

from typing import NamedTuple

from bailee.storage.engine import Tx


class SubjectRow(NamedTuple):
    """A subject as it is kept."""

    id: str
    state: str
    is_child: bool
    policy: int
    since: int


class StateRow(NamedTuple):
    """Where an account stands, since when, by whose choice, and until when."""

    state: str
    since: int | None = None
    is_own: bool = False
    ends: int | None = None


class ConsentRow(NamedTuple):
    """One consent given or withdrawn; `by` is empty where nobody noted it."""

    purpose: str
    category: str
    given: bool
    at: int
    policy: int
    by: str = ""


class NameRow(NamedTuple):
    """What a blind name finds."""

    subject: str
    ref: str
    until: int | None


def add_subject(tx: Tx, row: SubjectRow) -> None:
    """Add a subject, who knows the version that binds them from the start."""
    tx.run(
        "INSERT INTO subject (id, state, is_child, policy, since, told_of)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?4)",
        (row.id, row.state, int(row.is_child), row.policy, row.since),
    )


def subject(tx: Tx, subject: str) -> SubjectRow | None:
    """One subject."""
    row = tx.one("SELECT id, state, is_child, policy, since FROM subject WHERE id = ?", (subject,))
    return SubjectRow(row[0], row[1], bool(row[2]), row[3], row[4]) if row else None


def subjects(tx: Tx) -> list[str]:
    """All subjects, oldest first."""
    return [row[0] for row in tx.all("SELECT id FROM subject ORDER BY since, id")]


def count_subjects(tx: Tx) -> int:
    """How many subjects there are."""
    row = tx.one("SELECT count(*) FROM subject")
    return int(row[0]) if row else 0


def count_bound(tx: Tx) -> dict[int, int]:
    """How many subjects each version of the policy binds."""
    rows = tx.all("SELECT policy, count(*) FROM subject GROUP BY policy")
    return {int(row[0]): int(row[1]) for row in rows}


def rebind(tx: Tx, *, policy: int, bound_by: int) -> int:
    """Let a version of the policy bind all whom another one binds; answers how many."""
    return tx.count("UPDATE subject SET policy = ? WHERE policy = ?", (policy, bound_by))


def bind(tx: Tx, subject: str, *, policy: int) -> None:
    """Let a version of the policy bind one subject."""
    tx.run("UPDATE subject SET policy = ? WHERE id = ?", (policy, subject))


def state(tx: Tx, subject: str) -> StateRow | None:
    """Where an account stands."""
    row = tx.one(
        "SELECT state, state_since, state_is_own, state_ends FROM subject WHERE id = ?", (subject,)
    )
    return StateRow(row[0], row[1], bool(row[2]), row[3]) if row else None


def frozen_by_choice(tx: Tx) -> list[str]:
    """Those who froze their account themselves."""
    rows = tx.all("SELECT id FROM subject WHERE state = 'restricted' AND state_is_own = 1")
    return [row[0] for row in rows]


def set_state(tx: Tx, subject: str, row: StateRow) -> None:
    """Change where an account stands."""
    tx.run(
        "UPDATE subject SET state = ?, state_since = ?, state_is_own = ?, state_ends = ?"
        " WHERE id = ?",
        (row.state, row.since, int(row.is_own), row.ends, subject),
    )


def ending(tx: Tx, *, state: str, now: int) -> list[str]:
    """The subjects whose time in a state is over, the longest first."""
    rows = tx.all(
        "SELECT id FROM subject WHERE state_ends <= ? AND state = ? ORDER BY state_ends, id",
        (now, state),
    )
    return [row[0] for row in rows]


def add_consent(tx: Tx, subject: str, row: ConsentRow) -> None:
    """Write that a consent was given or withdrawn."""
    tx.run(
        "INSERT INTO consent (subject, serial, purpose, category, given, at, policy, turned_by)"
        " SELECT ?1, coalesce(max(serial), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM consent"
        " WHERE subject = ?1",
        (subject, row.purpose, row.category, int(row.given), row.at, row.policy, row.by),
    )


def consents(tx: Tx, subject: str) -> list[ConsentRow]:
    """The history of a subject's consents, oldest first."""
    rows = tx.all(
        "SELECT purpose, category, given, at, policy, turned_by FROM consent WHERE subject = ?"
        " ORDER BY serial",
        (subject,),
    )
    return [ConsentRow(row[0], row[1], bool(row[2]), *row[3:]) for row in rows]


def end(tx: Tx, subject: str, category: str, *, at: int) -> None:
    """Start the clock of a holding whose last consent has ended."""
    tx.run(
        "INSERT OR IGNORE INTO ended (subject, category, at) VALUES (?, ?, ?)",
        (subject, category, at),
    )


def resume(tx: Tx, subject: str, category: str) -> None:
    """Stop that clock."""
    tx.run("DELETE FROM ended WHERE subject = ? AND category = ?", (subject, category))


def ended_at(tx: Tx, subject: str, category: str) -> int | None:
    """When the last consent of a holding ended, if it has."""
    row = tx.one("SELECT at FROM ended WHERE subject = ? AND category = ?", (subject, category))
    return row[0] if row else None


def all_ended(tx: Tx) -> list[tuple[str, str, int]]:
    """Subject, category and time of every holding whose last consent has ended."""
    return [(r[0], r[1], r[2]) for r in tx.all("SELECT subject, category, at FROM ended")]


def forget_subject(tx: Tx, subject: str) -> None:
    """Remove every row that is about a subject and is not an item."""
    forget_rows(tx, subject)
    for table in ("hold", "remainder"):
        tx.run(f"DELETE FROM {table} WHERE subject = ?", (subject,))
    tx.run("DELETE FROM subject WHERE id = ?", (subject,))


def forget_rows(tx: Tx, subject: str) -> None:
    """Remove what finds a subject, what they agreed to, and whose children or guardian they are."""
    for table in ("consent", "ended", "name", "link"):
        tx.run(f"DELETE FROM {table} WHERE subject = ?", (subject,))
    tx.run("DELETE FROM guardian WHERE subject = ?1 OR guardian = ?1", (subject,))


def add_name(tx: Tx, digest: bytes, kind: str, row: NameRow) -> bool:
    """Let a digest find a subject, or nobody (an empty one).

    False when it finds one already, or there is no such subject.
    """
    return bool(
        tx.count(
            "INSERT OR IGNORE INTO name (digest, kind, subject, ref, until)"
            " SELECT ?1, ?2, ?3, ?4, ?5"
            " WHERE ?3 = '' OR EXISTS (SELECT 1 FROM subject WHERE id = ?3)",
            (digest, kind, row.subject, row.ref, row.until),
        )
    )


def find_name(tx: Tx, digest: bytes) -> NameRow | None:
    """What a digest finds, whether or not its time is over."""
    row = tx.one("SELECT subject, ref, until FROM name WHERE digest = ?", (digest,))
    return NameRow(*row) if row else None


def names_of(tx: Tx, subject: str, kind: str, *, now: int) -> list[NameRow]:
    """The digests of one kind that find a subject and are still good."""
    rows = tx.all(
        "SELECT subject, ref, until FROM name WHERE subject = ?1 AND kind = ?2"
        " AND (until IS NULL OR until > ?3)",
        (subject, kind, now),
    )
    return [NameRow(*row) for row in rows]


def renew_name(tx: Tx, digest: bytes, ref: str, until: int | None) -> None:
    """Change what a digest refers to and until when it is good."""
    tx.run("UPDATE name SET ref = ?, until = ? WHERE digest = ?", (ref, until, digest))


def remove_name(tx: Tx, digest: bytes) -> None:
    """Let one digest find nobody."""
    tx.run("DELETE FROM name WHERE digest = ?", (digest,))


def take_name(tx: Tx, digest: bytes, *, now: int) -> bool:
    """Let a digest find nobody, once: False when it found nobody already."""
    return bool(
        tx.count(
            "DELETE FROM name WHERE digest = ? AND (until IS NULL OR until > ?)", (digest, now)
        )
    )


def drop_names(tx: Tx, subject: str, kind: str, ref: str | None = None) -> int:
    """Let the digests of one kind (and reference) find nobody."""
    return tx.count(
        "DELETE FROM name WHERE subject = ?1 AND kind = ?2 AND ref = coalesce(?3, ref)",
        (subject, kind, ref),
    )


def unnamed(tx: Tx, kind: str) -> list[str]:
    """Subjects that no digest of a kind finds."""
    rows = tx.all(
        "SELECT id FROM subject WHERE NOT EXISTS (SELECT 1 FROM name"
        " WHERE name.subject = subject.id AND name.kind = ?)",
        (kind,),
    )
    return [row[0] for row in rows]


def all_names(tx: Tx, kind: str) -> list[tuple[str, str]]:
    """Subject and reference of every digest of one kind."""
    return [(r[0], r[1]) for r in tx.all("SELECT subject, ref FROM name WHERE kind = ?", (kind,))]


def drop_stale_names(tx: Tx, *, now: int) -> int:
    """Remove the digests whose time is over."""
    return tx.count("DELETE FROM name WHERE until IS NOT NULL AND until <= ?", (now,))
