"""Whom the pages ask about what members take along, as the pages see them.

May be imported by: pages, tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Protocol

from bailee.rights.bringing import Report
from bailee.rights.receipts import Filed
from bailee.terms import Actor, SubjectId

__all__ = ["Brings", "Receipts"]


class Brings(Protocol):
    """What members bring along."""

    async def take(
        self, source: Path | IO[bytes], *, of: SubjectId, actor: Actor, name: str = ""
    ) -> Report:
        """Take in a ZIP or a file. Raises `PackageError`, `Refused`."""
        ...


class Receipts(Protocol):
    """Receipts that are kept, and whether one is ours."""

    @property
    def key(self) -> str:
        """The key that signs here."""
        ...

    async def of(self, subject: SubjectId) -> Sequence[Filed]:
        """A member's receipts, the newest first."""
        ...

    def check(self, note: str) -> str:
        """What a receipt of this house says. Raises `ReceiptError`."""
        ...
