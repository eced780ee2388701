"""The chapter on the account: one for every service, and an end to it on each device."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from bailee.services.account import Profile, SignInError
from bailee.terms import ACCESS, Category, Refused
from bailee.vault.records import Records
from tests.cast import Clock
from tests.homes import PASSWORD, Resident
from tests.keys.cutting import PowerCut

WRONG = "wrong " + PASSWORD


@pytest.mark.keeps("collect.account")
async def test_an_account_needs_a_handle_and_nothing_else(ada: Resident) -> None:
    assert await ada.house.account.profile(ada.session) == Profile("ada", name="", language="")


@pytest.mark.keeps("collect.account")
async def test_a_name_and_a_language_are_told_only_by_who_wants_to(ada: Resident) -> None:
    await ada.house.account.describe(ada.session, name="Ada L.", language="de")
    assert await ada.house.account.profile(ada.session) == Profile("ada", "Ada L.", "de")


@pytest.mark.keeps("collect.account")
async def test_what_an_account_tells_is_for_its_member_alone(ada: Resident, ben: Resident) -> None:
    read = Records(
        ada.house.vault,
        Category("account"),
        Profile,
        of=ada.subject,
        purpose=ACCESS,
        actor=ben.session.actor,
    )
    with pytest.raises(Refused, match="somebody else"):
        await read.get("profile")


@pytest.mark.keeps("account.service")
async def test_one_account_opens_the_pages_and_the_phone(ada: Resident) -> None:
    caller = await ada.house.devices.authenticate("ada", ada.phone.secret)
    assert caller is not None
    assert caller.subject == ada.session.subject
    assert [folder.id for folder in await ada.cloud.folders()] == ["contacts"]


@pytest.mark.keeps("account.withdraw")
async def test_a_device_that_is_signed_out_is_nobody_from_its_next_request(ada: Resident) -> None:
    await ada.house.devices.remove(ada.session, ada.phone.id)
    assert await ada.house.devices.authenticate("ada", ada.phone.secret) is None
    assert await ada.house.devices.list(ada.session) == []


@pytest.mark.keeps("account.withdraw")
async def test_other_devices_go_on_when_one_is_signed_out(ada: Resident) -> None:
    laptop = await ada.house.devices.add(ada.session, "laptop", username="ada")
    await ada.house.devices.remove(ada.session, ada.phone.id)
    assert await ada.house.devices.authenticate("ada", laptop.secret) is not None


@pytest.mark.keeps("account.withdraw")
async def test_signing_out_ends_the_session(ada: Resident) -> None:
    await ada.house.account.sign_out(ada.token)
    assert await ada.house.account.session(ada.token) is None


@pytest.mark.keeps("account.service", "use.safety")
@pytest.mark.parametrize("handle", ["ada", "nobody", "ADA ", "ada\x00", ""])
async def test_a_wrong_password_and_an_unknown_name_are_told_alike(
    house: House, ada: Resident, handle: str
) -> None:
    assert ada.member.handle == "ada"
    with pytest.raises(SignInError) as told:
        await house.account.sign_in(handle, WRONG, network="::2")
    assert str(told.value) == "this name and this password do not belong together"


def goes_dark(*_: object) -> None:
    raise PowerCut


@pytest.mark.keeps("security.own_eyes")
async def test_a_change_of_password_that_was_cut_short_locks_nobody_out(
    ada: Resident, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    account, vault, new = ada.house.account, ada.house.vault, "four words will do"
    with monkeypatch.context() as dark:
        dark.setattr(ada.house.database, "submit", goes_dark)
        with pytest.raises(PowerCut):
            await account.change_password(ada.session, old=PASSWORD, new=new)
    clock.pass_seconds(601)
    vault.lock_idle()
    await account.sign_in("ada", PASSWORD, network="::1")
    assert not vault.is_closed(ada.subject)
    await account.change_password(ada.session, old=PASSWORD, new=new)
    clock.pass_seconds(601)
    vault.lock_idle()
    await account.sign_in("ada", new, network="::1")
    assert not vault.is_closed(ada.subject)
