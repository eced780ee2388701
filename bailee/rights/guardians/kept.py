"""What is kept of a child, and of a report that somebody is one: two small sealed records.

While an account is held there is nothing else: the short name, the month of birth, and where the
guardian can be asked. What finds it are blind names.

Keeps: children.approval.
May be imported by: rights.guardians.
"""

from __future__ import annotations

from typing import TypeVar

from msgspec import Struct

from bailee.protocols import addresses
from bailee.terms import BAILEE, Actor, BaileeError, Category, Purpose, Service, SubjectId
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = ["CHILD", "SERVICE", "Child", "Contact", "ContactError", "Files", "Report"]

T = TypeVar("T", bound=Struct)
CHILD = Category("child")
APPROVAL = Purpose("approval")
SERVICE = Service(
    name="guardians", collects={CHILD: "application/json"}, purposes=frozenset({APPROVAL})
)
_CHILD, _REPORT = "child", "report"


class ContactError(BaileeError):
    """Nobody can be reached there."""


class Contact(Struct, frozen=True):
    """Where a guardian can be asked: `kind` is `email` or `phone`."""

    kind: str
    value: str

    @classmethod
    def read(cls, text: str) -> Contact:
        """What a child typed. Raises `ContactError`."""
        try:
            if "@" in text:
                return cls("email", addresses.mailbox(text))
            return cls("phone", addresses.number(text))
        except addresses.MalformedAddressError as error:
            raise ContactError(
                str(error), hint="like ben@example.org, or +49 30 1234567 with the country"
            ) from error


class Child(Struct, frozen=True):
    """A child. `contact` goes with the second notice; `language` is what letters are written in.

    `guardian`: the short name of whoever approved.
    """

    handle: str
    born: str
    guardian: str = ""
    contact: Contact | None = None
    language: str = "en"


class Report(Struct, frozen=True):
    """A report that an account is a child's; `answer`: what its member says to that.

    `is_proven`: whoever reported it has read the account's own mailbox.
    """

    number: str
    at: int
    reason: str
    answer: str = ""
    is_proven: bool = False


class Files:
    """The records of one subject, as the house works with them."""

    def __init__(self, vault: Vault, subject: SubjectId, *, actor: Actor = BAILEE) -> None:
        self._vault, self._subject, self._actor = vault, subject, actor

    async def child(self) -> Child | None:
        """The child's record."""
        return await self._records(Child).get(_CHILD)

    async def keep_child(self, child: Child) -> None:
        """Keep the child's record, new or changed."""
        await self._records(Child).put(_CHILD, child)

    async def report(self) -> Report | None:
        """The report that is open."""
        return await self._records(Report).get(_REPORT)

    async def keep_report(self, report: Report) -> None:
        """Keep a report."""
        await self._records(Report).put(_REPORT, report)

    async def drop_report(self) -> None:
        """Keep it no longer."""
        await self._records(Report).drop(_REPORT)

    def _records(self, kind: type[T]) -> Records[T]:
        return Records(
            self._vault, CHILD, kind, of=self._subject, purpose=APPROVAL, actor=self._actor
        )
