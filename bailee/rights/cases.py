"""Cases: the numbered papers of those who answer for the data, each sealed under one subject's key.

What somebody asks, what is asked about them, a hold, a grant: each is a record of its own type in
the category `cases`, in a folder for its kind, and is found by its number. Whoever has no account
and asks all the same is taken in as a subject without a name; erasing them ends their case.

Keeps: officer.contact.
May be imported by: rights, pages, assembly.
"""

from __future__ import annotations

import secrets
from typing import Generic, TypeVar

from msgspec import Struct

from bailee.terms import (
    BAILEE,
    ONES_OWN,
    Actor,
    Category,
    FolderId,
    NotFoundError,
    Purpose,
    Service,
    SubjectId,
)
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = ["CASES", "RIGHTS", "SERVICE", "Cases", "number_of_case"]

T = TypeVar("T", bound=Struct)
CASES = Category("cases")
RIGHTS = Purpose("rights")
SERVICE = Service(name="cases", collects={CASES: "application/json"}, purposes=frozenset({RIGHTS}))
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Cases(Generic[T]):
    """The cases of one kind, as values of one type."""

    def __init__(self, vault: Vault, kind: str, record: type[T], *, actor: Actor = BAILEE) -> None:
        """`kind` names their folder: `requests`, say; `actor`: who looks and who writes."""
        self._vault, self._kind, self._record, self._actor = vault, kind, record, actor

    def by(self, actor: Actor) -> Cases[T]:
        """The same cases, looked at and written in by somebody else."""
        return Cases(self._vault, self._kind, self._record, actor=actor)

    async def open(self, subject: SubjectId, record: T, *, number: str = "") -> str:
        """Begin one; answers its number, which says nothing about anybody. Raises `Refused`.

        `number`: drawn before by `number_of_case`, where something had to have it first.
        """
        number = number or number_of_case()
        await self._records(subject).put(number, record)
        # Then the name: a number that is found and leads to nothing would be worse.
        await self._vault.names.add(self._name, number, of=subject, ref=number)
        return number

    async def file(self, subject: SubjectId, record: T) -> str:
        """Keep one that nobody but its subject has to find; answers its number."""
        number = number_of_case()
        await self._records(subject).put(number, record)
        return number

    async def drop(self, subject: SubjectId, number: str) -> None:
        """Keep one no longer that was filed so. Raises `NotFoundError`."""
        await self._records(subject).drop(number)

    def is_empty(self, subject: SubjectId) -> bool:
        """Whether nothing of any kind is kept of a subject; opens nothing."""
        held = self._vault.holding(CASES, of=subject, purpose=RIGHTS, actor=self._actor)
        return held.totals().items == 0

    async def get(self, number: str) -> T:
        """One case. Raises `NotFoundError`, `DamagedError`, `Refused`."""
        found = await self._records(self.whose(number)).get(number.upper())
        if found is None:
            raise NotFoundError("there is no such case")
        return found

    async def change(self, number: str, record: T) -> None:
        """Write a case anew. Raises `NotFoundError`, `Refused`."""
        await self._records(self.whose(number)).put(number.upper(), record)

    async def close(self, number: str) -> None:
        """Keep a case no longer. Raises `NotFoundError`."""
        subject = self.whose(number)
        await self._vault.names.remove(self._name, number.upper())
        await self._records(subject).drop(number.upper())

    def whose(self, number: str) -> SubjectId:
        """Whose case it is. Raises `NotFoundError`."""
        found = self._vault.names.find(self._name, number.upper())
        if found is None:
            raise NotFoundError("there is no such case")
        return SubjectId(found.subject)

    async def of(self, subject: SubjectId) -> dict[str, T]:
        """The cases of one subject by number, the oldest change first. Raises `DamagedError`."""
        return await self._records(subject).all()

    async def all(self) -> dict[str, T]:
        """Every case by number; one that is damaged, or whose days are over, holds up no other."""
        found = dict[str, T]()
        for subject, number in self._vault.names.all(self._name):
            try:
                record = await self._records(subject).get(number)
            except ONES_OWN:
                continue
            if record is not None:
                found[number] = record
        return found

    @property
    def _name(self) -> str:
        return f"case-{self._kind}"

    def _records(self, subject: SubjectId) -> Records[T]:
        return Records(
            self._vault,
            CASES,
            self._record,
            of=subject,
            purpose=RIGHTS,
            actor=self._actor,
            within=FolderId(self._kind),
        )


def number_of_case() -> str:
    """Eight letters and digits that nobody confuses when they are read out (40 bits)."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))
