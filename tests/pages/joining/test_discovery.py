"""The pages about who is a child: own words, a report, a proof, and the officer's desk."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from bailee.rights.roles import Role
from bailee.services.account.addresses import read
from bailee.terms import BAILEE, State
from tests.cast import Clock
from tests.homes import PASSWORD, Home, Resident
from tests.letters import link_for
from tests.pages.joining.doors import browser, send, signed_in

DECIDE, REASON = "/desk/children", "They are in my daughter’s class."


def state(house: House, who: Resident) -> State | None:
    """The state of an account; None when it is gone."""
    is_there = who.subject in house.vault.subjects()
    return house.vault.standing(who.subject).state if is_there else None


@pytest.fixture
async def officer(house: House, ben: Resident) -> Resident:
    """Ben, whom the operator made the officer."""
    await house.desk.roles.give(Role.OFFICER, to=ben.subject)
    return ben


@pytest.mark.keeps("children.discovered")
async def test_who_says_that_they_are_a_child_proves_who_they_are_and_is_erased(
    house: House, ada: Resident
) -> None:
    adas = await signed_in(house, "ada")
    page = await adas.get("/me/age")
    wrong = await send(adas, page, "/me/age/child", password="not hers")
    assert wrong.status_code == 422
    assert state(house, ada) is State.ACTIVE
    page = await send(adas, page, "/me/age/child", password=PASSWORD)
    assert "Receipt" in page.text
    assert state(house, ada) is None


@pytest.mark.keeps("children.discovered")
async def test_a_report_freezes_and_its_member_answers_and_the_officer_opens_again(
    house: House, ada: Resident, officer: Resident
) -> None:
    bens, adas = await signed_in(house, officer.member.handle), await signed_in(house, "ada")
    page = await send(
        bens, await bens.get("/report-child"), "/report-child", handle="ADA", reason=REASON
    )
    assert "Thank you" in page.text
    assert state(house, ada) is State.RESTRICTED
    page = await adas.get("/me/age")
    assert "Somebody thinks that you are a child" in page.text
    await send(adas, page, "/me/age/answer", answer="I was born in 1990.")
    page = await bens.get(DECIDE)
    assert "I was born in 1990." in page.text
    assert "ada" not in page.text.replace("canada", "")
    await send(bens, page, DECIDE, do="dismiss")
    assert state(house, ada) is State.ACTIVE


@pytest.mark.keeps("children.discovered")
async def test_the_officer_confirms_and_the_account_is_gone(
    house: House, ada: Resident, officer: Resident
) -> None:
    stranger, bens = browser(house), await signed_in(house, officer.member.handle)
    page = await stranger.get("/report-child")
    await send(stranger, page, "/report-child", handle="ada", reason=REASON)
    assert state(house, ada) is State.ACTIVE
    await send(bens, await bens.get(DECIDE), DECIDE, do="freeze")
    assert state(house, ada) is State.RESTRICTED
    await send(bens, await bens.get(DECIDE), DECIDE, do="confirm")
    assert state(house, ada) is None
    assert "No report is open" in (await bens.get(DECIDE)).text


async def test_for_everybody_else_there_is_no_officers_desk(
    house: House, ada: Resident, officer: Resident
) -> None:
    assert officer.subject != ada.subject
    adas = await signed_in(house, "ada")
    assert (await adas.get(DECIDE)).status_code == 404
    csrf = (await adas.get("/me/age")).text.split('name="csrf" value="')[1].split('"')[0]
    form = {"csrf": csrf, "case": "x", "do": "confirm"}
    assert (await adas.post(DECIDE, data=form)).status_code == 404
    assert (await browser(house).get(DECIDE)).status_code == 303


async def test_a_report_about_nobody_is_answered_alike(
    house: House, officer: Resident, clock: Clock
) -> None:
    assert officer.subject
    answers = []
    for handle in ("nobody", officer.member.handle):
        client = browser(house)
        page = await client.get("/report-child")
        clock.pass_days(1)
        page = await send(client, page, "/report-child", handle=handle, reason=REASON)
        answers.append((page.status_code, page.text))
    assert answers[0] == answers[1]


async def test_who_reports_too_often_is_told(house: House, officer: Resident) -> None:
    bens = await signed_in(house, officer.member.handle)
    page = await bens.get("/report-child")
    for status in (200, 422):
        told = await send(bens, page, "/report-child", handle="nobody", reason=REASON)
        assert told.status_code == status


@pytest.mark.keeps("children.discovered")
async def test_a_guardian_reads_the_accounts_mailbox_and_the_officer_is_told(
    house: House, home: Home, ada: Resident, officer: Resident
) -> None:
    adas_address = "ada@example.org"
    assert await house.addresses.keep(ada.subject, read(adas_address), actor=BAILEE)
    bens = await signed_in(house, officer.member.handle)
    page = await bens.get("/report-child")
    await send(bens, page, "/report-child", handle="ada", reason=REASON, mine="yes")
    page = await bens.get(link_for(home.post, adas_address))
    page = await send(bens, page, "/me/family-proof", password=PASSWORD)
    assert "the officer decides" in page.text
    assert state(house, ada) is State.RESTRICTED
    assert "reads the account’s own mailbox" in (await bens.get(DECIDE)).text
