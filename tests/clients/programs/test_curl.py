"""curl, as a person at a terminal uses it: what HTTP itself promises."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from msgspec import Struct

from tests.clients.book import Book
from tests.clients.house import House

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:curl-1\r\nN:Curl;Zoë;;;\r\nFN:Zoë Curl\r\nEND:VCARD\r\n"
OTHER = CARD.replace("Zoë", "Aoife")
VCARD = ("-H", "Content-Type: text/vcard; charset=utf-8")


class Answer(Struct):
    """What curl brought back."""

    status: int
    headers: dict[str, str]
    body: str


class Curl:
    """curl with one login; `user` is `name:secret`, or nothing."""

    def __init__(self, base: str, user: str = "", *, ca: Path | None = None) -> None:
        self.base = base
        self.words = ["curl", "--silent", "--show-error", "--include", "--noproxy", "*"]
        self.words += ["--user", user] if user else []
        self.words += ["--cacert", str(ca)] if ca else []

    def __call__(self, method: str, path: str, *words: str, data: str | None = None) -> Answer:
        """Send a request; the last answer, if it was redirected."""
        body = [] if data is None else ["--data-binary", "@-"]
        command = [*self.words, "-X", method, *words, *body, self.base + path]
        done = subprocess.run(command, input=(data or "").encode(), capture_output=True, check=True)
        head, _, rest = done.stdout.decode().partition("\r\n\r\n")
        # What comes before the last answer: 100 (Continue) and redirects.
        while rest.startswith("HTTP/") and "\r\n\r\n" in rest:
            head, _, rest = rest.partition("\r\n\r\n")
        lines = head.split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        lowered = {name.lower(): value for name, value in headers.items()}
        return Answer(int(lines[0].split()[1]), lowered, rest)


@pytest.fixture
def curl(house: House) -> Curl:
    device = house.device("ada")
    return Curl(house.base, f"{device.username}:{device.secret}")


def test_the_well_known_address_leads_to_the_address_books(house: House, curl: Curl) -> None:
    anonymous = Curl(house.base)
    moved = anonymous("GET", "/.well-known/carddav")
    assert moved.status == 301
    assert moved.headers["location"].endswith("/dav/")
    asked = curl("PROPFIND", "/.well-known/carddav", "--location", "-H", "Depth: 0")
    assert asked.status == 207


def test_a_card_comes_back_byte_for_byte(curl: Curl, book: Book) -> None:
    put = curl("PUT", f"{book.path}curl-1.vcf", *VCARD, data=CARD)
    assert put.status == 201
    got = curl("GET", f"{book.path}curl-1.vcf")
    assert (got.status, got.body) == (200, CARD)
    assert got.headers["etag"] == put.headers["etag"]
    assert got.headers["content-type"].startswith("text/vcard")
    assert not got.headers["etag"].startswith("W/")


def test_the_head_of_a_card_is_that_of_the_card(curl: Curl, book: Book) -> None:
    curl("PUT", f"{book.path}curl-1.vcf", *VCARD, data=CARD)
    got, head = (
        curl("GET", f"{book.path}curl-1.vcf"),
        curl("HEAD", f"{book.path}curl-1.vcf", "-I"),
    )
    assert head.status == 200
    assert head.body == ""
    for name in ("etag", "content-length", "content-type"):
        assert head.headers[name] == got.headers[name]


def test_an_etag_changes_only_when_bytes_do(curl: Curl, book: Book) -> None:
    first = curl("PUT", f"{book.path}curl-1.vcf", *VCARD, data=CARD)
    same = curl("PUT", f"{book.path}curl-1.vcf", *VCARD, data=CARD)
    other = curl("PUT", f"{book.path}curl-1.vcf", *VCARD, data=OTHER)
    assert first.headers["etag"] == same.headers["etag"] != other.headers["etag"]


def test_a_card_that_is_unchanged_is_not_sent_again(curl: Curl, book: Book) -> None:
    etag = curl("PUT", f"{book.path}curl-1.vcf", *VCARD, data=CARD).headers["etag"]
    again = curl("GET", f"{book.path}curl-1.vcf", "-H", f"If-None-Match: {etag}")
    assert (again.status, again.body) == (304, "")
    assert again.headers["etag"] == etag


def test_nobody_overwrites_what_they_have_not_seen(curl: Curl, book: Book) -> None:
    path = f"{book.path}curl-1.vcf"
    old = curl("PUT", path, *VCARD, data=CARD).headers["etag"]
    assert curl("PUT", path, *VCARD, "-H", "If-None-Match: *", data=OTHER).status == 412
    new = curl("PUT", path, *VCARD, "-H", f"If-Match: {old}", data=OTHER).headers["etag"]
    assert curl("PUT", path, *VCARD, "-H", f"If-Match: {old}", data=CARD).status == 412
    assert curl("DELETE", path, "-H", f"If-Match: {old}").status == 412
    assert curl("PUT", path, *VCARD, "-H", f'If-Match: "x", {new}', data=CARD).status == 204
    assert curl("PUT", path, *VCARD, "-H", "If-Match: *", data=OTHER).status == 204
    assert curl("GET", path).body == OTHER


def test_what_is_not_there_cannot_be_changed(curl: Curl, book: Book) -> None:
    path = f"{book.path}nobody.vcf"
    assert curl("PUT", path, *VCARD, "-H", "If-Match: *", data=CARD).status == 412
    assert curl("DELETE", path).status == 404
    assert curl("GET", path).status == 404


def test_an_address_book_answers_with_and_without_its_last_slash(curl: Curl, book: Book) -> None:
    depth = ("-H", "Depth: 0")
    with_it, without = (curl("PROPFIND", path, *depth) for path in (book.path, book.path[:-1]))
    assert with_it.status == without.status == 207
    assert with_it.body == without.body


def test_a_large_photo_goes_and_comes(curl: Curl, book: Book) -> None:
    photo = "".join(f"\r\n {'A' * 72}" for _ in range(40_000))
    card = CARD.replace("END:", f"PHOTO;ENCODING=b;TYPE=JPEG:{photo}\r\nEND:")
    assert curl("PUT", f"{book.path}photo.vcf", *VCARD, data=card).status == 201
    assert curl("GET", f"{book.path}photo.vcf").body == card


def test_a_wrong_password_and_none_are_told_alike(house: House, book: Book) -> None:
    username = house.device("ada").username
    answers = [
        Curl(house.base, user)("GET", book.path)
        for user in ("", f"{username}:wrong", "nobody:wrong", f"{username}:", ":")
    ]
    assert {answer.status for answer in answers} == {401}
    assert len({answer.body for answer in answers}) == 1
    assert all(a.headers["www-authenticate"].startswith("Basic realm=") for a in answers)


def test_what_is_another_members_answers_like_what_is_not(house: House, book: Book) -> None:
    book.put("curl-1.vcf", CARD.encode())
    ben = house.device("ben")
    curl = Curl(house.base, f"{ben.username}:{ben.secret}")
    home = book.path.rstrip("/").rpartition("/")[0]
    nobodys = home.rpartition("/")[0] + "/nobody0nobody0no/" + book.path.rstrip("/").split("/")[-1]
    for method in ("GET", "PROPFIND", "PUT", "DELETE", "REPORT", "PROPPATCH", "MKCOL"):
        for there, nowhere in ((f"{book.path}curl-1.vcf", f"{nobodys}/curl-1.vcf"),
                               (book.path, f"{nobodys}/")):  # fmt: skip
            one, none = (curl(method, path, *VCARD, data=OTHER) for path in (there, nowhere))
            assert one.status == none.status == 404, f"{method} {there}: {one.status}, {none}"
            assert one.body.replace(there, "") == none.body.replace(nowhere, "")
            assert one.headers.keys() == none.headers.keys()
    assert book.get("curl-1.vcf") == CARD.encode()


def test_curl_trusts_the_certificate_that_it_was_given(tls_house: House) -> None:
    device = tls_house.device("ada")
    curl = Curl(tls_house.base, f"{device.username}:{device.secret}", ca=tls_house.certificate)
    assert curl("PROPFIND", "/.well-known/carddav", "--location", "-H", "Depth: 0").status == 207
