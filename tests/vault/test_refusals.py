"""What is refused writes nothing but its line, and the person reads why."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

import pytest

from bailee.terms import (
    ACCESS,
    Actor,
    ClauseId,
    FolderId,
    ItemId,
    LockedError,
    NotFoundError,
    Purpose,
    Refused,
    State,
)
from bailee.vault import Body, Shelf, Vault
from tests.cast import ADA, BEN, BENS_PHONE, CEM, EVE, PHONE
from tests.homes import DIARY, LETTERS, MAIN, Place, agree, held, put, read, shelf, texts, withdraw
from tests.policy.files import CONTACTS, SYNC

pytestmark = pytest.mark.keeps("use.permitted")
Verb = Callable[[Vault, Shelf], Awaitable[object]]
DEDE = ItemId("dede")
VERBS: dict[str, Verb] = {
    "put": lambda _, book: book.put(ItemId("new"), Body(b"new")),
    "put again": lambda _, book: book.put(DEDE, Body(b"dede")),
    "delete": lambda _, book: book.delete(DEDE),
    "read": lambda _, book: read(book, DEDE),
    "read one": lambda _, book: book.one(DEDE),
    "list": lambda _, book: book.entries(),
    "look": lambda _, book: book.entry(DEDE),
    "follow": lambda _, book: book.changes(since=0, limit=9),
    "search": lambda _, book: found(book),
    "take all": lambda _, book: book.all(),
    "move": lambda _, book: book.move(DEDE, to=book, named=ItemId("new"), body=Body(b"dede")),
    "folders": lambda vault, _: held(vault).folders(),
    "add a folder": lambda vault, _: held(vault).add_folder(FolderId("new"), props={}),
    "describe": lambda vault, _: held(vault).describe(MAIN, props={"x": "y"}),
    "remove a folder": lambda vault, _: held(vault).remove_folder(MAIN),
}


async def found(book: Shelf) -> list[str]:
    return [item.name async for item in book.search(hint="dede")]


def all_but_the_journal(place: Place) -> str:
    """A digest of every row that is not evidence."""
    tables = ("subject", "name", "folder", "item", "gone", "orphan", "link", "erasure")
    rows = [place.database.read.all(f"SELECT * FROM {table}") for table in tables]  # noqa: S608 - our own names
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@pytest.mark.parametrize("verb", VERBS)
async def test_without_consent_nothing_is_done_and_one_line_says_so(
    vault: Vault, place: Place, verb: str
) -> None:
    await put(vault, DEDE, "dede")
    book = await shelf(held(vault))
    await withdraw(vault)
    await vault.settle()
    before, size, keys = all_but_the_journal(place), vault.journal_size(), place.store.count()
    with pytest.raises(Refused, match="you have not agreed to sync"):
        await VERBS[verb](vault, book)
    await vault.settle()
    assert (all_but_the_journal(place), place.store.count()) == (before, keys)
    assert vault.journal_size() == size + 1
    line = vault.lines(ADA)[0]
    assert (line.outcome, line.reason) == ("refuse", "you have not agreed to sync")
    assert (line.clause, line.actor) == (ClauseId("category.contacts"), PHONE)
    assert held(vault).totals().items == 1


@pytest.mark.keeps("security.evidence")
@pytest.mark.parametrize("verb", VERBS)
async def test_with_consent_one_line_says_so_as_well(vault: Vault, verb: str) -> None:
    await put(vault, DEDE, "dede")
    book = await shelf(held(vault))
    await vault.settle()
    size = vault.journal_size()
    await VERBS[verb](vault, book)
    await vault.settle()
    assert vault.journal_size() == size + 1
    assert (vault.lines(ADA)[0].outcome, vault.lines(ADA)[0].actor) == ("permit", PHONE)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"actor": EVE}, "contacts may not be seen by staff"),
        ({"actor": Actor("recipient:agency")}, "contacts may not be seen by recipient"),
        ({"purpose": Purpose("ads")}, "the policy does not say that contacts is for ads"),
        ({"purpose": ACCESS}, "only you yourself, signed in, may see"),
        ({"category": "photos"}, "the policy says nothing about photos"),
        ({"actor": Actor(f"member:{BEN}")}, "this belongs to somebody else"),
        ({"actor": Actor(f"member:{BEN}"), "purpose": ACCESS}, "this belongs to somebody else"),
        ({"actor": Actor("")}, "contacts may not be seen by"),
    ],
)
async def test_what_the_policy_does_not_say_is_refused(
    vault: Vault, change: dict[str, str], reason: str
) -> None:
    await put(vault, DEDE, "dede")
    await vault.settle()
    with pytest.raises(Refused, match=reason):
        await held(vault, **change).folders()  # type: ignore[arg-type]  # words of the story
    with pytest.raises(Refused, match=reason):
        [one async for one in held(vault, **change).everything()]  # type: ignore[arg-type]  # as above
    await vault.settle()
    assert vault.lines(ADA)[0].reason.startswith(reason)
    assert [line for line in vault.lines(BEN) if line.outcome == "refuse"] == []


@pytest.mark.parametrize("state", [State.HELD, State.RESTRICTED, State.CLOSING])
async def test_an_account_that_is_not_active_takes_nothing_in_and_keeps_its_rights(
    vault: Vault, state: State
) -> None:
    await put(vault, DEDE, "dede")
    await vault.set_state(ADA, state, actor=Actor("bailee"))
    for purpose_refused in (put(vault, "new", "new"), held(vault).folders()):
        with pytest.raises(Refused):
            await purpose_refused
    assert await texts(vault) == {"dede": "dede"}
    await vault.set_state(ADA, State.ACTIVE, actor=Actor("bailee"))
    await put(vault, "new", "new")


async def test_a_withdrawal_binds_before_it_is_written(vault: Vault) -> None:
    await put(vault, DEDE, "dede")
    withdrawing = asyncio.ensure_future(withdraw(vault))
    await asyncio.sleep(0)
    with pytest.raises(Refused):
        await put(vault, DEDE, "late")
    await withdrawing


async def test_a_withdrawal_stays_bound_whatever_else_is_written_meanwhile(vault: Vault) -> None:
    await agree(vault, DIARY)
    withdrawing = [asyncio.ensure_future(withdraw(vault, one)) for one in (DIARY, CONTACTS)]
    others = [asyncio.ensure_future(agree(vault, LETTERS)) for _ in range(3)]
    while not withdrawing[1].done():
        await asyncio.sleep(0)
        with pytest.raises(Refused):
            await held(vault).folders()
    await asyncio.gather(*withdrawing, *others)
    assert {(one.purpose, one.category) for one in vault.standing(ADA).consents} == {
        (SYNC, LETTERS)
    }


async def test_a_stranger_is_nobody(vault: Vault) -> None:
    with pytest.raises(NotFoundError):
        await held(vault, of=CEM).folders()
    with pytest.raises(NotFoundError):
        await vault.set_state(CEM, State.HELD, actor=Actor("bailee"))
    assert vault.lines(CEM) == []


async def test_moving_to_another_holding_asks_there_too(vault: Vault) -> None:
    await agree(vault, CONTACTS, of=BEN)
    await put(vault, DEDE, "dede")
    mine, bens = await shelf(held(vault)), await shelf(held(vault, of=BEN, actor=BENS_PHONE))
    await withdraw(vault, of=BEN)
    with pytest.raises(Refused):
        await mine.move(DEDE, to=bens, named=DEDE, body=Body(b"dede"))
    assert await texts(vault) == {"dede": "dede"}


async def test_what_is_sealed_is_taken_in_and_never_read_by_the_house(vault: Vault) -> None:
    await agree(vault, LETTERS)
    await put(vault, "letter", "noise to us", category=LETTERS)
    with pytest.raises(Refused, match="only its member has the key"):
        await held(vault, LETTERS, actor=Actor("bailee")).folders()
    assert len(await (await shelf(held(vault, LETTERS))).entries()) == 1


async def test_what_is_locked_says_so_and_is_no_refusal(vault: Vault, place: Place) -> None:
    await agree(vault, DIARY)
    with pytest.raises(LockedError):
        await put(vault, "monday", "rain", category=DIARY)
    vault.admit_holder(ADA, PHONE, b"p" * 32)
    await put(vault, "monday", "rain", category=DIARY)
    place.ring.lock(ADA)
    assert vault.is_locked(ADA, DIARY)
    for verb in (put(vault, "tuesday", "sun", category=DIARY), texts(vault, DIARY)):
        with pytest.raises(LockedError):
            await verb
    assert held(vault, DIARY).totals() == (1, 4)
