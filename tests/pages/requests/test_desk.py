"""The officer's desk: the overdue first, one case, an answer begun from a template, a refusal."""

from __future__ import annotations

import pytest
from httpx import AsyncClient

from bailee.assembly import House
from bailee.rights.requests import Identity, Kind
from bailee.rights.roles import Role
from tests.cast import Clock
from tests.homes import Resident
from tests.pages.joining.doors import send, signed_in

QUEUE = "/desk/requests"
WHOLE = {"ground": "repetitive", "reason": "Ten times.", "evidence": "cases 1 to 10"}


async def ask(house: House, who: Resident, kind: Kind = Kind.COMPLAIN) -> str:
    """Somebody asks; the number."""
    identity = Identity(("pwd",), house.clock.now())
    return await house.desk.requests.ask(who.subject, kind, says="It was late.", identity=identity)


@pytest.fixture
async def bens(house: House, officer: Resident) -> AsyncClient:
    """The officer's browser."""
    return await signed_in(house, officer.member.handle)


@pytest.mark.keeps("access.thirty_days", "officer.contact")
async def test_the_officer_sees_what_is_overdue_first_and_answers_from_a_template(
    house: House, ada: Resident, bens: AsyncClient, clock: Clock
) -> None:
    old = await ask(house, ada)
    clock.pass_days(25)
    new = await ask(house, ada, Kind.RECTIFY)
    clock.pass_days(6)
    bens = await signed_in(house, "ben")
    assert "1 request is overdue" in (await bens.get("/desk")).text
    page = await bens.get(QUEUE)
    assert page.text.index(old) < page.text.index(new)
    assert page.text.count("overdue since") == 1
    page = await bens.get(f"{QUEUE}/{new}?template=corrected")
    assert "What was wrong has been corrected" in page.text
    assert "ada" not in page.text.lower().replace("canada", "")
    page = await send(bens, page, f"{QUEUE}/{new}", says="It is right now.", do="answer")
    assert page.headers["location"] == f"{QUEUE}?did=answer"
    answer = (await house.desk.requests.one(ada.subject, new)).answer
    assert answer is not None
    assert answer.says == "It is right now."


@pytest.mark.keeps("access.refusal")
@pytest.mark.parametrize("missing", [*WHOLE, ""])
async def test_a_refusal_is_saved_whole_or_not_at_all(
    house: House, ada: Resident, bens: AsyncClient, missing: str
) -> None:
    number = await ask(house, ada)
    page = await bens.get(f"{QUEUE}/{number}")
    typed = {name: text for name, text in WHOLE.items() if name != missing}
    page = await send(bens, page, f"{QUEUE}/{number}", do="refuse", **typed)
    refusal = (await house.desk.requests.one(ada.subject, number)).refusal
    assert (refusal is None) == bool(missing)
    assert page.status_code == (422 if missing else 303)


async def test_the_officer_asks_back(house: House, ada: Resident, bens: AsyncClient) -> None:
    number = await ask(house, ada)
    page = await bens.get(f"{QUEUE}/{number}")
    await send(bens, page, f"{QUEUE}/{number}", do="ask-back", says="Which one?")
    assert "you asked something" in (await bens.get(QUEUE)).text
    adas = await signed_in(house, "ada")
    assert "Which one?" in (await adas.get(f"/me/requests/{number}")).text


async def test_an_appeal_is_left_to_the_other_officer(
    house: House, ada: Resident, bens: AsyncClient
) -> None:
    number = await ask(house, ada)
    page = await bens.get(f"{QUEUE}/{number}")
    await send(bens, page, f"{QUEUE}/{number}", do="refuse", **WHOLE)
    appeal = await house.desk.requests.appeal(
        ada.subject, number, "No.", Identity(("pwd",), house.clock.now())
    )
    page = await bens.get(f"{QUEUE}/{appeal}")
    assert "there is no other officer" in page.text
    eve = await house.account.add("eve", password="correct horse battery")
    await house.desk.roles.give(Role.OFFICER, to=eve.subject)
    page = await bens.get(f"{QUEUE}/{appeal}")
    assert "another officer decides" in page.text
    assert f'action="{QUEUE}/{appeal}"' not in page.text


async def test_for_everybody_else_there_is_no_desk(
    house: House, ada: Resident, officer: Resident
) -> None:
    number, adas = await ask(house, officer), await signed_in(house, ada.member.handle)
    assert (await adas.get(QUEUE)).status_code == 404
    assert (await adas.get(f"{QUEUE}/{number}")).status_code == 404


@pytest.mark.keeps("children.discovered", "access.thirty_days")
async def test_a_report_about_a_child_has_its_day_as_well(
    house: House, ada: Resident, bens: AsyncClient, clock: Clock
) -> None:
    assert ada.member.handle == "ada"
    await house.desk.discovery.report("ada", "She is twelve.", network="192.0.2.0/24")
    assert "A report about a child" in (await bens.get(QUEUE)).text
    clock.pass_days(31)
    bens = await signed_in(house, "ben")
    page = await bens.get(QUEUE)
    assert "overdue since" in page.text
    assert "twelve" not in page.text


async def test_a_long_queue_shows_what_is_most_urgent(
    house: House, bens: AsyncClient, clock: Clock
) -> None:
    numbers = list[str]()
    for _ in range(103):
        subject, now = await house.vault.admit(), house.clock.now()
        identity = Identity(("pwd",), now)
        requests = house.desk.requests
        numbers.append(await requests.ask(subject, Kind.COMPLAIN, says="x", identity=identity))
        clock.pass_seconds(1)
    page = await bens.get(QUEUE)
    assert "3 more wait" in page.text
    assert [one in page.text for one in numbers] == [True] * 100 + [False] * 3


async def test_an_empty_desk_says_so(bens: AsyncClient) -> None:
    assert "Nothing waits for an answer." in (await bens.get(QUEUE)).text
    assert (await bens.get(f"{QUEUE}/NOSUCH22")).status_code == 404
