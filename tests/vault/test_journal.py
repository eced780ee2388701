"""The journal: a line for what was done, by whom, under which clause; read by whom it is about."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from typing import cast

import pytest
from pymerkle import InmemoryTree

from bailee.keys import verify
from bailee.protocols import tlog
from bailee.storage import evidence
from bailee.terms import BAILEE, ItemId, Operation, Refused, StorageError
from bailee.vault import Body, Vault
from tests.cast import ADA, BEN, EVE, LAPTOP, PHONE, Clock
from tests.homes import Place, agree, held, put, read, shelf, texts
from tests.policy.files import CONTACTS
from tests.protocols.tlog.oracle import Oracle

pytestmark = pytest.mark.keeps("security.evidence")


async def read_often(vault: Vault, times: int) -> None:
    """A phone fetches its cards ten at a time."""
    book = held(vault).shelf((await held(vault).folders())[0].id)
    for _ in range(times):
        await read(book, *map(str, range(10)))


async def test_a_sync_of_many_cards_is_one_line_with_their_number(vault: Vault) -> None:
    book = await shelf(held(vault))
    await asyncio.gather(*(book.put(ItemId(f"{n}"), Body(b"x")) for n in range(10)))
    await vault.settle()
    before = vault.journal_size()
    await read_often(vault, 31)
    await vault.settle()
    assert vault.journal_size() == before + 1
    line = vault.lines(ADA)[0]
    assert (line.did, line.count, line.outcome) == (Operation.READ, 1 + 310, "permit")
    assert (line.category, line.purpose, line.clause) == (CONTACTS, "sync", "category.contacts")
    assert (line.actor, line.by) == (PHONE, "device")


async def test_what_two_devices_did_is_two_lines(vault: Vault) -> None:
    await put(vault, "0", "x")
    await read_often(vault, 2)
    await held(vault, actor=LAPTOP).shelf((await held(vault).folders())[0].id).entries()
    await vault.settle()
    assert {line.actor for line in vault.lines(ADA)[:2]} == {PHONE, LAPTOP}


async def test_each_write_has_a_line_of_its_own_and_says_what_it_did(vault: Vault) -> None:
    book = await shelf(held(vault))
    await book.put(ItemId("dede"), Body(b"one"))
    await book.put(ItemId("dede"), Body(b"two"))
    await book.delete(ItemId("dede"))
    await vault.settle()
    assert [line.did for line in vault.lines(ADA)[:3]] == ["delete", "change", "collect"]


async def test_everybody_reads_their_own_lines_and_nobody_elses(vault: Vault) -> None:
    await agree(vault, CONTACTS, of=BEN)
    await put(vault, "dede", "dede")
    await put(vault, "emil", "emil", of=BEN)
    await vault.settle()
    adas = {line.index for line in vault.lines(ADA)}
    bens = {line.index for line in vault.lines(BEN)}
    assert adas & bens == set()
    assert adas | bens == set(range(vault.journal_size()))


async def test_lines_come_newest_first_and_page_by_page(vault: Vault) -> None:
    for number in range(9):
        await put(vault, f"{number}", "x")
    await vault.settle()
    whole = [line.index for line in vault.lines(ADA)]
    assert whole == sorted(whole, reverse=True)
    paged, before = list[int](), None
    while page := vault.lines(ADA, before=before, limit=2):
        paged += [line.index for line in page]
        before = page[-1].index
    assert paged == whole
    assert [told.line.index for run in vault.told(ADA) for told in run] == whole[::-1]


async def test_without_a_persons_key_a_line_says_nothing_of_them(
    vault: Vault, place: Place
) -> None:
    await put(vault, "dede", "dede")
    with pytest.raises(Refused):
        await held(vault, actor=EVE).folders()
    await vault.settle()
    rows = place.database.read.all("SELECT entry, detail FROM journal")
    leaves = [json.loads(entry) for entry, _ in rows]
    whole = b"".join(entry + (detail or b"") for entry, detail in rows)
    words = (ADA.encode(), b"eve", b"phone", b"dede")
    assert [word for word in words if word in whole] == []
    assert {leaf["by"] for leaf in leaves} == {"bailee", "device", "staff"}
    assert all({"at", "did", "by", "who", "detail"} <= set(leaf) for leaf in leaves)


async def test_the_tree_is_the_one_that_another_implementation_builds(
    vault: Vault, place: Place
) -> None:
    book = await shelf(held(vault))
    for _ in range(3):
        await asyncio.gather(*(book.put(ItemId(f"{n}"), Body(b"%d" % n)) for n in range(200)))
        await vault.settle()
        size, note = vault.tree.head()
        head = tlog.open_checkpoint(
            note, keys=[vault.tree.key], verify=verify, origin="bailee/journal"
        )
        theirs = cast("Oracle", InmemoryTree())
        theirs.append_entries(evidence.entries(place.database.read, 0, size))
        assert theirs.get_root(size) == head.root
        assert vault.tree.verify().size == size
        await asyncio.gather(*(book.delete(ItemId(f"{n}")) for n in range(200)))


async def test_after_a_power_cut_the_tree_goes_on_where_the_lines_end(
    vault: Vault, place: Place
) -> None:
    await put(vault, "dede", "dede")
    await vault.settle()
    await put(vault, "emil", "emil")
    again = place.open()
    assert again.tree.verify().fault == ""
    await put(again, "fritz", "fritz")
    await again.settle()
    assert again.tree.verify() == again.tree.verify().__class__(again.journal_size(), 1)
    assert await texts(again) == {"dede": "dede", "emil": "emil", "fritz": "fritz"}


async def test_the_last_head_of_each_day_is_kept_for_good(vault: Vault, clock: Clock) -> None:
    for _ in range(3):
        for number in range(3):
            await put(vault, f"{number}", f"{clock.now()}")
            await vault.settle()
            clock.pass_seconds(1)
        clock.pass_days(1)
    assert vault.tree.verify().heads == 3


async def test_lines_that_could_not_be_written_are_written_later(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    await vault.settle()
    before = vault.journal_size()
    with pytest.raises(Refused):
        await held(vault, actor=EVE).folders()

    def full(*_: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(evidence, "append", full)
    with pytest.raises(StorageError):
        await vault.settle()
    monkeypatch.undo()
    await vault.settle()
    assert vault.journal_size() == before + 1
    assert vault.lines(ADA)[0].actor == EVE


async def test_who_came_and_what_they_agreed_to_is_told_as_well(vault: Vault) -> None:
    first, second = vault.lines(ADA)[::-1][:2]
    assert (first.did, first.by, first.clause) == ("admit", BAILEE, "account.service")
    assert (second.did, second.category, second.purpose) == ("consent", CONTACTS, "sync")


async def test_an_erased_persons_lines_stay_in_the_tree_and_are_read_by_nobody(
    vault: Vault, place: Place
) -> None:
    await put(vault, "dede", "dede")
    await vault.settle()
    size = vault.journal_size()
    who = {row[0] for row in place.database.read.all("SELECT who FROM journal")}
    await vault.forget(ADA, actor=BAILEE)
    await vault.settle()
    assert vault.journal_size() == size + 1
    assert vault.tree.verify().fault == ""
    keys = [place.ring.find(row.subject, row.name) for row in place.store.outside(99, limit=99)]
    tags = {key.tag(b"who", size=16) for key in keys if key is not None}
    assert len(who - tags) == 1


async def test_a_house_that_is_checked_goes_on(vault: Vault) -> None:
    book = await shelf(held(vault))
    await asyncio.gather(*(book.put(ItemId(f"{n}"), Body(b"%d" % n)) for n in range(2000)))
    await vault.settle()
    size = vault.journal_size()
    check = asyncio.create_task(vault.tree.verify_in_turns())
    turns = 0
    while not check.done():
        await asyncio.sleep(0)
        turns += 1
    assert check.result() == vault.tree.verify()
    assert turns >= size / 256


async def test_lines_that_lose_their_person_during_a_check_are_no_fault(
    vault: Vault, place: Place
) -> None:
    book = await shelf(held(vault))
    await asyncio.gather(*(book.put(ItemId(f"{n}"), Body(b"%d" % n)) for n in range(1000)))
    await vault.settle()
    check = asyncio.create_task(vault.tree.verify_in_turns())
    await asyncio.sleep(0)
    with closing(sqlite3.connect(place.data / "vault.db")) as db, db:
        parted = db.execute("UPDATE journal SET who = NULL, detail = NULL WHERE id > 900").rowcount
        db.execute("INSERT INTO fact VALUES ('details-forgotten', ?)", (str(parted),))
    assert parted > 100
    assert (await check).fault == ""
    assert vault.tree.verify().fault == ""


async def test_what_is_written_during_a_check_waits_for_the_next(vault: Vault) -> None:
    await put(vault, "dede", "dede")
    await vault.settle()
    size = vault.journal_size()
    check = asyncio.create_task(vault.tree.verify_in_turns())
    await asyncio.sleep(0)
    await put(vault, "emil", "emil")
    await vault.settle()
    found = await check
    assert (found.fault, found.size) == ("", size)
    assert vault.tree.verify().size == size + 1
