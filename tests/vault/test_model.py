"""Whatever happens in whatever order: the vault holds what a dictionary would hold."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bailee.terms import ERASURE, Actor, ItemId, NotFoundError, Refused, StaleTokenError
from bailee.vault import Body, Shelf, Vault
from tests.cast import ADA, DAY, Clock
from tests.homes import MAIN, NOTES, Place, agree, held, read, shelf, texts, withdraw

pytestmark = pytest.mark.keeps("cloud.push", "retain.destroy", "use.permitted")
T = TypeVar("T")
NAMES = st.sampled_from([ItemId(name) for name in ("ada.vcf", "ben.vcf", "Ço.vcf", "4")])
TEXTS = st.text("abß ", max_size=4)
KEEP_DAYS = 10


class Life(RuleBasedStateMachine):
    """Ada's notes: kept ten days from their last change, while she agrees."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock, self.runner = Clock(), asyncio.Runner()
        self.place = Place(Path(self.folder.name), self.clock)
        self.held: dict[ItemId, tuple[str, int]] = {}
        self.seen: dict[ItemId, str] = {}
        self.token, self.agrees = 0, True
        self.vault = self.run(self.settle_in())

    def run(self, story: Awaitable[T]) -> T:
        async def told() -> T:
            return await story

        return self.runner.run(told())

    async def settle_in(self) -> Vault:
        vault = self.place.open()
        await vault.admit(ADA)
        await agree(vault, NOTES)
        return vault

    async def book(self) -> Shelf:
        return await shelf(held(self.vault, NOTES))

    @rule(name=NAMES, text=TEXTS)
    def put(self, name: ItemId, text: str) -> None:
        async def put() -> None:
            await (await self.book()).put(name, Body(text.encode(), text=text.casefold()))

        if not self.agrees:
            with pytest.raises(Refused):
                self.run(put())
            return
        self.run(put())
        if self.held.get(name, (None, 0))[0] != text:
            self.held[name] = text, self.clock.now()

    @precondition(lambda self: self.agrees)
    @rule(name=NAMES)
    def delete(self, name: ItemId) -> None:
        async def delete() -> None:
            await (await self.book()).delete(name)

        if name in self.held:
            self.run(delete())
            del self.held[name]
        else:
            with pytest.raises(NotFoundError):
                self.run(delete())

    @precondition(lambda self: self.agrees)
    @rule(name=NAMES, to=NAMES)
    def move(self, name: ItemId, to: ItemId) -> None:
        async def move() -> None:
            book, text = await self.book(), self.held[name][0]
            await book.move(name, to=book, named=to, body=Body(text.encode(), text=text.casefold()))

        if name in self.held and name != to:
            self.run(move())
            self.held[to] = self.held.pop(name)[0], self.clock.now()

    @precondition(lambda self: self.agrees)
    @rule(limit=st.integers(1, 5))
    def sync(self, limit: int) -> None:
        """A device that was away catches up, page by page."""

        async def sync() -> None:
            book, more = await self.book(), True
            while more:
                try:
                    heard = await book.changes(since=self.token, limit=limit)
                except StaleTokenError:
                    self.token, self.seen = 0, {}
                    continue
                for name in heard.gone:
                    self.seen.pop(name, None)
                for item in await read(book, *(entry.name for entry in heard.changed)):
                    self.seen[item.name] = item.body.decode()
                self.token, more = heard.token, heard.more

        self.run(sync())
        assert self.seen == {name: text for name, (text, _) in self.held.items()}

    @precondition(lambda self: self.agrees)
    @rule(hint=TEXTS | st.none())
    def search(self, hint: str | None) -> None:
        async def search() -> set[str]:
            found = (await self.book()).search(hint=hint and hint.casefold())
            return {item.name async for item in found}

        wanted = (hint or "").casefold()
        assert self.run(search()) == {
            n for n, (t, _) in self.held.items() if wanted in t.casefold()
        }

    @rule(hours=st.integers(1, 200))
    def time_passes(self, hours: int) -> None:
        self.clock.pass_seconds(hours * 3600)

    @rule()
    def expire(self) -> None:
        due = [n for n, (_, at) in self.held.items() if at + KEEP_DAYS * DAY <= self.clock.now()]
        gone = due if self.agrees else list(self.held)
        assert self.run(self.vault.expire()) == len(gone)
        for name in gone:
            del self.held[name]

    @rule()
    def turn(self) -> None:
        """Ada agrees, or no longer."""
        self.run(withdraw(self.vault, NOTES) if self.agrees else agree(self.vault, NOTES))
        self.agrees = not self.agrees

    @rule()
    def erase(self) -> None:
        mine = held(self.vault, NOTES, purpose=ERASURE, actor=Actor(f"member:{ADA}"))
        assert self.run(mine.erase()).items == len(self.held)
        self.held, self.agrees = {}, False

    @precondition(lambda self: self.agrees and self.held)
    @rule()
    def remove_the_folder(self) -> None:
        self.run(held(self.vault, NOTES).remove_folder(MAIN))
        self.held = {}

    @rule()
    def the_power_goes(self) -> None:
        self.vault = self.place.open()
        assert self.run(self.vault.mend()) == 0

    @rule()
    def sweep(self) -> None:
        self.run(self.vault.sweep(limit=2))

    @invariant()
    def it_holds_what_it_should(self) -> None:
        assert self.run(texts(self.vault, NOTES)) == {n: t for n, (t, _) in self.held.items()}
        size = sum(len(text.encode()) for text, _ in self.held.values())
        assert held(self.vault, NOTES).totals() == (len(self.held), size)

    def teardown(self) -> None:
        """The journal agrees, and nothing is left open."""
        self.run(self.vault.settle())
        found = self.vault.tree.verify()
        self.place.leave()
        self.runner.close()
        self.folder.cleanup()
        assert found.fault == ""


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
