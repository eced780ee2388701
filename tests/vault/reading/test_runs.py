"""However much is asked for at once, little of it is held at a time."""

from __future__ import annotations

import os
import tracemalloc

import pytest

from bailee.terms import ItemId
from bailee.vault import RUN_BYTES, Body, Item, Shelf, Vault
from tests.homes import held, shelf


@pytest.fixture
async def book(vault: Vault) -> Shelf:
    """An empty folder."""
    return await shelf(held(vault))


async def fill(book: Shelf, *sizes: int) -> list[ItemId]:
    """Items of these sizes; gives their names."""
    names = [ItemId(f"{number}") for number in range(len(sizes))]
    for name, size in zip(names, sizes, strict=True):
        await book.put(name, Body(name.encode() + bytes(size - len(name))))
    return names


async def runs(book: Shelf, names: list[ItemId]) -> list[list[Item]]:
    """What is read, as it comes."""
    return [run async for run in book.read(names)]


async def test_many_small_items_come_a_hundred_at_a_time(book: Shelf) -> None:
    names = await fill(book, *[300] * 250)
    assert [len(run) for run in await runs(book, names)] == [100, 100, 50]


async def test_no_run_is_larger_than_it_may_be_but_for_one_large_item(book: Shelf) -> None:
    half, most = RUN_BYTES // 2, RUN_BYTES
    names = await fill(book, half, half, 1, most, most + 1, 5, half, half, 3 * most)
    found = await runs(book, names)
    assert [[item.size for item in run] for run in found] == [
        [half, half],
        [1],
        [most],
        [most + 1],
        [5, half],
        [half],
        [3 * most],
    ]
    assert [item.name for run in found for item in run] == names


async def test_twenty_large_items_take_no_more_memory_than_four(book: Shelf) -> None:
    body = os.urandom(3 * RUN_BYTES)
    names = [ItemId(f"{number}") for number in range(20)]
    await book.put(names[0], Body(body))
    peaks = list[int]()
    for many in (4, 20):
        for name in names[1:many]:
            await book.put(name, Body(body))
        tracemalloc.start()
        async for run in book.read(names):
            assert len(run) == 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2 < 20 * RUN_BYTES


async def test_what_is_not_there_is_no_run(book: Shelf) -> None:
    assert await runs(book, [ItemId("nobody")]) == []
