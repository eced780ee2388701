"""Address books are made, described and removed by their owner's devices."""

from __future__ import annotations

import pytest

from bailee.gateways.dav.folders import MAX_PROPERTIES
from tests.gateways.asking import Answer, Client
from tests.gateways.cards import BOOK, HOME, NAMES, PRINCIPAL, card, mkcol, patch, propfind

WORK = f"{HOME}work/"
XML = {"content-type": "application/xml; charset=utf-8"}


async def props(phone: Client, path: str, *names: str) -> Answer:
    asked = propfind(*names).replace(NAMES, f'{NAMES} xmlns:x="urn:x"')
    return await phone.ask("PROPFIND", path, asked, headers={"depth": "0"})


async def test_a_book_is_made_with_a_name_and_a_description(phone: Client) -> None:
    said = "<D:displayname>Wörk &amp; more</D:displayname>"
    said += "<C:addressbook-description>All of it</C:addressbook-description>"
    answer = await phone.ask("MKCOL", WORK, mkcol(props=said), headers=XML)
    assert answer.status == 201
    found = await props(phone, WORK, "D:displayname", "C:addressbook-description")
    assert found.texts("//D:displayname") == ["Wörk & more"]
    assert found.texts("//C:addressbook-description") == ["All of it"]
    assert (await phone.ask("PUT", f"{WORK}a.vcf", card("a"))).status == 201


async def test_a_plain_mkcol_makes_a_book_too(phone: Client) -> None:
    assert (await phone.ask("MKCOL", WORK)).status == 201
    assert (await props(phone, WORK, "D:resourcetype")).has("//C:addressbook")


async def test_a_book_is_made_once(phone: Client) -> None:
    answer = await phone.ask("MKCOL", BOOK)
    assert answer.status == 405
    assert "PROPFIND" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("body", "culprit"),
    [
        (mkcol(types='<D:collection/><x:calendar xmlns:x="urn:x"/>'), "D:resourcetype"),
        (mkcol(props="<D:getetag>1</D:getetag><D:displayname>A</D:displayname>"), "D:getetag"),
    ],
)
async def test_a_book_is_made_as_asked_or_not_at_all(
    phone: Client, body: str, culprit: str
) -> None:
    answer = await phone.ask("MKCOL", WORK, body, headers=XML)
    assert answer.status == 403
    status = f"/D:mkcol-response/D:propstat[D:prop/{culprit}]/D:status"
    assert answer.texts(status) == ["HTTP/1.1 403 Forbidden"]
    assert (await props(phone, WORK, "D:resourcetype")).status == 404


async def test_a_book_holds_no_books(phone: Client) -> None:
    answer = await phone.ask("MKCOL", f"{BOOK}inner/", mkcol(), headers=XML)
    assert answer.status == 403
    assert answer.has("/D:error/C:addressbook-collection-location-ok")


async def test_a_body_of_mkcol_is_xml(phone: Client) -> None:
    answer = await phone.ask("MKCOL", WORK, "hello", headers={"content-type": "text/plain"})
    assert answer.status == 415


async def test_properties_of_clients_are_kept_as_they_came(phone: Client) -> None:
    sets = '<x:color xml:lang="en" a="1">#ff0000<x:b/></x:color>'
    answer = await phone.ask("PROPPATCH", BOOK, patch(sets=sets))
    assert answer.texts("//D:propstat[.//*[local-name()='color']]/D:status") == ["HTTP/1.1 200 OK"]
    found = await props(phone, BOOK, "x:color")
    assert b"#ff0000<x:b/></x:color>" in found.body
    assert found.has("//*[local-name()='color'][@a='1']")
    await phone.ask("PROPPATCH", BOOK, patch(removes="<x:color/>"))
    assert "404" in (await props(phone, BOOK, "x:color")).texts("//D:status")[0]


async def test_properties_are_set_all_or_none(phone: Client) -> None:
    sets = "<D:displayname>New</D:displayname><CS:getctag>9</CS:getctag>"
    answer = await phone.ask("PROPPATCH", BOOK, patch(sets=sets))
    assert answer.status == 207
    assert answer.texts("//D:propstat[.//CS:getctag]/D:status") == ["HTTP/1.1 403 Forbidden"]
    assert "424" in answer.texts("//D:propstat[.//D:displayname]/D:status")[0]
    assert (await props(phone, BOOK, "D:displayname")).texts("//D:displayname") == ["Contacts"]


@pytest.mark.parametrize("path", [HOME, PRINCIPAL, "/dav/", f"{BOOK}a.vcf"])
async def test_only_books_are_described(phone: Client, path: str) -> None:
    await phone.ask("PUT", f"{BOOK}a.vcf", card("a"))
    answer = await phone.ask("PROPPATCH", path, patch(sets="<D:displayname>A</D:displayname>"))
    assert "403" in answer.texts("//D:status")[0]


async def test_a_book_is_no_store_for_anything(phone: Client) -> None:
    large = "<x:a>" + "y" * (MAX_PROPERTIES // 2) + "</x:a>"
    assert (await phone.ask("PROPPATCH", BOOK, patch(sets=large))).status == 207
    more = large.replace("x:a", "x:b")
    assert (await phone.ask("PROPPATCH", BOOK, patch(sets=more))).status == 507


async def test_brevity_is_kept_in_updates_too(phone: Client) -> None:
    said = {"prefer": "return=minimal"}
    sets = patch(sets="<D:displayname>New</D:displayname>")
    answer = await phone.ask("PROPPATCH", BOOK, sets, headers=said)
    assert (answer.status, answer.body) == (200, b"")


async def test_a_book_is_removed_with_its_cards(phone: Client) -> None:
    await phone.ask("PUT", f"{BOOK}a.vcf", card("a"))
    assert (await phone.ask("DELETE", BOOK, headers={"if-none-match": "*"})).status == 412
    assert (await phone.ask("DELETE", BOOK)).status == 204
    assert (await phone.ask("GET", f"{BOOK}a.vcf")).status == 404
    assert (await phone.ask("DELETE", BOOK)).status == 404


@pytest.mark.parametrize("path", [HOME, PRINCIPAL, "/dav/", "/dav/addressbooks/"])
async def test_what_is_above_the_books_stays(phone: Client, path: str) -> None:
    assert (await phone.ask("DELETE", path)).status == 403
