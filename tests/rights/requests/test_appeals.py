"""An appeal has a clock of its own, and somebody else decides it where there is somebody else."""

from __future__ import annotations

import pytest

from bailee.rights.requests import Did, Kind, Phase, RequestError
from bailee.terms import Refused
from tests.cast import DAY, Clock
from tests.homes import Home, move_in
from tests.policy.files import HOME
from tests.rights.requests.asking import PROVEN, REASON, Office, another_officer


async def refused(office: Office) -> str:
    """Ada appeals against a refusal by Ben; the appeal's number."""
    number = await office.ada_asks()
    await office.ben_refuses(number)
    return await office.requests.appeal(office.ada.subject, number, "Look again.", PROVEN)


@pytest.mark.keeps("access.refusal")
async def test_an_appeal_has_its_own_clock_and_only_one(office: Office, clock: Clock) -> None:
    number = await office.ada_asks()
    await office.ben_refuses(number)
    clock.pass_days(10)
    made = await office.requests.appeal(office.ada.subject, number, "Look again.", PROVEN)
    appeal, first = await office.one(made), await office.one(number)
    assert (appeal.kind, appeal.appeals, first.appealed) == (Kind.APPEAL, number, made)
    assert appeal.due == clock.now() + 30 * DAY
    assert first.steps[-1].did is Did.APPEALED
    with pytest.raises(RequestError):
        await office.requests.appeal(office.ada.subject, number, "And again.", PROVEN)


@pytest.mark.keeps("access.refusal")
async def test_another_officer_decides_than_who_refused(office: Office) -> None:
    appeal = await refused(office)
    eve = await another_officer(office.house)
    with pytest.raises(Refused, match="another officer"):
        await office.ben_answers(appeal)
    case = await office.requests.answers.look(appeal, officer=eve.subject)
    assert case.appealed is not None
    assert case.appealed.refusal is not None
    assert (case.not_mine, case.appealed.refusal.reason) == ("", REASON)
    await office.requests.answers.answer(appeal, "You are right.", officer=eve.subject)
    assert (await office.one(appeal)).phase is Phase.ANSWERED


async def test_where_there_is_one_officer_that_one_decides_and_it_is_said(office: Office) -> None:
    appeal = await refused(office)
    case = await office.requests.answers.look(appeal, officer=office.ben.subject)
    assert (case.is_alone, case.not_mine) == (True, "")
    await office.ben_answers(appeal)


async def test_no_officer_decides_on_their_own_request_while_there_is_another(
    office: Office,
) -> None:
    await another_officer(office.house)
    number = await office.requests.ask(
        office.ben.subject, Kind.COMPLAIN, says="Me.", identity=PROVEN
    )
    with pytest.raises(Refused, match="their own request"):
        await office.ben_answers(number)


@pytest.mark.keeps("access.refusal")
async def test_where_the_policy_allows_no_refusals_there_are_none(home: Home) -> None:
    start, end = HOME.index('[promise."access.refusal"]'), HOME.index('[promise."access.free"]')
    house = await home.open(policy=HOME[:start] + HOME[end:])
    office = Office(house, await move_in(house, "ada"), await another_officer(house, "ben"))
    number = await office.ada_asks()
    case = await office.requests.answers.look(number, officer=office.ben.subject)
    assert not case.can_refuse
    with pytest.raises(Refused, match="does not say that a request can be refused"):
        await office.ben_refuses(number)
    assert (await office.one(number)).is_open
    await home.leave()
