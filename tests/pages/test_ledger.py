"""What is held, and who did what."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from bailee.vault import Line
from tests.pages.house import READ, House, signed_in


async def lines_of(house: House, **query: str | int) -> str:
    """The journal as the page tells it, tags taken away."""
    page = await (await signed_in(house)).get("/me", params=query)
    assert page.status_code == 200
    text = page.text.partition('id="done"')[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).replace(" ,", ",").replace(" :", ":")


def told(line: Line) -> House:
    """A house whose journal has one line."""
    house = House()
    house.ledger.journal = [replace(line, index=1)]
    return house


@pytest.mark.keeps("access.self")
async def test_the_ledger_shows_what_is_held_with_the_sentence_that_says_why() -> None:
    page = (await (await signed_in(House())).get("/me")).text
    assert "1,312" in page
    assert "4.2\N{NO-BREAK SPACE}MB" in page
    assert "If you turn on sync, we keep your address books" in page
    assert '<a href="/policy#category.contacts">' in page
    assert "until 30 days after you turn it off" in page


@pytest.mark.keeps("access.self")
async def test_the_ledger_says_who_did_what_when_and_under_which_sentence() -> None:
    said = await lines_of(House())
    assert "12:00 Ada’s phone read 312 items of Contacts, to keep your devices in step" in said
    assert "You read 1,312 items of Contacts, so that you see and take what is yours" in said
    assert "Bailee let 1 item of Contacts go when its time had come" in said
    assert "You turned Contacts on" in said
    assert "retain.destroy" in said


async def test_lines_that_say_the_same_are_told_as_one() -> None:
    house = House()
    house.ledger.journal = [
        *(
            replace(READ, index=20 - n, at=READ.at - 60 * n, did="collect", count=1)
            for n in range(12)
        ),
        replace(READ, index=1, at=READ.at - 7200),
    ]
    said = await lines_of(house)
    assert "11:49–12:00 Ada’s phone added 12 items to Contacts" in said
    assert "(12 lines)" in said
    assert "10:00 Ada’s phone read 3 items of Contacts" in said


async def test_the_journal_stands_under_its_own_sentence() -> None:
    said = await lines_of(House())
    assert "We write down" in said


async def test_a_refusal_says_why() -> None:
    said = await lines_of(House())
    assert (
        "A device that you removed wanted to add to Contacts and was refused: "
        "you have not agreed to sync" in said
    )


async def test_a_refusal_says_why_in_the_language_of_whoever_reads() -> None:
    why = "contacts may not be seen by staff"
    said = await lines_of(told(replace(READ, outcome="refuse", reason=why)), lang="de")
    assert "„Kontakte“ darf von Mitarbeitenden nicht gesehen werden" in said
    said = await lines_of(told(replace(READ, outcome="refuse", reason="as ever")), lang="de")
    assert "as ever" in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (replace(READ, did="admit", category=None, by="bailee"), "Bailee opened your account"),
        (replace(READ, actor=""), "A device of yours read 3 items"),
        (replace(READ, by="staff", actor="staff:eve"), "A member of staff read 3 items"),
        (replace(READ, by="recipient", actor="recipient:The agency"), "The agency read 3 items"),
        (replace(READ, did="unheard-of"), "Ada’s phone did something to Contacts"),
        (replace(READ, did="unheard-of", outcome="refuse"), "wanted something of Contacts"),
        (replace(READ, category=None), "Ada’s phone read 3 items of Account"),
        (replace(READ, outcome="refuse", clause=None), "no sentence allows it"),
    ],
)
async def test_every_line_can_be_told(line: Line, said: str) -> None:
    assert said in await lines_of(told(line))


async def test_names_are_shown_as_text() -> None:
    house = House()
    phone = house.devices.devices["k3x"]
    house.devices.devices["k3x"] = replace(phone, name="<script>alert(1)</script>")
    house.ledger.journal = [replace(READ, index=1, outcome="refuse", reason="<b>&%(x)s %d")]
    page = (await (await signed_in(house)).get("/me")).text
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;&amp;%(x)s %d" in page


async def test_lines_can_be_narrowed_down() -> None:
    refused = await lines_of(House(), outcome="refuse")
    assert refused.count("category.contacts") == 1
    assert "You" in await lines_of(House(), who="member")
    assert "No lines here." in await lines_of(House(), category="photos")
    assert "No lines here." in await lines_of(House(), who="<b>", outcome="%")


async def test_older_lines_are_on_further_pages() -> None:
    house = House()
    client = await signed_in(house)
    house.ledger.journal = [replace(READ, index=200 - n, count=n) for n in range(200)]
    house.ledger.journal = [replace(one, purpose=str(one.count)) for one in house.ledger.journal]
    seen, address = 0, "/me"
    for _ in range(10):
        page = (await client.get(address)).text
        seen += page.count('class="at"')
        further = re.search(r'href="(/me\?before=\d+)#done" rel="next"', page)
        if not further:
            break
        address = further[1]
    assert seen == len(house.ledger.journal)


@pytest.mark.parametrize("before", ["-1", "x", "9" * 40, "1.5", "²"])
async def test_a_strange_page_number_is_the_first_page(before: str) -> None:
    assert "312 items" in await lines_of(House(), before=before)


async def test_a_long_journal_is_not_searched_for_ever() -> None:
    house = House()
    house.ledger.journal = [replace(READ, index=5_000 - place) for place in range(5_000)]
    said = await lines_of(house, outcome="refuse")
    assert "No lines here." in said
    assert "Older" in said


async def test_an_empty_house_tells_what_to_do() -> None:
    house = House()
    house.ledger.holdings = [replace(held, items=0, size=0) for held in house.ledger.holdings]
    house.ledger.journal = []
    page = (await (await signed_in(house)).get("/me")).text
    assert "Nothing is held under Contacts." in page
    assert "then connect a phone or computer" in page
