"""The link in a letter ends its topic in one click, for people and for their mail programs."""

from __future__ import annotations

import re

import pytest
from httpx import ASGITransport, AsyncClient

from bailee.pages.app import app
from tests.pages.house import ORIGIN, House, browser, signed_in
from tests.pages.notices.told import LINK

PATH = f"/unsubscribe/{LINK}"


def mail_program(house: House) -> AsyncClient:
    """What posts by itself: no cookies, and no word of where it comes from."""
    return AsyncClient(transport=ASGITransport(app=app(house.site())), base_url=ORIGIN)


@pytest.mark.keeps("use.notices")
@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
async def test_a_mail_program_ends_a_topic_in_one_request(kind: str) -> None:
    house = House()
    one_click = {"List-Unsubscribe": "One-Click"}
    answer = await (
        mail_program(house).post(PATH, data=one_click)
        if kind == "urlencoded"
        else mail_program(house).post(PATH, files={"List-Unsubscribe": (None, "One-Click")})
    )
    assert answer.status_code == 200
    assert not house.topics.is_on("policy")


async def test_looking_at_the_link_ends_nothing() -> None:
    house = House()
    for method in ("GET", "HEAD"):
        assert (await mail_program(house).request(method, PATH)).status_code == 200
    assert house.topics.is_on("policy")


@pytest.mark.keeps("use.notices")
async def test_whoever_opens_it_sees_a_button_and_no_word_of_whose_it_is() -> None:
    house = House()
    page = (await browser(house).get(PATH)).text
    assert "You get mail on the topic “The privacy policy”." in page
    assert page.count("<button") == 1
    assert "ada" not in page.casefold().replace("data", "")
    page = (await browser(house).post(PATH)).text
    assert "You get no more mail" in page


async def test_it_is_taken_back_once() -> None:
    house = House()
    page = (await browser(house).post(PATH)).text
    (undo,) = re.findall(r'action="(/unsubscribe/[^"]+/undo)"', page)
    assert "You go on getting mail" in (await browser(house).post(undo)).text
    assert house.topics.is_on("policy")
    assert (await browser(house).post(undo)).status_code == 404


@pytest.mark.parametrize("path", ["/unsubscribe/guessed", "/unsubscribe/guessed/undo"])
async def test_a_key_that_is_guessed_opens_nothing(path: str) -> None:
    house = House()
    assert (await browser(house).post(path)).status_code == 404
    assert house.topics.is_on("policy")


async def test_it_does_not_matter_who_is_signed_in() -> None:
    client = await signed_in(House())
    page = (await client.get(PATH)).text
    assert "Sign out" not in page
    assert (await client.get(PATH)).headers["referrer-policy"] == "same-origin"
