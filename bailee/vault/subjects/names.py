"""Blind names: how a handle, an app password or a session finds its subject.

What is kept is a keyed digest; the value itself is nowhere. They die with their subject. What was
found is remembered by its digest until any name changes, so that a device's next request asks no
database who it is.

Keeps: security.rest.
May be imported by: vault.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

from bailee.storage import Tx, people
from bailee.terms import SubjectId
from bailee.vault.parts import Parts

__all__ = ["NOBODY", "Names", "NewName"]

_KEY = "names"
NOBODY = SubjectId("")
"""Whose a name is that belongs to the house: an invitation by the operator, say."""
T = TypeVar("T")


class NewName(Struct, frozen=True):
    """A name to be added; `until` in seconds since 1970."""

    kind: str
    value: str
    ref: str
    until: int | None


class Names:
    """The blind names of a data folder."""

    def __init__(self, parts: Parts) -> None:
        """Over the vault's parts."""
        self._parts = parts
        self._key = parts.ring.house_key(_KEY)

    def _digest(self, kind: str, value: str) -> bytes:
        return self._key.tag(f"{kind}|{value}".encode(), size=32)

    def find(self, kind: str, value: str) -> people.NameRow | None:
        """What a name finds: its subject, and the reference that it was added with."""
        digest = self._digest(kind, value)
        found = self._parts.names.get(digest)
        if found is None:
            found = people.find_name(self._parts.database.read, digest)
            if found is None:
                return None
            self._parts.names.put(digest, found)
        is_over = found.until is not None and found.until <= self._parts.clock.now()
        return None if is_over else found

    async def _change(self, job: Callable[[Tx], T]) -> T:
        """Change names; nothing that was found before it or meanwhile is remembered after it."""
        self._parts.names.clear()
        try:
            return await self._parts.database.submit(job)
        finally:
            self._parts.names.clear()

    def of(self, subject: SubjectId, kind: str) -> list[people.NameRow]:
        """What the names of a kind refer to that find this subject; the names are nowhere."""
        now = self._parts.clock.now()
        return people.names_of(self._parts.database.read, subject, kind, now=now)

    def all(self, kind: str) -> list[tuple[SubjectId, str]]:
        """Subject and reference of every name of a kind, whether or not its time is over."""
        found = people.all_names(self._parts.database.read, kind)
        return [(SubjectId(subject), ref) for subject, ref in found]

    def missing(self, kind: str) -> list[SubjectId]:
        """The subjects that no name of a kind finds."""
        return [SubjectId(found) for found in people.unnamed(self._parts.database.read, kind)]

    async def add(
        self, kind: str, value: str, *, of: SubjectId, ref: str = "", until: int | None = None
    ) -> bool:
        """Let a name find a subject; False when it finds one already."""
        row = people.NameRow(of, ref, until)
        digest = self._digest(kind, value)
        return await self._change(lambda tx: people.add_name(tx, digest, kind, row))

    async def renew(self, kind: str, value: str, *, ref: str, until: int | None) -> None:
        """Give a name another reference and another end."""
        digest = self._digest(kind, value)
        await self._change(lambda tx: people.renew_name(tx, digest, ref, until))

    async def remove(self, kind: str, value: str) -> None:
        """Let one name find nobody any more."""
        digest = self._digest(kind, value)
        await self._change(lambda tx: people.remove_name(tx, digest))

    async def trade(self, kind: str, value: str, *, new: Sequence[NewName], of: SubjectId) -> bool:
        """Put names in the place of one, all or none; False when it finds nobody any more.

        Whoever trades the same name twice at once succeeds once.
        """
        taken = self._digest(kind, value)
        rows = [(self._digest(name.kind, name.value), name) for name in new]
        now = self._parts.clock.now()

        def trade(tx: Tx) -> bool:
            if not people.take_name(tx, taken, now=now):
                return False
            for digest, name in rows:
                people.add_name(tx, digest, name.kind, people.NameRow(of, name.ref, name.until))
            return True

        return await self._change(trade)

    def pairwise(self, subject: SubjectId, sector: str) -> str:
        """What a subject is called outside, in one sector alone (OpenID Connect Core §8.1).

        Two sectors cannot find out that they mean the same person, and it leads nowhere once the
        subject is gone.
        """
        return self._key.tag(f"pairwise|{sector}|{subject}".encode(), size=20).hex()

    async def drop(self, kind: str, *, of: SubjectId, ref: str | None = None) -> int:
        """Let the names of a kind (and reference) find nobody any more."""
        return await self._change(lambda tx: people.drop_names(tx, of, kind, ref))

    async def drop_stale(self) -> int:
        """Remove the names whose time is over."""
        now = self._parts.clock.now()
        return await self._change(lambda tx: people.drop_stale_names(tx, now=now))
