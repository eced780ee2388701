"""Whoever was here before comes in, however many guess; and sees where they are signed in."""

from __future__ import annotations

import pytest

from bailee.services.account import Browser, SignInError, ThrottledError
from tests.cast import DAY, NOON, Clock
from tests.homes import PASSWORD, Resident

WRONG = "not the password"
pytestmark = pytest.mark.keeps("use.safety")


async def guess(ada: Resident, *, networks: int) -> None:
    """Somebody with many networks guesses, and goes on guessing."""
    for number in range(networks):
        with pytest.raises((SignInError, ThrottledError)):
            await ada.house.account.sign_in("ada", WRONG, network=f"2001:db8:{number:x}::/56")


async def remembered(ada: Resident) -> Browser:
    """The browser that Ada signed in with once."""
    return Browser("firefox", await ada.house.account.remember(ada.token, Browser("firefox")))


async def test_an_attacker_with_many_networks_keeps_nobody_out_of_their_own_browser(
    ada: Resident, clock: Clock
) -> None:
    account, hers = ada.house.account, await remembered(ada)
    for _ in range(3):
        await guess(ada, networks=40)
        with pytest.raises(ThrottledError):
            await account.sign_in("ada", PASSWORD, network="::fresh")
        assert await account.sign_in("ada", PASSWORD, network="::home", browser=hers)
        clock.pass_seconds(10)


async def test_a_network_full_of_guessers_keeps_nobody_out_either(ada: Resident) -> None:
    account, hers = ada.house.account, await remembered(ada)
    for number in range(31):
        with pytest.raises((SignInError, ThrottledError)):
            await account.sign_in(f"name-{number}", WRONG, network="::shared")
    with pytest.raises(ThrottledError):
        await account.sign_in("ada", PASSWORD, network="::shared")
    assert await account.sign_in("ada", PASSWORD, network="::shared", browser=hers)


async def test_guessing_in_a_known_browser_is_slow_as_well(ada: Resident) -> None:
    account, hers = ada.house.account, await remembered(ada)
    for _ in range(5):
        with pytest.raises(SignInError):
            await account.sign_in("ada", WRONG, network="::1", browser=hers)
    with pytest.raises(ThrottledError):
        await account.sign_in("ada", PASSWORD, network="::1", browser=hers)
    assert await account.sign_in("ada", PASSWORD, network="::1")


@pytest.mark.parametrize("mark", ["", "x", "x" * 300, "é"])
async def test_a_mark_of_ones_own_making_is_none(ada: Resident, mark: str) -> None:
    await guess(ada, networks=6)
    with pytest.raises(ThrottledError):
        await ada.house.account.sign_in("ada", PASSWORD, network="::2", browser=Browser("", mark))


async def test_the_mark_of_one_is_nothing_for_another(ada: Resident, ben: Resident) -> None:
    hers = await remembered(ada)
    for _ in range(5):
        with pytest.raises(SignInError):
            await ben.house.account.sign_in("ben", WRONG, network="::3", browser=hers)
    with pytest.raises(ThrottledError):
        await ben.house.account.sign_in("ben", PASSWORD, network="::4", browser=hers)


async def test_a_browser_is_known_for_half_a_year(ada: Resident, clock: Clock) -> None:
    account, hers = ada.house.account, await remembered(ada)
    clock.pass_days(179)
    token = await account.sign_in("ada", PASSWORD, network="::1", browser=hers)
    assert await account.remember(token, hers) == hers.known
    clock.pass_days(179)
    token = await account.sign_in("ada", PASSWORD, network="::1", browser=hers)
    clock.pass_days(181)
    token = await account.sign_in("ada", PASSWORD, network="::1", browser=hers)
    assert await account.remember(token, hers) != hers.known
    assert await account.remember("no session", hers) == ""


async def test_the_list_says_in_what_and_since_when(ada: Resident, clock: Clock) -> None:
    account = ada.house.account
    clock.pass_seconds(60)
    await account.sign_in("ada", PASSWORD, network="::1", browser=Browser("firefox"))
    found = [(one.family, one.since, one.is_this) for one in await account.signed_in(ada.session)]
    assert found == [("", NOON, True), ("firefox", NOON + 60, False)]


async def test_another_session_is_ended_from_here(ada: Resident, ben: Resident) -> None:
    account = ada.house.account
    tokens = [await account.sign_in("ada", PASSWORD, network="::1") for _ in range(3)]
    session = await account.session(tokens[0])
    assert session is not None
    await account.sign_out_of(ben.session, session.id)
    assert await account.session(tokens[0]) is not None
    await account.sign_out_of(ada.session, session.id)
    assert await account.session(tokens[0]) is None
    assert await account.session(tokens[1]) is not None
    await account.sign_out_of(ada.session, "others")
    assert [await account.session(token) for token in tokens] == [None, None, None]
    assert await account.session(ada.token) is not None
    assert await account.session(ben.token) is not None
    assert len(await account.signed_in(ada.session)) == 1


@pytest.mark.keeps("retain.destroy")
async def test_what_the_list_says_goes_by_itself(ada: Resident, clock: Clock) -> None:
    await ada.house.account.sign_in("ada", PASSWORD, network="::1", browser=Browser("firefox"))
    held = {str(one.category): one for one in await ada.house.ledger.held(ada.subject)}
    assert held["sign-ins"].items == 1
    clock.pass_seconds(3 * DAY)
    await ada.house.vault.expire()
    held = {str(one.category): one for one in await ada.house.ledger.held(ada.subject)}
    assert held["sign-ins"].items == 0


async def test_a_member_with_no_session_left_is_told_of_none(ada: Resident) -> None:
    await ada.house.account.sign_out(ada.token)
    assert await ada.house.account.signed_in(ada.session) == []
