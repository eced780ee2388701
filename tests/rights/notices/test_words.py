"""What notices say: in every language, and nothing personal where others may look."""

from __future__ import annotations

from typing import get_args

import pytest

from bailee.rights.notices import Key, Notice
from bailee.rights.notices.letters import letter, shown, text_message
from bailee.rights.notices.words import DETAILS, WORDINGS, Topic
from tests.cast import NOON

LANGUAGES = ("en", "de")
EVERYTHING: dict[str, str | int] = {
    name: f"<{name}> of Ada" for name in DETAILS if name not in {"title", "text"}
}


def test_every_key_has_words_and_a_topic() -> None:
    assert set(WORDINGS) == set(get_args(Key))
    assert {one.topic for one in WORDINGS.values()} == set(Topic)


@pytest.mark.parametrize("key", get_args(Key))
def test_it_is_said_in_every_language_and_differently_in_each(key: Key) -> None:
    said = WORDINGS[key].said
    assert set(said) == set(LANGUAGES)
    english, german = said["en"], said["de"]
    assert english.title != german.title
    assert bool(english.says) == bool(german.says)
    assert bool(english.then) <= bool(german.then)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", get_args(Key))
def test_nothing_personal_is_in_a_subject_line_or_a_text_message(key: Key, language: str) -> None:
    notice = Notice(key, NOON, {**EVERYTHING})
    mail = letter(notice, language, to="ada@family.example", origin="", end="", name="1")
    text = text_message(notice, language)
    for open_to_others in (mail.subject, text):
        assert "of Ada" not in open_to_others
        assert "@" not in open_to_others
    assert len(mail.subject) <= 70
    assert len(text) <= 160


def test_news_have_the_words_that_the_operator_gave() -> None:
    notice = Notice("news.news", NOON, {"title": "Photos are here", "text": "One.\nTwo."})
    say = shown(notice, "de")
    assert (say.title, say.says, say.details) == ("Photos are here", "One.\nTwo.", [])


def test_what_is_named_in_a_letter_is_text_and_never_markup() -> None:
    notice = Notice("security.device-added", NOON, {"device": "<img src=//x>", "until": NOON})
    mail = letter(notice, "en", to="a@b.example", origin="https://c.example", end="", name="1")
    assert "<img" not in mail.html
    assert "&lt;img src=//x&gt;" in mail.html
    assert 'href="https://c.example/me/devices"' in mail.html


def test_opening_a_letter_loads_nothing_so_nobody_learns_of_it() -> None:
    for key in get_args(Key):
        notice = Notice(key, NOON, {})
        html = letter(
            notice, "en", to="a@b.example", origin="https://c.example", end="", name="1"
        ).html
        assert not any(word in html for word in ("src=", "<img", "<link", "url(", "<script"))


def test_a_language_that_we_do_not_speak_is_english() -> None:
    assert shown(Notice("security.signed-in", NOON, {}), "fr").language == "en"
