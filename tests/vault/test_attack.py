from __future__ import annotations
import pytest
from bailee.assembly.operator import back_up
from bailee.services.account import SignInError
from bailee.terms import *
from tests.homes import *
from tests.rights.taking import fill
from tests.clients.people import cards

async def test_backup_into_itself(home):
    house = await home.open()
    ada = await move_in(house, "ada")
    await fill(ada, cards(2))
    try:
        print(await back_up(house, to=str(home.data)))
    except BaileeError as e:
        print("refused", e)
    ben = await move_in(house, "ben")
    await fill(ben, cards(2))
    await home.leave()
    house = await home.open()
    print([p.handle for _, p in await house.account.members()])
    await house.account.sign_in("ben", PASSWORD, network="::1")
    await home.leave()

async def test_wrong_recovery(ada):
    await ada.house.account.recovery_key(ada.session)
    with pytest.raises(SignInError):
        await ada.house.account.unlock(ada.session, "wrong-key")

@pytest.mark.parametrize("state", list(State))
async def test_not_active(ada, state):
    await ada.house.vault.set_state(ada.subject, state, actor=BAILEE)
    with pytest.raises(SignInError):
        await ada.house.account.sign_in("ada", "wrong wrong wrong", network="x")
    await ada.house.account.sign_in("ada", PASSWORD, network="x")

async def test_list_is_told(ada):
    await ada.house.vault.settle()
    n = ada.house.vault.journal_size()
    await ada.house.devices.list(ada.session)
    await ada.house.vault.settle()
    assert ada.house.vault.journal_size() > n

async def test_folders_is_told(ada):
    await ada.cloud.folders()
    await ada.house.vault.settle()
    n = ada.house.vault.journal_size()
    await ada.cloud.folders()
    await ada.house.vault.settle()
    assert ada.house.vault.journal_size() > n

async def test_full_close(home, monkeypatch):
    house = await home.open()
    ada = await move_in(house, "ada")
    from bailee.storage import evidence
    def full(*a): raise StorageError("full")
    await ada.cloud.folders()
    monkeypatch.setattr(evidence, "append", full)
    with pytest.raises(StorageError):
        await house.close()
    monkeypatch.undo()
    home._open.clear()
    again = await home.open()
    await home.leave()
