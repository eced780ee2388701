"""Statements about families: who is a child, and whose guardian somebody is.

May be imported by: vault.
"""

from __future__ import annotations

from bailee.storage.engine import Tx

__all__ = ["add_guardian", "children", "end_childhood", "guardian", "orphans"]


def add_guardian(tx: Tx, child: str, guardian: str, *, at: int) -> bool:
    """Write down whose guardian somebody is; False when the child has one."""
    return bool(
        tx.count(
            "INSERT OR IGNORE INTO guardian (subject, guardian, since) SELECT ?1, ?2, ?3"
            " WHERE EXISTS (SELECT 1 FROM subject WHERE id = ?1 AND is_child = 1)"
            " AND EXISTS (SELECT 1 FROM subject WHERE id = ?2 AND is_child = 0)",
            (child, guardian, at),
        )
    )


def guardian(tx: Tx, child: str) -> tuple[str, int] | None:
    """A child's guardian, and since when."""
    row = tx.one("SELECT guardian, since FROM guardian WHERE subject = ?", (child,))
    return (row[0], row[1]) if row else None


def children(tx: Tx, guardian: str) -> list[tuple[str, int]]:
    """The children of a guardian, and since when."""
    rows = tx.all(
        "SELECT subject, since FROM guardian WHERE guardian = ? ORDER BY since, subject",
        (guardian,),
    )
    return [(row[0], row[1]) for row in rows]


def orphans(tx: Tx, *, state: str) -> list[str]:
    """The children in a state who have no guardian."""
    rows = tx.all(
        "SELECT id FROM subject WHERE is_child = 1 AND state = ? AND NOT EXISTS"
        " (SELECT 1 FROM guardian WHERE guardian.subject = subject.id)",
        (state,),
    )
    return [row[0] for row in rows]


def held_without_being_one(tx: Tx, *, state: str) -> list[str]:
    """The subjects in a state who are no child."""
    rows = tx.all("SELECT id FROM subject WHERE is_child = 0 AND state = ?", (state,))
    return [row[0] for row in rows]


def end_childhood(tx: Tx, child: str) -> bool:
    """Let a subject be no child any more, without a guardian; False when they are none."""
    tx.run("DELETE FROM guardian WHERE subject = ?", (child,))
    return bool(tx.count("UPDATE subject SET is_child = 0 WHERE id = ? AND is_child = 1", (child,)))
