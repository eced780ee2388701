"""Many cards at once, and only what changed."""

from __future__ import annotations

import pytest

from tests.gateways.asking import Client
from tests.gateways.books import Books
from tests.gateways.cards import BOOK, HOME, card, multiget, query, sync

DATA = "<C:address-data/>"


async def fill(phone: Client, count: int) -> list[str]:
    hrefs = [f"{BOOK}{number}.vcf" for number in range(count)]
    for number, href in enumerate(hrefs):
        await phone.ask("PUT", href, card(str(number), f"Person {number}"))
    return hrefs


async def test_cards_are_fetched_by_name_in_the_order_asked(phone: Client) -> None:
    hrefs = await fill(phone, 3)
    answer = await phone.ask("REPORT", BOOK, multiget(*hrefs[::-1]))
    assert answer.status == 207
    assert answer.texts("D:response/D:href") == hrefs[::-1]
    assert [text.encode() for text in answer.texts("//C:address-data")] == [
        card(str(number), f"Person {number}") for number in (2, 1, 0)
    ]


async def test_what_is_not_there_is_said_for_each(phone: Client) -> None:
    [href] = await fill(phone, 1)
    strange = [f"{BOOK}none.vcf", "/dav/addressbooks/ben/x/0.vcf", "/../x", "%", f"{HOME}x/0.vcf"]
    answer = await phone.ask("REPORT", BOOK, multiget(href, *strange))
    assert answer.texts("D:response[D:status]/D:href") == [*strange[1:], strange[0]]
    assert set(answer.texts("D:response/D:status")) == {"HTTP/1.1 404 Not Found"}


@pytest.mark.parametrize("spelled", [f"https://dav.example{BOOK}0.vcf", f"{BOOK}%30.vcf"])
async def test_an_href_is_understood_however_it_is_spelled(phone: Client, spelled: str) -> None:
    await fill(phone, 1)
    answer = await phone.ask("REPORT", BOOK, multiget(spelled))
    assert answer.texts("D:response[D:propstat]/D:href") == [spelled]


async def test_a_card_asked_for_twice_comes_once(phone: Client) -> None:
    [href] = await fill(phone, 1)
    answer = await phone.ask("REPORT", BOOK, multiget(href, href, f"{BOOK}%30.vcf"))
    assert answer.texts("D:response/D:href") == [href]


async def test_cards_come_in_the_version_and_with_the_parts_asked_for(phone: Client) -> None:
    [href] = await fill(phone, 1)
    parts = '<C:address-data version="4.0"><C:prop name="FN"/></C:address-data>'
    [text] = (await phone.ask("REPORT", BOOK, multiget(href, data=parts))).texts("//C:address-data")
    assert "VERSION:4.0" in text
    assert "FN:Person 0" in text
    assert "\r\nN:" not in text


async def test_a_long_answer_comes_in_parts_and_is_whole(phone: Client, books: Books) -> None:
    hrefs = await fill(phone, 450)
    answer = await phone.ask("REPORT", BOOK, multiget(*hrefs))
    assert len(answer.texts("D:response[D:propstat]")) == 450
    assert answer.parts > 2
    assert "content-length" not in answer.headers
    assert books.runs == 5


async def test_a_query_finds_by_text(phone: Client) -> None:
    await fill(phone, 12)
    answer = await phone.ask("REPORT", BOOK, query("PERSON 1", data=DATA), headers={"depth": "1"})
    assert answer.texts("D:response/D:href") == [f"{BOOK}{n}.vcf" for n in (1, 10, 11)]


async def test_a_query_can_be_limited_and_says_that_it_was(phone: Client) -> None:
    await fill(phone, 5)
    answer = await phone.ask("REPORT", BOOK, query("Person", limit=2))
    assert len(answer.texts("D:response[D:propstat]")) == 2
    truncated = "D:response[D:error/D:number-of-matches-within-limits]"
    assert answer.texts(f"{truncated}/D:href") == [BOOK]
    assert "507" in answer.texts(f"{truncated}/D:status")[0]


async def test_a_query_with_as_many_as_its_limit_is_whole(phone: Client) -> None:
    await fill(phone, 2)
    assert not (await phone.ask("REPORT", BOOK, query("Person", limit=2))).has("//D:error")


async def test_a_book_itself_is_no_card(phone: Client) -> None:
    await fill(phone, 1)
    answer = await phone.ask("REPORT", BOOK, query("Person"), headers={"depth": "0"})
    assert (answer.status, answer.has("D:response")) == (207, False)


async def test_a_sync_tells_what_changed_and_what_went(phone: Client) -> None:
    hrefs = await fill(phone, 3)
    first = await phone.ask("REPORT", BOOK, sync())
    assert first.texts("D:response/D:href") == hrefs
    await phone.ask("DELETE", hrefs[0])
    await phone.ask("PUT", hrefs[1], card("1", "Other"))
    later = await phone.ask("REPORT", BOOK, sync(first.texts("D:sync-token")[0]))
    assert later.texts("D:response[D:propstat]/D:href") == [hrefs[1]]
    assert later.texts("D:response[D:status]/D:href") == [hrefs[0]]
    again = await phone.ask("REPORT", BOOK, sync(later.texts("D:sync-token")[0]))
    assert not again.has("D:response")


async def test_a_first_sync_says_nothing_of_what_went_before(phone: Client) -> None:
    [href] = await fill(phone, 1)
    await phone.ask("DELETE", href)
    assert not (await phone.ask("REPORT", BOOK, sync())).has("D:response")


async def test_a_sync_in_pages_misses_nothing(phone: Client) -> None:
    hrefs = await fill(phone, 7)
    seen: list[str] = []
    token = ""
    for more in (True, True, False):
        answer = await phone.ask("REPORT", BOOK, sync(token, limit=3))
        seen += answer.texts("D:response[D:propstat]/D:href")
        assert bool(answer.texts("D:response[contains(D:status, '507')]/D:href")) is more
        [token] = answer.texts("D:sync-token")
    assert seen == hrefs


async def test_a_sync_can_bring_the_cards_along(phone: Client) -> None:
    await fill(phone, 2)
    answer = await phone.ask("REPORT", BOOK, sync(data=DATA))
    assert len(answer.texts("//C:address-data[contains(., 'Person')]")) == 2


@pytest.mark.parametrize(
    "token", ["data:,99", "data:,x", "http://other.example/1", "data:,-1", "data:,0", "data:,01"]
)
@pytest.mark.parametrize(("client", "status"), [("DAVx5/4.5", 403), ("Thunderbird/140.0", 400)])
async def test_a_token_that_is_not_known_means_to_start_afresh(
    phone: Client, token: str, client: str, status: int
) -> None:
    answer = await phone.ask("REPORT", BOOK, sync(token), headers={"user-agent": client})
    assert (answer.status, answer.has("/D:error/D:valid-sync-token")) == (status, True)


@pytest.mark.parametrize("body", [multiget(), query("x"), sync()])
@pytest.mark.parametrize("path", [HOME, f"{BOOK}0.vcf", "/dav/"])
async def test_only_books_have_these_reports(phone: Client, path: str, body: str) -> None:
    answer = await phone.ask("REPORT", path, body)
    assert (answer.status, answer.has("/D:error/D:supported-report")) == (403, True)


@pytest.mark.parametrize("body", [multiget(), multiget(f"{HOME}x/0.vcf"), query("x"), sync()])
async def test_a_book_that_is_not_there_has_no_reports(phone: Client, body: str) -> None:
    assert (await phone.ask("REPORT", f"{HOME}x/", body)).status == 404
