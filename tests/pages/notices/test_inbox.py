"""The inbox: what is new stands out, and is read once it is opened."""

from __future__ import annotations

import pytest

from tests.pages.house import House, csrf, signed_in


@pytest.mark.keeps("use.notices")
async def test_the_inbox_lists_what_was_told_and_what_is_new() -> None:
    page = (await (await signed_in(House())).get("/me/inbox")).text
    assert "A device was added" in page
    assert "A new sign-in to your account" in page
    assert "Photos are here" in page
    assert page.count('class="is-new"') == 2
    assert "Each notice stays for 90 days" in page


async def test_every_page_says_how_many_are_unread_and_asks_for_it_cheaply() -> None:
    house = House()
    page = (await (await signed_in(house)).get("/me/devices")).text
    assert '<span class="unread">2<span class="unseen"> unread</span></span>' in page
    assert house.notices.counted == 1


async def test_opening_a_notice_reads_it() -> None:
    house = House()
    client = await signed_in(house)
    page = (await client.get("/me/inbox/n3")).text
    assert "<h1>A device was added</h1>" in page
    assert "Ada’s &lt;new&gt; phone" in page
    assert 'href="/me/devices"' in page
    assert '<span class="unread">1<' in page


async def test_a_notice_speaks_the_language_of_the_page() -> None:
    client = await signed_in(House(), language="de")
    assert "Ein Gerät kam hinzu" in (await client.get("/me/inbox")).text
    assert "Gerät</dt>" in (await client.get("/me/inbox/n3")).text


async def test_all_are_read_at_once() -> None:
    house = House()
    client = await signed_in(house)
    answer = await client.post("/me/inbox", data={"csrf": csrf(house)})
    assert answer.headers["location"] == "/me/inbox"
    assert 'class="unread"' not in (await client.get("/me/inbox")).text


async def test_an_empty_inbox_says_what_will_be_in_it() -> None:
    house = House()
    house.notices.kept = []
    page = (await (await signed_in(house)).get("/me/inbox")).text
    assert "Nothing yet." in page
    assert "Mark all as read" not in page


async def test_a_notice_of_somebody_else_is_not_there() -> None:
    answer = await (await signed_in(House())).get("/me/inbox/of-ben")
    assert answer.status_code == 404


@pytest.mark.keeps("use.notices", "choice.explained")
async def test_each_topic_says_what_is_told_and_where_it_goes() -> None:
    page = (await (await signed_in(House())).get("/me/notices")).text
    for said in ("New sign-ins, changed passwords", "What is new on this server", "text message"):
        assert said in page
    assert page.count("It cannot be turned off") == 2
    assert page.count('name="turn" value="off"') == 2
    assert page.count('name="turn" value="on"') == 1


@pytest.mark.keeps("use.notices")
async def test_a_topic_is_turned_on_and_off_and_safety_is_not() -> None:
    house = House()
    client = await signed_in(house)
    form = {"csrf": csrf(house), "topic": "news", "turn": "on"}
    assert (await client.post("/me/notices", data=form)).status_code == 303
    assert house.topics.is_on("news")
    off = {**form, "turn": "off"}
    await client.post("/me/notices", data=off)
    assert not house.topics.is_on("news")
    for topic in ("security", "weather", ""):
        answer = await client.post("/me/notices", data={**off, "topic": topic})
        assert answer.status_code == 404
    assert house.topics.is_on("security")
