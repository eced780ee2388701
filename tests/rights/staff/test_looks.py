"""Looks: each is told to whose data it is, and the odd ones show."""

from __future__ import annotations

import pytest

from bailee.rights.staff import Odd
from bailee.rights.staff.oddities import Seen, odd
from bailee.terms import Refused
from tests.cast import DAY, NOON, Clock
from tests.homes import put
from tests.policy.files import CONTACTS
from tests.rights.staff.granting import Hall

pytestmark = pytest.mark.keeps("security.staff", "access.self")
USUAL = {"at": NOON, "until": NOON + 3 * DAY, "items": 1, "subjects": 1, "is_own": False}


async def test_each_look_is_a_line_with_its_reason(hall: Hall) -> None:
    number = await hall.standing()
    for count in (1, 2):
        await hall.look(number)
        assert await hall.told("look") == ["T-17: sync loses cards"] * count
    assert await hall.told("grant") == ["T-17: sync loses cards"]
    await hall.house.desk.grants.end(number, officer=hall.cem.subject)
    assert await hall.told("grant-end") == ["T-17"]


async def test_a_look_that_is_refused_is_told_as_refused(hall: Hall) -> None:
    number = await hall.asked()
    with pytest.raises(Refused):
        await hall.look(number)
    assert await hall.told("look") == []
    lines = await hall.house.ledger.lines(hall.ada.subject)
    assert [line.by for line in lines if line.outcome == "refuse"] == ["staff"]


async def test_the_first_look_is_told_in_the_inbox_and_the_next_is_not(hall: Hall) -> None:
    number = await hall.standing()
    for _ in range(2):
        await hall.look(number)
    inbox = await hall.house.notices.all(hall.ada.subject, actor=hall.ada.session.actor)
    keys = [one.notice.key for one in inbox]
    assert keys.count("security.staff-looked") == 1


async def test_an_item_is_taken_as_it_is_and_that_is_a_look(hall: Hall) -> None:
    number = await hall.standing()
    item = (await hall.look(number)).items[0]
    body = await hall.house.desk.looks.take(
        number, CONTACTS, item.folder, item.name, by=hall.ben.subject
    )
    assert body.decode() == item.text
    assert len(await hall.told("look")) == 2


async def test_many_items_come_in_pages(hall: Hall) -> None:
    for place in range(60):
        await put(hall.house.vault, f"{place:02}.vcf", "x", of=hall.ada.subject)
    number, looks = await hall.standing(), hall.house.desk.looks
    first = await looks.look(number, CONTACTS, by=hall.ben.subject)
    assert (len(first.items), first.next, first.total) == (50, 50, 61)
    last = await looks.look(number, CONTACTS, by=hall.ben.subject, start=50)
    assert (len(last.items), last.next) == (11, None)
    await hall.look(number)
    assert [look.odd for _, _, look in await looks.all()] == [(Odd.MANY_ITEMS,), (), ()]


@pytest.mark.parametrize(
    ("how", "found"),
    [
        ({}, ()),
        ({"at": NOON + 8 * 3600}, (Odd.HOURS,)),
        ({"at": NOON + 2 * DAY}, (Odd.HOURS,)),
        ({"items": 101}, (Odd.MANY_ITEMS,)),
        ({"subjects": 6}, (Odd.MANY_SUBJECTS,)),
        ({"until": NOON + 60}, (Odd.LAST_HOUR,)),
        ({"is_own": True}, (Odd.OWN,)),
    ],
)
def test_what_is_odd_about_a_look(how: dict[str, int], found: tuple[Odd, ...]) -> None:
    given = {**USUAL, **how}
    seen = Seen(
        at=given["at"],
        until=given["until"],
        items=given["items"],
        subjects=given["subjects"],
        is_own=bool(given["is_own"]),
    )
    assert odd(seen) == found


async def test_what_is_flagged_ends_and_is_told(hall: Hall, clock: Clock) -> None:
    number = await hall.standing()
    await hall.look(number)
    clock.pass_seconds(60)
    await hall.house.desk.grants.flag(number, officer=hall.cem.subject, says="no such case")
    with pytest.raises(Refused):
        await hall.look(number)
    inbox = await hall.house.notices.all(hall.ada.subject, actor=hall.ada.session.actor)
    assert inbox[0].notice.key == "security.staff-misuse"
