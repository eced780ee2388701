"""What happened since: told completely, told once, and at the cost of what happened."""

from __future__ import annotations

import pytest

from bailee.terms import ItemId, StaleTokenError
from bailee.vault import Body, Changes, Shelf, Vault
from tests.cast import Clock
from tests.homes import MAIN, Place, held, put, shelf
from tests.vault.counting import steps_of

pytestmark = pytest.mark.keeps("cloud.push")


async def changes(vault: Vault, since: int, *, limit: int = 1000) -> Changes:
    return await held(vault).shelf(MAIN).changes(since=since, limit=limit)


async def token(vault: Vault) -> int:
    return (await held(vault).folder(MAIN)).token


async def fill(vault: Vault, count: int) -> Shelf:
    """Put so many cards."""
    book = await shelf(held(vault))
    for number in range(count):
        await book.put(ItemId(f"{number}"), Body(b"x%d" % number))
    return await shelf(held(vault))


async def test_a_device_hears_what_came_changed_and_went(vault: Vault) -> None:
    await fill(vault, 5)
    before = await token(vault)
    book = await shelf(held(vault))
    await book.put(ItemId("new"), Body(b"new"))
    await book.put(ItemId("1"), Body(b"changed"))
    await book.delete(ItemId("2"))
    heard = await changes(vault, before)
    assert [entry.name for entry in heard.changed] == ["new", "1"]
    assert heard.gone == ["2"]
    assert (heard.token, heard.more) == (await token(vault), False)
    assert await changes(vault, heard.token) == Changes([], [], heard.token, more=False)


async def test_what_came_and_went_in_between_is_told_as_gone(vault: Vault) -> None:
    await fill(vault, 1)
    before = await token(vault)
    book = await shelf(held(vault))
    await book.put(ItemId("brief"), Body(b"x"))
    await book.delete(ItemId("brief"))
    await book.delete(ItemId("0"))
    await book.put(ItemId("0"), Body(b"back again"))
    heard = await changes(vault, before)
    assert ([entry.name for entry in heard.changed], heard.gone) == (["0"], ["brief"])


async def test_a_first_sync_hears_of_everything_and_of_no_tombstone(vault: Vault) -> None:
    book = await fill(vault, 5)
    await book.delete(ItemId("3"))
    heard = await changes(vault, 0)
    assert [entry.name for entry in heard.changed] == ["0", "1", "2", "4"]
    assert heard.gone == []


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
async def test_page_by_page_it_is_the_same(vault: Vault, limit: int) -> None:
    book = await fill(vault, 9)
    before, first = await token(vault), await walk(vault, 0, limit)
    assert sorted(first) == [f"{n}" for n in range(9)]
    for name in ("3", "5", "7"):
        await book.delete(ItemId(name))
    await book.put(ItemId("4"), Body(b"changed"))
    assert await walk(vault, before, limit) == ["-3", "-5", "-7", "4"]


async def walk(vault: Vault, since: int, limit: int) -> list[str]:
    """Follow the pages to the last."""
    heard, told = Changes([], [], since, more=True), list[str]()
    while heard.more:
        heard = await changes(vault, heard.token, limit=limit)
        told += [f"-{name}" for name in heard.gone] + [entry.name for entry in heard.changed]
        assert len(heard.gone) + len(heard.changed) <= max(limit, 9)
    return told


async def test_a_token_that_was_never_given_is_stale(vault: Vault) -> None:
    await fill(vault, 3)
    for never in (1, (await token(vault)) + 1, -1):
        with pytest.raises(StaleTokenError):
            await changes(vault, never)


async def test_tombstones_go_after_180_days_and_tokens_before_them_are_stale(
    vault: Vault, clock: Clock
) -> None:
    book = await fill(vault, 3)
    before = await token(vault)
    await book.delete(ItemId("1"))
    after = await token(vault)
    clock.pass_days(180)
    await vault.expire()
    assert (await changes(vault, before)).gone == ["1"]
    clock.pass_days(1)
    await vault.expire()
    with pytest.raises(StaleTokenError):
        await changes(vault, before)
    assert await changes(vault, after) == Changes([], [], after, more=False)


async def test_a_first_sync_in_pages_ends_though_tombstones_have_gone(
    vault: Vault, clock: Clock
) -> None:
    book = await fill(vault, 9)
    await book.put(ItemId("brief"), Body(b"x"))
    await book.delete(ItemId("brief"))
    clock.pass_days(181)
    await vault.expire()
    assert await walk(vault, 0, 2) == [f"{n}" for n in range(9)]


async def test_the_cost_is_that_of_the_changes_not_of_what_is_held(
    vault: Vault, place: Place
) -> None:
    costs = list[int]()
    for held_count in (10, 400):
        book = await fill(vault, held_count)
        before = await token(vault)
        for number in range(5):
            await book.put(ItemId(f"{number}"), Body(b"changed at %d" % held_count))
        opened = held(vault).shelf(MAIN)
        with steps_of(place.database) as steps:
            heard = await opened.changes(since=before, limit=1000)
        assert len(heard.changed) == 5
        costs.append(steps.count)
    assert costs[0] == costs[1]


async def test_changed_properties_of_a_folder_change_its_token(vault: Vault) -> None:
    await put(vault, "dede", "x")
    before = await token(vault)
    folder = await held(vault).describe(MAIN, props={"{DAV:}displayname": "Friends"})
    assert folder.token == await token(vault) == before + 1
    assert (await held(vault).folder(MAIN)).props == {"{DAV:}displayname": "Friends"}
    assert await changes(vault, before) == Changes([], [], before + 1, more=False)


async def test_a_token_of_a_removed_folder_is_stale_in_the_next_of_its_name(vault: Vault) -> None:
    await fill(vault, 3)
    before = await token(vault)
    await held(vault).remove_folder(MAIN)
    await fill(vault, 50)
    with pytest.raises(StaleTokenError):
        await changes(vault, before)
