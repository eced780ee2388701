"""Two steps: a password, and a code of now or one from paper; each code is good once."""

from __future__ import annotations

import pytest
from pyotp.totp import TOTP

from bailee.services.account import Browser, CodeNeededError, SignInError, ThrottledError
from tests.cast import NOON, Clock
from tests.homes import PASSWORD, Home, Resident

pytestmark = pytest.mark.keeps("use.safety")


def code(secret: str, clock: Clock, *, later: int = 0) -> str:
    """What an app shows: now, or some steps later."""
    return TOTP(secret).at(clock.now() + 30 * later)


@pytest.fixture
async def secret(ada: Resident, clock: Clock) -> str:
    """What Ada's app has; she turned codes on a minute ago."""
    one_time = ada.house.account.one_time
    secret = one_time.draw()
    await one_time.turn_on(ada.session, secret=secret, code=code(secret, clock))
    clock.pass_seconds(60)
    return secret


async def ticket(ada: Resident) -> str:
    """What stands for her password, after the first step."""
    with pytest.raises(CodeNeededError) as needed:
        await ada.house.account.sign_in("ada", PASSWORD, network="::1")
    return needed.value.ticket


async def test_a_password_alone_is_not_enough(ada: Resident, secret: str, clock: Clock) -> None:
    account, waits = ada.house.account, await ticket(ada)
    assert await account.session(waits) is None
    token = await account.sign_in_with_code(waits, code(secret, clock), network="::1")
    session = await account.session(token)
    assert session is not None
    assert (session.subject, session.methods) == (ada.subject, ("pwd", "otp", "mfa"))
    assert not account.waits(waits)


@pytest.mark.usefixtures("secret")
async def test_a_wrong_password_does_not_tell_that_there_is_a_second_step(ada: Resident) -> None:
    with pytest.raises(SignInError, match="do not belong together"):
        await ada.house.account.sign_in("ada", "wrong " + PASSWORD, network="::1")


async def test_the_vectors_of_the_standard(ada: Resident, clock: Clock) -> None:
    # RFC 6238 appendix B, the secret of ASCII 12345678901234567890, the last six digits.
    secret = "GEZDGNBVGY3TQOJQ" * 2
    clock.pass_seconds(1_111_111_111 - NOON)
    await ada.house.account.one_time.turn_on(ada.session, secret=secret, code="050471")
    clock.pass_seconds(1_234_567_890 - 1_111_111_111)
    assert await ada.house.account.one_time.take(ada.subject, "005924")


@pytest.mark.parametrize("later", [-1, 0, 1])
async def test_a_clock_may_be_wrong_by_one_step(
    ada: Resident, secret: str, clock: Clock, later: int
) -> None:
    clock.pass_seconds(60)
    take = ada.house.account.one_time.take
    for too_much in (-2, 2):
        assert not await take(ada.subject, code(secret, clock, later=too_much))
    assert await take(ada.subject, code(secret, clock, later=later))


async def test_a_code_is_good_once_and_so_are_those_before_it(
    ada: Resident, secret: str, clock: Clock
) -> None:
    take = ada.house.account.one_time.take
    now, before = code(secret, clock), code(secret, clock, later=-1)
    assert await take(ada.subject, now)
    assert not await take(ada.subject, now)
    assert not await take(ada.subject, before)
    assert await take(ada.subject, code(secret, clock, later=1))


async def test_a_code_that_was_used_is_used_after_a_restart(
    ada: Resident, secret: str, clock: Clock, home: Home
) -> None:
    used = code(secret, clock)
    assert await ada.house.account.one_time.take(ada.subject, used)
    await home.leave()
    house = await home.open()
    assert not await house.account.one_time.take(ada.subject, used)


@pytest.mark.parametrize("wrong", ["", "12345", "1234567", "abcdef", "0x1234", "\u0660" * 6])
async def test_to_turn_it_on_takes_a_code_of_the_app(
    ada: Resident, wrong: str, clock: Clock
) -> None:
    one_time = ada.house.account.one_time
    secret = one_time.draw()
    for given, of in ((wrong, secret), (code(secret, clock), "short"), (code(secret, clock), "é")):
        with pytest.raises(SignInError, match="code of now"):
            await one_time.turn_on(ada.session, secret=of, code=given)
    assert not await one_time.is_on(ada.subject)


async def test_a_ticket_is_good_for_five_minutes(ada: Resident, secret: str, clock: Clock) -> None:
    waits = await ticket(ada)
    clock.pass_seconds(300)
    for stale in (waits, "", "x", ada.token):
        with pytest.raises(SignInError, match="too long"):
            await ada.house.account.sign_in_with_code(stale, code(secret, clock), network="::1")


async def test_guessing_codes_is_slowed_down(ada: Resident, secret: str, clock: Clock) -> None:
    account, waits = ada.house.account, await ticket(ada)
    for number in range(5):
        with pytest.raises(SignInError):
            await account.sign_in_with_code(waits, "000000", network=f"::{number}")
    with pytest.raises(ThrottledError):
        await account.sign_in_with_code(waits, code(secret, clock), network="::9")


@pytest.mark.usefixtures("secret")
async def test_ten_codes_on_paper_each_good_once(ada: Resident) -> None:
    account = ada.house.account
    paper = await account.recovery_codes.make(ada.session)
    assert len(set(paper)) == 10
    for number, one in enumerate(paper[:3]):
        typed = one.upper().replace("-", " ")
        assert await account.sign_in_with_code(await ticket(ada), typed, network="::1")
        assert await account.recovery_codes.left(ada.subject) == 9 - number
        with pytest.raises(SignInError):
            await account.sign_in_with_code(await ticket(ada), typed, network="::1")


async def test_new_codes_end_those_before_and_nobody_elses(ada: Resident, ben: Resident) -> None:
    codes = ada.house.account.recovery_codes
    old, bens = await codes.make(ada.session), await codes.make(ben.session)
    new = await codes.make(ada.session)
    assert not await codes.take(ada.subject, old[0])
    assert not await codes.take(ada.subject, bens[0])
    assert await codes.take(ada.subject, new[0])
    assert (await codes.left(ada.subject), await codes.left(ben.subject)) == (9, 10)


@pytest.mark.keeps("security.rest")
async def test_no_file_has_a_secret_or_a_code(ada: Resident, secret: str, home: Home) -> None:
    paper = await ada.house.account.recovery_codes.make(ada.session)
    await ada.house.vault.settle()
    everything = b"".join(p.read_bytes() for p in home.data.rglob("*") if p.is_file())
    plain = [one.replace("-", "") for one in paper]
    assert [one for one in [secret, *paper, *plain] if one.encode() in everything] == []


@pytest.mark.keeps("access.identity")
async def test_a_code_confirms_as_a_password_does(ada: Resident, secret: str, clock: Clock) -> None:
    account = ada.house.account
    token = await account.confirm(ada.token, code(secret, clock))
    session = await account.session(token)
    assert session is not None
    assert session.methods == ("pwd", "otp")
    assert await account.confirm(token, PASSWORD)


@pytest.mark.usefixtures("secret")
async def test_turned_off_a_password_is_enough_again(ada: Resident) -> None:
    await ada.house.account.one_time.turn_off(ada.session)
    assert await ada.house.account.sign_in("ada", PASSWORD, network="::1")


async def test_a_right_password_forgives_no_wrong_codes_in_a_known_browser(
    ada: Resident, secret: str, clock: Clock
) -> None:
    account = ada.house.account
    hers = Browser("firefox", await account.remember(ada.token, Browser("firefox")))
    wrong = "000000" if code(secret, clock) != "000000" else "000001"
    for number in range(6):
        with pytest.raises(CodeNeededError) as needed:
            await account.sign_in("ada", PASSWORD, network="::1", browser=hers)
        with pytest.raises(ThrottledError if number == 5 else SignInError):
            await account.sign_in_with_code(needed.value.ticket, wrong, network="::1", browser=hers)
