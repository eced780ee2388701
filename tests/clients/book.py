"""An address book as a plain CardDAV client sees it: the tests' own hands and eyes."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias
from urllib.parse import quote, urljoin, urlsplit

import httpx
from lxml import etree
from msgspec import Struct

Element: TypeAlias = etree._Element  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - its type has no other name
DAV = "{DAV:}"
CARD = "{urn:ietf:params:xml:ns:carddav}"
XML = {"Content-Type": "application/xml; charset=utf-8"}


class Sync(Struct):
    """What a sync-collection told: member → etag, members that are gone, the token, and if more."""

    changed: dict[str, str]
    gone: set[str]
    token: str
    more: bool


class Book:
    """One address book at an URL."""

    def __init__(self, http: httpx.Client, url: str, login: httpx.BasicAuth) -> None:
        self.http = http
        self.url = url
        self.login = login
        self.path = urlsplit(url).path

    @classmethod
    def first(cls, http: httpx.Client, base: str, login: httpx.BasicAuth) -> Book:
        """The first address book of whoever logs in, found as RFC 6764 §6 says."""
        found = cls(http, urljoin(base + "/", "/.well-known/carddav"), login)
        principal = found.asked("<D:current-user-principal/>", "current-user-principal")
        home = cls(http, urljoin(found.url, principal), login)
        address = home.asked("<C:addressbook-home-set/>", "addressbook-home-set")
        shelf = cls(http, urljoin(found.url, address), login)
        listing = shelf.propfind("<D:resourcetype/>", depth=1)
        books = [
            r for r in listing if r.find(f".//{DAV}resourcetype/{CARD}addressbook") is not None
        ]
        assert books, "the member has no address book"
        return cls(http, urljoin(found.url, _href(books[0])), login)

    def request(
        self, method: str, name: str = "", body: bytes | None = None, **headers: str
    ) -> httpx.Response:
        """Send a request about the book, or about the member `name`."""
        spelled = {key.replace("_", "-"): value for key, value in headers.items()}
        url = self.url + quote(name)
        return self.http.request(method, url, content=body, headers=spelled, auth=self.login)

    def propfind(self, props: str, *, depth: int = 0) -> list[Element]:
        """Ask for properties; the responses."""
        names = f'xmlns:D="DAV:" xmlns:C="{CARD[1:-1]}"'
        body = f"<D:propfind {names}><D:prop>{props}</D:prop></D:propfind>".encode()
        response = self.request("PROPFIND", "", body, Depth=str(depth), **XML)
        if response.status_code == 301:
            self.url = urljoin(self.url, response.headers["Location"])
            response = self.request("PROPFIND", "", body, Depth=str(depth), **XML)
        return _responses(response)

    def asked(self, prop: str, name: str) -> str:
        """The href that one property holds."""
        path = f"string(.//*[local-name()='{name}']/*[local-name()='href'])"
        href = str(self.propfind(prop)[0].xpath(path))
        assert href, f"no {name} at {self.url}"
        return href

    def put(self, name: str, card: bytes, **headers: str) -> httpx.Response:
        """Keep a card; fails when it is refused."""
        response = self.request(
            "PUT", name, card, Content_Type="text/vcard; charset=utf-8", **headers
        )
        assert response.status_code in {201, 204}, f"{name}: {response.status_code} {response.text}"
        return response

    def get(self, name: str) -> bytes:
        """The bytes of a card; fails when it is not there."""
        response = self.request("GET", name)
        assert response.status_code == 200, f"{name}: {response.status_code}"
        return response.content

    def etags(self) -> dict[str, str]:
        """Every member's path and etag."""
        listing = self.propfind("<D:getetag/><D:resourcetype/>", depth=1)
        members = [r for r in listing if r.find(f".//{DAV}resourcetype/{DAV}collection") is None]
        return {_href(member): _etag(member) for member in members}

    def empty(self) -> None:
        """Delete every member."""
        with ThreadPoolExecutor(8) as lanes:
            assert set(lanes.map(self.delete, self.etags())) <= {200, 204}

    def delete(self, path: str) -> int:
        """Delete the member at a path; the status."""
        return self.http.delete(urljoin(self.url, path), auth=self.login).status_code

    def sync(self, token: str = "", *, limit: int | None = None) -> Sync:
        """What changed since a token (RFC 6578 §3.2)."""
        part = f"<D:limit><D:nresults>{limit}</D:nresults></D:limit>" if limit else ""
        body = (
            f'<D:sync-collection xmlns:D="DAV:"><D:sync-token>{token}</D:sync-token>'
            f"<D:sync-level>1</D:sync-level>{part}<D:prop><D:getetag/></D:prop></D:sync-collection>"
        )
        response = self.request("REPORT", "", body.encode(), Depth="0", **XML)
        answer = etree.fromstring(response.content)
        assert response.status_code == 207, response.text
        members = [r for r in answer.iterfind(f"{DAV}response") if _href(r) != self.path]
        gone = {_href(r) for r in members if "404" in (r.findtext(f"{DAV}status") or "")}
        return Sync(
            {_href(r): _etag(r) for r in members if _href(r) not in gone},
            gone,
            answer.findtext(f"{DAV}sync-token") or "",
            len(members) < len(answer.findall(f"{DAV}response")) and b" 507 " in response.content,
        )

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Several cards at once (RFC 6352 §8.7)."""
        hrefs = "".join(f"<D:href>{path}</D:href>" for path in paths)
        body = (
            f'<C:addressbook-multiget xmlns:D="DAV:" xmlns:C="{CARD[1:-1]}"><D:prop><D:getetag/>'
            f"<C:address-data/></D:prop>{hrefs}</C:addressbook-multiget>"
        )
        found = _responses(self.request("REPORT", "", body.encode(), Depth="1", **XML))
        return {_href(r): (r.findtext(f".//{CARD}address-data") or "").encode() for r in found}


def _responses(response: httpx.Response) -> list[Element]:
    assert response.status_code == 207, f"{response.url}: {response.status_code} {response.text}"
    strict = etree.XMLParser(resolve_entities=False, huge_tree=True)
    return etree.fromstring(response.content, strict).findall(f"{DAV}response")


def _href(response: Element) -> str:
    return response.findtext(f"{DAV}href") or ""


def _etag(response: Element) -> str:
    return response.findtext(f".//{DAV}getetag") or ""
