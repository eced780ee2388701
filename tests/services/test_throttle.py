"""Guessing is slow; and nobody is locked out by it for long, least of all somebody else."""

from __future__ import annotations

import asyncio

import pytest

from bailee.assembly import House
from bailee.services.account import SignInError, ThrottledError
from bailee.services.account.throttle import Throttle
from tests.cast import Clock
from tests.homes import PASSWORD, Resident

WRONG = "not the password"
pytestmark = pytest.mark.keeps("use.safety")


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    """Nobody has missed yet."""
    return Throttle(clock)


def wait(throttle: Throttle, *names: str) -> int:
    """How long one has to wait."""
    try:
        throttle.check(*names)
    except ThrottledError as error:
        assert str(error.wait_s) in error.hint
        return error.wait_s
    return 0


def test_five_are_free_then_waits_double_to_a_minute(throttle: Throttle, clock: Clock) -> None:
    waits = list[int]()
    for _ in range(14):
        throttle.miss("ada")
        waits.append(wait(throttle, "ada"))
        clock.pass_seconds(waits[-1])
        assert wait(throttle, "ada") == 0
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]


def test_the_longest_wait_of_several_counts(throttle: Throttle) -> None:
    for _ in range(7):
        throttle.miss("ada", "network")
    throttle.miss("network")
    assert (wait(throttle, "ada"), wait(throttle, "network")) == (4, 8)
    assert wait(throttle, "ada", "network", "ben") == 8
    assert wait(throttle, "ben") == 0


def test_success_forgives_and_so_does_an_hour_of_peace(throttle: Throttle, clock: Clock) -> None:
    for name in ("ada", "ben"):
        for _ in range(20):
            throttle.miss(name)
    throttle.forgive("ada")
    assert (wait(throttle, "ada"), wait(throttle, "ben")) == (0, 60)
    clock.pass_seconds(3601)
    throttle.miss("ben")
    assert wait(throttle, "ben") == 0


def test_a_clock_that_goes_back_locks_nobody_out(throttle: Throttle, clock: Clock) -> None:
    for _ in range(20):
        throttle.miss("ada")
    clock.pass_days(-400)
    assert wait(throttle, "ada") <= 60


def test_it_remembers_only_so_many(throttle: Throttle) -> None:
    for _ in range(9):
        throttle.miss("ada")
    for number in range(20_000):
        throttle.miss(f"{number}")
    assert wait(throttle, "ada") == 0


async def test_the_right_password_waits_too_while_others_guess(ada: Resident, clock: Clock) -> None:
    account = ada.house.account
    for number in range(5):
        with pytest.raises(SignInError):
            await account.sign_in("ada", WRONG, network=f"::{number}")
    with pytest.raises(ThrottledError):
        await account.sign_in("ada", PASSWORD, network="::fresh")
    clock.pass_seconds(1)
    assert await account.sign_in("ada", PASSWORD, network="::fresh")


async def test_a_network_that_guesses_many_names_is_slowed_down(house: House) -> None:
    for number in range(30):
        with pytest.raises(SignInError):
            await house.account.sign_in(f"name-{number}", WRONG, network="::bad")
    with pytest.raises(ThrottledError):
        await house.account.sign_in("name-31", WRONG, network="::bad")
    with pytest.raises(SignInError):
        await house.account.sign_in("name-31", WRONG, network="::good")


async def test_one_members_slips_slow_no_other_member_down(ada: Resident, ben: Resident) -> None:
    change = ada.house.account.change_password
    for _ in range(5):
        with pytest.raises(SignInError):
            await change(ada.session, old=WRONG, new="another horse battery")
    with pytest.raises(ThrottledError):
        await change(ada.session, old=PASSWORD, new="another horse battery")
    await change(ben.session, old=PASSWORD, new="another horse battery")


async def test_guessing_in_a_session_is_slowed_down_as_well(ada: Resident) -> None:
    for _ in range(5):
        with pytest.raises(SignInError):
            await ada.house.account.confirm(ada.token, WRONG)
    with pytest.raises(ThrottledError):
        await ada.house.account.confirm(ada.token, PASSWORD)


async def test_tries_that_come_all_at_once_are_counted_one_by_one(ada: Resident) -> None:
    account = ada.house.account
    tries = (account.sign_in("ada", WRONG, network=f"::{number}") for number in range(12))
    found = await asyncio.gather(*tries, return_exceptions=True)
    assert [type(one) for one in found] == [SignInError] * 5 + [ThrottledError] * 7
    again = (account.confirm(ada.token, WRONG) for _ in range(7))
    found = await asyncio.gather(*again, return_exceptions=True)
    assert [type(one) for one in found] == [SignInError] * 5 + [ThrottledError] * 2


async def test_who_signs_in_neither_slows_their_network_down_nor_forgives_it(
    ada: Resident, clock: Clock
) -> None:
    account = ada.house.account
    for number in range(30):
        with pytest.raises(SignInError):
            await account.sign_in(f"name-{number}", WRONG, network="::1")
    clock.pass_seconds(1)
    for _ in range(3):
        assert await account.sign_in("ada", PASSWORD, network="::1")
    with pytest.raises(SignInError):
        await account.sign_in("name-31", WRONG, network="::1")
    with pytest.raises(ThrottledError):
        await account.sign_in("name-32", WRONG, network="::1")
    await account.confirm(ada.token, PASSWORD)
