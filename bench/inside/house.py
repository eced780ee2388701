"""A house in this process, over real files, with one member who has agreed to sync.

May be imported by: bench.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bailee.assembly import Folder, House
from bailee.services.cloud import CONTACTS, SYNC, Cloud
from bailee.terms import Actor, Agreement, Custody, FolderId, ItemId, SubjectId
from bench.cards import Card

PHONE = Actor("device:bench")
BOOK = FolderId("book")
SECRET = b"an app password of 128 bits"
POLICY = Path(__file__).resolve().parents[2] / "policies" / "home.toml"
AT_ONCE = 256


@dataclass(frozen=True)
class Inside:
    """An open house, and its member."""

    house: House
    subject: SubjectId

    @property
    def member(self) -> Actor:
        """The member themself."""
        return Actor(f"member:{self.subject}")

    @property
    def cloud(self) -> Cloud:
        """The member's address books, as their phone reaches them: made anew for each request."""
        return Cloud(self.house.vault, of=self.subject, actor=PHONE)

    async def put(self, card: Card) -> None:
        """Do what a PUT does behind the gateway."""
        await self.cloud.put(BOOK, ItemId(card.name), card.body)

    async def fill(self, cards: Iterable[Card]) -> int:
        """Keep many cards, `AT_ONCE` under way at a time; give their bytes."""
        size = 0
        for batch in batches(cards, size=AT_ONCE):
            await asyncio.gather(*map(self.put, batch))
            size += sum(len(card.body) for card in batch)
        return size

    def is_readable(self) -> bool:
        """Say whether there still is a key that opens the member's contacts."""
        return self.house.ring.find(self.subject, CONTACTS) is not None


@asynccontextmanager
async def opened(folder: Path, *, custody: Custody = Custody.KEPT) -> AsyncGenerator[Inside, None]:
    """Open a house in a folder; the first time, its member moves in, under a home's policy."""
    _prepare(folder, custody)
    claimed = Folder(folder, root_key=folder.with_name(f"{folder.name}-root") / "key").claim()
    house = await House.open(claimed)
    try:
        yield Inside(house, await _member(house))
    finally:
        await house.close()


def batches(cards: Iterable[Card], *, size: int) -> Iterator[list[Card]]:
    """Cut into lists of at most `size`."""
    rest = iter(cards)
    while batch := list(islice(rest, size)):
        yield batch


async def _member(house: House) -> SubjectId:
    """Give the member; the first time, make them, with a device and an address book."""
    known = house.vault.subjects()
    if known:
        return known[0]
    inside = Inside(house, (await house.account.add("bench")).subject)
    house.vault.admit_holder(inside.subject, "bench", SECRET)
    await house.consents.give(inside.subject, Agreement(SYNC, CONTACTS), actor=inside.member)
    await inside.cloud.create(BOOK, props={})
    return inside.subject


def _prepare(folder: Path, custody: Custody) -> None:
    """Make a new data folder, with the home's policy and the custody of contacts set."""
    if folder.exists():
        return
    before, contacts, after = POLICY.read_text().partition("[category.contacts]")
    after = after.replace('custody = "kept"', f'custody = "{custody}"', 1)
    folder.mkdir(parents=True)
    (folder / "policy.toml").write_text(before + contacts + after)
