"""Getting back in is no shortcut: two proofs, three days, and anybody who notices can stop it."""

from __future__ import annotations

import pytest

from bailee.assembly.operator import COMMANDS
from bailee.services.account import (
    AddressError,
    CodeError,
    NewMember,
    Recoveries,
    SignInError,
    ThrottledError,
)
from bailee.services.account.lost.recoveries import WAIT_S, Begun
from bailee.terms import BaileeError, NotFoundError, SubjectId
from tests.cast import DAY, Clock
from tests.homes import PASSWORD, UNLOCKED, Home, Resident, damage, move_in
from tests.letters import ORIGIN, code_for, link_for, sent_to

ADAS, NEW = "ada@example.org", "another horse battery"
pytestmark = pytest.mark.keeps("use.safety")


async def with_address(ada: Resident, home: Home) -> list[str]:
    """Ada confirms an address and prints her codes."""
    addresses = ada.house.addresses
    ticket = await addresses.ask(ada.session, ADAS, language="en")
    await addresses.confirm(ada.session, ticket, code_for(home.post, ADAS), origin=ORIGIN)
    return await ada.house.account.recovery_codes.make(ada.session)


async def ask(recoveries: Recoveries, address: str = ADAS) -> str:
    """Somebody says that they cannot get in."""
    ticket = await recoveries.ask(address, language="en", network="::1")
    await recoveries.settle()
    return ticket


@pytest.fixture
async def paper(ada: Resident, home: Home, clock: Clock) -> list[str]:
    """Ada's codes; her address was confirmed a minute ago."""
    paper = await with_address(ada, home)
    clock.pass_seconds(60)
    return paper


@pytest.fixture
async def begun(ada: Resident, home: Home, paper: list[str]) -> Begun:
    """A recovery that Ada began."""
    recoveries = ada.house.recoveries
    ticket = await ask(recoveries)
    found = await recoveries.begin(ticket, code_for(home.post, ADAS), paper[0], origin=ORIGIN)
    await recoveries.settle()
    return found


async def test_nothing_changes_for_three_days(ada: Resident, begun: Begun, clock: Clock) -> None:
    recoveries, account = ada.house.recoveries, ada.house.account
    assert begun.opens_at == clock.now() + WAIT_S
    clock.pass_seconds(WAIT_S - 1)
    with pytest.raises(NotFoundError, match="has to wait"):
        await recoveries.finish(begun.ticket, NEW)
    assert await account.sign_in("ada", PASSWORD, network="::1")
    clock.pass_seconds(1)
    await recoveries.finish(begun.ticket, NEW)
    assert await account.sign_in("ada", NEW, network="::1")
    with pytest.raises(SignInError):
        await account.sign_in("ada", PASSWORD, network="::2")
    with pytest.raises(NotFoundError):
        await recoveries.finish(begun.ticket, "a third horse battery")


async def test_what_was_lost_opens_nothing_after(ada: Resident, begun: Begun, clock: Clock) -> None:
    clock.pass_seconds(WAIT_S)
    token = await ada.house.account.sign_in("ada", PASSWORD, network="::1")
    await ada.house.recoveries.finish(begun.ticket, NEW)
    assert await ada.house.account.session(token) is None
    assert not await ada.house.account.one_time.is_on(ada.subject)
    assert await ada.house.devices.authenticate("ada", ada.phone.secret) is not None


async def test_it_takes_both_proofs(ada: Resident, home: Home, paper: list[str]) -> None:
    recoveries = ada.house.recoveries
    ticket = await ask(recoveries)
    code = code_for(home.post, ADAS)
    for wrong in ((code, ""), (code, "abcd-efgh-jkmn"), ("000000", paper[0]), ("", paper[0])):
        with pytest.raises(CodeError):
            await recoveries.begin(ticket, *wrong, origin=ORIGIN)
    assert await ada.house.account.recovery_codes.left(ada.subject) == 10
    assert recoveries.opens_at(ada.subject) is None
    await recoveries.begin(ticket, code, paper[0], origin=ORIGIN)
    assert await ada.house.account.recovery_codes.left(ada.subject) == 9


async def test_five_tries_are_all_there_are(ada: Resident, home: Home, paper: list[str]) -> None:
    recoveries = ada.house.recoveries
    ticket = await ask(recoveries)
    for _ in range(5):
        with pytest.raises(CodeError):
            await recoveries.begin(ticket, "000000", paper[0], origin=ORIGIN)
    with pytest.raises(CodeError):
        await recoveries.begin(ticket, code_for(home.post, ADAS), paper[0], origin=ORIGIN)


@pytest.mark.usefixtures("paper")
async def test_an_address_of_nobody_is_answered_alike_and_written_to_by_nobody(
    ada: Resident, home: Home
) -> None:
    recoveries = ada.house.recoveries
    ticket = await ask(recoveries, "cem@example.org")
    assert recoveries.waits(ticket)
    assert sent_to(home.post, "cem@example.org") == []
    with pytest.raises(CodeError):
        await recoveries.begin(ticket, "", "abcd-efgh-jkmn", origin=ORIGIN)
    with pytest.raises(AddressError):
        await ask(recoveries, "no address")


@pytest.mark.usefixtures("paper")
async def test_nobody_is_flooded(ada: Resident) -> None:
    await ask(ada.house.recoveries)
    with pytest.raises(ThrottledError):
        await ask(ada.house.recoveries)


@pytest.mark.keeps("use.notices")
async def test_every_address_is_told_at_the_start_a_day_before_and_at_the_end(
    ada: Resident, begun: Begun, home: Home, clock: Clock
) -> None:
    told = list[str]()
    for seconds in (0, 48 * 3600 - 1, 1, 86_399, 1):
        clock.pass_seconds(seconds)
        await ada.house.recoveries.remind()
        await ada.house.recoveries.remind()
        found = await ada.house.notices.all(ada.subject, actor=ada.session.actor)
        told.append(max(found, key=lambda one: one.notice.at).notice.key.partition(".")[2])
    assert told == [*["recovery-begun"] * 2, *["recovery-soon"] * 2, "recovery-open"]
    assert begun.opens_at == clock.now()
    await ada.house.notices.deliver()
    assert len(home.post.to(ADAS)) >= 5


async def test_a_letter_stops_it(ada: Resident, begun: Begun, home: Home, clock: Clock) -> None:
    recoveries = ada.house.recoveries
    stop = link_for(home.post, ADAS).partition("ticket=")[2]
    assert recoveries.can_stop(stop)
    await recoveries.stop_by(stop)
    assert not recoveries.can_stop(stop)
    with pytest.raises(NotFoundError):
        await recoveries.stop_by(stop)
    clock.pass_days(4)
    with pytest.raises(NotFoundError):
        recoveries.look(begun.ticket)
    with pytest.raises(NotFoundError):
        await recoveries.finish(begun.ticket, NEW)


async def test_whoever_is_signed_in_stops_it(
    ada: Resident, ben: Resident, begun: Begun, clock: Clock
) -> None:
    recoveries = ada.house.recoveries
    await recoveries.stop(ben.subject)
    assert recoveries.opens_at(ada.subject) == begun.opens_at
    await recoveries.stop(ada.subject)
    clock.pass_days(4)
    with pytest.raises(NotFoundError):
        await recoveries.finish(begun.ticket, NEW)


async def test_one_runs_at_a_time_and_a_week_later_it_is_over(
    ada: Resident, begun: Begun, clock: Clock
) -> None:
    with pytest.raises(BaileeError, match="under way"):
        await ada.house.recoveries.begin_for(ada.subject, origin=ORIGIN)
    clock.pass_days(11)
    with pytest.raises(NotFoundError):
        await ada.house.recoveries.finish(begun.ticket, NEW)


@pytest.mark.usefixtures("paper")
async def test_the_operator_begins_one_and_it_waits_as_long(ada: Resident, clock: Clock) -> None:
    answer = await COMMANDS["recover_member"](ada.house, handle="ADA", origin=ORIGIN)
    assert answer["link"].startswith(f"{ORIGIN}/lost/open?ticket=")
    assert answer["opens_at"] == clock.now() + WAIT_S
    told = {
        one.notice.key for one in await ada.house.notices.all(ada.subject, actor=ada.session.actor)
    }
    assert told >= {"security.operator-acted", "security.recovery-begun"}


async def test_where_nobody_could_be_told_it_opens_at_once(ada: Resident) -> None:
    answer = await COMMANDS["recover_member"](ada.house, handle="ada", origin=ORIGIN)
    assert answer["opens_at"] is None
    await ada.house.recoveries.finish(answer["link"].partition("ticket=")[2], NEW)
    assert await ada.house.account.sign_in("ada", NEW, network="::1")


async def test_what_only_devices_open_stays_closed(home: Home, clock: Clock) -> None:
    ada = await move_in(await home.open(policy=UNLOCKED), "ada")
    assert isinstance(ada.member, NewMember)
    key = await ada.house.account.recovery_key(ada.session)
    clock.pass_seconds(DAY)
    ada.house.vault.lock_idle()
    begun = await ada.house.recoveries.begin_for(ada.subject, origin=ORIGIN)
    await ada.house.recoveries.finish(begun.ticket, NEW)
    token = await ada.house.account.sign_in("ada", NEW, network="::1")
    assert ada.house.vault.is_closed(ada.subject)
    session = await ada.house.account.session(token)
    assert session is not None
    await ada.house.account.unlock(session, key)
    assert not ada.house.vault.is_closed(ada.subject)
    await home.leave()


async def test_whose_data_is_damaged_keeps_no_other_recovery_from_its_reminder(
    ada: Resident, home: Home, clock: Clock
) -> None:
    house, ben = ada.house, await move_in(ada.house, "ben")
    for one in (ada, ben):
        await house.recoveries.begin_for(one.subject, origin=ORIGIN)
    first, second = (SubjectId(subject) for subject, _ in house.vault.names.all("recovery"))
    damage(home.data, first)
    clock.pass_days(1)
    await house.recoveries.remind()
    last = ada if ada.subject == second else ben
    found = await house.notices.all(second, actor=last.session.actor)
    assert "security.recovery-open" in {one.notice.key for one in found}
