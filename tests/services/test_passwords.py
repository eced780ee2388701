"""Passwords: long enough, changed by whoever knows the old one, and never kept."""

from __future__ import annotations

import re

import pytest

from bailee.assembly import House
from bailee.services.account import PasswordError, SignInError, passwords
from bailee.terms import Session
from tests.homes import PASSWORD, Home, Resident

NEW = "another horse battery"


@pytest.mark.parametrize("typed", ["short", "nine char", "x" * 1025])
async def test_a_password_is_neither_short_nor_endless(ada: Resident, typed: str) -> None:
    with pytest.raises(PasswordError, match="10 to 1024") as told:
        await ada.house.account.add("ben", password=typed)
    assert told.value.hint
    with pytest.raises(PasswordError):
        await ada.house.account.change_password(ada.session, old=PASSWORD, new=typed)
    assert len(ada.house.vault.subjects()) == 1
    assert await ada.house.account.sign_in("ada", PASSWORD, network="::1")


@pytest.mark.parametrize("typed", ["10 letters", "x" * 1024, "пароль 🐴 на десять", "  spaces  "])
async def test_a_password_is_whatever_its_member_likes(house: House, typed: str) -> None:
    await house.account.add("ada", password=typed)
    assert await house.account.sign_in("ada", typed, network="::1")
    with pytest.raises(SignInError):
        await house.account.sign_in("ada", typed.strip() + " ", network="::1")


async def test_a_first_password_is_drawn_and_easy_to_type(house: House) -> None:
    drawn = [(await house.account.add(name)).password for name in ("ada", "ben")]
    assert len(set(drawn)) == 2
    assert all(re.fullmatch(r"([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}", one) for one in drawn)
    assert await house.account.sign_in("ada", drawn[0], network="::1")


@pytest.mark.keeps("use.safety")
async def test_nobodys_password_costs_what_anybodys_does() -> None:
    kept, _ = await passwords.new(PASSWORD)
    nobodys = passwords.nobodys()
    assert (nobodys.memory_kib, nobodys.rounds) == (kept.memory_kib, kept.rounds)
    assert len(nobodys.salt) == len(kept.salt)
    assert not (await passwords.stretch(PASSWORD, nobodys)).is_of(nobodys)


@pytest.mark.keeps("use.safety")
async def test_the_old_password_is_needed_for_a_new_one(ada: Resident) -> None:
    with pytest.raises(SignInError, match="not your password"):
        await ada.house.account.change_password(ada.session, old=NEW, new=NEW)
    assert await ada.house.account.session(ada.token) is not None


@pytest.mark.keeps("use.safety", "account.withdraw")
async def test_with_a_new_password_every_session_ends_and_devices_go_on(ada: Resident) -> None:
    account = ada.house.account
    other = await account.sign_in("ada", PASSWORD, network="::2")
    await account.change_password(ada.session, old=PASSWORD, new=NEW)
    assert [await account.session(token) for token in (ada.token, other)] == [None, None]
    with pytest.raises(SignInError):
        await account.sign_in("ada", PASSWORD, network="::1")
    assert await account.sign_in("ada", NEW, network="::1")
    assert await ada.house.devices.authenticate("ada", ada.phone.secret) is not None


@pytest.mark.keeps("security.rest")
async def test_no_file_has_a_password(ada: Resident, home: Home) -> None:
    await ada.house.account.change_password(ada.session, old=PASSWORD, new=NEW)
    await ada.house.vault.settle()
    session: Session = ada.session
    secrets = [PASSWORD, NEW, ada.phone.secret, ada.phone.secret.replace("-", ""), ada.token]
    everything = b"".join(p.read_bytes() for p in home.data.rglob("*") if p.is_file())
    assert [one for one in [*secrets, session.csrf] if one.encode() in everything] == []
