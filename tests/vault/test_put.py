"""What is put in comes out as it went in, once, and with the line that says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.storage import evidence
from bailee.terms import AliasError, FolderId, ItemId, NotFoundError, Operation, VersionError
from bailee.vault import Body, Match, Shelf, Vault
from tests.cast import ADA, Clock
from tests.homes import MAIN, Place, held, put, read, shelf, texts
from tests.vault.counting import steps_of

ABSENT, PRESENT = Match(if_none_match=frozenset("*")), Match(if_match=frozenset("*"))
ELSEWHERE = FolderId("elsewhere")
DEDE, EMIL = ItemId("dede.vcf"), ItemId("emil.vcf")
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).map(ItemId)


@pytest.fixture
async def book(vault: Vault) -> Shelf:
    """Ada's address book."""
    return await shelf(held(vault))


@settings(max_examples=40)
@given(name=NAMES, content=st.binary(max_size=2000))
async def test_every_byte_comes_back_under_every_name(
    book: Shelf, name: ItemId, content: bytes
) -> None:
    kept = await book.put(name, Body(content))
    item = await book.one(name)
    assert (item.name, item.body, item.etag, item.size) == (name, content, kept.etag, len(content))
    assert await book.entry(name) == next(e for e in await book.entries() if e.name == name)


async def test_a_body_of_many_chunks_comes_back(book: Shelf) -> None:
    content = bytes(range(256)) * 4000
    await book.put(DEDE, Body(content))
    assert (await book.one(DEDE)).body == content


async def test_an_etag_changes_when_the_bytes_do_and_only_then(vault: Vault, book: Shelf) -> None:
    first = await book.put(DEDE, Body(b"one"))
    token = (await held(vault).folder(MAIN)).token
    again = await book.put(DEDE, Body(b"one"))
    assert (first.created, again.created, again.etag) == (True, False, first.etag)
    assert (await held(vault).folder(MAIN)).token == token
    assert (await book.put(DEDE, Body(b"two"))).etag != first.etag


async def test_a_folder_counts_what_is_in_it(vault: Vault, book: Shelf) -> None:
    for name, content in ((DEDE, b"12345"), (EMIL, b"123"), (DEDE, b"1")):
        await book.put(name, Body(content))
    folder = await held(vault).folder(MAIN)
    assert (folder.items, folder.size) == (2, 4)
    await book.delete(DEDE)
    folder = await held(vault).folder(MAIN)
    assert (folder.items, folder.size) == (1, 3)
    assert held(vault).totals() == (1, 3)


async def test_what_must_be_new_or_known_is_held_to_it(book: Shelf) -> None:
    with pytest.raises(VersionError):
        await book.put(DEDE, Body(b"one"), match=PRESENT)
    etag = (await book.put(DEDE, Body(b"one"), match=ABSENT)).etag
    with pytest.raises(VersionError):
        await book.put(DEDE, Body(b"two"), match=ABSENT)
    await book.put(DEDE, Body(b"two"), match=Match(if_match=frozenset({etag})))
    for verb in (
        book.delete(DEDE, match=stale(etag)),
        book.put(DEDE, Body(b"3"), match=stale(etag)),
    ):
        with pytest.raises(VersionError):
            await verb
    assert (await book.one(DEDE)).body == b"two"


def stale(etag: str) -> Match:
    return Match(if_match=frozenset({etag}))


async def test_one_identity_is_one_item_in_a_folder(vault: Vault, book: Shelf) -> None:
    await book.put(DEDE, Body(b"one", alias="uid-1"))
    with pytest.raises(AliasError) as told:
        await book.put(EMIL, Body(b"two", alias="uid-1"))
    assert told.value.holder == DEDE
    await book.put(DEDE, Body(b"three", alias="uid-1"))
    await book.put(DEDE, Body(b"four", alias="uid-2"))
    await book.put(EMIL, Body(b"two", alias="uid-1"))
    await held(vault).add_folder(ELSEWHERE, props={})
    await held(vault).shelf(ELSEWHERE).put(EMIL, Body(b"two", alias="uid-1"))
    await book.delete(DEDE)
    await book.put(EMIL, Body(b"five", alias="uid-2"))


async def test_items_come_in_the_order_asked_and_the_missing_are_left_out(book: Shelf) -> None:
    await book.put(DEDE, Body(b"dede"))
    await book.put(EMIL, Body(b"emil"))
    names = [EMIL, ItemId("nobody.vcf"), DEDE, EMIL]
    assert [item.name for item in await read(book, *names)] == [EMIL, DEDE]


async def test_what_was_deleted_is_no_more_and_cannot_be_deleted_twice(book: Shelf) -> None:
    await book.put(DEDE, Body(b"dede"))
    await book.delete(DEDE)
    assert await read(book, DEDE) == []
    for verb in (book.delete(DEDE), book.entry(DEDE), book.one(DEDE)):
        with pytest.raises(NotFoundError):
            await verb
    assert (await book.put(DEDE, Body(b"dede"))).created


@pytest.mark.keeps("security.evidence")
async def test_the_item_and_its_line_are_kept_together_or_not_at_all(
    vault: Vault, book: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(vault, "dede", "one")
    await vault.settle()
    before = vault.journal_size()

    def fail(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr(evidence, "append", fail)
    for verb in (book.put(DEDE, Body(b"x")), book.delete(ItemId("dede"))):
        with pytest.raises(LookupError):
            await verb
    monkeypatch.undo()
    assert await texts(vault) == {"dede": "one"}
    await vault.settle()
    lines = vault.lines(ADA, limit=vault.journal_size() - before)
    assert {line.did for line in lines} == {Operation.READ}


async def test_a_card_is_moved_at_once_or_not_at_all(vault: Vault, book: Shelf) -> None:
    other = await shelf(held(vault), ELSEWHERE)
    body = Body(b"dede", alias="uid-1")
    await book.put(DEDE, body)
    await other.put(EMIL, Body(b"emil", alias="uid-2"))
    with pytest.raises(VersionError):
        await book.move(DEDE, to=other, named=EMIL, body=body, match=ABSENT)
    await other.put(ItemId("twin"), Body(b"twin", alias="uid-1"))
    with pytest.raises(AliasError):
        await book.move(DEDE, to=other, named=DEDE, body=body)
    assert [e.name for e in await book.entries()] == [DEDE]
    await other.delete(ItemId("twin"))
    await book.move(DEDE, to=other, named=EMIL, body=body)
    assert await book.entries() == []
    assert (await other.one(EMIL)).body == b"dede"
    assert await texts(vault) == {EMIL: "dede"}


async def search(book: Shelf, hint: str | None) -> list[str]:
    return [item.name async for item in book.search(hint=hint)]


async def test_a_search_finds_what_holds_its_word_and_follows_every_change(vault: Vault) -> None:
    await put(vault, "dede", "dede miller")
    await put(vault, "emil", "emil miller")
    assert await search(await shelf(held(vault)), "miller") == ["dede", "emil"]
    await put(vault, "dede", "dede smith")
    await (await shelf(held(vault))).delete(ItemId("emil"))
    book = await shelf(held(vault))
    assert await search(book, "miller") == []
    assert await search(book, "smith") == await search(book, None) == ["dede"]


async def test_a_search_after_ten_changes_opens_ten_texts(vault: Vault, place: Place) -> None:
    book = await shelf(held(vault))
    for number in range(300):
        await book.put(ItemId(f"{number}"), Body(b"x", text="x"))
    costs = list[int]()
    for changed in (300, 10, 10):
        for number in range(changed):
            await book.put(ItemId(f"{number}"), Body(b"%d" % len(costs), text="x"))
        with steps_of(place.database) as steps:
            assert await search(await shelf(held(vault)), "nobody") == []
        costs.append(steps.count)
    assert costs[0] > 10 * costs[1] > 0
    assert abs(costs[1] - costs[2]) < 50


async def test_what_was_searched_is_forgotten_when_nobody_searches(
    vault: Vault, place: Place, clock: Clock
) -> None:
    await put(vault, "dede", "dede miller")
    book = await shelf(held(vault))
    await search(book, None)
    clock.pass_seconds(601)
    vault.lock_idle()
    with steps_of(place.database) as steps:
        await search(book, "nobody")
    assert steps.count > 40
