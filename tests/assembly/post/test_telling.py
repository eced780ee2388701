"""The operator tells news to those who want them, and tries whether letters arrive."""

from __future__ import annotations

import pytest

from bailee.assembly.post.telling import tell_news, try_mail
from bailee.rights.notices import NewsError, PostError, Topic
from tests.homes import Home, Resident

NEWS = {"en": {"title": "A new disk", "text": "On Saturday."}}


@pytest.mark.keeps("use.notices")
async def test_news_reach_whoever_turned_them_on(ada: Resident, ben: Resident) -> None:
    topics = ada.house.notices.topics
    await topics.turn(ada.subject, Topic.NEWS, on=True, actor=ada.session.actor)
    unread = ada.house.notices.unread(ben.subject)
    assert await tell_news(ada.house, texts=NEWS) == {"told": 1}
    newest, *_ = await ada.house.notices.all(ada.subject, actor=ada.session.actor)
    assert newest.notice.details == {"title": "A new disk", "text": "On Saturday."}
    assert ada.house.notices.unread(ben.subject) == unread


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"en": {"title": "A new disk"}},
        {"en": "A new disk"},
        {"en": {"title": "", "text": "x"}},
        {"en": {"title": "two\nlines", "text": "x"}},
        {"en": {"title": "x" * 201, "text": "x"}},
        {"en": {"title": "x", "text": " "}},
        {"en": {"title": "x", "text": "x" * 10_001}},
    ],
)
async def test_what_is_no_news_is_told_to_nobody(
    ada: Resident, texts: dict[str, dict[str, str]]
) -> None:
    topics = ada.house.notices.topics
    await topics.turn(ada.subject, Topic.NEWS, on=True, actor=ada.session.actor)
    before = ada.house.notices.unread(ada.subject)
    with pytest.raises(NewsError):
        await tell_news(ada.house, texts=texts)
    assert ada.house.notices.unread(ada.subject) == before


async def test_a_letter_to_try_goes_out_at_once_or_says_that_it_did_not(
    home: Home, ada: Resident
) -> None:
    assert await try_mail(ada.house, to="eve@elsewhere.example") == {"to": "eve@elsewhere.example"}
    assert home.post.to("eve@elsewhere.example")[0].subject == "A letter from your Bailee"
    home.post.down = True
    with pytest.raises(PostError):
        await try_mail(ada.house, to="eve@elsewhere.example")
    with pytest.raises(NewsError, match="not a mail address"):
        await try_mail(ada.house, to="eve")
