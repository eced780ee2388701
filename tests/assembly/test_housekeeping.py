"""What a house does by itself, second by second, whatever the clock and the disk do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator

import pytest

from bailee.assembly.housekeeping import Housekeeping
from bailee.assembly.logs import Log
from bailee.assembly.rotation import is_due
from bailee.rights.guardians import Contact, Month
from bailee.rights.notices import Letter
from bailee.rights.requests import Identity
from bailee.rights.requests import Kind as Asks
from bailee.services.account.addresses import Address, Kind
from bailee.terms import BAILEE, Agreement, StorageError
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import UNLOCKED, Home, Resident, move_in
from tests.policy.files import CONTACTS, SYNC
from tests.rights.taking import fill

HOUR = 3600
SWITCH = Agreement(SYNC, CONTACTS)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Give the log back when the story is over."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level


@pytest.fixture
def keeper(ada: Resident) -> Housekeeping:
    """Who keeps Ada's house."""
    return Housekeeping(ada.house, Log())


async def hold(ada: Resident) -> int:
    """How many of her cards are held."""
    return ada.house.vault.totals(CONTACTS).items


async def end(ada: Resident) -> None:
    """She brings five cards in and turns sync off."""
    await fill(ada, cards(5))
    await ada.house.consents.withdraw(ada.subject, SWITCH, actor=ada.session.actor)


@pytest.mark.keeps("children.approval")
async def test_what_no_guardian_answered_for_goes_by_itself(
    ada: Resident, keeper: Housekeeping, clock: Clock
) -> None:
    house, born = ada.house, Month(2013, 6)
    await house.approvals.begin("dot", born, Contact.read("ben@example.org"), language="en")
    clock.pass_days(6)
    await keeper.tick(10)
    assert len(house.vault.subjects()) == 2
    for _ in range(8):
        clock.pass_days(1)
        await keeper.tick(10)
    assert house.vault.subjects() == [ada.subject]


@pytest.mark.keeps("access.thirty_days")
async def test_the_log_has_a_count_of_what_is_overdue_and_no_more(
    ada: Resident, keeper: Housekeeping, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    identity = Identity(("pwd",), clock.now())
    requests = ada.house.desk.requests
    await requests.ask(ada.subject, Asks.COMPLAIN, says="Secret.", identity=identity)
    for _ in range(31):
        clock.pass_days(1)
        await keeper.tick(10)
    lines = [one.getMessage() for one in caplog.records if "requests-overdue" in one.getMessage()]
    assert lines == ['{"level":"info","event":"requests-overdue","count":1}']


@pytest.mark.keeps("security.evidence")
async def test_each_tick_writes_the_journal_down_and_signs_it(
    ada: Resident, keeper: Housekeeping
) -> None:
    await ada.cloud.folders()
    await ada.cloud.entries((await ada.cloud.folders())[0].id)
    before = ada.house.vault.tree.head()[0]
    await keeper.tick(1)
    assert ada.house.vault.tree.head()[0] == ada.house.vault.journal_size() > before
    after = ada.house.vault.tree.head()
    await keeper.tick(2)
    assert ada.house.vault.tree.head() == after


@pytest.mark.keeps("retain.destroy", "cloud.withdraw")
async def test_what_is_due_goes_at_the_next_hour(
    ada: Resident, keeper: Housekeeping, clock: Clock
) -> None:
    await end(ada)
    for day in range(30):
        await keeper.tick(HOUR * day + 10)
        assert await hold(ada) == 5
        clock.pass_days(1)
    await keeper.tick(11)
    assert await hold(ada) == 5
    await keeper.tick(10)
    assert await hold(ada) == 0
    assert ada.house.vault.fact("expiry-removed") == "5"


@pytest.mark.keeps("retain.destroy")
async def test_a_clock_that_leaps_is_not_believed_for_an_hour(
    ada: Resident, keeper: Housekeeping, clock: Clock
) -> None:
    await end(ada)
    await keeper.expire()
    clock.pass_days(400)
    for _ in range(59):
        await keeper.expire()
        clock.pass_seconds(60)
    assert await hold(ada) == 5
    clock.pass_seconds(60)
    await keeper.expire()
    assert await hold(ada) == 0


async def test_a_clock_that_leaps_and_comes_back_does_no_harm(
    ada: Resident, keeper: Housekeeping, clock: Clock
) -> None:
    await end(ada)
    await keeper.expire()
    for leap in (400, -400, 400, -400):
        clock.pass_days(leap)
        await keeper.expire()
        clock.pass_seconds(600)
    assert await hold(ada) == 5
    clock.pass_days(31)
    await keeper.expire()
    clock.pass_seconds(HOUR)
    await keeper.expire()
    assert await hold(ada) == 0


async def test_a_clock_that_goes_back_does_no_harm(
    ada: Resident, keeper: Housekeeping, clock: Clock
) -> None:
    await end(ada)
    await keeper.expire()
    clock.pass_days(-3650)
    for count in range(61):
        await keeper.tick(count)
    assert await hold(ada) == 5
    assert await ada.house.account.session(ada.token) is not None
    assert ada.house.vault.tree.verify().fault == ""


async def test_after_two_weeks_switched_off_it_waits_an_hour(
    ada: Resident, keeper: Housekeeping, clock: Clock
) -> None:
    await end(ada)
    for _ in range(3):
        clock.pass_days(6)
        await keeper.expire()
    clock.pass_days(14)
    again = Housekeeping(ada.house, Log())
    await again.expire()
    assert await hold(ada) == 5
    clock.pass_seconds(HOUR)
    await again.expire()
    assert await hold(ada) == 0


async def test_sessions_that_are_over_are_swept_away(
    ada: Resident, keeper: Housekeeping, clock: Clock
) -> None:
    clock.pass_days(1)
    await keeper.tick(10)
    assert await ada.house.vault.names.drop_stale() == 0


@pytest.mark.keeps("access.residual")
async def test_an_epoch_ends_by_itself_within_the_time_that_was_promised(
    ada: Resident, keeper: Housekeeping, clock: Clock
) -> None:
    erase = ada.house.erasure.erase
    receipt = await erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    epoch = ada.house.ring.epoch
    clock.pass_seconds(receipt.backups_dead_by - clock.now() - HOUR - 1)
    await keeper.tick(20)
    assert ada.house.ring.epoch == epoch
    clock.pass_seconds(1)
    await keeper.tick(80)
    assert (ada.house.ring.epoch, is_due(ada.house)) == (epoch + 1, False)
    await keeper.tick(140)
    assert ada.house.ring.epoch == epoch + 1


async def test_a_tick_that_fails_is_told_of_and_does_not_stop_the_next(
    ada: Resident, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keeper, done = Housekeeping(ada.house, Log()), asyncio.Event()
    ticks = list[int]()

    async def failing(count: int, *, waits: bool) -> None:
        assert not waits
        ticks.append(count)
        if count == 2:
            done.set()
        raise StorageError("the disk is full of Ada Lovelace")

    monkeypatch.setattr(keeper, "tick", failing)
    monkeypatch.setattr("bailee.assembly.housekeeping.TICK_S", 0)
    keeper.start()
    await asyncio.wait_for(done.wait(), 10)
    await keeper.stop()
    assert ticks[:3] == [0, 1, 2]
    told = capsys.readouterr().err
    assert '"event":"housekeeping","kind":"StorageError"' in told
    assert "Lovelace" not in told


@pytest.mark.keeps("security.rest")
async def test_a_disk_that_takes_no_line_does_not_keep_keys_in_memory(
    home: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await move_in(await home.open(policy=UNLOCKED), "ada")
    await fill(ada, cards(1))

    async def full() -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(ada.house.vault, "settle", full)
    clock.pass_seconds(HOUR)
    await Housekeeping(ada.house, Log()).tick(5)
    assert ada.house.vault.is_closed(ada.subject)
    monkeypatch.undo()
    await home.leave()


async def test_no_second_waits_for_a_mail_server(
    ada: Resident, home: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    knocked = asyncio.Event()

    async def slow(_: Letter) -> None:
        knocked.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(home.post, "mail", slow)
    mail = Address(Kind.EMAIL, "ada@example.org")
    await ada.house.addresses.keep(ada.subject, mail, actor=BAILEE)
    await ada.house.states.close(ada.subject, actor=ada.session.actor)
    clock.pass_days(7)
    keeper = Housekeeping(ada.house, Log())
    await keeper.expire()
    clock.pass_days(7)
    await asyncio.wait_for(keeper.tick(10, waits=False), 10)
    await asyncio.wait_for(knocked.wait(), 10)
    await asyncio.wait_for(keeper.tick(11, waits=False), 10)
    await keeper.stop()
    assert ada.house.vault.subjects() == []


async def test_it_stops_when_it_was_never_started(keeper: Housekeeping) -> None:
    await keeper.stop()
