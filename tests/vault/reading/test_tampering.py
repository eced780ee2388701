"""Somebody writes into the files behind our back: it is found."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from bailee.terms import FolderId, ItemId, StorageError
from bailee.vault import Body, Vault
from tests.cast import ADA
from tests.homes import Place, agree, held, put, shelf
from tests.policy.files import CONTACTS

pytestmark = pytest.mark.keeps("security.evidence")
LINES = {
    "the first line": "UPDATE journal SET entry = cast(upper(entry) AS BLOB) WHERE id = 1",
    "a line in a full tile": "UPDATE journal SET entry = x'7b7d' WHERE id = 200",
    "the last line": "UPDATE journal SET entry = x'7b7d' WHERE id = (SELECT max(id) FROM journal)",
    "one letter": "UPDATE journal SET entry = cast(replace(cast(entry AS TEXT), 'collect',"
    " 'cOllect') AS BLOB) WHERE id = 300",
    "the first is gone": "DELETE FROM journal WHERE id = 1",
    "one in the middle is gone": "DELETE FROM journal WHERE id = 300",
    "the last is gone": "DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)",
    "all are gone": "DELETE FROM journal",
    "two change places": "UPDATE journal SET entry = (SELECT entry FROM journal AS other"
    " WHERE other.id = 601 - journal.id) WHERE id IN (300, 301)",
    "another time": "UPDATE journal SET at = at - 1 WHERE id = 300",
    "another person": "UPDATE journal SET who = randomblob(16) WHERE id = 300",
    "nobody": "UPDATE journal SET who = NULL WHERE id = 300",
    "another detail": "UPDATE journal SET detail = randomblob(60) WHERE id = 300",
    "no detail": "UPDATE journal SET detail = NULL WHERE id = 300",
    "a tile": "UPDATE tile SET hash = randomblob(32)",
    "a missing tile": "DELETE FROM tile WHERE number = 0",
    "a head of another size": "UPDATE checkpoint SET size = size - 1",
    "a head of another root": "UPDATE checkpoint SET note = replace(note, 'a', 'b')",
    "a head that nobody signed": "UPDATE checkpoint SET note = substr(note, 1, 90)",
    "a head that is noise": "UPDATE checkpoint SET note = 'noise'",
}


@pytest.fixture
async def vault(vault: Vault) -> Vault:
    """Ada has put 320 cards, more than a tile has, and the head is signed."""
    book = await shelf(held(vault))
    await asyncio.gather(*(book.put(ItemId(f"{n}"), Body(b"x%d" % n)) for n in range(320)))
    await vault.settle()
    return vault


def tamper(place: Place, sql: str) -> None:
    """Change the database as no program of ours does."""
    with closing(sqlite3.connect(place.data / "vault.db")) as connection, connection:
        assert connection.execute(sql).rowcount != 0


def finding(open_again: Callable[[], Vault]) -> str:
    """What a check finds; a house whose journal was changed need not open."""
    try:
        return open_again().tree.verify().fault
    except StorageError as error:
        return str(error)


async def test_a_journal_that_nobody_touched_agrees(vault: Vault, place: Place) -> None:
    assert vault.tree.verify().fault == ""
    assert finding(place.open) == ""


@pytest.mark.parametrize("what", LINES)
async def test_every_change_is_found_by_a_house_that_runs(
    vault: Vault, place: Place, what: str
) -> None:
    tamper(place, LINES[what])
    assert vault.tree.verify().fault != ""


@pytest.mark.parametrize("what", LINES)
async def test_every_change_is_found_by_a_house_that_starts(
    vault: Vault, place: Place, what: str
) -> None:
    assert vault.tree.verify().fault == ""
    tamper(place, LINES[what])
    assert finding(place.open) != ""


@pytest.mark.parametrize("what", ["the last line", "one letter", "another person"])
async def test_a_change_is_not_signed_over_by_the_next_start(
    vault: Vault, place: Place, what: str
) -> None:
    assert vault.journal_size() > 320
    tamper(place, LINES[what])
    try:
        again = place.open()
        await put(again, "later", "later")
        await again.settle()
    except StorageError:
        return
    assert again.tree.verify().fault != ""


SWAPPED = "UPDATE {0} SET {1} = (SELECT {1} FROM {0} AS o WHERE o.id = 3 - {0}.id) WHERE id < 3"
DAMAGED = ("bailee.vault.damaged", logging.ERROR, "damaged")
MOVED = {
    "a body in the place of another": SWAPPED.format("item", "body"),
    "a text in the place of another": SWAPPED.format("item", "brief"),
    "the properties of another folder": SWAPPED.format("folder", "props"),
    "an item in another folder": "UPDATE item SET folder = 2 WHERE id = 1",
    "an older version": "UPDATE item SET version = version + 1 WHERE id = 1",
    "another name": "UPDATE item SET name = zeroblob(20) WHERE id = 1",
}


@pytest.mark.keeps("security.rest")
@pytest.mark.parametrize("what", MOVED)
async def test_nothing_can_be_put_in_the_place_of_something_else(
    place: Place, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    vault = place.open()
    await vault.admit(ADA)
    await agree(vault, CONTACTS)
    await put(vault, "dede", "dede")
    await put(vault, "emil", "emil")
    await held(vault).add_folder(FolderId("other"), props={"x": "y"})
    tamper(place, MOVED[what])
    books = [held(vault).shelf(folder.id) for folder in await held(vault).folders()]
    found = [item for book in books async for item in book.search(hint=None)]
    assert caplog.record_tuples == [DAMAGED] * len(caplog.records) != []
    assert all(item.is_damaged or item.body == item.name.encode() for item in found)


async def test_a_person_whose_lines_were_changed_reads_that_they_are_damaged(
    vault: Vault, place: Place
) -> None:
    tamper(place, LINES["another detail"])
    damaged = [line.index for line in vault.lines(ADA, limit=999) if line.reason == "damaged"]
    assert damaged == [299]
