"""The pages speak more than one language, and say the same in each."""

from __future__ import annotations

import re
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Message

from bailee.pages.frame.speech import LOCALES, preferred, speeches
from tests.cast import NOON
from tests.pages.frame.catalog import said, translated
from tests.pages.house import House, browser, signed_in

SPOKEN = speeches(UTC)
NAMES = re.compile(r"%\((\w+)\)s")
TAGS = re.compile(r"</?\w+")


def forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    """A sentence, or the two that count."""
    return [text] if isinstance(text, str) else list(text or [])


def messages(language: str) -> dict[str, Message]:
    """The sentences of a catalog by their English."""
    catalog = translated(LOCALES / f"{language}.po")
    return {forms(message.id)[0]: message for message in catalog if message.id}


def test_every_sentence_is_translated_and_none_is_left_over() -> None:
    english = {forms(message.id)[0] for message in said() if message.id}
    german = messages("de")
    assert english - set(german) == set()
    assert set(german) - english == set()
    assert [key for key, message in german.items() if not all(forms(message.string))] == []
    assert [key for key, message in german.items() if message.fuzzy] == []


def test_a_translation_names_and_marks_the_same_things() -> None:
    for message in messages("de").values():
        for form in forms(message.string):
            last = forms(message.id)[-1]
            assert set(NAMES.findall(form)) == set(NAMES.findall(last)), form
            assert sorted(TAGS.findall(form)) == sorted(TAGS.findall(last)), form


@pytest.mark.parametrize(
    ("accept", "code"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,en;q=0.8", "de"),
        ("fr, de;q=0.5, en;q=0.4", "de"),
        ("en-GB, de;q=0.9", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("de;q=0, en", "en"),
        ("de;q=x, ;;,=, é", "en"),
        ("x" * 10_000, "en"),
    ],
)
def test_the_browsers_wish_is_granted_where_it_can_be(accept: str, code: str) -> None:
    assert preferred(accept, SPOKEN).code == code


async def test_a_language_chosen_by_hand_goes_along_in_links_and_not_in_a_cookie() -> None:
    house = House()
    client = await signed_in(house)
    page = await client.get("/me/choices?lang=de")
    assert '<html lang="de">' in page.text
    assert 'href="/me/devices?lang=de"' in page.text
    assert 'action="/me/choices?lang=de"' in page.text
    assert "set-cookie" not in page.headers
    assert page.headers["content-language"] == "de"


async def test_an_unknown_language_is_no_choice() -> None:
    page = await browser(House()).get("/sign-in?lang=../../etc")
    assert '<html lang="en">' in page.text


def test_numbers_sizes_and_times_are_told_as_people_read_them() -> None:
    english, german = SPOKEN["en"], SPOKEN["de"]
    assert (english.number(1312), german.number(1312)) == ("1,312", "1.312")
    shown = [english.size(count).replace("\N{NO-BREAK SPACE}", " ") for count in (0, 999, 1000)]
    assert shown == ["0 bytes", "999 bytes", "1 kB"]
    assert german.size(4_213_512) == "4,2\N{NO-BREAK SPACE}MB"
    assert english.moment(NOON) == "January 1, 2026, 12:00"
    assert german.moment(NOON) == "1. Januar 2026, 12:00"


def test_times_are_told_in_the_operators_zone() -> None:
    berlin = speeches(ZoneInfo("Europe/Berlin"))["de"]
    assert berlin.moment(NOON) == "1. Januar 2026, 13:00"
    assert berlin.stamp(NOON) == "2026-01-01T12:00:00Z"
    assert berlin.zone_name(NOON) == "MEZ"
