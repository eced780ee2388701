"""A device finds its address books from a host name alone (RFC 6764)."""

from __future__ import annotations

import pytest

from bailee.gateways.asgi import App
from tests.gateways.asking import Client
from tests.gateways.cards import BOOK, HOME, NAMES, PRINCIPAL, card, propfind

ZERO, ONE = {"depth": "0"}, {"depth": "1"}


@pytest.mark.parametrize("method", ["GET", "PROPFIND", "OPTIONS"])
async def test_the_well_known_address_leads_here_whoever_asks(app: App, method: str) -> None:
    answer = await Client(app, login=None).ask(method, "/.well-known/carddav")
    assert (answer.status, answer.headers["location"]) == (301, "/dav/")


@pytest.mark.parametrize("path", ["/", "/dav", "/dav/", HOME, PRINCIPAL, BOOK, f"{BOOK}a.vcf"])
async def test_every_place_says_who_asks(phone: Client, path: str) -> None:
    await phone.ask("PUT", f"{BOOK}a.vcf", card("a"))
    answer = await phone.ask("PROPFIND", path, propfind("D:current-user-principal"), headers=ZERO)
    assert answer.texts("//D:current-user-principal/D:href") == [PRINCIPAL]


async def test_the_principal_says_where_its_books_are(phone: Client) -> None:
    wanted = propfind("C:addressbook-home-set", "D:principal-URL", "D:displayname")
    answer = await phone.ask("PROPFIND", PRINCIPAL, wanted, headers=ZERO)
    assert answer.texts("//C:addressbook-home-set/D:href") == [HOME]
    assert answer.texts("//D:principal-URL/D:href") == [PRINCIPAL]
    assert answer.texts("//D:displayname") == ["ada"]


async def test_the_home_lists_the_books_and_whose_they_are(phone: Client) -> None:
    wanted = propfind("D:resourcetype", "D:displayname", "D:owner", "D:current-user-privilege-set")
    answer = await phone.ask("PROPFIND", HOME, wanted, headers=ONE)
    book = "//D:response[.//C:addressbook]"
    assert answer.texts(f"{book}/D:href") == [BOOK]
    assert answer.texts(f"{book}//D:displayname") == ["Contacts"]
    assert answer.texts(f"{book}//D:owner/D:href") == [PRINCIPAL]
    assert answer.has(f"{book}//D:privilege/D:write-content")


@pytest.mark.parametrize(
    ("path", "members"),
    [
        ("/dav/", ["/dav/", "/dav/principals/", "/dav/addressbooks/", "/dav/calendars/"]),
        ("/dav/principals/", ["/dav/principals/", PRINCIPAL]),
        ("/dav/addressbooks/", ["/dav/addressbooks/", HOME]),
        (PRINCIPAL, [PRINCIPAL]),
        (HOME, [HOME, BOOK]),
    ],
)
async def test_everyone_sees_their_own_tree_only(
    phone: Client, path: str, members: list[str]
) -> None:
    answer = await phone.ask("PROPFIND", path, headers=ONE)
    assert answer.texts("D:response/D:href") == members


async def test_a_book_says_all_that_a_client_needs_to_choose_how_to_sync(phone: Client) -> None:
    wanted = propfind(
        "D:supported-report-set", "D:sync-token", "CS:getctag", "C:supported-address-data",
        "C:max-resource-size", "C:supported-collation-set", "D:acl", "D:supported-privilege-set",
    )  # fmt: skip
    answer = await phone.ask("PROPFIND", BOOK, wanted, headers=ZERO)
    assert answer.texts("//D:propstat/D:status") == ["HTTP/1.1 200 OK"]
    assert answer.texts("//C:address-data-type/@version") == ["3.0", "4.0"]
    assert answer.has("//D:report/D:sync-collection")
    assert answer.texts("//D:sync-token") == ["data:,0"]
    assert answer.texts("//C:max-resource-size") == ["10485760"]


async def test_options_says_what_can_be_done(phone: Client) -> None:
    answer = await phone.ask("OPTIONS", BOOK)
    assert answer.status == 200
    assert "addressbook" in answer.headers["dav"].split(", ")
    assert "2" not in answer.headers["dav"].split(", ")
    assert "REPORT" in answer.headers["allow"].split(", ")


async def test_a_listing_without_end_is_refused(phone: Client) -> None:
    for headers in ({}, {"depth": "infinity"}):
        answer = await phone.ask("PROPFIND", HOME, headers=headers)
        assert (answer.status, answer.has("/D:error/D:propfind-finite-depth")) == (403, True)


async def test_what_is_missing_is_said_unless_brevity_is_preferred(phone: Client) -> None:
    wanted = propfind("D:displayname", "CS:source")
    long = await phone.ask("PROPFIND", BOOK, wanted, headers=ZERO)
    short = await phone.ask("PROPFIND", BOOK, wanted, headers={**ZERO, "prefer": "return=minimal"})
    assert long.texts("//D:propstat[.//CS:source]/D:status") == ["HTTP/1.1 404 Not Found"]
    assert not short.has("//CS:source")
    assert short.headers["preference-applied"] == "return=minimal"


async def test_a_home_can_be_listed_without_itself(phone: Client) -> None:
    answer = await phone.ask("PROPFIND", HOME, headers={**ONE, "prefer": "depth-noroot"})
    assert answer.texts("D:response/D:href") == [BOOK]


async def test_names_of_properties_can_be_listed(phone: Client) -> None:
    asked = f"<D:propfind {NAMES}><D:propname/></D:propfind>"
    answer = await phone.ask("PROPFIND", BOOK, asked, headers=ZERO)
    assert answer.has("//D:sync-token[not(text())]")


async def test_what_a_property_points_at_can_be_asked_for_along_with_it(phone: Client) -> None:
    asked = (
        f'<D:expand-property {NAMES}><D:property name="owner"><D:property name="displayname"/>'
        '<D:property name="nothing"/></D:property><D:property name="displayname"/>'
        "</D:expand-property>"
    )
    answer = await phone.ask("REPORT", BOOK, asked)
    assert answer.texts("//D:owner/D:response/D:href") == [PRINCIPAL]
    assert answer.texts("//D:owner//D:displayname") == ["ada"]
    assert answer.texts("D:response/D:propstat/D:prop/D:displayname") == ["Contacts"]


@pytest.mark.parametrize(("text", "found"), [("AD", [PRINCIPAL]), ("ben", [])])
async def test_nobody_finds_anyone_but_themself(phone: Client, text: str, found: list[str]) -> None:
    asked = (
        f"<D:principal-property-search {NAMES}><D:property-search><D:prop><D:displayname/>"
        f"</D:prop><D:match>{text}</D:match></D:property-search><D:prop><D:displayname/></D:prop>"
        "</D:principal-property-search>"
    )
    answer = await phone.ask("REPORT", "/dav/principals/", asked)
    assert answer.texts("D:response/D:href") == found


async def test_what_can_be_searched_is_listed(phone: Client) -> None:
    asked = f"<D:principal-search-property-set {NAMES}/>"
    answer = await phone.ask("REPORT", "/dav/principals/", asked)
    assert answer.has("/D:principal-search-property-set//D:prop/D:displayname")
