"""What goes wrong is told once, in words, and nothing is written."""

from __future__ import annotations

import logging
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from bailee.gateways.asgi import App
from bailee.gateways.dav import dav_app
from bailee.gateways.dav.ports import Caller
from bailee.terms import (
    ClauseId,
    FolderId,
    ItemId,
    KeyUnavailableError,
    LockedError,
    Refuse,
    Refused,
    StorageError,
    TooLargeError,
)
from tests.gateways.asking import Client
from tests.gateways.books import Books
from tests.gateways.cards import BOOK, HOME, card, multiget, propfind, query, sync
from tests.gateways.conftest import DEVICES

REFUSED = Refused(Refuse("you have not agreed to sync", ClauseId("category.contacts")))


@pytest.mark.keeps("use.permitted")
async def test_a_refusal_says_why_and_names_its_sentence(phone: Client, books: Books) -> None:
    books.raises = REFUSED
    answer = await phone.ask("PUT", f"{BOOK}a%20b.vcf", card("a"))
    assert answer.status == 403
    assert answer.texts("//D:need-privileges/D:resource/D:href") == [f"{BOOK}a%20b.vcf"]
    assert answer.has("//D:need-privileges//D:privilege/D:write")
    assert answer.texts("//*[local-name()='reason']") == ["you have not agreed to sync"]
    assert answer.texts("//*[local-name()='policy']/@href") == ["/policy#category.contacts"]
    assert answer.headers["link"] == '</policy#category.contacts>; rel="describedby"'


async def test_a_refusal_is_json_for_those_who_ask_for_it(phone: Client, books: Books) -> None:
    books.raises = REFUSED
    said = {"accept": "application/problem+json"}
    answer = await phone.ask("PROPFIND", BOOK, headers={**said, "depth": "0"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert b'"policy":"/policy#category.contacts"' in answer.body


@pytest.mark.parametrize("body", [multiget(f"{BOOK}a.vcf"), query("x"), sync()])
async def test_a_refused_report_is_no_empty_answer(phone: Client, books: Books, body: str) -> None:
    books.raises = REFUSED
    answer = await phone.ask("REPORT", BOOK, body)
    assert (answer.status, answer.has("//D:privilege/D:read")) == (403, True)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (LockedError("locked"), 503),
        (StorageError("/home/ada is full"), 503),
        (KeyUnavailableError("no key"), 503),
        (TooLargeError("large"), 413),
        (RuntimeError("ada@example.org"), 500),
    ],
)
async def test_what_the_server_cannot_do_is_told_without_a_word_about_people(
    phone: Client, books: Books, error: Exception, status: int, *, caplog: pytest.LogCaptureFixture
) -> None:
    books.raises = error
    with caplog.at_level(logging.DEBUG):
        answer = await phone.ask("PUT", f"{BOOK}a.vcf", card("a"))
    assert answer.status == status
    assert "ada" not in caplog.text + answer.body.decode()
    assert ("retry-after" in answer.headers) is (status == 503)


async def test_an_error_that_nobody_foresaw_is_noted_by_its_kind_and_place(
    phone: Client, books: Books, caplog: pytest.LogCaptureFixture
) -> None:
    books.raises = RuntimeError("secret")
    await phone.ask("GET", f"{BOOK}a.vcf")
    assert "RuntimeError in Books.shelf" in caplog.text
    assert "secret" not in caplog.text


async def test_an_answer_that_breaks_off_is_not_ended(
    phone: Client, books: Books, caplog: pytest.LogCaptureFixture
) -> None:
    hrefs = [f"{BOOK}{number}.vcf" for number in range(900)]
    for number, href in enumerate(hrefs):
        await phone.ask("PUT", href, card(str(number), "x" * 60))
    shelf = books.shelf(next(iter(books.shelves)))
    del shelf.items["899.vcf"]  # type: ignore[arg-type]  # a name is a string
    shelf.items = Breaking(shelf.items)
    answer = await phone.ask("REPORT", BOOK, multiget(*hrefs))
    assert answer.status == 207
    assert not answer.body.endswith(b"</D:multistatus>")
    assert "secret" not in caplog.text


class Breaking(dict):  # type: ignore[type-arg]  # of what does not matter
    """Cards, the last of which cannot be read."""

    def __contains__(self, name: object) -> bool:
        if name == "899.vcf":
            raise RuntimeError("secret")
        return super().__contains__(name)


@pytest.mark.parametrize("method", ["LOCK", "UNLOCK", "POST", "PATCH", "ACL", "TRACE", "X"])
async def test_unknown_methods_are_told_the_known_ones(phone: Client, method: str) -> None:
    answer = await phone.ask(method, BOOK)
    assert answer.status == 405
    assert "PROPFIND" in answer.headers["allow"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "COPY"])
async def test_a_book_is_not_a_card(phone: Client, method: str) -> None:
    answer = await phone.ask(method, BOOK, headers={"destination": f"{HOME}x/"})
    assert answer.status == 405


@pytest.mark.parametrize("method", ["PROPFIND", "PROPPATCH", "REPORT", "MKCOL"])
@pytest.mark.parametrize("body", ["<a", "<!DOCTYPE a><a/>", "<a/>", "<a>" * 500, "\x00"])
async def test_bad_xml_is_a_clear_no(phone: Client, method: str, body: str) -> None:
    said = {"depth": "0", "content-type": "application/xml"}
    answer = await phone.ask(method, BOOK, body, headers=said)
    assert answer.status in {400, 403}
    assert "content-type" in answer.headers


METHODS = ["GET", "PUT", "DELETE", "PROPFIND", "PROPPATCH", "REPORT", "MKCOL", "COPY", "MOVE"]
BODIES = [propfind("D:acl"), multiget(f"{BOOK}a.vcf"), query("a"), sync(), card("a").decode(), "<a"]
PATHS = [BOOK, f"{BOOK}a.vcf", HOME, f"{HOME}x/", "/dav/", "/", "/dav/%2e%2e/", f"{BOOK}a/b/c"]
SAID = {
    "depth": ["0", "1", "infinity", "9"],
    "if-match": ["*", '"x"', "x", "W/"],
    "if": ['(["x"])', "(<a>)", "("],
    "destination": [f"{BOOK}b.vcf", "//", "http://[", ""],
    "content-type": ["text/vcard", "application/xml", "a/b"],
    "prefer": ["return=minimal", "depth-noroot", ";;"],
}
headers = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in SAID.items()}
)


@given(
    method=st.sampled_from(METHODS),
    path=st.sampled_from(PATHS),
    body=st.one_of(st.sampled_from(BODIES), st.binary(max_size=50)),
    said=headers,
)
async def test_no_request_is_our_fault(
    method: str, path: str, body: str | bytes, said: dict[str, str]
) -> None:
    answer = await Client(await ready()).ask(method, path, body, headers=said)
    assert answer.status < 500 or answer.status in {502, 507}


async def ready() -> App:
    """An application with one book and one card in it."""
    books = Books()
    phone = Client(dav_app(cloud_of=lambda _caller, _shape: books, authenticate=known))
    for path, body in ((BOOK, b""), (f"{BOOK}a.vcf", card("a"))):
        with suppress(KeyError):
            await phone.ask("PUT" if body else "MKCOL", path, body)
    return phone.app


async def known(username: str, secret: str, _: str) -> Caller | None:
    return DEVICES.get((username, secret))


@pytest.fixture
async def damaged(phone: Client, books: Books) -> list[str]:
    """Three cards; something happened to the second on its disk."""
    hrefs = [f"{BOOK}{number}.vcf" for number in range(3)]
    for number, href in enumerate(hrefs):
        await phone.ask("PUT", href, card(str(number), "Ada"))
    held = books.shelf(FolderId("contacts")).items
    held[ItemId("1.vcf")] = structs.replace(held[ItemId("1.vcf")], opened=None)
    return hrefs


async def test_a_damaged_card_answers_for_itself_alone(phone: Client, damaged: list[str]) -> None:
    data = "<C:address-data/>"
    for body in (multiget(*damaged), sync(data=data), query("Ada", data=data)):
        answer = await phone.ask("REPORT", BOOK, body, headers={"depth": "1"})
        assert answer.status == 207
        assert answer.texts("D:response[D:propstat]/D:href") == [damaged[0], damaged[2]]
        assert answer.texts("D:response[D:status]/D:href") == [damaged[1]]
        assert answer.texts("D:response/D:status") == ["HTTP/1.1 500 Internal Server Error"]


async def test_a_damaged_card_is_listed_so_that_no_device_drops_its_own(
    phone: Client, damaged: list[str]
) -> None:
    for method, body in (("PROPFIND", propfind("D:getetag")), ("REPORT", sync())):
        answer = await phone.ask(method, BOOK, body, headers={"depth": "1"})
        assert set(damaged) <= set(answer.texts("D:response[D:propstat]/D:href"))


async def test_a_damaged_card_says_so_and_can_be_replaced(
    phone: Client, damaged: list[str]
) -> None:
    answer = await phone.ask("GET", damaged[1])
    assert (answer.status, b"/problems/damaged" in answer.body) == (500, True)
    assert (await phone.ask("PUT", damaged[1], card("1", "Ada again"))).status == 204
    assert (await phone.ask("GET", damaged[1])).body == card("1", "Ada again")
