"""What people ask has a clock, is answered, or is refused with all that a refusal needs."""

from __future__ import annotations

import pytest

from bailee.rights.requests import Did, Kind, Phase, RequestError
from bailee.terms import NotFoundError, State
from tests.cast import DAY, NOON, Clock
from tests.homes import Home, Resident
from tests.rights.requests.asking import EVIDENCE, PROVEN, REASON, Office


@pytest.mark.keeps("access.thirty_days", "officer.contact")
async def test_what_a_person_answers_has_a_clock_that_both_sides_see(office: Office) -> None:
    number = await office.ada_asks()
    mine, queue = await office.one(number), await office.requests.answers.queue()
    assert (mine.phase, mine.due) == (Phase.OPEN, NOON + 30 * DAY)
    assert [(one.number, one.due, one.is_late) for one in queue] == [(number, mine.due, False)]
    await office.ben_answers(number)
    mine = await office.one(number)
    assert mine.answer is not None
    assert (mine.phase, mine.answer.says) == (Phase.ANSWERED, "We looked.")
    assert [step.did for step in mine.steps] == [Did.RECEIVED, Did.ANSWERED]
    assert await office.requests.answers.queue() == []


@pytest.mark.keeps("access.identity")
async def test_it_is_kept_how_whoever_asks_proved_who_they_are(office: Office) -> None:
    assert (await office.one(await office.ada_asks())).identity == PROVEN


@pytest.mark.keeps("access.refusal")
async def test_a_refusal_has_ground_reason_evidence_and_its_appeal(office: Office) -> None:
    number = await office.ada_asks()
    await office.ben_refuses(number)
    refusal = (await office.one(number)).refusal
    assert refusal is not None
    assert (refusal.ground.value, refusal.reason) == ("repetitive", REASON)
    assert (refusal.evidence, refusal.appeal) == (EVIDENCE, f"/me/requests/{number}")


@pytest.mark.keeps("access.refusal")
@pytest.mark.parametrize(
    ("ground", "reason", "evidence"),
    [("because", REASON, EVIDENCE), ("", REASON, EVIDENCE), ("repetitive", " ", EVIDENCE),
     ("repetitive", REASON, "\n")],
)  # fmt: skip
async def test_a_refusal_that_lacks_something_changes_nothing(
    office: Office, ground: str, reason: str, evidence: str
) -> None:
    number, officer = await office.ada_asks(), office.ben.subject
    refuse = office.requests.answers.refuse
    with pytest.raises(RequestError):
        await refuse(number, ground, reason=reason, evidence=evidence, officer=officer)
    assert (await office.one(number)).is_open


@pytest.mark.keeps("access.thirty_days")
async def test_each_side_writes_and_the_clock_runs_on(office: Office) -> None:
    number = await office.ada_asks()
    due = (await office.one(number)).due
    await office.requests.answers.ask_back(number, "Which one?", officer=office.ben.subject)
    assert (await office.requests.answers.queue())[0].is_asked_back
    await office.requests.add(office.ada.subject, number, "The red one.")
    mine = await office.one(number)
    assert [step.says for step in mine.steps] == ["", "Which one?", "The red one."]
    assert mine.due == due
    assert await office.told(office.ada.subject) == [
        "account.request-received",
        "account.request-question",
    ]


async def test_who_needs_no_answer_takes_it_back(office: Office) -> None:
    number = await office.ada_asks()
    await office.requests.take_back(office.ada.subject, number)
    assert (await office.one(number)).phase is Phase.TAKEN_BACK
    assert await office.requests.answers.queue() == []
    with pytest.raises(RequestError):
        await office.ben_answers(number)


async def test_one_objects_to_a_purpose_that_rests_on_interests_alone(office: Office) -> None:
    await office.ada_asks(Kind.OBJECT, about="safety")
    for about in ("sync", "", "nothing"):
        with pytest.raises(RequestError):
            await office.ada_asks(Kind.OBJECT, about=about)
    with pytest.raises(RequestError):
        await office.ada_asks(Kind.COPY)


@pytest.mark.keeps("access.self", "access.thirty_days")
async def test_what_was_done_at_once_is_a_request_answered_in_seconds(office: Office) -> None:
    done = await office.requests.did(
        office.ada.subject, Kind.ERASE_PART, actor=office.ada.session.actor, receipt="7f"
    )
    mine = await office.one(done)
    assert mine.answer is not None
    assert (mine.is_own_doing, mine.answer.receipt, mine.due) == (True, "7f", mine.received)
    assert await office.requests.answers.queue() == []


async def test_what_was_done_at_once_does_not_pile_up(office: Office) -> None:
    for _ in range(203):
        await office.requests.did(office.ada.subject, Kind.WITHDRAW, actor=office.ada.session.actor)
    waits = await office.ada_asks()
    mine = await office.requests.of(office.ada.subject)
    assert (len(mine), waits in mine) == (201, True)


async def test_only_so_many_wait_at_once(office: Office) -> None:
    for _ in range(20):
        await office.ada_asks()
    with pytest.raises(RequestError):
        await office.ada_asks()
    assert len(await office.requests.answers.queue()) == 20


async def test_nobody_sees_what_another_asked(office: Office) -> None:
    number = await office.ada_asks()
    requests, ben = office.requests, office.ben.subject
    assert dict(await requests.of(ben)) == {}
    for look in (requests.one(ben, number), requests.take_back(ben, number),
                 requests.appeal(ben, number, "No.", PROVEN),
                 requests.answers.look(number, officer=office.ada.subject)):  # fmt: skip
        with pytest.raises(NotFoundError):
            await look


@pytest.mark.parametrize("state", [State.RESTRICTED, State.CLOSING])
async def test_one_asks_and_is_answered_wherever_the_account_stands(
    office: Office, state: State
) -> None:
    await office.house.vault.set_state(office.ada.subject, state, actor=office.ada.session.actor)
    number = await office.ada_asks()
    await office.ben_answers(number)
    assert (await office.one(number)).phase is Phase.ANSWERED
    assert "account.request-answered" in await office.told(office.ada.subject)


@pytest.mark.keeps("access.thirty_days")
async def test_a_request_survives_a_power_cut(office: Office, home: Home, clock: Clock) -> None:
    number = await office.ada_asks()
    home.cut_power()
    house = await home.open()
    clock.pass_days(31)
    assert await house.desk.requests.clocks.look_after() == 1
    case = await house.desk.requests.answers.look(number, officer=office.ben.subject)
    assert (case.request.says, case.is_late) == ("Please look.", True)


async def test_looking_at_one_is_a_line_in_its_members_ledger(office: Office) -> None:
    number = await office.ada_asks()
    await office.requests.answers.look(number, officer=office.ben.subject)
    await office.house.vault.settle()
    lines = await office.house.ledger.lines(office.ada.subject)
    assert any((one.by, one.category) == ("staff", "cases") for one in lines)


async def test_a_guardian_asks_for_their_child_and_for_no_other(
    office: Office, ada: Resident
) -> None:
    with pytest.raises(NotFoundError):
        await office.requests.ask(
            ada.subject, Kind.COMPLAIN, says="x", identity=PROVEN, ward=office.ben.subject
        )
    child = await office.house.vault.guardians.admit()
    await office.house.vault.guardians.appoint(child, ada.subject)
    number = await office.requests.ask(
        ada.subject, Kind.COMPLAIN, says="x", identity=PROVEN, ward=child
    )
    assert (await office.one(number)).ward == child
