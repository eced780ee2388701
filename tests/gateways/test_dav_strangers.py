"""Who does not say who they are learns nothing; who is somebody else learns no more."""

from __future__ import annotations

from base64 import b64encode

import pytest

from bailee.gateways.asgi import App
from tests.cast import ADA, BEN, CEM
from tests.gateways.asking import Answer, Client, basic
from tests.gateways.books import Books
from tests.gateways.cards import (
    BOOK,
    PRINCIPAL,
    card,
    mkcol,
    multiget,
    patch,
    propfind,
    query,
    sync,
)

REQUESTS = [
    ("OPTIONS", "", {}),
    ("GET", "", {}),
    ("HEAD", "", {}),
    ("PUT", card("x").decode(), {"content-type": "text/vcard"}),
    ("PUT", "no card", {"content-type": "text/calendar"}),
    ("DELETE", "", {}),
    ("PROPFIND", propfind("D:displayname"), {"depth": "0"}),
    ("PROPFIND", "<broken", {"depth": "infinity"}),
    ("PROPPATCH", patch(sets="<D:displayname>x</D:displayname>"), {}),
    ("REPORT", multiget(), {}),
    ("REPORT", query("x"), {}),
    ("REPORT", sync("data:,1"), {}),
    ("MKCOL", mkcol(), {"content-type": "application/xml"}),
    ("COPY", "", {"destination": f"{BOOK}b.vcf"}),
    ("MOVE", "", {"destination": f"{BOOK}b.vcf"}),
    ("LOCK", "", {}),
]
"""One of each kind, good and bad."""


async def ask(client: Client, path: str, number: int) -> Answer:
    method, body, headers = REQUESTS[number]
    return await client.ask(method, path, body, headers=headers)


@pytest.mark.parametrize("number", range(len(REQUESTS)))
@pytest.mark.parametrize("rest", ["", "contacts/", "contacts/a.vcf", "none/"])
async def test_another_persons_address_answers_as_nobodys(
    app: App, phone: Client, number: int, rest: str
) -> None:
    await phone.ask("PUT", f"{BOOK}a.vcf", card("a"))
    ben = Client(app, login=("ben", "secret"))
    adas, nobodys = [
        await ask(ben, f"/dav/addressbooks/{subject}/{rest}", number) for subject in (ADA, CEM)
    ]
    assert adas == nobodys
    assert adas.status == 404


@pytest.mark.parametrize("number", range(len(REQUESTS)))
async def test_another_persons_principal_answers_as_nobodys(phone: Client, number: int) -> None:
    bens, nobodys = [
        await ask(phone, f"/dav/principals/{subject}/", number) for subject in (BEN, CEM)
    ]
    assert bens == nobodys
    assert bens.status == 404


@pytest.mark.parametrize("number", range(len(REQUESTS)))
async def test_nothing_is_answered_without_a_password(app: App, number: int) -> None:
    nobody = Client(app, login=None)
    adas, none = await ask(nobody, BOOK, number), await ask(nobody, "/dav/none", number)
    assert adas == none
    assert adas.status == 401
    assert adas.headers["www-authenticate"].startswith('Basic realm="Bailee"')


@pytest.mark.parametrize(
    "said",
    [
        basic("ada", "wrong"),
        basic("nobody", "secret"),
        basic("ada", ""),
        "Basic",
        "Basic !!!",
        "Basic " + b64encode(b"ada").decode(),
        "Basic " + b64encode(b"\xff:\xff").decode(),
        "Bearer secret",
        "",
    ],
)
async def test_every_wrong_password_is_told_the_same(app: App, said: str) -> None:
    client = Client(app, login=None)
    answer = await client.ask("PROPFIND", BOOK, headers={"authorization": said})
    assert answer == await client.ask("PROPFIND", BOOK)


async def test_an_unknown_callers_body_is_not_read(app: App, books: Books) -> None:
    nobody = Client(app, login=None)
    said = {"content-length": str(10**9)}
    assert (await nobody.ask("PUT", f"{BOOK}a.vcf", headers=said)).status == 401
    assert books.shelf(next(iter(books.shelves))).items == {}


async def test_a_username_and_password_may_hold_what_people_write(app: App) -> None:
    odd = Client(app, login=("ädä", "pass:word"))
    assert (await odd.ask("PROPFIND", PRINCIPAL)).status == 401


@pytest.mark.parametrize("path", ["/dav/x", "/dav/addressbooks/x", "/davx/", "/dav/principals/a/b"])
async def test_there_are_no_other_addresses(phone: Client, path: str) -> None:
    assert (await phone.ask("PROPFIND", path, headers={"depth": "0"})).status == 404


@pytest.mark.parametrize(
    "path", [f"{BOOK}../../x/", f"{BOOK}%2e%2e/a", f"{BOOK}a%2fb", f"{BOOK}a%5cb", "/dav/%ff"]
)
async def test_tricks_with_paths_are_malformed(phone: Client, path: str) -> None:
    assert (await phone.ask("GET", path)).status == 400
