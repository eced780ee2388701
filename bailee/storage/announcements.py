"""Statements about published versions of the policy, and who was told of them.

May be imported by: vault, assembly.
"""

from __future__ import annotations

from typing import NamedTuple

from bailee.storage.engine import Tx

_COLUMNS = "version, text, digest, at, told_at, withdrawn_at"


class AnnouncementRow(NamedTuple):
    """A version that was published: when, when all had been told, and whether it was withdrawn."""

    version: int
    text: str
    digest: str
    at: int
    told_at: int | None = None
    withdrawn_at: int | None = None


def add(tx: Tx, row: AnnouncementRow) -> None:
    """Publish a version."""
    tx.run(f"INSERT INTO announcement ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", row)


def all_of_them(tx: Tx) -> list[AnnouncementRow]:
    """Every version that was published, oldest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM announcement ORDER BY version")
    return [AnnouncementRow(*row) for row in rows]


def newest(tx: Tx) -> AnnouncementRow | None:
    """The version that was published last."""
    row = tx.one(f"SELECT {_COLUMNS} FROM announcement ORDER BY version DESC LIMIT 1")
    return AnnouncementRow(*row) if row else None


def withdraw(tx: Tx, version: int, *, at: int) -> None:
    """Withdraw a version."""
    tx.run("UPDATE announcement SET withdrawn_at = ? WHERE version = ?", (at, version))


def note_all_told(tx: Tx, version: int, *, at: int) -> None:
    """Note when the last of those who were here was told; who comes later changes nothing."""
    tx.run(
        "UPDATE announcement SET told_at = ? WHERE version = ? AND told_at IS NULL", (at, version)
    )


_UNTOLD = "told_of < ? AND state = 'active'"
_MISLED = "told_of = ?1 AND told_back < ?1 AND state = 'active'"


def untold(tx: Tx, version: int, *, limit: int) -> list[str]:
    """Subjects who can be told and were not told of a version, oldest first."""
    return _ids(tx, f"{_UNTOLD} ORDER BY since, id LIMIT ?", (version, limit))


def misled(tx: Tx, version: int, *, limit: int) -> list[str]:
    """Subjects who were told of a version and not of its withdrawal, oldest first."""
    return _ids(tx, f"{_MISLED} ORDER BY since, id LIMIT ?2", (version, limit))


def count_untold(tx: Tx, version: int) -> int:
    """How many can be told and were not told of a version."""
    row = tx.one(f"SELECT count(*) FROM subject WHERE {_UNTOLD}", (version,))
    return int(row[0]) if row else 0


def note_told(tx: Tx, subject: str, version: int) -> None:
    """Note that a subject was told of a version."""
    tx.run("UPDATE subject SET told_of = ?2 WHERE id = ?1 AND told_of < ?2", (subject, version))


def note_told_back(tx: Tx, subject: str, version: int) -> None:
    """Note that a subject was told that a version was withdrawn."""
    tx.run("UPDATE subject SET told_back = ? WHERE id = ?", (version, subject))


def _ids(tx: Tx, where: str, values: tuple[int, ...]) -> list[str]:
    return [row[0] for row in tx.all(f"SELECT id FROM subject WHERE {where}", values)]
