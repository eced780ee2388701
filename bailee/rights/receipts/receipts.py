"""Receipts as they are given out, kept for their member, and shown again.

The receipt of a part lies among the member's cases. That of an account is kept by nobody: it is
given out in the answer and in the last letter, and whoever has it can have it checked.

Keeps: access.self, access.residual, security.evidence.
May be imported by: rights.receipts, tests.
"""

from __future__ import annotations

from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from bailee.protocols import tlog
from bailee.rights.cases import Cases
from bailee.rights.receipts.receipt import SIGNED_AS, Receipt, found_in, text
from bailee.terms import ONES_OWN, Actor, BaileeError, Category, SubjectId
from bailee.vault import Vault

__all__ = ["Filed", "ReceiptError", "Receipts"]


class ReceiptError(BaileeError):
    """This is no receipt, or is not as it was given out."""


class Filed(Struct, frozen=True):
    """The receipt of a part, as its member keeps it."""

    at: int
    categories: list[Category]
    backups_dead_by: int
    note: str


class Receipts:
    """Signs, keeps and checks receipts; knows no service."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault
        self._filed = Cases(vault, "receipts", Filed)

    @property
    def key(self) -> str:
        """The key that signs here; the journal's."""
        return self._vault.tree.key.text()

    def sign(self, receipt: Receipt, *, language: str) -> Receipt:
        """The receipt with its note."""
        said = text(receipt, language=language, key=self.key)
        return replace(receipt, note=self._vault.tree.vouch(SIGNED_AS, said))

    async def file(self, subject: SubjectId, receipt: Receipt) -> None:
        """Keep it for its member; where their version of the policy has no cases, nobody does."""
        erased = list(receipt.erased)
        with suppress(*ONES_OWN):
            filed = Filed(receipt.at, erased, receipt.backups_dead_by, receipt.note)
            await self._filed.file(subject, filed)

    async def of(self, subject: SubjectId) -> list[Filed]:
        """A member's receipts, the newest first. Raises `DamagedError`."""
        cases = self._filed.by(Actor(f"member:{subject}"))
        with suppress(*ONES_OWN):
            return list(reversed((await cases.of(subject)).values()))
        return []

    def check(self, note: str) -> str:
        """What a receipt of this house says. Raises `ReceiptError` when it is none."""
        try:
            return self._vault.tree.vouched(SIGNED_AS, found_in(note))
        except tlog.ProofError as error:
            raise ReceiptError("this is no receipt of ours, or it was changed") from error
