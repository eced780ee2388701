"""Holds: what has to be kept, and what an erasure left behind because of them.

May be imported by: vault.
"""

from __future__ import annotations

from typing import NamedTuple

from bailee.storage.engine import Tx
from bailee.storage.people import forget_rows

__all__ = [
    "HoldRow",
    "add",
    "all_rows",
    "categories",
    "drop",
    "ended",
    "is_remainder",
    "leave_behind",
    "remainders",
    "rows",
    "strip",
]

_COLUMNS = "number, subject, category, until, paper"


class HoldRow(NamedTuple):
    """A hold on one category of one subject, as it is kept: `paper` is sealed."""

    number: str
    subject: str
    category: str
    until: int
    paper: bytes


def add(tx: Tx, row: HoldRow) -> bool:
    """Keep a hold; False when its subject is not there any more."""
    return bool(
        tx.count(
            f"INSERT INTO hold ({_COLUMNS}) SELECT ?1, ?2, ?3, ?4, ?5"
            " WHERE EXISTS (SELECT 1 FROM subject WHERE id = ?2)"
            " AND NOT EXISTS (SELECT 1 FROM erasure WHERE subject = ?2 AND category IN ('', ?3))",
            row,
        )
    )


def drop(tx: Tx, number: str, subject: str) -> int:
    """Keep a hold on a subject no longer; answers how many categories it had."""
    return tx.count("DELETE FROM hold WHERE number = ? AND subject = ?", (number, subject))


def rows(tx: Tx, subject: str) -> list[HoldRow]:
    """The holds on a subject, the first to end first."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM hold WHERE subject = ? ORDER BY until, number, category",
        (subject,),
    )
    return [HoldRow(*row) for row in found]


def all_rows(tx: Tx) -> list[HoldRow]:
    """Every hold, the first to end first."""
    found = tx.all(f"SELECT {_COLUMNS} FROM hold ORDER BY until, number, subject, category")
    return [HoldRow(*row) for row in found]


def ended(tx: Tx, *, now: int) -> list[tuple[str, str]]:
    """Number and subject of each hold whose time is over."""
    found = tx.all("SELECT DISTINCT number, subject FROM hold WHERE until <= ?", (now,))
    return [(row[0], row[1]) for row in found]


def categories(tx: Tx, subject: str) -> set[str]:
    """The categories of a subject that are held."""
    found = tx.all("SELECT DISTINCT category FROM hold WHERE subject = ?", (subject,))
    return {row[0] for row in found}


def leave_behind(tx: Tx, subject: str, *, at: int, by: str) -> None:
    """Write down that a subject is erased but for what is held."""
    tx.run("INSERT OR IGNORE INTO remainder (subject, at, by) VALUES (?, ?, ?)", (subject, at, by))


def is_remainder(tx: Tx, subject: str) -> bool:
    """Whether of a subject only what is held is left."""
    return tx.one("SELECT 1 FROM remainder WHERE subject = ?", (subject,)) is not None


def remainders(tx: Tx) -> list[tuple[str, str]]:
    """Whoever is erased but for what is held, and by whom."""
    return [(row[0], row[1]) for row in tx.all("SELECT subject, by FROM remainder")]


def strip(tx: Tx, subject: str, *, state: str) -> None:
    """Leave of a subject only that there is one: nothing finds them, and they agree to nothing."""
    forget_rows(tx, subject)
    tx.run(
        "UPDATE subject SET state = ?, state_since = NULL, state_is_own = 0, state_ends = NULL"
        " WHERE id = ?",
        (state, subject),
    )
