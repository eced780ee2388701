"""What the vault remembers is never longer true than it is."""

from __future__ import annotations

import asyncio

import pytest

from bailee.storage import people
from bailee.terms import Actor, FolderId, ItemId, NotFoundError
from bailee.vault import Body, Match, Vault
from bailee.vault.known import Known
from tests.cast import ADA, BEN, DAY, Clock
from tests.homes import held, put, shelf

NEW = Match(if_none_match=frozenset("*"))


async def test_a_name_that_was_found_is_lost_the_moment_it_is_removed(vault: Vault) -> None:
    names = vault.names
    await names.add("pass", "word", of=ADA, ref="phone")
    assert names.find("pass", "word") == people.NameRow(ADA, "phone", None)
    await names.renew("pass", "word", ref="laptop", until=None)
    assert names.find("pass", "word") == people.NameRow(ADA, "laptop", None)
    await names.drop("pass", of=ADA, ref="laptop")
    assert names.find("pass", "word") is None
    await names.add("pass", "word", of=BEN)
    assert names.find("pass", "word") == people.NameRow(BEN, "", None)


async def test_a_name_that_was_found_ends_when_its_time_is_over(vault: Vault, clock: Clock) -> None:
    await vault.names.add("session", "token", of=ADA, until=clock.now() + DAY)
    assert vault.names.find("session", "token") is not None
    clock.pass_days(1)
    assert vault.names.find("session", "token") is None


async def test_what_is_looked_for_while_it_goes_is_not_remembered(vault: Vault) -> None:
    await vault.names.add("session", "token", of=ADA)
    going = asyncio.ensure_future(vault.names.remove("session", "token"))
    await asyncio.sleep(0)
    vault.names.find("session", "token")
    await going
    assert vault.names.find("session", "token") is None


async def test_an_erased_person_is_found_by_no_name(vault: Vault) -> None:
    await vault.names.add("handle", "ada", of=ADA)
    assert vault.names.find("handle", "ada") is not None
    await vault.forget(ADA, actor=Actor(f"member:{ADA}"))
    assert vault.names.find("handle", "ada") is None


async def test_a_folder_made_anew_is_another_folder(vault: Vault) -> None:
    await put(vault, "dede", "the first")
    await held(vault).remove_folder(FolderId("main"))
    with pytest.raises(NotFoundError):
        held(vault).shelf(FolderId("main"))
    book = await shelf(held(vault))
    assert await book.entries() == []
    assert (await book.put(ItemId("dede"), Body(b"the second"), match=NEW)).created


async def test_two_that_both_want_to_be_new_are_not_both(vault: Vault) -> None:
    book = await shelf(held(vault))
    tries = [book.put(ItemId("dede"), Body(text), match=NEW) for text in (b"one", b"two")]
    ended = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(isinstance(one, Exception) for one in ended) == [False, True]
    assert (await book.one(ItemId("dede"))).body in {b"one", b"two"}


def test_what_is_known_is_bounded() -> None:
    known = Known[int, int]()
    for number in range(20_000):
        known.put(number, number)
    assert known.get(0) is None
    assert known.get(19_999) == 19_999
