"""A vault in this process, over real files, with one member who has agreed to sync.

May be imported by: bench.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bailee.keys import FileRoot, Ring
from bailee.policy.load import load
from bailee.storage import Database, SqliteKeys
from bailee.terms import (
    Actor,
    Agreement,
    Category,
    Custody,
    FolderId,
    ItemId,
    Purpose,
    SubjectId,
)  # fmt: skip
from bailee.vault import Body, Holding, Shelf, Vault
from bench.cards import Card

CONTACTS, SYNC = Category("contacts"), Purpose("sync")
PHONE = Actor("device:bench")
BOOK = FolderId("book")
SECRET = b"an app password of 128 bits"
ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 256


class Clock:
    """The real time."""

    def now(self) -> int:
        """Seconds since 1970 (UTC)."""
        return int(time.time())


class WatchedRing(Ring):
    """A ring that remembers when it last shredded: from then on, what was sealed is noise."""

    shredded_at = 0.0

    def shred(self, subject: str, name: str | None = None) -> int:
        """Shred as ever."""
        count = super().shred(subject, name)
        self.shredded_at = time.perf_counter()
        return count


@dataclass
class House:
    """A vault, its member, and the files below it."""

    vault: Vault
    subject: SubjectId
    database: Database
    ring: WatchedRing

    @property
    def member(self) -> Actor:
        """The member themself."""
        return Actor(f"member:{self.subject}")

    def holding(self) -> Holding:
        """The member's contacts, as their phone reaches them."""
        return self.vault.holding(CONTACTS, of=self.subject, purpose=SYNC, actor=PHONE)

    def shelf(self) -> Shelf:
        """The member's address book, opened anew as for each request."""
        return self.holding().shelf(BOOK)

    async def put(self, card: Card) -> None:
        """Keep a card: what a PUT does behind the gateway, without reading the vCard."""
        text = card.body.decode()
        body = Body(card.body, alias=card.name, text=text.casefold())
        await self.shelf().put(ItemId(card.name), body)

    async def fill(self, cards: Iterable[Card]) -> None:
        """Keep many cards, `AT_ONCE` under way at a time."""
        for batch in batches(cards, size=AT_ONCE):
            await asyncio.gather(*map(self.put, batch))


@asynccontextmanager
async def opened(folder: Path, *, custody: Custody = Custody.KEPT) -> AsyncGenerator[House, None]:
    """Open a new vault in a folder, under the policy for a home."""
    folder.mkdir(parents=True)  # noqa: ASYNC240 - nobody waits on this loop
    keys = SqliteKeys(folder / "keys.db")
    ring = WatchedRing(keys, FileRoot(folder / "root" / "key", create=True))
    database = Database(folder / "vault.db", kind="vault")
    policy = load(_policy(custody), origin="policies/home.toml", services=None)
    vault = Vault(database, ring, policies={1: policy}, clock=Clock())
    try:
        subject = await vault.admit()
        vault.admit_holder(subject, "bench", SECRET)
        house = House(vault, subject, database, ring)
        agreement = Agreement(SYNC, CONTACTS)
        await vault.consent(subject, agreement, given=True, actor=house.member)
        await house.holding().add_folder(BOOK, props={})
        yield house
    finally:
        await vault.settle()
        database.close()
        keys.close()


def batches(cards: Iterable[Card], *, size: int) -> Iterator[list[Card]]:
    """Cut into lists of at most `size`."""
    rest = iter(cards)
    while batch := list(islice(rest, size)):
        yield batch


def _policy(custody: Custody) -> str:
    """Give the home's policy, with the custody of contacts set."""
    text = (ROOT / "policies" / "home.toml").read_text()
    before, contacts, after = text.partition("[category.contacts]")
    return before + contacts + after.replace('custody = "kept"', f'custody = "{custody}"', 1)
