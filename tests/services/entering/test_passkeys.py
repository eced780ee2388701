"""A passkey opens one account, for one who has it in hand; nothing else passes for it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.services.account import Party, PasskeyError, SignInError
from bailee.services.account.entry.tickets import Tickets
from bailee.services.account.proofs import ceremony
from bailee.terms import BaileeError, NotFoundError
from tests.authenticator import CAN_SYNC, PRESENT, VERIFIED, Authenticator, b64, unb64
from tests.cast import NOON, Clock
from tests.homes import PASSWORD, Home, Resident

ORIGIN = "https://cloud.example"
PARTY = Party("cloud.example", frozenset({ORIGIN}))
pytestmark = pytest.mark.keeps("use.safety")


async def add(ada: Resident, key: Authenticator, *, name: str = "blue key") -> None:
    """Ada adds a passkey."""
    passkeys = ada.house.account.passkeys
    asked = await passkeys.asked_to_add(ada.session, PARTY, name="ada")
    await passkeys.add(ada.session, PARTY, answer=key.make(asked), name=name)


async def sign_in(ada: Resident, key: Authenticator) -> str:
    """Somebody comes with a passkey and no name."""
    account = ada.house.account
    asked = account.passkeys.asked_to_sign_in(PARTY)
    return await account.sign_in_with_passkey(key.use(asked), PARTY)


@pytest.fixture
async def key(ada: Resident) -> Authenticator:
    """Ada's blue key, with her passkey on it."""
    key = Authenticator(origin=ORIGIN)
    await add(ada, key)
    return key


@pytest.mark.keeps("account.service")
async def test_it_opens_the_account_without_a_name(ada: Resident, key: Authenticator) -> None:
    session = await ada.house.account.session(await sign_in(ada, key))
    assert session is not None
    assert (session.subject, session.methods) == (ada.subject, ("hwk", "user", "mfa"))
    [kept] = await ada.house.account.passkeys.of(ada.session)
    assert (kept.name, kept.added_at, kept.used_at) == ("blue key", NOON, NOON - NOON % 86_400)


async def test_who_has_lost_everything_has_no_way_in_of_before(
    ada: Resident, key: Authenticator
) -> None:
    account = ada.house.account
    [code, *_] = await account.recovery_codes.make(ada.session)
    waits = await Tickets(ada.house.vault).issue(ada.subject)
    await account.start_anew(ada.subject, "another horse battery")
    with pytest.raises(PasskeyError):
        await sign_in(ada, key)
    assert not account.waits(waits)
    assert not await account.recovery_codes.take(ada.subject, code)
    assert await account.passkeys.of(ada.session) == []


async def test_one_that_devices_share_is_told_as_such(ada: Resident) -> None:
    synced = Authenticator(origin=ORIGIN, flags=PRESENT | VERIFIED | CAN_SYNC)
    await add(ada, synced)
    session = await ada.house.account.session(await sign_in(ada, synced))
    assert session is not None
    assert session.methods == ("swk", "user", "mfa")
    assert [one.is_synced for one in await ada.house.account.passkeys.of(ada.session)] == [True]


@pytest.mark.keeps("security.rest")
async def test_no_file_has_its_id_or_its_key(ada: Resident, key: Authenticator, home: Home) -> None:
    await ada.house.vault.settle()
    everything = b"".join(p.read_bytes() for p in home.data.rglob("*") if p.is_file())
    x = key.key.public_key().public_numbers().x.to_bytes(32, "big")
    assert [
        one for one in (key.id, b64(key.id).encode(), x, b"blue key") if one in everything
    ] == []


async def test_what_is_asked_is_discoverable_verified_and_of_no_make(ada: Resident) -> None:
    passkeys = ada.house.account.passkeys
    asked = json.loads(await passkeys.asked_to_add(ada.session, PARTY, name="ada"))
    chosen = asked["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    assert (asked["attestation"], asked["rp"]["id"]) == ("none", "cloud.example")
    assert ada.subject.encode() not in unb64(asked["user"]["id"])
    offered = json.loads(passkeys.asked_to_sign_in(PARTY))
    assert (offered["allowCredentials"], offered["userVerification"]) == ([], "required")


@pytest.mark.parametrize(
    "spoil",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://cloud.example"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
        {"key": Authenticator(origin=ORIGIN).key},
        {"id": b"another key here"},
        {"handle": b"of somebody else"},
    ],
    ids=",".join,
)
async def test_what_is_wrong_with_it_opens_nothing(
    ada: Resident, key: Authenticator, spoil: dict[str, object]
) -> None:
    for name, value in spoil.items():
        setattr(key, name, value)
    with pytest.raises(PasskeyError):
        await sign_in(ada, key)


async def test_an_answer_is_good_once(ada: Resident, key: Authenticator) -> None:
    account = ada.house.account
    answer = key.use(account.passkeys.asked_to_sign_in(PARTY))
    await account.sign_in_with_passkey(answer, PARTY)
    with pytest.raises(PasskeyError, match="too long"):
        await account.sign_in_with_passkey(answer, PARTY)


async def test_what_was_asked_is_good_for_five_minutes(
    ada: Resident, key: Authenticator, clock: Clock
) -> None:
    account = ada.house.account
    asked = account.passkeys.asked_to_sign_in(PARTY)
    clock.pass_seconds(301)
    with pytest.raises(PasskeyError, match="too long"):
        await account.sign_in_with_passkey(key.use(asked), PARTY)


async def test_what_was_asked_for_one_thing_answers_no_other(
    ada: Resident, ben: Resident, key: Authenticator
) -> None:
    account = ada.house.account
    to_confirm = await account.passkeys.asked_to_confirm(ada.session, PARTY)
    with pytest.raises(PasskeyError):
        await account.sign_in_with_passkey(key.use(to_confirm), PARTY)
    to_sign_in = account.passkeys.asked_to_sign_in(PARTY)
    with pytest.raises(PasskeyError):
        await account.confirm_with_passkey(ada.token, key.use(to_sign_in), PARTY)
    bens = await account.passkeys.asked_to_confirm(ben.session, PARTY)
    with pytest.raises(PasskeyError, match="opens nothing here"):
        await account.confirm_with_passkey(ben.token, key.use(bens), PARTY)


async def test_a_challenge_of_ones_own_making_is_none(ada: Resident, key: Authenticator) -> None:
    for own in (b"", bytes(40), b"x" * 40):
        asked = json.dumps({"challenge": b64(own)})
        with pytest.raises(PasskeyError):
            await ada.house.account.sign_in_with_passkey(key.use(asked), PARTY)


@pytest.mark.keeps("access.identity")
async def test_it_confirms_and_turns_the_session(
    ada: Resident, key: Authenticator, clock: Clock
) -> None:
    account = ada.house.account
    clock.pass_seconds(1000)
    asked = await account.passkeys.asked_to_confirm(ada.session, PARTY)
    assert [one["id"] for one in json.loads(asked)["allowCredentials"]] == [b64(key.id)]
    fresh = await account.session(
        await account.confirm_with_passkey(ada.token, key.use(asked), PARTY)
    )
    assert fresh is not None
    assert (fresh.confirmed_at, fresh.since) == (NOON + 1000, NOON)
    assert fresh.methods == ("pwd", "hwk", "user", "mfa")


async def test_one_that_counts_backwards_is_refused(ada: Resident, key: Authenticator) -> None:
    await sign_in(ada, key)
    await sign_in(ada, key)
    key.steps = 0
    with pytest.raises(PasskeyError, match="copied"):
        await sign_in(ada, key)
    key.steps = 1
    await sign_in(ada, key)


async def test_one_that_does_not_count_is_fine(ada: Resident, key: Authenticator) -> None:
    key.steps = 0
    for _ in range(2):
        await sign_in(ada, key)


async def test_nobody_adds_one_that_is_known(ada: Resident, ben: Resident) -> None:
    key = Authenticator(origin=ORIGIN)
    await add(ada, key)
    adas = key.handle
    with pytest.raises(PasskeyError, match="known"):
        await add(ben, key)
    key.handle = adas
    assert await ben.house.account.passkeys.of(ben.session) == []
    session = await ada.house.account.session(await sign_in(ada, key))
    assert session is not None
    assert session.subject == ada.subject


async def test_several_each_by_its_name(ada: Resident, key: Authenticator) -> None:
    passkeys = ada.house.account.passkeys
    await add(ada, Authenticator(origin=ORIGIN), name=" my\u0000 phone ")
    blue, phone = sorted(await passkeys.of(ada.session), key=lambda one: one.name)
    assert (blue.name, phone.name) == ("blue key", "my phone")
    await passkeys.rename(ada.session, phone.id, name="old phone")
    await passkeys.remove(ada.session, phone.id)
    assert [one.name for one in await passkeys.of(ada.session)] == ["blue key"]
    with pytest.raises(NotFoundError):
        await passkeys.remove(ada.session, phone.id)
    assert await sign_in(ada, key)


async def test_a_removed_one_opens_nothing(ada: Resident, key: Authenticator) -> None:
    passkeys = ada.house.account.passkeys
    [kept] = await passkeys.of(ada.session)
    await passkeys.remove(ada.session, kept.id)
    with pytest.raises(PasskeyError):
        await sign_in(ada, key)
    assert not await passkeys.has(ada.subject)


async def test_whoever_has_one_can_do_without_a_password(ada: Resident, key: Authenticator) -> None:
    account = ada.house.account
    await account.remove_password(ada.session)
    with pytest.raises(SignInError):
        await account.sign_in("ada", PASSWORD, network="::1")
    assert await sign_in(ada, key)
    [kept] = await account.passkeys.of(ada.session)
    with pytest.raises(SignInError, match="only way"):
        await account.passkeys.remove(ada.session, kept.id)
    await account.set_password(ada.session, PASSWORD)
    await account.passkeys.remove(ada.session, kept.id)
    assert await account.sign_in("ada", PASSWORD, network="::1")


async def test_without_one_a_password_stays(ada: Resident) -> None:
    with pytest.raises(SignInError, match="no passkey"):
        await ada.house.account.remove_password(ada.session)
    assert await ada.house.account.has_password(ada.session)


@pytest.mark.keeps("access.residual")
async def test_with_its_member_it_goes(ada: Resident, key: Authenticator) -> None:
    await ada.house.erasure.erase(ada.subject, actor=ada.session.actor)
    with pytest.raises(PasskeyError):
        await sign_in(ada, key)


async def test_an_account_has_twenty_at_most(ada: Resident) -> None:
    for _ in range(20):
        await add(ada, Authenticator(origin=ORIGIN))
    with pytest.raises(BaileeError, match="at most 20"):
        await add(ada, Authenticator(origin=ORIGIN))


def test_who_has_no_passkey_pays_nothing_for_them() -> None:
    loaded = "import sys, bailee.assembly.web.serving; sys.exit('webauthn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0


@given(text=st.text(max_size=300) | st.binary(max_size=300).map(b64))
def test_whatever_a_browser_answers_is_read_or_refused(text: str) -> None:
    spoiled = Authenticator(origin=ORIGIN)
    answer = json.loads(spoiled.use(json.dumps({"challenge": b64(b"x")})))
    for name in ("clientDataJSON", "authenticatorData", "signature"):
        changed = {**answer, "response": {**answer["response"], name: text}}
        try:
            read = ceremony.read(json.dumps(changed))
        except PasskeyError:
            continue
        with pytest.raises(PasskeyError):
            ceremony.verify(read, PARTY, public_key=b"")
    with pytest.raises(PasskeyError):
        ceremony.read(text)
