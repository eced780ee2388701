"""The law of erasure, held on the disk itself: what is erased, nobody reads again."""

from __future__ import annotations

import shutil

import pytest

from bailee.keys import FileRoot, Ring
from bailee.storage import SqliteKeys
from bailee.terms import ERASURE, Actor, KeyUnavailableError
from bailee.vault import Vault
from tests.cast import ADA, BEN
from tests.homes import Place, agree, held, put, texts
from tests.laws.thief import everything, readable, wrapped
from tests.policy.files import CONTACTS

NEEDLES = [b"Lovelace", b"lovelace", b"difference-engine", b"ada-uid"]
CARD = "FN:Ada Lovelace\nNOTE:difference-engine\nUID:ada-uid"


async def fill(vault: Vault) -> None:
    """Ada and Ben keep some cards."""
    await agree(vault, CONTACTS, of=BEN)
    for number in range(50):
        await put(vault, f"Lovelace {number}.vcf", f"{CARD}-{number}")
        await put(vault, f"babbage {number}.vcf", f"FN:Charles {number}", of=BEN)
    await vault.settle()


async def erase(vault: Vault) -> None:
    """Ada has her contacts erased."""
    await held(vault, purpose=ERASURE, actor=Actor(f"member:{ADA}")).erase()


@pytest.mark.keeps("security.rest")
async def test_nothing_that_is_kept_can_be_read_in_the_files(vault: Vault, place: Place) -> None:
    await fill(vault)
    files = everything(place.data)
    assert [needle for needle in NEEDLES if needle in files] == []


async def test_a_thief_with_the_root_key_reads_what_is_not_erased(
    vault: Vault, place: Place
) -> None:
    await fill(vault)
    assert any("Lovelace" in text for text in readable(place))


@pytest.mark.keeps("access.residual", "access.self")
async def test_what_is_erased_is_noise_even_to_a_thief_with_the_root_key(
    vault: Vault, place: Place
) -> None:
    await fill(vault)
    await erase(vault)
    opened = readable(place)
    assert not any("ovelace" in text for text in opened)
    assert any("Charles" in text for text in opened)


@pytest.mark.keeps("access.residual")
async def test_no_file_has_the_wrapped_key_of_what_is_erased(vault: Vault, place: Place) -> None:
    await fill(vault)
    lost = [row.wrapped for row in wrapped(place) if (row.subject, row.name) == (ADA, CONTACTS)]
    assert lost
    assert all(key in everything(place.data) for key in lost)
    await erase(vault)
    assert not any(key in everything(place.data) for key in lost)


@pytest.mark.keeps("access.residual")
async def test_an_older_copy_of_the_data_gives_nothing_erased_back(
    vault: Vault, place: Place
) -> None:
    await fill(vault)
    place.database.copy_to(place.data / "older.db")
    await erase(vault)
    place.leave()
    shutil.move(place.data / "older.db", place.data / "vault.db")
    restored = place.open()
    assert await texts(restored) == {}
    assert len(await texts(restored, of=BEN)) == 50
    assert not any("ovelace" in text for text in readable(place))


@pytest.mark.keeps("access.residual")
async def test_an_older_copy_of_the_keys_is_noise_once_the_epoch_has_ended(
    vault: Vault, place: Place
) -> None:
    await fill(vault)
    place.store.copy_to(place.data / "older-keys.db")
    await erase(vault)
    place.ring.begin_epoch()
    while place.ring.rewrap():
        pass
    place.ring.end_epochs()
    older = SqliteKeys(place.data / "older-keys.db")
    with pytest.raises(KeyUnavailableError, match="the key of epoch 1 is not beside"):
        Ring(older, FileRoot(place.root_key, create=False))
    older.close()


@pytest.mark.keeps("access.self")
async def test_an_erased_member_leaves_nothing_but_noise(vault: Vault, place: Place) -> None:
    await fill(vault)
    await vault.forget(ADA, actor=Actor(f"member:{ADA}"))
    while await vault.sweep():
        pass
    assert not any(row.subject == ADA for row in wrapped(place))
    about_ada = place.database.read.all("SELECT 1 FROM folder WHERE subject = ?", (ADA,))
    assert about_ada == []
    assert vault.tree.verify().fault == ""
    assert len(await texts(vault, of=BEN)) == 50
