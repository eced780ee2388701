"""A later copy of what changed, laid over an earlier one, is the copy of everything."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.rights.export.manifest import NOTHING, Earlier, Gone, Manifest
from bailee.rights.export.names import Named
from bailee.terms import FolderId, ItemId
from tests.cast import DAY, NOON, Clock
from tests.clients.people import cards
from tests.homes import Resident
from tests.rights.taking import Files, files, fill

Cards = dict[tuple[str, str], bytes]
BOOK = FolderId("contacts")
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{}\r\nFN:{}\r\nN:{};;;;\r\nEND:VCARD\r\n"


async def taken(ada: Resident, earlier: Earlier = NOTHING) -> Files:
    """A copy, from an earlier one on."""
    stream, actor = ada.house.export.stream, ada.session.actor
    chunks = stream(ada.subject, actor=actor, earlier=earlier)
    return files(b"".join([chunk async for chunk in chunks]))


def told(found: Files) -> Manifest:
    """What its manifest says."""
    return msgspec.json.decode(found["manifest.json"], type=Manifest)


def from_here(found: Files) -> Earlier:
    """Where it stood."""
    return Earlier(told(found).made_at, told(found).state)


def in_it(found: Files) -> Cards:
    """The cards in it, by folder and name."""
    held: Cards = {}
    for line in found.get("names/contacts.jsonl", b"").splitlines():
        row = msgspec.json.decode(line, type=Named)
        for name, size in row.items:
            body, found[row.file] = found[row.file][:size], found[row.file][size:]
            held[row.folder, name] = body
    return held


def laid_over(held: Cards, later: Files) -> Cards:
    """A later copy over an earlier one."""
    gone = msgspec.json.decode(later["data/contacts/GONE.json"], type=Gone)
    lost = {*gone.folders, *gone.whole}
    dropped = {(folder, name) for folder, names in gone.items.items() for name in names}
    kept = {at: body for at, body in held.items() if at[0] not in lost and at not in dropped}
    return kept | in_it(later)


Step = st.tuples(st.sampled_from("abc"), st.sampled_from(["contacts", "more"]), st.integers(0, 5))


@pytest.mark.keeps("access.self")
@settings(max_examples=15)
@given(before=st.lists(Step, max_size=6), after=st.lists(Step, max_size=6))
async def test_copies_of_what_changed_add_up_to_the_whole(
    ada: Resident, before: list[tuple[str, str, int]], after: list[tuple[str, str, int]]
) -> None:
    await play(ada, before)
    first = await taken(ada)
    earlier = from_here(first)
    await play(ada, after)
    later = await taken(ada, earlier)
    assert laid_over(in_it(first), later) == in_it(await taken(ada))


async def play(ada: Resident, steps: list[tuple[str, str, int]]) -> None:
    """Put a card; where it is there just so, remove it, or its folder if it is called c."""
    for name, folder, number in steps:
        cloud, book = ada.cloud, FolderId(folder)
        await fill(ada, [], folder=book)
        there = {entry.name for entry in await cloud.entries(book)}
        body = CARD.format(name, number, number).encode()
        if name not in there:
            await cloud.put(book, ItemId(name), body)
        elif name == "c" and folder == "more":
            await cloud.remove(book)
        elif number % 2:
            await cloud.delete(book, ItemId(name))
        else:
            await cloud.put(book, ItemId(name), body)


async def test_it_says_what_it_goes_on_from_and_holds_no_more(ada: Resident) -> None:
    await fill(ada, cards(3))
    first = await taken(ada)
    later = await taken(ada, from_here(first))
    assert told(later).since == told(first).made_at
    assert in_it(later) == {}
    assert "Only what changed since the copy of 2026-01-01" in later["index.html"].decode()


@pytest.mark.parametrize("mark", ["", "1", "999.1", "1.99999", "x.y", "1.-1", "1." + "9" * 5000])
async def test_a_mark_that_nobody_gave_gives_everything(ada: Resident, mark: str) -> None:
    await fill(ada, cards(2))
    later = await taken(ada, Earlier(1, {"contacts": {"contacts": mark}}))
    assert msgspec.json.decode(later["data/contacts/GONE.json"])["whole"] == ["contacts"]
    assert len(in_it(later)) == 2


@pytest.mark.keeps("access.self")
async def test_the_last_five_copies_can_be_gone_on_from(ada: Resident, clock: Clock) -> None:
    for _ in range(7):
        clock.pass_days(1)
        await taken(ada)
    copies = await ada.house.export.copies(ada.subject)
    assert [copy.made_at for copy in copies.values()] == [
        NOON + day * DAY for day in range(7, 2, -1)
    ]
    state = next(iter(copies.values())).state
    assert state == told(await taken(ada)).state | {"cases": state["cases"]}
