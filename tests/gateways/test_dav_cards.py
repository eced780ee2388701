"""One card: kept as given, never overwritten unseen."""

from __future__ import annotations

import pytest

from bailee.terms import FolderId
from tests.gateways.asking import Client
from tests.gateways.books import Books
from tests.gateways.cards import BOOK, HOME, card

A = f"{BOOK}a.vcf"
OTHER = f"{HOME}other/"


async def test_a_card_comes_back_byte_for_byte(phone: Client) -> None:
    body = b"begin:vcard\nVERSION:3.0\nUID:a\nX-ODD;x=y: \xc3\xbc \nFN:A\nEND:VCARD"
    put = await phone.ask("PUT", A, body, headers={"content-type": "text/vcard"})
    got = await phone.ask("GET", A)
    assert (put.status, got.status, got.body) == (201, 200, body)
    assert put.headers["etag"] == got.headers["etag"]
    assert got.headers["content-type"] == "text/vcard; charset=utf-8"


async def test_head_says_the_same_without_the_card(phone: Client) -> None:
    await phone.ask("PUT", A, card("a"))
    got, head = await phone.ask("GET", A), await phone.ask("HEAD", A)
    assert (head.status, head.headers, head.body) == (200, got.headers, b"")


async def test_a_card_that_is_known_is_not_sent_again(phone: Client) -> None:
    put = await phone.ask("PUT", A, card("a"))
    got = await phone.ask("GET", A, headers={"if-none-match": put.headers["etag"]})
    assert (got.status, got.body) == (304, b"")


async def test_a_card_can_be_had_in_the_other_version(phone: Client) -> None:
    await phone.ask("PUT", A, card("a"))
    got = await phone.ask("GET", A, headers={"accept": "text/vcard; version=4.0"})
    assert b"VERSION:4.0" in got.body


async def test_a_new_card_never_replaces_another(phone: Client) -> None:
    await phone.ask("PUT", A, card("a", "first"))
    answer = await phone.ask("PUT", A, card("a", "second"), headers={"if-none-match": "*"})
    assert answer.status == 412
    assert b"first" in (await phone.ask("GET", A)).body


@pytest.mark.parametrize("header", ["if-match", "if"])
async def test_no_update_is_lost(phone: Client, header: str) -> None:
    seen = (await phone.ask("PUT", A, card("a", "first"))).headers["etag"]
    said = {header: f"([{seen}])" if header == "if" else seen}
    assert (await phone.ask("PUT", A, card("a", "second"), headers=said)).status == 204
    assert (await phone.ask("PUT", A, card("a", "third"), headers=said)).status == 412
    assert (await phone.ask("DELETE", A, headers=said)).status == 412
    assert b"second" in (await phone.ask("GET", A)).body


async def test_a_card_that_is_gone_is_not_put_back_by_an_update(phone: Client) -> None:
    seen = (await phone.ask("PUT", A, card("a"))).headers["etag"]
    assert (await phone.ask("DELETE", A, headers={"if-match": seen})).status == 204
    assert (await phone.ask("PUT", A, card("a"), headers={"if-match": seen})).status == 412
    assert (await phone.ask("PUT", A, card("a"), headers={"if-match": "*"})).status == 412
    assert (await phone.ask("GET", A)).status == 404


async def test_two_cards_of_a_book_have_two_uids(phone: Client) -> None:
    await phone.ask("PUT", A, card("same"))
    answer = await phone.ask("PUT", f"{BOOK}b.vcf", card("same"))
    assert answer.status == 409
    assert answer.texts("//C:no-uid-conflict/D:href") == [A]


@pytest.mark.parametrize(
    ("body", "kind", "status", "condition"),
    [
        (b"hello", "text/vcard", 403, "valid-address-data"),
        (b"", "text/vcard", 403, "valid-address-data"),
        (card("a", version="2.1"), "text/vcard", 415, "supported-address-data"),
        (b"BEGIN:VCALENDAR", "text/calendar", 415, "supported-address-data"),
        (card("a").replace(b"Ada", b"\xff"), "text/vcard", 403, "valid-address-data"),
    ],
)
async def test_what_is_no_card_is_not_kept(
    phone: Client, body: bytes, *, kind: str, status: int, condition: str
) -> None:
    answer = await phone.ask("PUT", A, body, headers={"content-type": kind})
    assert (answer.status, answer.has(f"/D:error/C:{condition}")) == (status, True)
    assert (await phone.ask("GET", A)).status == 404


async def test_a_card_without_a_uid_is_kept(phone: Client) -> None:
    body = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nEND:VCARD\r\n"
    assert (await phone.ask("PUT", A, body)).status == 201


async def test_a_card_needs_a_book_to_be_in(phone: Client) -> None:
    assert (await phone.ask("PUT", f"{HOME}nowhere/a.vcf", card("a"))).status == 409


@pytest.mark.parametrize("name", ["%C3%A4.vcf", "a&b=c'd.vcf", "100%25.vcf", "a%20b;c,d@e+f.vcf"])
async def test_a_card_may_have_any_name(phone: Client, name: str) -> None:
    assert (await phone.ask("PUT", BOOK + name, card("a"))).status == 201
    listed = await phone.ask("PROPFIND", BOOK, headers={"depth": "1"})
    href = listed.texts("D:response/D:href")[1]
    assert (await phone.ask("GET", href)).body == card("a")


async def test_a_name_has_an_end(phone: Client) -> None:
    assert (await phone.ask("PUT", f"{BOOK}{'x' * 300}.vcf", card("a"))).status == 400


async def test_a_part_of_a_card_is_no_card(phone: Client) -> None:
    said = {"content-range": "bytes 0-3/9"}
    assert (await phone.ask("PUT", A, card("a"), headers=said)).status == 400


@pytest.mark.parametrize(("method", "left"), [("COPY", 200), ("MOVE", 404)])
async def test_a_card_goes_to_another_book(
    phone: Client, books: Books, method: str, left: int
) -> None:
    await books.create(FolderId("other"), props={})
    await phone.ask("PUT", A, card("a"))
    answer = await phone.ask(method, A, headers={"destination": f"{OTHER}b.vcf"})
    assert answer.status == 201
    assert (await phone.ask("GET", f"{OTHER}b.vcf")).body == card("a")
    assert (await phone.ask("GET", A)).status == left


async def test_a_card_gets_another_name(phone: Client) -> None:
    await phone.ask("PUT", A, card("a"))
    answer = await phone.ask("MOVE", A, headers={"destination": f"{BOOK}b.vcf"})
    assert answer.status == 201
    assert (await phone.ask("GET", A)).status == 404
    assert (await phone.ask("GET", f"{BOOK}b.vcf")).body == card("a")


@pytest.mark.parametrize("method", ["COPY", "MOVE"])
async def test_nothing_is_overwritten_against_the_will_of_who_moves(
    phone: Client, books: Books, method: str
) -> None:
    await books.create(FolderId("other"), props={})
    await phone.ask("PUT", A, card("a"))
    await phone.ask("PUT", f"{OTHER}b.vcf", card("b"))
    said = {"destination": f"{OTHER}b.vcf", "overwrite": "F"}
    assert (await phone.ask(method, A, headers=said)).status == 412
    assert (await phone.ask("GET", A)).status == 200
    assert (await phone.ask("GET", f"{OTHER}b.vcf")).body == card("b")
    assert (await phone.ask(method, A, headers={**said, "overwrite": "T"})).status == 204


@pytest.mark.parametrize(
    ("to", "status"),
    [
        (A, 403),
        (f"{HOME}new/", 403),
        (f"{HOME}nowhere/a.vcf", 409),
        ("/dav/addressbooks/benbenbenbenbenb/contacts/a.vcf", 404),
        ("https://elsewhere.example/a.vcf", 502),
        (f"{BOOK}../a.vcf", 400),
        (f"{BOOK}copy.vcf", 409),
    ],
)
async def test_a_card_cannot_be_copied_just_anywhere(phone: Client, to: str, status: int) -> None:
    await phone.ask("PUT", A, card("a"))
    answer = await phone.ask("COPY", A, headers={"destination": to})
    assert answer.status == status
    assert (await phone.ask("GET", A)).status == 200
