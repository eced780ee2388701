"""One app password for each device: shown once, known to nobody, gone at a word."""

from __future__ import annotations

import re

import pytest

from bailee.terms import BaileeError, NotFoundError
from tests.cast import DAY, NOON, Clock
from tests.homes import Home, Resident


@pytest.mark.keeps("security.rest", "account.devices")
async def test_a_secret_is_shown_once_and_lies_nowhere(ada: Resident, home: Home) -> None:
    secret = ada.phone.secret
    assert re.fullmatch(r"([a-km-np-z2-9]{4}-){6}[a-km-np-z2-9]{4}", secret)
    await ada.house.vault.settle()
    everything = b"".join(p.read_bytes() for p in home.data.rglob("*") if p.is_file())
    plain = secret.replace("-", "")
    forms = [form.encode() for form in (secret, plain, plain[:8], secret[-9:])]
    assert [form for form in forms if form in everything] == []
    assert secret not in repr(await ada.house.devices.list(ada.session))


@pytest.mark.keeps("account.devices")
async def test_a_device_comes_in_however_its_secret_is_typed(ada: Resident) -> None:
    secret = ada.phone.secret
    for typed in (secret, secret.upper(), secret.replace("-", ""), secret.replace("-", " ")):
        caller = await ada.house.devices.authenticate("ada", typed)
        assert caller is not None
        assert (caller.subject, caller.actor) == (ada.subject, ada.actor)


async def test_the_name_of_one_and_the_secret_of_another_are_nobody(
    ada: Resident, ben: Resident
) -> None:
    ask = ada.house.devices.authenticate
    assert await ask("ben", ada.phone.secret) is None
    assert await ask("ada", ben.phone.secret) is None
    for name in ("", "nobody", ada.subject, ada.phone.id):
        assert await ask(name, ada.phone.secret) is None
    for secret in ("", "-", ada.phone.secret[:-1], ada.phone.id):
        assert await ask("ada", secret) is None


@pytest.mark.keeps("account.devices")
async def test_a_device_is_noted_once_a_day(ada: Resident, clock: Clock) -> None:
    lines = list[int]()
    for day in range(3):
        clock.pass_days(min(day, 1))
        for _ in range(5):
            await ada.house.devices.authenticate("ada", ada.phone.secret)
        await ada.house.vault.settle()
        told = await ada.house.ledger.lines(ada.subject)
        lines.append(sum(line.did == "change" for line in told))
        [phone] = await ada.house.devices.list(ada.session)
        assert phone.used_at == NOON - NOON % DAY + day * DAY
    assert lines == [1, 2, 3]


@pytest.mark.keeps("account.devices")
async def test_a_device_that_never_came_says_so(ada: Resident, clock: Clock) -> None:
    clock.pass_days(1)
    await ada.house.devices.add(ada.session, "laptop", username="ada")
    phone, laptop = await ada.house.devices.list(ada.session)
    assert (phone.name, phone.used_at, phone.added_at) == ("phone", None, NOON)
    assert (laptop.name, laptop.used_at, laptop.added_at) == ("laptop", None, NOON + DAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  my \n phone ", "my phone"),
        ("", "device"),
        (" \t", "device"),
        ("x" * 200, "x" * 100),
        ("Ädas 📱", "Ädas 📱"),
        ("<b>", "<b>"),
    ],
)
async def test_a_name_is_trimmed_and_otherwise_its_members(
    ada: Resident, typed: str, kept: str
) -> None:
    made = await ada.house.devices.add(ada.session, typed, username="ada")
    assert made.name == kept
    assert kept in [device.name for device in await ada.house.devices.list(ada.session)]


async def test_an_account_has_at_most_a_hundred_devices(ada: Resident) -> None:
    for number in range(99):
        await ada.house.devices.add(ada.session, f"{number}", username="ada")
    with pytest.raises(BaileeError, match="at most 100") as told:
        await ada.house.devices.add(ada.session, "one more", username="ada")
    assert told.value.hint == "remove one first"
    await ada.house.devices.remove(ada.session, ada.phone.id)
    await ada.house.devices.add(ada.session, "one more", username="ada")
    assert len(await ada.house.devices.list(ada.session)) == 100


@pytest.mark.keeps("account.withdraw")
async def test_nobody_removes_what_is_somebody_elses(ada: Resident, ben: Resident) -> None:
    for device in (ada.phone.id, "nothing", ""):
        with pytest.raises(NotFoundError):
            await ben.house.devices.remove(ben.session, device)
    assert await ada.house.devices.authenticate("ada", ada.phone.secret) is not None
    assert await ben.house.devices.authenticate("ben", ben.phone.secret) is not None


@pytest.mark.keeps("account.withdraw")
async def test_a_removed_device_leaves_its_cards(ada: Resident) -> None:
    await ada.cloud.folders()
    await ada.house.devices.remove(ada.session, ada.phone.id)
    laptop = await ada.house.devices.add(ada.session, "laptop", username="ada")
    assert await ada.house.devices.authenticate("ada", laptop.secret) is not None
    assert len(await ada.cloud.folders()) == 1


@pytest.mark.keeps("account.devices")
async def test_of_a_program_only_its_family_is_kept(ada: Resident, clock: Clock) -> None:
    ask, secret = ada.house.devices.authenticate, ada.phone.secret
    await ask("ada", secret, "DAVx5/4.5.12-ose (at.bitfire.davdroid) id/8c2f")
    [phone] = await ada.house.devices.list(ada.session)
    assert phone.app == "DAVx⁵"
    clock.pass_days(1)
    await ask("ada", secret, "Something that nobody knows")
    assert (await ada.house.devices.list(ada.session))[0].app == "DAVx⁵"


async def test_a_device_is_renamed_and_a_strangers_is_not(ada: Resident, ben: Resident) -> None:
    devices = ada.house.devices
    await devices.rename(ada.session, ada.phone.id, " Old  phone ")
    assert [one.name for one in await devices.list(ada.session)] == ["Old phone"]
    for act in (devices.rename(ben.session, ada.phone.id, "x"), devices.remove(ben.session, "x")):
        with pytest.raises(NotFoundError):
            await act
    assert await devices.authenticate("ada", ada.phone.secret) is not None


@pytest.mark.keeps("account.withdraw")
async def test_nothing_comes_from_any_device_after_all_are_signed_out(
    ada: Resident, ben: Resident
) -> None:
    devices = ada.house.devices
    laptop = await devices.add(ada.session, "laptop", username="ada")
    assert await devices.remove_all(ada.session) == 2
    for secret in (ada.phone.secret, laptop.secret):
        assert await devices.authenticate("ada", secret) is None
    assert await devices.list(ada.session) == []
    assert await devices.authenticate("ben", ben.phone.secret) is not None
    told = await ada.house.notices.all(ada.subject, actor=ada.session.actor)
    keys = [one.notice.key for one in told]
    assert keys.count("security.device-added") == keys.count("security.device-removed") == 2
