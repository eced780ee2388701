"""A member's own view: what is held, until when, and who did what with it."""

from __future__ import annotations

import pytest

from bailee.rights.ledger import Held
from bailee.terms import Agreement, Custody, Refused
from bailee.vault import Line
from tests.cast import DAY, NOON, Clock
from tests.clients.people import cards
from tests.homes import Resident
from tests.policy.files import CONTACTS, CREDENTIALS, JOURNAL, SYNC
from tests.rights.taking import fill

SWITCH = Agreement(SYNC, CONTACTS)


async def held(ada: Resident) -> Held:
    """What is held of her contacts."""
    return next(o for o in await ada.house.ledger.held(ada.subject) if o.category == CONTACTS)


async def lines(ada: Resident, *, limit: int = 200, before: int | None = None) -> list[Line]:
    """Her lines."""
    return await ada.house.ledger.lines(ada.subject, limit=limit, before=before)


@pytest.mark.keeps("access.self")
async def test_it_counts_what_is_held_and_says_by_which_sentence(ada: Resident) -> None:
    people = cards(5)
    await fill(ada, people)
    contacts = await held(ada)
    assert (contacts.items, contacts.size) == (5, sum(len(card.body) for card in people))
    assert (contacts.clause, contacts.custody) == ("category.contacts", Custody.KEPT)
    assert "gone" in contacts.says["en"]
    everything = [one.category for one in await ada.house.ledger.held(ada.subject)]
    assert everything == list(ada.house.vault.policy_of(ada.subject).categories)
    assert {CREDENTIALS, JOURNAL} <= set(everything)


@pytest.mark.keeps("access.self", "cloud.withdraw")
async def test_after_a_withdrawal_it_says_when_what_is_held_goes(
    ada: Resident, clock: Clock
) -> None:
    await fill(ada, cards(5))
    assert (await held(ada)).ends_at is None
    clock.pass_days(2)
    await ada.house.consents.withdraw(ada.subject, SWITCH, actor=ada.session.actor)
    assert (await held(ada)).ends_at == NOON + 32 * DAY
    await ada.house.consents.give(ada.subject, SWITCH, actor=ada.session.actor)
    assert (await held(ada)).ends_at is None
    await ada.house.consents.withdraw(ada.subject, SWITCH, actor=ada.session.actor)
    clock.pass_days(30)
    assert await ada.house.vault.expire() == 5
    assert ((await held(ada)).items, (await held(ada)).ends_at) == (0, None)


@pytest.mark.keeps("access.self", "security.evidence")
async def test_the_newest_line_comes_first_and_each_says_who_and_why(
    ada: Resident, clock: Clock
) -> None:
    clock.pass_seconds(60)
    await fill(ada, cards(1))
    found = await lines(ada)
    assert [line.index for line in found] == sorted((o.index for o in found), reverse=True)
    put = next(line for line in found if line.actor == ada.actor and line.did == "collect")
    assert (put.at, put.by, put.category) == (NOON + 60, "device", CONTACTS)
    assert (put.clause, put.purpose, put.outcome) == ("category.contacts", SYNC, "permit")
    assert found[-1].did == "admit"


async def test_pages_of_lines_join_without_gap_or_overlap(ada: Resident) -> None:
    await fill(ada, cards(23))
    everything, paged = await lines(ada, limit=1000), list[Line]()
    while page := await lines(ada, limit=7, before=paged[-1].index if paged else None):
        assert len(page) <= 7
        paged += page
    assert paged == everything


@pytest.mark.keeps("security.evidence")
async def test_a_refusal_is_told_with_its_reason(ada: Resident, ben: Resident) -> None:
    await ada.cloud.folders()
    await ada.house.consents.withdraw(ada.subject, SWITCH, actor=ada.session.actor)
    with pytest.raises(Refused):
        await ada.cloud.folders()
    newest = (await lines(ada))[0]
    assert (newest.outcome, newest.did, newest.actor) == ("refuse", "read", ada.actor)
    assert "you have not agreed" in newest.reason
    assert not any(line.outcome == "refuse" for line in await lines(ben))


async def test_nobody_reads_the_lines_of_others(ada: Resident, ben: Resident) -> None:
    await fill(ada, cards(3))
    hers, his = await lines(ada), await lines(ben)
    assert not {line.index for line in hers} & {line.index for line in his}
    assert not any(line.actor in {ada.actor, ada.session.actor} for line in his)


@pytest.mark.keeps("security.evidence")
async def test_what_a_line_tells_of_its_member_goes_after_its_time(
    ada: Resident, clock: Clock
) -> None:
    await fill(ada, cards(1))
    assert all(line.actor for line in await lines(ada))
    clock.pass_days(366)
    await ada.house.vault.expire()
    assert [line for line in await lines(ada) if line.at < NOON + DAY] == []
    assert ada.house.vault.tree.verify().fault == ""
