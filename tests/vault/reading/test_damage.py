"""Bytes rot on a disk: what they were of answers for itself alone, and all the rest goes on."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bailee.terms import ACCESS, Actor, DamagedError, FolderId, ItemId
from bailee.vault import Body, Holding, Shelf, Vault
from tests.cast import ADA
from tests.homes import MAIN, Place, held, put, read, shelf

DEDE, EMIL, FRITZ = "dede", "emil", "fritz"
ALL = [DEDE, EMIL, FRITZ]


@pytest.fixture
async def book(vault: Vault) -> Shelf:
    """Three cards; the second is the one that things happen to."""
    for name in ALL:
        await put(vault, name, name)
    return await shelf(held(vault))


def rot(place: Place, column: str, *, table: str = "item", row: int = 2) -> None:
    """Change the last byte of something that is kept."""
    sql = f"SELECT {column} FROM {table} WHERE id = ?"  # noqa: S608 - our own names
    with closing(sqlite3.connect(place.data / "vault.db")) as connection, connection:
        [kept] = connection.execute(sql, (row,)).fetchone()
        rotten = kept[:-1] + bytes([kept[-1] ^ 1])
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (rotten, row))  # noqa: S608 - our own names


def takeaway(vault: Vault) -> Holding:
    """Ada's cards, as she takes them with her."""
    return held(vault, actor=Actor(f"member:{ADA}"), purpose=ACCESS)


async def test_a_damaged_body_is_neither_missing_nor_empty(place: Place, book: Shelf) -> None:
    rot(place, "body")
    found = await read(book, *ALL)
    assert [(item.name, item.is_damaged) for item in found] == [
        (DEDE, False),
        (EMIL, True),
        (FRITZ, False),
    ]
    with pytest.raises(DamagedError):
        assert found[1].body
    with pytest.raises(DamagedError):
        assert (await book.one(ItemId(EMIL))).body
    assert (await book.one(ItemId(DEDE))).body == b"dede"


async def test_a_damaged_body_is_still_listed_followed_and_found(place: Place, book: Shelf) -> None:
    rot(place, "body")
    assert sorted(entry.name for entry in await book.entries()) == ALL
    assert [entry.name for entry in (await book.changes(since=0, limit=9)).changed] == ALL
    assert [item.name async for item in book.search(hint="emil")] == [EMIL]


async def test_a_device_that_still_has_it_keeps_it_anew(place: Place, book: Shelf) -> None:
    rot(place, "body")
    await book.put(ItemId(EMIL), Body(b"emil again", text="emil again"))
    assert (await book.one(ItemId(EMIL))).body == b"emil again"


async def test_a_damaged_text_is_looked_for_in_the_body(place: Place, book: Shelf) -> None:
    rot(place, "brief")
    for _ in range(2):
        assert [item.body async for item in book.search(hint="fritz")] == [b"emil", b"fritz"]
    await book.put(ItemId(EMIL), Body(b"new", text="new"))
    assert [item.body async for item in book.search(hint="fritz")] == [b"fritz"]


async def test_what_cannot_be_named_stops_no_listing(
    vault: Vault, place: Place, book: Shelf
) -> None:
    rot(place, "name")
    others = [DEDE, FRITZ]
    assert sorted(entry.name for entry in await book.entries()) == others
    assert [entry.name for entry in (await book.changes(since=0, limit=9)).changed] == others
    assert [item.name async for item in book.search(hint=None)] == others
    everything = [item async for _, item in takeaway(vault).everything()]
    assert [(item.name, item.is_damaged) for item in everything] == [
        (DEDE, False),
        ("", True),
        (FRITZ, False),
    ]


async def test_a_damaged_tombstone_stops_no_device(vault: Vault, place: Place, book: Shelf) -> None:
    token = (await book.changes(since=0, limit=9)).token
    await book.delete(ItemId(DEDE))
    await book.delete(ItemId(EMIL))
    with closing(sqlite3.connect(place.data / "vault.db")) as connection, connection:
        first = "(SELECT min(token) FROM gone)"
        connection.execute(f"UPDATE gone SET name = zeroblob(20) WHERE token = {first}")  # noqa: S608 - as above
    again = await shelf(held(vault))
    assert (await again.changes(since=token, limit=9)).gone == [EMIL]


async def test_a_folder_whose_properties_are_damaged_keeps_its_items(
    vault: Vault, place: Place, book: Shelf
) -> None:
    rot(place, "props", table="folder", row=1)
    [folder] = await held(vault).folders()
    assert (folder.id, folder.items, folder.props) == (MAIN, 3, {})
    await held(vault).describe(MAIN, props={"color": "red"})
    assert (await held(vault).folder(MAIN)).props == {"color": "red"}
    assert len(await read(book, *ALL)) == 3


async def test_a_folder_that_cannot_be_named_is_still_taken_away(
    vault: Vault, place: Place, book: Shelf
) -> None:
    await held(vault).add_folder(FolderId("other"), props={})
    rot(place, "name", table="folder", row=1)
    assert [folder.id for folder in await held(vault).folders()] == ["other"]
    taken = [(folder.id, item.body) async for folder, item in takeaway(vault).everything()]
    assert taken == [("", name.encode()) for name in ALL]
    assert len(await book.entries()) == 3


async def test_the_log_has_a_line_and_nothing_of_what_or_whose(
    place: Place, book: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    rot(place, "body")
    await read(book, *ALL)
    [line] = caplog.records
    assert (line.name, line.getMessage(), line.args) == ("bailee.vault.damaged", "damaged", ())
