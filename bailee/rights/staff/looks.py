"""Looking by a grant: the line first, then what is held, and what of it is odd.

Nothing here lets anybody in: the vault decides on each read, by the grants that stand at that
moment.

Keeps: security.staff.
May be imported by: rights.staff.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from bailee.rights.guardians.approval import Desk as WayOut
from bailee.rights.roles import staff
from bailee.rights.staff import oddities
from bailee.rights.staff.grants import Grants
from bailee.rights.staff.record import MOST_LOOKS, Grant, Look, Phase
from bailee.terms import Category, FolderId, ItemId, Opened, SubjectId
from bailee.vault import Holding, Item, Vault

__all__ = ["PAGE", "Looks", "Page", "Seen"]

PAGE = 50
_LONGEST_TEXT = 4_096
_DAY_S = 86_400


class Seen(Struct, frozen=True):
    """One item as staff see it: `text` is empty for what is no short text."""

    folder: FolderId
    called: str
    name: ItemId
    size: int
    changed: int
    text: str = ""
    is_damaged: bool = False


class Page(Struct, frozen=True):
    """Some of what is held, from which place on, and how much there is."""

    items: list[Seen]
    start: int
    total: int

    @property
    def next(self) -> int | None:
        """Where the next page begins."""
        after = self.start + len(self.items)
        return after if self.items and after < self.total else None


class Looks:
    """The looks of staff, and what officers see of them."""

    def __init__(self, vault: Vault, grants: Grants, way_out: WayOut) -> None:
        """Over the vault, the grants, and the way to tell members something."""
        self._vault, self._grants, self._way_out = vault, grants, way_out

    async def look(self, number: str, category: Category, *, by: SubjectId, start: int = 0) -> Page:
        """Look at what is held in a category. Raises `Refused`, `NotFoundError`, `LockedError`."""
        grant, held = await self._begin(number, category, by=by)
        found = [
            (folder, entry)
            for folder in await held.folders()
            for entry in await held.shelf(folder.id).entries()
        ]
        shown = list[Seen]()
        for folder, entry in found[start : start + PAGE]:
            item = await held.shelf(folder.id).one(entry.name)
            shown.append(_seen(folder.id, folder.props.get("displayname", ""), item))
        await self._note(number, grant, category, items=len(shown), by=by)
        return Page(shown, start, len(found))

    async def take(
        self, number: str, category: Category, folder: FolderId, item: ItemId, *, by: SubjectId
    ) -> bytes:
        """One item as it is. Raises `Refused`, `NotFoundError`, `LockedError`, `DamagedError`."""
        grant, held = await self._begin(number, category, by=by)
        found = await held.shelf(folder).one(item)
        await self._note(number, grant, category, items=1, by=by)
        return found.body

    async def _begin(
        self, number: str, category: Category, *, by: SubjectId
    ) -> tuple[Grant, Holding]:
        """Write the line of the look down, if the grant stands; else the vault refuses."""
        grant = await self._grants.mine(number, by=by)
        whose, actor = self._grants.whose(number), staff(by)
        # By the names that stand, and not by the paper about them: they go first.
        if self._vault.grants.stands(whose, Opened(actor, grant.purpose, category)):
            await self._vault.grants.note_look(
                whose, grant.purpose, category, by=actor, reason=grant.told
            )
        return grant, self._vault.holding(category, of=whose, purpose=grant.purpose, actor=actor)

    async def _note(
        self, number: str, grant: Grant, category: Category, *, items: int, by: SubjectId
    ) -> None:
        whose, now = self._grants.whose(number), self._vault.clock.now()
        today = [one for one in grant.looks if one.at // _DAY_S == now // _DAY_S]
        seen = oddities.Seen(
            at=now,
            until=grant.until,
            items=items + sum(one.items for one in today),
            subjects=len({whose, *await self._looked_at_today(by)}),
            is_own=whose == by,
        )
        look = Look(now, category, items, oddities.odd(seen))
        await self._grants.keep(number, replace(grant, looks=(*grant.looks, look)[-MOST_LOOKS:]))
        if not grant.looks:
            await self._way_out.tell(
                whose, "security.staff-looked", case=number.upper(), reason=grant.told
            )

    async def _looked_at_today(self, by: SubjectId) -> set[SubjectId]:
        today = self._vault.clock.now() // _DAY_S
        return {
            self._grants.whose(number)
            for number, grant in (await self._grants.of(by)).items()
            if any(one.at // _DAY_S == today for one in grant.looks)
        }

    async def all(self) -> list[tuple[str, Grant, Look]]:
        """Every look with its grant, the newest first."""
        found = [
            (number, grant, look)
            for number, grant in (await self._grants.all()).items()
            for look in reversed(grant.looks)
        ]
        return sorted(found, key=lambda one: one[2].at, reverse=True)

    async def counts(self) -> Mapping[Phase, int]:
        """How many grants stand where, for the desk and the review."""
        now, found = self._vault.clock.now(), dict.fromkeys(Phase, 0)
        for grant in (await self._grants.all()).values():
            found[grant.phase(now)] += 1
        return found


def _seen(folder: FolderId, called: str, item: Item) -> Seen:
    body = item.opened
    return Seen(
        folder=folder,
        called=called,
        name=item.name,
        size=item.size,
        changed=item.changed,
        text=_text(body) if body is not None else "",
        is_damaged=body is None,
    )


def _text(body: bytes) -> str:
    """The item as text, if it is a short one."""
    if len(body) > _LONGEST_TEXT:
        return ""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else text
