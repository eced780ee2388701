"""Pseudonyms: personal while a link says whose they are, nobody's for good once it is cut."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bailee.keys import Ring, UnreadableError
from bailee.terms import (
    ACCESS,
    BAILEE,
    ERASURE,
    Actor,
    Agreement,
    Category,
    ItemId,
    NotFoundError,
    Refused,
    SubjectId,
)
from bailee.vault import ROTATION_DUE, Body, Vault
from tests.cast import ADA, BEN, DAY, PHONE, Clock
from tests.homes import Place, held, put, shelf
from tests.policy.files import IMPROVE, USAGE
from tests.vault.darkness import goes_dark

pytestmark = pytest.mark.keeps("class.combined")
COUNTED, MEMBER = Agreement(IMPROVE, USAGE), Actor(f"member:{ADA}")


@pytest.fixture
async def vault(vault: Vault) -> Vault:
    """Ada and Ben have agreed to be counted."""
    for person in (ADA, BEN):
        await vault.consent(person, COUNTED, given=True, actor=BAILEE)
    return vault


async def count(vault: Vault, *events: str, of: SubjectId = ADA) -> None:
    """Keep some events under somebody's pseudonym."""
    under = await vault.pseudonymous(USAGE, of=of, purpose=IMPROVE, actor=PHONE)
    book = await shelf(under)
    for event in events:
        await book.put(ItemId(event), Body(event.encode()))


async def reached(vault: Vault) -> list[str]:
    """What Ada's right to see what is held of her reaches."""
    holding = held(vault, USAGE, purpose=ACCESS, actor=MEMBER)
    return [
        item.name
        for whose in vault.linked(ADA, USAGE)
        async for _, item in holding.everything(whose=whose)
    ]


def kept(place: Place) -> int:
    """How many events are kept, of whomever."""
    sql = "SELECT coalesce(sum(items), 0) FROM folder WHERE category = 'usage'"
    return int(place.database.read.all(sql)[0][0])


async def test_while_it_is_linked_it_is_hers(vault: Vault, place: Place) -> None:
    await count(vault, "theme", "browser")
    await count(vault, "voice", of=BEN)
    assert sorted(await reached(vault)) == ["browser", "theme"]
    assert kept(place) == 3
    assert place.database.read.all("SELECT * FROM folder WHERE subject = ?", (ADA,)) == []


async def test_nobody_reaches_the_pseudonym_of_another(vault: Vault) -> None:
    await count(vault, "voice", of=BEN)
    [bens] = vault.linked(BEN, USAGE)
    holding = held(vault, USAGE, purpose=ACCESS, actor=MEMBER)
    with pytest.raises(NotFoundError):
        [found async for found in holding.everything(whose=bens)]
    as_ben = held(vault, USAGE, of=BEN, purpose=ACCESS, actor=MEMBER)
    with pytest.raises(Refused):
        [found async for found in as_ben.everything(whose=bens)]


async def test_a_pseudonym_lives_as_long_as_the_policy_says(
    vault: Vault, clock: Clock, place: Place
) -> None:
    await count(vault, "monday")
    first = vault.linked(ADA, USAGE)
    clock.pass_days(29)
    await count(vault, "tuesday")
    assert vault.linked(ADA, USAGE) == first
    clock.pass_days(1)
    await count(vault, "wednesday")
    assert len(vault.linked(ADA, USAGE)) == 1
    assert vault.linked(ADA, USAGE) != first
    assert await reached(vault) == ["wednesday"]
    assert kept(place) == 3


async def test_the_link_of_one_who_stays_away_is_cut_as_well(vault: Vault, clock: Clock) -> None:
    await count(vault, "monday")
    clock.pass_days(30)
    await vault.expire()
    assert vault.linked(ADA, USAGE) == []


async def test_withdrawing_cuts_the_link_and_refuses_more(vault: Vault, place: Place) -> None:
    await count(vault, "theme")
    await vault.consent(ADA, COUNTED, given=False, actor=MEMBER)
    assert vault.linked(ADA, USAGE) == []
    assert kept(place) == 1
    with pytest.raises(Refused):
        await count(vault, "voice")
    assert vault.linked(ADA, USAGE) == []
    await vault.consent(ADA, COUNTED, given=True, actor=MEMBER)
    await count(vault, "browser")
    assert await reached(vault) == ["browser"]


async def test_what_is_linked_is_erased_and_what_was_cut_is_not(vault: Vault, place: Place) -> None:
    await count(vault, "theme", "voice")
    await vault.cut_links(ADA, USAGE)
    await count(vault, "browser", "mail", "map")
    await held(vault, USAGE, purpose=ERASURE, actor=MEMBER).erase()
    assert vault.linked(ADA, USAGE) == []
    assert kept(place) == 2


async def test_what_is_linked_is_counted_as_hers_and_as_erased(vault: Vault) -> None:
    await count(vault, "theme", "voice")
    holding = held(vault, USAGE, purpose=ERASURE, actor=MEMBER)
    assert holding.totals() == (2, len("themevoice"))
    assert (await holding.erase()).items == 2
    assert holding.totals() == (0, 0)


async def test_a_cut_ends_older_copies_of_the_links_key_in_time(vault: Vault, clock: Clock) -> None:
    await count(vault, "theme")
    assert vault.fact(ROTATION_DUE) is None
    await vault.cut_links(ADA, USAGE)
    assert vault.fact(ROTATION_DUE) == str(clock.now() + 30 * DAY)


async def test_an_erased_account_takes_what_is_linked_with_it(vault: Vault, place: Place) -> None:
    await count(vault, "theme", "voice")
    await count(vault, "mail", of=BEN)
    pseudonyms = vault.linked(ADA, USAGE)
    await vault.forget(ADA, actor=MEMBER)
    assert kept(place) == 1
    assert [place.ring.find(one, USAGE) for one in pseudonyms] == [None]


async def test_cut_short_an_erasure_still_takes_what_was_linked(vault: Vault, place: Place) -> None:
    cuts = 0
    while True:
        await count(vault, "theme", of=BEN)
        forget = partial(vault.forget, BEN, actor=Actor(f"member:{BEN}"))
        if not await goes_dark(place, forget, after=cuts):
            break
        cuts, vault = cuts + 1, place.open()
        await vault.mend()
        if BEN not in vault.subjects():
            assert kept(place) == 0
            vault = place.open()
            await vault.admit(BEN)
            await vault.consent(BEN, COUNTED, given=True, actor=BAILEE)
    assert cuts > 3
    assert kept(place) == 0


async def test_events_go_when_their_days_are_over_linked_or_not(
    vault: Vault, clock: Clock, place: Place
) -> None:
    await count(vault, "theme")
    await vault.cut_links(ADA, USAGE)
    clock.pass_days(60)
    await count(vault, "voice")
    clock.pass_days(30)
    assert await vault.expire() == 1
    assert kept(place) == 1


async def test_an_event_tells_the_day_and_nothing_of_it_is_in_her_journal(
    vault: Vault, place: Place, clock: Clock
) -> None:
    await count(vault, "theme")
    await vault.settle()
    assert {line.did for line in vault.lines(ADA) if line.category == USAGE} == {
        "consent",
        "combine",
    }
    times = place.database.read.all("SELECT collected, changed FROM item")
    assert times == [(clock.now() - clock.now() % DAY,) * 2]


async def test_two_at_once_have_one_pseudonym(vault: Vault) -> None:
    await asyncio.gather(*(count(vault, f"{number}") for number in range(5)))
    assert len(vault.linked(ADA, USAGE)) == 1


@pytest.mark.parametrize("how", ["cut", "withdrawal", "rotation"])
async def test_after_the_cut_nothing_on_disk_leads_back(
    vault: Vault, place: Place, clock: Clock, how: str
) -> None:
    """Not even for a thief who has copied the database before, and has every key."""
    await count(vault, "theme")
    [pseudonym] = vault.linked(ADA, USAGE)
    links = [bytes(row[0]) for row in place.database.read.all("SELECT pseudonym FROM link")]
    if how == "cut":
        await vault.cut_links(ADA, USAGE)
    elif how == "withdrawal":
        await vault.consent(ADA, COUNTED, given=False, actor=MEMBER)
    else:
        clock.pass_days(30)
        await count(vault, "later")
    ring = Ring(place.store, place.root)
    rows = [row for row in place.store.outside(99, limit=999) if row.subject != pseudonym]
    opened = [open_link(ring, row.subject, row.name, link) for row in rows for link in links]
    assert opened.count(pseudonym) == 0


def open_link(ring: Ring, subject: str, name: str, link: bytes) -> str | None:
    """What a sealed link says under a key."""
    key = ring.find(subject, name)
    try:
        return key.open(link, bound=USAGE.encode()).decode() if key else None
    except UnreadableError:
        return None


async def test_a_join_takes_the_stricter_class(vault: Vault) -> None:
    contacts, policy = Category("contacts"), vault.policy
    await put(vault, "dede", "dede")
    assert policy.combined([USAGE]).value == "non-personal"
    assert policy.combined([USAGE], linked=True).value == "personal"
    assert policy.combined([USAGE, contacts]).value == "personal"
