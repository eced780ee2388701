"""A request that a person answers, or refuses. docs/lives/request.md tells the same."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from bailee.rights.roles import Role
from bailee.services.account.addresses import read
from bailee.terms import BAILEE
from tests.cast import Clock
from tests.homes import PASSWORD, Home, Resident
from tests.letters import sent_to
from tests.pages.joining.doors import send, signed_in

ADAS, BENS = "ada@example.org", "ben@example.org"
DESK, MINE, NEW = "/desk/requests", "/me/requests", "/me/requests/new?kind=rectify"
NO = {"ground": "impractical", "reason": "The list is on paper.", "evidence": "shelf 3"}


@pytest.fixture
async def letters(house: House, home: Home, ada: Resident, ben: Resident) -> Home:
    """Ada and Ben can be written to; Ben is the officer."""
    await house.desk.roles.give(Role.OFFICER, to=ben.subject)
    for who, address in ((ada, ADAS), (ben, BENS)):
        assert await house.addresses.keep(who.subject, read(address), actor=BAILEE)
    return home


async def ada_asks(house: House) -> str:
    """Ada asks for a correction; the path of her request."""
    adas = await signed_in(house, "ada")
    sent = await send(adas, await adas.get(NEW), NEW, says="I was born in 1990.")
    return sent.headers["location"]


def number_in(path: str) -> str:
    """The number of a request."""
    return path.rpartition("/")[2]


@pytest.mark.keeps("access.thirty_days", "officer.contact")
async def test_ada_asks_and_ben_answers_within_the_days(house: House, letters: Home) -> None:
    where = await ada_asks(house)
    await house.notices.deliver()
    assert "1990" not in "".join(sent_to(letters.post, ADAS) + sent_to(letters.post, BENS))
    bens = await signed_in(house, "ben")
    case = f"{DESK}/{number_in(where)}"
    await send(bens, await bens.get(case), case, do="answer", says="It says 1990 now.")
    await house.notices.deliver()
    assert "answer is with your requests" in sent_to(letters.post, ADAS)[-1]
    adas = await signed_in(house, "ada")
    assert "It says 1990 now." in (await adas.get(where)).text


@pytest.mark.keeps("access.thirty_days")
async def test_when_nobody_answers_it_turns_red_and_both_are_told(
    house: House, letters: Home, clock: Clock
) -> None:
    await ada_asks(house)
    clock.pass_days(31)
    assert await house.desk.requests.clocks.look_after() == 1
    await house.notices.deliver()
    assert "It should have been answered by now" in sent_to(letters.post, ADAS)[-1]
    assert "nobody has answered" in sent_to(letters.post, BENS)[-1]
    bens = await signed_in(house, "ben")
    assert '<strong class="wrong">overdue since' in (await bens.get(DESK)).text


@pytest.mark.keeps("access.refusal", "access.identity")
async def test_ben_refuses_and_eve_decides_on_the_appeal(
    house: House, letters: Home, clock: Clock
) -> None:
    where = await ada_asks(house)
    assert letters.post.letters == []
    bens, case = await signed_in(house, "ben"), f"{DESK}/{number_in(where)}"
    await send(bens, await bens.get(case), case, do="refuse", **NO)
    eve = await house.account.add("eve", password=PASSWORD)
    await house.desk.roles.give(Role.OFFICER, to=eve.subject)
    adas = await signed_in(house, "ada")
    page = await adas.get(where)
    assert all(text in page.text for text in (NO["reason"], NO["evidence"]))
    clock.pass_seconds(400)
    asked = await send(adas, page, where, do="appeal", says="It is on a computer, too.")
    page = await send(adas, asked, where, password=PASSWORD)
    appeal = f"{DESK}/{number_in(page.headers['location'])}"
    assert "another officer decides" in (await bens.get(appeal)).text
    eves = await signed_in(house, "eve")
    page = await eves.get(appeal)
    assert "shelf 3" in page.text
    await send(eves, page, appeal, do="answer", says="You are right: corrected.")
    assert "You are right: corrected." in (await adas.get(asked_at(appeal))).text


def asked_at(case: str) -> str:
    """Where its member finds what an officer has on the desk."""
    return f"{MINE}/{number_in(case)}"
