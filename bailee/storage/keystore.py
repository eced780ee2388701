"""Wrapped keys in a SQLite file of their own.

`secure_delete=ON` and a truncating checkpoint, both: without either, deleted keys stay readable
in the file or its log. Calls are short, rare and durable when they return, so they run inline.

Keeps: security.rest, access.residual.
May be imported by: storage.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from bailee.storage.engine import Inline, Tx
from bailee.terms import KeyRow

__all__ = ["SqliteKeys", "house_of"]

_MOST_LOSSES = 1 << 31
_COLUMNS = "subject, name, holder, epoch, key"


_APPLICATION_ID = slice(68, 72)
"""Where it stands in the header of a SQLite file (file format §1.3)."""


def house_of(path: Path) -> str:
    """Which house's keys a file has, without opening it; empty when it has none."""
    try:
        with path.open("rb") as file:
            number = int.from_bytes(file.read(_APPLICATION_ID.stop)[_APPLICATION_ID])
    except OSError:
        return ""
    return f"{number:08x}" if number else ""


class SqliteKeys:
    """The key store of one data folder (a `keys.KeyStore`)."""

    def __init__(self, path: Path) -> None:
        """Open or create the file. Raises `StorageError`."""
        self._file = Inline(path, kind="keys", secure_delete="ON")
        self.lingers = False
        """Whether the log may still have what was forgotten: see `settle`."""
        if not self._number():
            with self._file.transaction() as tx:
                tx.run(f"PRAGMA application_id = {secrets.randbelow(_MOST_LOSSES - 1) + 1}")

    @property
    def house(self) -> str:
        """Which house's keys these are: drawn once, and the same in every copy."""
        return f"{self._number():08x}"

    def _number(self) -> int:
        row = self._file.read.one("PRAGMA application_id")
        return int(row[0]) if row else 0

    def rows(self, subject: str, name: str) -> list[KeyRow]:
        """The wrapped copies of one key."""
        found = self._file.read.all(
            f"SELECT {_COLUMNS} FROM wrapped WHERE subject = ? AND name = ?", (subject, name)
        )
        return [KeyRow(*row) for row in found]

    def keep(self, rows: list[KeyRow]) -> None:
        """Add or replace rows, all or none."""
        with self._file.transaction() as tx:
            tx.many(f"INSERT OR REPLACE INTO wrapped ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)", rows)

    def forget(self, subject: str, *, name: str | None, holder: str | None) -> int:
        """Remove rows so that no file has them any more; answers how many."""
        with self._file.transaction() as tx:
            count = tx.count(
                "DELETE FROM wrapped WHERE subject = ?1 AND name = coalesce(?2, name)"
                " AND holder = coalesce(?3, holder)",
                (subject, name, holder),
            )
            losses = self._losses(tx) + count
            tx.run(f"PRAGMA user_version = {losses % _MOST_LOSSES}")
        self.lingers = not self._file.truncate()
        return count

    def settle(self) -> None:
        """Try again to empty the log of what was forgotten while another program read it."""
        self.lingers = not self._file.truncate()

    def outside(self, epoch: int, *, limit: int) -> list[KeyRow]:
        """Some rows that are not of this epoch."""
        found = self._file.read.all(
            f"SELECT {_COLUMNS} FROM wrapped WHERE epoch < ? LIMIT ?", (epoch, limit)
        )
        return [KeyRow(*row) for row in found]

    def losses(self) -> int:
        """A number that changes whenever a key is forgotten: kept with the keys themselves."""
        return self._losses(self._file.read)

    def _losses(self, tx: Tx) -> int:
        row = tx.one("PRAGMA user_version")
        return int(row[0]) if row else 0

    def names(self) -> set[tuple[str, str, str]]:
        """Subject, name and holder of every key that there is."""
        rows = self._file.read.all("SELECT subject, name, holder FROM wrapped")
        return {(row[0], row[1], row[2]) for row in rows}

    def count(self) -> int:
        """How many rows there are."""
        row = self._file.read.one("SELECT count(*) FROM wrapped")
        return int(row[0]) if row else 0

    def copy_to(self, target: Path) -> None:
        """Write a copy in the place of an older one. Raises `StorageError`."""
        self._file.copy_to(target)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
