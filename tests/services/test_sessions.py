"""A session is a browser's: it ends, it can be confirmed, and it is nobody else's."""

from __future__ import annotations

import pytest

from bailee.services.account import SignInError
from tests.cast import NOON, Clock
from tests.homes import PASSWORD, Resident

HALF_A_DAY = 12 * 3600
pytestmark = pytest.mark.keeps("use.safety")


async def test_a_session_ends_after_twelve_hours(ada: Resident, clock: Clock) -> None:
    clock.pass_seconds(HALF_A_DAY - 1)
    assert await ada.house.account.session(ada.token) is not None
    clock.pass_seconds(1)
    assert await ada.house.account.session(ada.token) is None
    with pytest.raises(SignInError, match="this session has ended"):
        await ada.house.account.confirm(ada.token, PASSWORD)


async def test_an_ended_session_leaves_no_row(ada: Resident, clock: Clock) -> None:
    clock.pass_seconds(HALF_A_DAY)
    assert await ada.house.vault.names.drop_stale() == 1
    assert await ada.house.vault.names.drop_stale() == 0
    assert await ada.house.devices.authenticate("ada", ada.phone.secret) is not None


@pytest.mark.keeps("access.identity")
async def test_a_session_says_when_the_password_was_typed_last(ada: Resident, clock: Clock) -> None:
    account = ada.house.account
    clock.pass_seconds(600)
    session = await account.session(ada.token)
    assert session is not None
    assert session.confirmed_at == NOON
    with pytest.raises(SignInError):
        await account.confirm(ada.token, "wrong " + PASSWORD)
    assert await account.session(ada.token) == session
    fresh = await account.confirm(ada.token, PASSWORD)
    confirmed = await account.session(fresh)
    assert confirmed is not None
    assert confirmed.confirmed_at == NOON + 600
    assert (confirmed.csrf, confirmed.id) == (session.csrf, session.id)
    assert (session.since, confirmed.since, confirmed.methods) == (NOON, NOON, ("pwd",))


async def test_a_proof_gives_the_browser_another_token_and_the_old_one_opens_nothing(
    ada: Resident,
) -> None:
    account = ada.house.account
    fresh = await account.confirm(ada.token, PASSWORD)
    assert await account.session(ada.token) is None
    assert await account.session(fresh) is not None


async def test_to_confirm_begins_the_twelve_hours_anew(ada: Resident, clock: Clock) -> None:
    clock.pass_seconds(HALF_A_DAY - 1)
    fresh = await ada.house.account.confirm(ada.token, PASSWORD)
    clock.pass_seconds(HALF_A_DAY - 1)
    assert await ada.house.account.session(fresh) is not None


async def test_each_session_has_a_token_and_a_mark_of_its_own(ada: Resident) -> None:
    account = ada.house.account
    other = await account.sign_in("ada", PASSWORD, network="::1")
    session = await account.session(other)
    assert session is not None
    assert (session.subject, session.actor) == (ada.session.subject, ada.session.actor)
    assert len({ada.token, other, session.csrf, ada.session.csrf}) == 4
    await account.sign_out(other)
    assert await account.session(other) is None
    assert await account.session(ada.token) is not None


@pytest.mark.parametrize("token", ["", "x", "../x", "ada", "\x00", "é"])
async def test_a_token_that_nobody_was_given_is_nobodys(ada: Resident, token: str) -> None:
    assert await ada.house.account.session(token) is None
    await ada.house.account.sign_out(token)
    assert await ada.house.account.session(ada.token) is not None


async def test_a_name_is_no_token_and_an_app_password_is_none(ada: Resident) -> None:
    for wrong in (ada.phone.secret, ada.phone.secret.replace("-", ""), ada.member.handle):
        assert await ada.house.account.session(wrong) is None
    assert await ada.house.devices.authenticate("ada", ada.token) is None
    assert await ada.house.devices.authenticate("ada", PASSWORD) is None
