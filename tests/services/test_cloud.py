"""Address books that all of a member's devices share."""

from __future__ import annotations

import pytest

from bailee.protocols import vcard
from bailee.services.cloud import MOST_BYTES
from bailee.terms import (
    AliasError,
    ExistsError,
    FolderId,
    ItemId,
    NotFoundError,
    Refused,
    StaleTokenError,
    TooLargeError,
    VersionError,
)
from bailee.vault import Match
from tests.clients.people import Card, cards, changed
from tests.homes import Resident, withdraw
from tests.policy.files import CONTACTS

FIRST, FRIENDS = FolderId("contacts"), FolderId("friends")
NEW = Match(if_none_match=frozenset("*"))
EMIL, DEDE = cards(2)


def name(card: Card) -> ItemId:
    """What a client calls it."""
    return ItemId(card.name)


async def keep(ada: Resident, *found: Card, folder: FolderId = FIRST) -> None:
    """Put cards into a book, made when it is not there."""
    if folder not in {one.id for one in await ada.cloud.folders()}:
        await ada.cloud.create(folder, props={})
    for card in found:
        await ada.cloud.put(folder, name(card), card.body)


async def bodies(ada: Resident, folder: FolderId = FIRST) -> dict[str, bytes]:
    """What is in a book."""
    names = [entry.name for entry in await ada.cloud.entries(folder)]
    runs = ada.cloud.read(folder, names)
    return {item.name: item.body async for run in runs for item in run}


@pytest.mark.keeps("cloud.import")
async def test_the_first_address_book_is_there_by_itself_and_once(ada: Resident) -> None:
    for _ in range(2):
        [book] = await ada.cloud.folders()
        assert (book.id, book.items) == (FIRST, 0)
        assert book.props == {"{DAV:}displayname": "Contacts"}
    await ada.cloud.create(FRIENDS, props={})
    await ada.cloud.remove(FIRST)
    assert [book.id for book in await ada.cloud.folders()] == [FRIENDS]


@pytest.mark.keeps("use.permitted")
async def test_who_has_not_agreed_gets_no_address_book(ada: Resident) -> None:
    await withdraw(ada.house.vault, of=ada.subject)
    with pytest.raises(Refused):
        await ada.cloud.folders()
    assert ada.house.vault.totals(CONTACTS) == (0, 0)


async def test_a_book_can_be_named_described_and_not_made_twice(ada: Resident) -> None:
    made = await ada.cloud.create(FRIENDS, props={"{DAV:}displayname": "Friends", "{x:}y": "z"})
    told = await ada.cloud.describe(FRIENDS, props={"{DAV:}displayname": "Freunde", "{x:}y": None})
    assert told.props == {"{DAV:}displayname": "Freunde"}
    assert told.token > made.token
    with pytest.raises(ExistsError):
        await ada.cloud.create(FRIENDS, props={})
    assert (await ada.cloud.folder(FRIENDS)).props == told.props


async def test_what_is_not_there_is_not_found(ada: Resident) -> None:
    nowhere, nothing = FolderId("nowhere"), ItemId("nothing.vcf")
    await ada.cloud.folders()
    for asked in (
        ada.cloud.folder(nowhere),
        ada.cloud.describe(nowhere, props={}),
        ada.cloud.remove(nowhere),
        ada.cloud.entries(nowhere),
        ada.cloud.put(nowhere, nothing, EMIL.body),
        ada.cloud.entry(FIRST, nothing),
        ada.cloud.delete(FIRST, nothing),
        ada.cloud.move(FIRST, nothing, to=(FIRST, name(EMIL))),
    ):
        with pytest.raises(NotFoundError):
            await asked


async def test_a_card_may_be_large_and_not_larger(ada: Resident) -> None:
    await keep(ada)
    room = MOST_BYTES - len(changed(EMIL, "").body)
    line = b"NOTE:" + b"x" * room
    body = EMIL.body.replace(b"END:VCARD", line + b"\r\nEND:VCARD")
    assert len(body) == MOST_BYTES
    with pytest.raises(TooLargeError, match="at most 10 MiB"):
        await ada.cloud.put(FIRST, name(EMIL), body + b"\n")
    await ada.cloud.put(FIRST, name(EMIL), body)
    assert await bodies(ada) == {EMIL.name: body}


@pytest.mark.parametrize(
    "body", [b"", b"hello", b"BEGIN:VCARD\r\n", b"\xff\xfe", EMIL.body + DEDE.body, b"\x00"]
)
async def test_what_is_no_card_writes_nothing(ada: Resident, body: bytes) -> None:
    await keep(ada, EMIL)
    before = (await ada.cloud.folder(FIRST)).token
    await ada.house.vault.settle()
    size = ada.house.vault.journal_size()
    with pytest.raises(vcard.MalformedError):
        await ada.cloud.put(FIRST, name(EMIL), body)
    await ada.house.vault.settle()
    assert ada.house.vault.journal_size() == size
    assert (await ada.cloud.folder(FIRST)).token == before
    assert await bodies(ada) == {EMIL.name: EMIL.body}


@pytest.mark.keeps("cloud.push")
async def test_a_card_moves_to_another_book_and_both_tell_of_it(ada: Resident) -> None:
    await keep(ada, EMIL, DEDE)
    await keep(ada, folder=FRIENDS)
    here, there = [(await ada.cloud.folder(folder)).token for folder in (FIRST, FRIENDS)]
    moved = await ada.cloud.move(FIRST, name(EMIL), to=(FRIENDS, ItemId("new.vcf")), match=NEW)
    assert moved.created
    assert await bodies(ada) == {DEDE.name: DEDE.body}
    assert await bodies(ada, FRIENDS) == {"new.vcf": EMIL.body}
    assert (await ada.cloud.changes(FIRST, since=here, limit=9)).gone == [EMIL.name]
    [entry] = (await ada.cloud.changes(FRIENDS, since=there, limit=9)).changed
    assert (entry.name, entry.etag) == ("new.vcf", moved.etag)


async def test_a_card_can_be_given_another_name(ada: Resident) -> None:
    await keep(ada, EMIL)
    await ada.cloud.move(FIRST, name(EMIL), to=(FIRST, ItemId("new.vcf")))
    assert await bodies(ada) == {"new.vcf": EMIL.body}
    with pytest.raises(VersionError):
        await ada.cloud.move(FIRST, ItemId("new.vcf"), to=(FIRST, ItemId("new.vcf")))
    assert await bodies(ada) == {"new.vcf": EMIL.body}
    assert (await ada.cloud.folder(FIRST)).items == 1


async def test_a_card_moves_onto_another_only_if_that_may_go(ada: Resident) -> None:
    await keep(ada, EMIL)
    await keep(ada, DEDE, folder=FRIENDS)
    with pytest.raises(VersionError):
        await ada.cloud.move(FIRST, name(EMIL), to=(FRIENDS, name(DEDE)), match=NEW)
    assert (await bodies(ada), await bodies(ada, FRIENDS)) == (
        {EMIL.name: EMIL.body},
        {DEDE.name: DEDE.body},
    )
    over = await ada.cloud.move(FIRST, name(EMIL), to=(FRIENDS, name(DEDE)))
    assert not over.created
    assert await bodies(ada) == {}
    assert await bodies(ada, FRIENDS) == {DEDE.name: EMIL.body}
    assert (await ada.cloud.folder(FRIENDS)).items == 1


async def test_a_card_whose_twin_is_there_stays_where_it_is(ada: Resident) -> None:
    await keep(ada, EMIL)
    await keep(ada, Card(EMIL.uid, "twin.vcf", EMIL.body), folder=FRIENDS)
    tokens = [(await ada.cloud.folder(folder)).token for folder in (FIRST, FRIENDS)]
    with pytest.raises(AliasError) as told:
        await ada.cloud.move(FIRST, name(EMIL), to=(FRIENDS, name(EMIL)))
    assert told.value.holder == "twin.vcf"
    assert await bodies(ada) == {EMIL.name: EMIL.body}
    assert await bodies(ada, FRIENDS) == {"twin.vcf": EMIL.body}
    assert tokens == [(await ada.cloud.folder(folder)).token for folder in (FIRST, FRIENDS)]


@pytest.mark.keeps("cloud.push")
async def test_a_book_that_is_made_again_tells_old_devices_to_start_anew(ada: Resident) -> None:
    await keep(ada, EMIL, DEDE)
    before = (await ada.cloud.folder(FIRST)).token
    await ada.cloud.remove(FIRST)
    await keep(ada, EMIL)
    assert (await ada.cloud.folder(FIRST)).token > before
    with pytest.raises(StaleTokenError):
        await ada.cloud.changes(FIRST, since=before, limit=9)
    assert await bodies(ada) == {EMIL.name: EMIL.body}


async def test_a_search_finds_whatever_holds_the_words_and_follows_changes(ada: Resident) -> None:
    await keep(ada, EMIL, changed(DEDE, "plays the Bandoneón"))

    async def found(hint: str | None) -> list[str]:
        return [item.name async for item in ada.cloud.search(FIRST, hint=hint)]

    assert await found("bandoneon") == [DEDE.name]
    assert sorted(await found(None)) == sorted([EMIL.name, DEDE.name])
    await keep(ada, changed(EMIL, "bandoneón too"))
    await ada.cloud.delete(FIRST, name(DEDE))
    assert await found("bandoneon") == [EMIL.name]
    assert await found("saxophone") == []


async def test_two_members_have_two_books_of_one_name(ada: Resident, ben: Resident) -> None:
    await keep(ada, EMIL)
    await keep(ben, DEDE)
    assert await bodies(ada) == {EMIL.name: EMIL.body}
    assert await bodies(ben) == {DEDE.name: DEDE.body}
