"""Erased is unreadable at once, for good, and whatever happens in between."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from bailee.storage import evidence
from bailee.terms import (
    ERASURE,
    Actor,
    Agreement,
    ItemId,
    NotFoundError,
    Operation,
    Refused,
    StorageError,
)
from bailee.vault import Body, Erased, Vault
from tests.cast import ADA, BEN, PHONE
from tests.homes import DIARY, NOTES, Place, agree, held, put, shelf, texts
from tests.policy.files import CONTACTS, SYNC
from tests.vault.darkness import goes_dark

pytestmark = pytest.mark.keeps("access.self", "access.residual")
MEMBER = Actor(f"member:{ADA}")


async def erase(vault: Vault) -> Erased:
    """Ada has her contacts erased."""
    return await held(vault, purpose=ERASURE, actor=MEMBER).erase()


async def erase_all(vault: Vault) -> object:
    """Ada has her account erased."""
    return await vault.forget(ADA, actor=MEMBER)


def keys_of(place: Place, subject: str = ADA) -> list[str]:
    """The names of a person's keys."""
    return [row.name for row in place.store.outside(99, limit=999) if row.subject == subject]


async def test_a_category_goes_with_its_key_its_consent_and_its_rows(
    vault: Vault, place: Place
) -> None:
    await agree(vault, NOTES)
    await put(vault, "dede", "dede")
    await put(vault, "list", "milk", category=NOTES)
    assert await erase(vault) == Erased(items=1, size=4, keys=1)
    assert sorted(keys_of(place)) == ["consent/sync/notes", "journal", "notes"]
    assert vault.standing(ADA).consents == {Agreement(SYNC, NOTES)}
    assert (await texts(vault), await texts(vault, NOTES)) == ({}, {"list": "milk"})
    with pytest.raises(Refused):
        await put(vault, "dede", "again")
    line = next(line for line in vault.lines(ADA) if line.did == Operation.ERASE)
    assert (line.count, line.category, line.actor) == (1, CONTACTS, MEMBER)


async def test_who_agrees_again_begins_with_nothing(vault: Vault) -> None:
    await put(vault, "dede", "dede")
    await erase(vault)
    await agree(vault, CONTACTS)
    assert await held(vault).folders() == []
    await put(vault, "emil", "emil")
    assert await texts(vault) == {"emil": "emil"}
    assert [item.name async for item in (await shelf(held(vault))).search(hint="e")] == ["emil"]


async def test_what_is_locked_can_be_erased_without_any_device(vault: Vault, place: Place) -> None:
    await agree(vault, DIARY)
    vault.admit_holder(ADA, PHONE, b"p" * 32)
    await put(vault, "monday", "rain", category=DIARY)
    place.ring.lock(ADA)
    assert (await held(vault, DIARY, purpose=ERASURE, actor=MEMBER).erase()).keys == 1
    assert "diary" not in keys_of(place)


async def test_an_account_goes_with_everything_and_nobody_elses(vault: Vault, place: Place) -> None:
    await agree(vault, CONTACTS, of=BEN)
    for person in (ADA, BEN):
        await put(vault, "dede", "dede", of=person)
        await vault.names.add("handle", person, of=person)
    await erase_all(vault)
    assert keys_of(place) == []
    assert (vault.subjects(), vault.lines(ADA), vault.consents(ADA)) == ([BEN], [], [])
    assert vault.names.find("handle", ADA) is None
    with pytest.raises(NotFoundError):
        vault.standing(ADA)
    with pytest.raises(NotFoundError):
        await put(vault, "dede", "dede")
    assert await texts(vault, of=BEN) == {"dede": "dede"}
    await vault.settle()
    assert vault.tree.verify().fault == ""


async def test_only_the_member_and_the_house_may_erase(vault: Vault) -> None:
    await put(vault, "dede", "dede")
    for actor in (PHONE, Actor(f"member:{BEN}"), Actor("staff:eve")):
        with pytest.raises(Refused):
            await held(vault, purpose=ERASURE, actor=actor).erase()
        with pytest.raises(Refused):
            await vault.forget(ADA, actor=actor)
    assert await texts(vault) == {"dede": "dede"}


async def test_the_noise_is_swept_a_little_at_a_time(vault: Vault, place: Place) -> None:
    book = await shelf(held(vault))
    await asyncio.gather(*(book.put(ItemId(f"{n}"), Body(b"x")) for n in range(25)))
    await book.delete(ItemId("0"))
    await erase(vault)
    rounds = 0
    while await vault.sweep(limit=10):
        rounds += 1
    assert rounds == 3
    for table in ("item", "gone", "orphan", "folder"):
        assert place.database.read.all(f"SELECT * FROM {table}") == []  # noqa: S608 - our own names


@pytest.mark.parametrize("act", [erase, erase_all])
async def test_cut_short_anywhere_it_is_finished_at_the_next_start(
    place: Place, vault: Vault, act: Callable[[Vault], Awaitable[object]]
) -> None:
    await agree(vault, CONTACTS, of=BEN)
    await put(vault, "dede", "dede", of=BEN)
    finished = list[int]()
    for after in range(99):
        if ADA not in vault.subjects():
            vault = place.open()
            await vault.admit(ADA)
        await agree(vault, CONTACTS)
        await put(vault, "dede", "dede")
        if not await goes_dark(place, partial(act, vault), after=after):
            break
        vault = place.open()
        finished.append(await vault.mend())
        assert await is_whole(vault) is not await is_gone(vault, place)
        assert not finished[-1] or await is_gone(vault, place)
        assert await vault.mend() == 0
        assert await texts(vault, of=BEN) == {"dede": "dede"}
    assert sum(finished) >= 2


async def is_whole(vault: Vault) -> bool:
    """Whether Ada has all that she had."""
    known = ADA in vault.subjects()
    return known and bool(vault.standing(ADA).consents) and bool(await texts(vault))


async def is_gone(vault: Vault, place: Place) -> bool:
    """Whether nothing of Ada's contacts is left: no key, no folder, no consent."""
    consents = vault.standing(ADA).consents if ADA in vault.subjects() else frozenset()
    folders = place.database.read.all("SELECT 1 FROM folder WHERE subject = ?", (ADA,))
    return not consents and not folders and "contacts" not in keys_of(place)


async def test_whoever_syncs_while_the_account_is_erased_leaves_nothing_behind(
    vault: Vault, place: Place
) -> None:
    await put(vault, "dede", "dede")

    async def sync() -> None:
        for number in range(40):
            await asyncio.sleep(0)
            await put(vault, f"{number}", "late")

    async def look() -> None:
        for _ in range(40):
            await asyncio.sleep(0)
            await held(vault).folders()
            vault.write_counted()

    ends = await asyncio.gather(sync(), look(), erase_all(vault), return_exceptions=True)
    assert {type(end) for end in ends[:2]} <= {Refused, NotFoundError, type(None)}
    await vault.settle()
    assert keys_of(place) == []
    assert place.database.read.all("SELECT * FROM folder") == []
    assert place.database.read.all("SELECT * FROM consent") == []


async def test_an_erasure_that_could_not_begin_takes_no_consent(
    vault: Vault, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(vault, "dede", "dede")

    def full(*_: object, **__: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(evidence, "begin_erasure", full)
    with pytest.raises(StorageError):
        await erase(vault)
    monkeypatch.undo()
    assert await is_whole(vault)
    await put(vault, "emil", "emil")
    await erase(vault)
    assert await is_gone(vault, place)
