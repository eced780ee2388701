"""What is due goes by itself, and nothing else does."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.terms import BAILEE, Actor, Agreement, Category, ItemId, NotFoundError, Operation, State
from bailee.vault import Body, Vault
from tests.cast import ADA, BEN, DAY, Clock
from tests.homes import NOTES, PLACES, Place, agree, held, put, shelf, texts, withdraw
from tests.policy.files import CONTACTS, HOME, SYNC

pytestmark = pytest.mark.keeps("retain.destroy")


async def test_places_go_two_days_after_they_were_collected(vault: Vault, clock: Clock) -> None:
    await agree(vault, PLACES)
    await put(vault, "monday", "the mill", category=PLACES)
    clock.pass_days(1)
    await put(vault, "monday", "the mill, by bus", category=PLACES)
    await put(vault, "tuesday", "the shop", category=PLACES)
    clock.pass_seconds(DAY - 1)
    assert await vault.expire() == 0
    clock.pass_seconds(1)
    assert await vault.expire() == 1
    assert await texts(vault, PLACES) == {"tuesday": "the shop"}
    clock.pass_days(1)
    assert await vault.expire() == 1


async def test_notes_go_ten_days_after_they_were_changed(vault: Vault, clock: Clock) -> None:
    await agree(vault, NOTES)
    await put(vault, "list", "milk", category=NOTES)
    clock.pass_days(9)
    await put(vault, "list", "milk, bread", category=NOTES)
    clock.pass_days(9)
    assert await vault.expire() == 0
    clock.pass_days(1)
    assert await vault.expire() == 1


async def test_contacts_stay_for_years_and_go_thirty_days_after_withdrawal(
    vault: Vault, clock: Clock
) -> None:
    await put(vault, "dede", "dede")
    clock.pass_days(4000)
    assert await vault.expire() == 0
    await withdraw(vault)
    assert vault.ends_at(ADA, CONTACTS) == clock.now() + 30 * DAY
    clock.pass_seconds(30 * DAY - 1)
    assert await vault.expire() == 0
    clock.pass_seconds(1)
    assert await vault.expire() == 1
    assert await texts(vault) == {}
    assert vault.ends_at(ADA, CONTACTS) is None


async def test_agreeing_again_in_time_keeps_everything(vault: Vault, clock: Clock) -> None:
    await put(vault, "dede", "dede")
    await withdraw(vault)
    clock.pass_days(29)
    await agree(vault, CONTACTS)
    clock.pass_days(400)
    assert await vault.expire() == 0
    assert await texts(vault) == {"dede": "dede"}


async def test_what_waits_for_another_event_goes_at_once_when_its_purpose_ends(
    vault: Vault,
) -> None:
    await agree(vault, NOTES)
    await put(vault, "list", "milk", category=NOTES)
    await withdraw(vault, NOTES)
    assert await vault.expire() == 1


async def test_a_place_that_is_moved_stays_no_longer(vault: Vault, clock: Clock) -> None:
    await agree(vault, PLACES)
    await put(vault, "monday", "the mill", category=PLACES)
    book = await shelf(held(vault, PLACES))
    clock.pass_days(1)
    mill = Body(b"the mill")
    await book.move(ItemId("monday"), to=book, named=ItemId("again"), body=mill)
    clock.pass_days(1)
    assert await vault.expire() == 1


async def test_another_device_hears_that_something_expired(vault: Vault, clock: Clock) -> None:
    await agree(vault, PLACES)
    await put(vault, "monday", "the mill", category=PLACES)
    book = await shelf(held(vault, PLACES))
    before = book.token
    clock.pass_days(2)
    await vault.expire()
    heard = await (await shelf(held(vault, PLACES))).changes(since=before, limit=9)
    assert heard.gone == ["monday"]
    assert held(vault, PLACES).totals() == (0, 0)


async def test_each_persons_line_says_how_many_went(vault: Vault, clock: Clock) -> None:
    for person, count in ((ADA, 3), (BEN, 1)):
        await agree(vault, PLACES, of=person)
        for number in range(count):
            await put(vault, f"{number}", "x", category=PLACES, of=person)
    clock.pass_days(2)
    assert await vault.expire() == 4
    for person, count in ((ADA, 3), (BEN, 1)):
        line = vault.lines(person)[0]
        assert (line.did, line.count, line.by) == (Operation.EXPIRE, count, BAILEE)
        assert line.clause == "retain.destroy"


async def test_a_note_changed_while_expiry_runs_is_not_lost(vault: Vault, clock: Clock) -> None:
    await agree(vault, NOTES)
    await put(vault, "list", "milk", category=NOTES)
    clock.pass_days(10)
    changing = put(vault, "list", "milk, bread", category=NOTES)
    _, removed = await asyncio.gather(changing, vault.expire())
    assert await texts(vault, NOTES) == {"list": "milk, bread"}
    assert removed == 0
    assert held(vault, NOTES).totals().items == 1


async def test_what_is_deleted_while_expiry_runs_is_counted_once(
    vault: Vault, clock: Clock
) -> None:
    await agree(vault, PLACES)
    await put(vault, "monday", "the mill", category=PLACES)
    book = await shelf(held(vault, PLACES))
    clock.pass_days(2)
    await asyncio.gather(book.delete(ItemId("monday")), vault.expire())
    assert held(vault, PLACES).totals() == (0, 0)


async def test_who_agrees_again_while_expiry_runs_keeps_what_they_have(
    vault: Vault, clock: Clock
) -> None:
    await agree(vault, CONTACTS, of=BEN)
    for person in (ADA, BEN):
        await put(vault, "dede", "dede", of=person)
        await withdraw(vault, of=person)
    clock.pass_days(30)
    await asyncio.gather(vault.expire(), agree(vault, CONTACTS, of=BEN))
    assert await texts(vault) == {}
    assert await texts(vault, of=BEN) == {"dede": "dede"}
    assert Agreement(SYNC, CONTACTS) in vault.standing(BEN).consents


async def test_one_person_who_cannot_be_judged_holds_up_nobody(
    place: Place, vault: Vault, clock: Clock
) -> None:
    await agree(vault, PLACES)
    await agree(vault, CONTACTS, of=BEN)
    await put(vault, "mill", "x", category=PLACES)
    await put(vault, "dede", "dede", of=BEN)
    await withdraw(vault, PLACES)
    await withdraw(vault, of=BEN)
    clock.pass_days(40)
    without_places = place.open(HOME)
    assert await without_places.expire() >= 1
    with pytest.raises(NotFoundError):
        without_places.policy.category(PLACES)
    assert await texts(without_places, of=BEN) == {}


@settings(max_examples=15)
@given(st.lists(st.integers(0, 30), max_size=6), st.integers(0, 30))
async def test_exactly_what_is_due_goes(
    vault: Vault, clock: Clock, days: list[int], until: int
) -> None:
    await agree(vault, NOTES)
    book = await shelf(held(vault, NOTES))
    start = clock.now()
    for number, day in enumerate(sorted(days)):
        clock.pass_seconds(start + day * DAY - clock.now())
        await book.put(ItemId(f"{number}"), Body(b"x"))
    clock.pass_seconds(max(start + until * DAY - clock.now(), 0))
    await vault.expire()
    today = (clock.now() - start) // DAY
    assert len(await texts(vault, NOTES)) == sum(day + 10 > today for day in days)
    clock.pass_days(10)
    await vault.expire()
    assert await texts(vault, NOTES) == {}


async def test_the_days_of_the_journals_details_end_and_the_leaves_stay(
    vault: Vault, clock: Clock
) -> None:
    await put(vault, "dede", "dede")
    await vault.settle()
    clock.pass_days(364)
    await vault.expire()
    lines = vault.lines(ADA)
    assert any(line.actor == "device:ada-phone" for line in lines)
    clock.pass_days(1)
    await put(vault, "emil", "emil")
    await vault.expire()
    assert [line for line in vault.lines(ADA) if line.at < clock.now()] == []
    assert vault.lines(ADA)[0].actor == Actor("device:ada-phone")
    await vault.settle()
    assert vault.tree.verify().fault == ""


@pytest.mark.parametrize("category", [CONTACTS, PLACES])
async def test_what_a_member_froze_waits_until_it_is_thawed(
    vault: Vault, clock: Clock, category: Category
) -> None:
    ada = Actor(f"member:{ADA}")
    for person in (ADA, BEN):
        await agree(vault, category, of=person)
        await put(vault, "one", "one", category=category, of=person)
        await withdraw(vault, category, of=person)
    await vault.set_state(ADA, State.RESTRICTED, actor=ada)
    clock.pass_days(400)
    assert await vault.expire() == 1
    assert await texts(vault, category) == {"one": "one"}
    await vault.set_state(ADA, State.ACTIVE, actor=ada)
    assert await vault.expire() == 1
    assert await texts(vault, category) == {}


async def test_what_others_froze_waits_for_nothing(vault: Vault, clock: Clock) -> None:
    await agree(vault, PLACES)
    await put(vault, "monday", "the mill", category=PLACES)
    await vault.set_state(ADA, State.RESTRICTED, actor=Actor("staff:operator"), reason="a question")
    clock.pass_days(2)
    assert await vault.expire() == 1
