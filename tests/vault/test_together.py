"""Many write at once: nobody's acknowledged write is lost, and nobody wins who should not."""

from __future__ import annotations

import asyncio

import pytest

from bailee.terms import AliasError, FolderId, ItemId, NotFoundError, VersionError
from bailee.vault import ANY, Body, Match, Vault
from tests.homes import MAIN, held, put, shelf, texts

DEDE, ABSENT = ItemId("dede"), Match(if_none_match=frozenset("*"))


async def race(vault: Vault, *bodies: Body, match: Match = ANY) -> list[str]:
    """Put all of these at once; gives how each ended."""
    book = await shelf(held(vault))
    puts = (book.put(DEDE, body, match=match) for body in bodies)
    return [type(one).__name__ for one in await asyncio.gather(*puts, return_exceptions=True)]


async def test_of_those_who_saw_the_same_version_one_wins(vault: Vault) -> None:
    etag = await put(vault, DEDE, "first")
    seen = Match(if_match=frozenset({etag}))
    ends = await race(vault, *(Body(f"{n}".encode()) for n in range(20)), match=seen)
    assert sorted(ends) == ["Kept", *["VersionError"] * 19]


async def test_of_those_who_make_the_same_item_one_wins(vault: Vault) -> None:
    ends = await race(vault, *(Body(f"{n}".encode()) for n in range(20)), match=ABSENT)
    assert sorted(ends) == ["Kept", *["VersionError"] * 19]


async def test_those_who_ask_for_no_version_all_write_in_some_order(vault: Vault) -> None:
    ends = await race(vault, *(Body(f"{n}".encode()) for n in range(20)))
    assert ends == ["Kept"] * 20
    assert held(vault).totals().items == 1
    book = await shelf(held(vault))
    last = await book.one(DEDE)
    assert last.etag == (await book.entry(DEDE)).etag


async def test_of_two_new_items_with_one_identity_one_wins(vault: Vault) -> None:
    book = await shelf(held(vault))
    ends = await asyncio.gather(
        *(book.put(ItemId(f"{n}"), Body(b"x", alias="uid")) for n in range(5)),
        return_exceptions=True,
    )
    assert sum(isinstance(end, AliasError) for end in ends) == 4
    assert held(vault).totals().items == 1


async def test_a_write_and_a_deletion_leave_one_of_two_truths(vault: Vault) -> None:
    await put(vault, DEDE, "first")
    book = await shelf(held(vault))
    await asyncio.gather(
        book.put(DEDE, Body(b"second")),
        book.delete(DEDE),
        book.put(DEDE, Body(b"third")),
        return_exceptions=True,
    )
    found = await texts(vault)
    assert list(found.values()) in ([], ["second"], ["third"])
    assert held(vault).totals().items == len(found)


async def test_nothing_is_written_into_a_folder_that_goes_meanwhile(vault: Vault) -> None:
    await put(vault, DEDE, "first")
    book = await shelf(held(vault))
    gone = held(vault).remove_folder(MAIN)
    ends = await asyncio.gather(gone, book.put(DEDE, Body(b"second")), return_exceptions=True)
    assert isinstance(ends[1], NotFoundError)
    with pytest.raises(NotFoundError):
        held(vault).shelf(MAIN)
    assert held(vault).totals() == (0, 0)


async def test_a_moved_card_cannot_lose_what_was_written_meanwhile(vault: Vault) -> None:
    await put(vault, DEDE, "first")
    book, other = await shelf(held(vault)), await shelf(held(vault), FolderId("other"))
    ends = await asyncio.gather(
        book.put(DEDE, Body(b"second")),
        book.move(DEDE, to=other, named=DEDE, body=Body(b"first")),
        return_exceptions=True,
    )
    assert isinstance(ends[1], VersionError)
    assert await texts(vault) == {DEDE: "second"}


async def test_many_devices_fill_many_folders_at_once(vault: Vault) -> None:
    async def fill(folder: int) -> None:
        book = await shelf(held(vault), FolderId(f"book-{folder}"))
        puts = (book.put(ItemId(f"{folder}-{n}"), Body(b"x" * n)) for n in range(50))
        await asyncio.gather(*puts)

    await asyncio.gather(*map(fill, range(8)))
    assert held(vault).totals() == (400, 8 * sum(range(50)))
    assert len(await texts(vault)) == 400
