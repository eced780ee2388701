"""Names to sign in with: one person each, however it is typed."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from bailee.services.account import HandleError
from tests.homes import PASSWORD, Resident

# Wide, bold and ringed letters; escaped, because an eye takes them for plain ones.
SAME = ["ada", "ADA", " ada ", "\uff41\uff44\uff41", "Ⓐⓓⓐ", "\U0001d41a\U0001d41d\U0001d41a", "ªda"]
UNFIT = {
    "empty": "",
    "a space": "ada b",
    "Cyrillic letters that look the same": "\u0430d\u0430",
    "Greek letters that look the same": "\u03b1da",
    "an umlaut": "jürgen",
    "a dot at the end": "ada.",
    "a dash at the beginning": "-ada",
    "65 letters": "a" * 65,
    "a path": "../ada",
    "markup": "<b>ada",
    "a control character": "ada\x00",
    "a direction mark": "ada\u202e",
    "an address": "ada@example.org",
}


async def test_a_name_is_the_same_however_it_is_typed(house: House) -> None:
    made = await house.account.add(" \uff21\uff24\uff21", password=PASSWORD)
    assert made.handle == "ada"
    for typed in SAME:
        with pytest.raises(HandleError, match="taken") as told:
            await house.account.add(typed)
        assert told.value.hint == "choose another one"
    for typed in SAME[-2:]:
        assert await house.account.sign_in(typed, PASSWORD, network="::1")


@pytest.mark.parametrize("typed", UNFIT.values(), ids=UNFIT.keys())
async def test_what_could_be_mistaken_for_another_is_no_name(house: House, typed: str) -> None:
    with pytest.raises(HandleError, match="letters a-z, digits, dots and dashes") as told:
        await house.account.add(typed)
    assert told.value.hint == "like ada or ada.b"
    assert house.vault.subjects() == []


@pytest.mark.parametrize("typed", ["a", "7", "ada.b", "ada-b", "ada_b", "x" * 64])
async def test_short_and_plain_names_are_fine(house: House, typed: str) -> None:
    assert (await house.account.add(typed)).handle == typed


@pytest.mark.keeps("account.service")
async def test_a_device_signs_in_by_the_name_however_it_is_typed(ada: Resident) -> None:
    for typed in SAME:
        assert await ada.house.devices.authenticate(typed, ada.phone.secret) is not None


async def test_whoever_cannot_be_added_leaves_nothing(house: House) -> None:
    await house.account.add("ada")
    size = house.vault.journal_size()
    with pytest.raises(HandleError):
        await house.account.add("ada")
    assert house.vault.journal_size() == size
    assert len(house.vault.subjects()) == 1
