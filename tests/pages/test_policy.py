"""The policy, as everybody can read it."""

from __future__ import annotations

import re

import pytest

from bailee.policy import publish
from tests.pages.house import POLICIES, House, browser, signed_in


async def text_of(path: str, *, language: str = "en") -> str:
    """A page that a stranger reads."""
    answer = await browser(House(), language=language).get(path)
    assert answer.status_code == 200
    return answer.text


async def test_every_sentence_has_its_anchor_and_its_link() -> None:
    page = await text_of("/policy")
    for chapter in publish.page(POLICIES[2], "en").chapters:
        assert f'<h2 id="{chapter.id}">' in page
        for sentence in chapter.sentences:
            assert f'id="{sentence.anchor}"' in page
            assert f'href="#{sentence.anchor}"' in page


@pytest.mark.keeps("officer.contact")
async def test_who_answers_is_named_with_an_address() -> None:
    page = await text_of("/policy")
    officer = POLICIES[2].officer
    assert officer.name in page
    assert f'href="{officer.contact}"' in page


async def test_each_sentence_says_what_keeps_it_and_shows_figures() -> None:
    page = await text_of("/policy")
    about = page.partition('id="category.contacts"')[2].partition("</article>")[0]
    assert "bailee.services.cloud" in about
    assert "1,312 items are held now · 4.2\N{NO-BREAK SPACE}MB" in about
    assert "Kept until 30 days after you turn it off." in about
    assert "expiry last ran on" in page


async def test_it_is_read_in_ones_own_language() -> None:
    page = await text_of("/policy", language="de-CH, en;q=0.5")
    assert '<html lang="de">' in page
    assert "Wenn du die Synchronisierung einschaltest" in page
    assert "If you turn on sync" not in page


async def test_older_versions_stay_and_say_that_they_are_older() -> None:
    page = await text_of("/policy/1")
    assert "60 days after you turn it off" in page
    assert 'This is an older version. <a href="/policy">' in page
    assert "This is an older version" not in await text_of("/policy/2")


async def test_the_history_says_what_changed() -> None:
    history = (await text_of("/policy")).partition('id="history"')[2]
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", history))
    assert "Version 2" in words
    assert "Version 1" in words
    assert "60" in words
    assert POLICIES[1].digest in words


@pytest.mark.parametrize("version", ["0", "3", "x", "-1", "9" * 30, "²", "1.0"])
async def test_a_version_that_never_was_is_not_found(version: str) -> None:
    assert (await browser(House()).get(f"/policy/{version}")).status_code == 404


async def test_members_and_strangers_read_the_same_sentences() -> None:
    own = (await (await signed_in(House())).get("/policy")).text
    assert own.partition("<main")[2] == (await text_of("/policy")).partition("<main")[2]


async def test_a_guest_whose_browser_objects_reads_that_it_is_heard() -> None:
    client = browser(House())
    assert "Global Privacy Control" not in (await client.get("/policy")).text
    page = (await client.get("/policy", headers={"sec-gpc": "1"})).text
    assert "a guest is not followed" in page
