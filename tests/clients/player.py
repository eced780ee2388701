"""Plays a vector against a server, as the client would, and stops where the client would.

Also a program, for trying a vector on any CardDAV server:
`python -m tests.clients.player URL USERNAME SECRET [VECTOR …]`
"""

from __future__ import annotations

import re
import sys
from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

import httpx
from jinja2 import Environment, StrictUndefined, UndefinedError
from lxml import etree

from tests.clients import people, vectors
from tests.clients.book import Book, Element
from tests.clients.vectors import FOUND, PREFIXES, Step, Vector

Kept = str | list[str]
TEMPLATES = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701 - XML is escaped where a template says `|e`
STATUS_LINE = re.compile(r"HTTP/1\.1 [1-5]\d\d [A-Z][\x20-\x7e]*")
MOVED = {301, 302, 307, 308}
QUIET = {"User-Agent": "neighbor/1", "Content-Type": "application/xml; charset=utf-8"}


class Player:
    """A client at work on one server with one device's password."""

    def __init__(
        self, base: str, login: tuple[str, str], *, http: httpx.Client | None = None
    ) -> None:
        self.base = base.rstrip("/")
        self.login = httpx.BasicAuth(*login)
        self.http = http or httpx.Client(trust_env=False, timeout=30)
        self.kept: dict[str, Kept] = {"base": self.base, "username": login[0]}
        self.asked = False

    def play(self, vector: Vector) -> int:
        """Play all steps; the number of requests that the client sent."""
        return sum(self.step(vector, step) for step in vector.step)

    def step(self, vector: Vector, step: Step) -> int:
        """Play one step, and again while it says so."""
        for turn in range(1, 1000):
            response = self.send(vector, step)
            with _telling(vector, step, response):
                answer = self.hold(step, response)
                self.keep(step, response, answer)
                if not (step.again_while and self.true(step.again_while, answer)):
                    return turn
        raise AssertionError("the server always has more")

    def send(self, vector: Vector, step: Step) -> httpx.Response:
        """Send the request of a step: answer a challenge, follow where it has moved to."""
        method, where = self.fill(step.send).split(" ", 1)
        url = urljoin(self.base + "/", where)
        headers = {**(vector.headers if step.by == "client" else QUIET), **step.headers}
        filled = {name: self.fill(value) for name, value in headers.items()}
        body = None if step.body is None else self.fill(step.body).encode()
        login = vector.login if step.by == "client" else "before"
        for _ in range(5):
            response = self.exchange(
                httpx.Request(method, url, headers=filled, content=body), login
            )
            if response.status_code not in MOVED:
                return response
            url = self.moved(url, response)
        raise AssertionError(f"{method} {where}: moved too often")

    def exchange(self, request: httpx.Request, login: str) -> httpx.Response:
        """One request, with the password when this client sends it."""
        if login == "before" or (login == "when-asked" and self.asked):
            return self.http.send(request, auth=self.login)
        response = self.http.send(request)
        if response.status_code != 401:
            return response
        challenge = response.headers.get("WWW-Authenticate", "")
        assert re.match(r'Basic realm="[^"]+"', challenge), f"no challenge but {challenge!r}"
        self.asked = True
        return self.http.send(request, auth=self.login)

    @staticmethod
    def moved(url: str, response: httpx.Response) -> str:
        """Where to ask instead. Apple and DAVx5 refuse to leave TLS."""
        target = urljoin(url, response.headers["Location"])
        assert urlsplit(target).scheme == urlsplit(url).scheme, f"{url} leads out of TLS: {target}"
        return target

    def hold(self, step: Step, response: httpx.Response) -> Element | None:
        """Hold the answer against what the client needs."""
        expect = step.expect
        assert response.status_code in expect.status, f"expected {expect.status}"
        for name, template in expect.headers.items():
            words = [part.strip() for part in response.headers.get(name, "").split(",")]
            word = self.fill(template)
            assert word in words or (word == "*" and words != [""]), f"{name}: {words}"
        if expect.body is not None:
            assert response.text == self.fill(expect.body)
        answer = _xml_of(response)
        for need in expect.needs:
            assert self.true(need, answer), f"needs {need}"
        return answer

    def keep(self, step: Step, response: httpx.Response, answer: Element | None) -> None:
        """Keep what later steps use."""
        for name, what in step.keep.items():
            if what.startswith("header "):
                self.kept[name] = response.headers[what.removeprefix("header ")]
                continue
            found = self.ask(what, answer)
            texts = [str(text) for text in found] if isinstance(found, list) else str(found)
            assert texts, f"found nothing to keep as {name}: {what}"
            self.kept[name] = texts

    def true(self, xpath: str, answer: Element | None) -> bool:
        """Whether an XPath finds something."""
        return bool(self.ask(xpath, answer))

    def ask(self, xpath: str, answer: Element | None) -> object:
        """Ask an answer; lists that were kept are no XPath variables."""
        assert answer is not None, "the answer is no XML"
        known = {name: text for name, text in self.kept.items() if isinstance(text, str)}
        return answer.xpath(xpath.replace("{ok}", FOUND), namespaces=PREFIXES, **known)  # type: ignore[arg-type]  # the stubs know no variables

    def fill(self, template: str) -> str:
        """Fill a template with what was kept."""
        return TEMPLATES.from_string(template).render(self.kept)


def _xml_of(response: httpx.Response) -> Element | None:
    """The XML of an answer, if it is one; a multistatus must be as every client needs it."""
    kind = response.headers.get("Content-Type", "").split(";")[0]
    if kind not in {"application/xml", "text/xml"} or not response.content:
        assert response.status_code != 207, f"a multistatus that is {kind or 'nothing'}"
        return None
    strict = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    answer = etree.fromstring(response.content, strict)
    if response.status_code == 207:
        _check_multistatus(answer)
    return answer


def _check_multistatus(answer: Element) -> None:
    """What holds for every client (RFC 4918 §13)."""
    assert answer.tag == "{DAV:}multistatus", answer.tag
    for response in answer.iterfind("{DAV:}response"):
        hrefs = [href.text or "" for href in response.iterfind("{DAV:}href")]
        assert hrefs, "a response without href"
        assert all(href.startswith("/") for href in hrefs), f"not a path: {hrefs}"
        lines = [line.text or "" for line in response.iter("{DAV:}status")]
        assert lines, f"{hrefs[0]} has no status"
        assert all(STATUS_LINE.fullmatch(line) for line in lines), lines


@contextmanager
def _telling(vector: Vector, step: Step, response: httpx.Response) -> Generator[None]:
    """Say at which step of which client an expectation broke, and on what."""
    try:
        yield
    except AssertionError as error:
        number = vector.step.index(step) + 1
        sent, came = response.request, response.text[:3000]
        raise AssertionError(
            f"{vector.client}, step {number}, {step.says}: {error}\n"
            f"{sent.method} {sent.url} → {response.status_code}\n{came}"
        ) from error


def main(base: str, username: str, secret: str, *chosen: str) -> None:
    """Try vectors on a server, and tell where each would stop."""
    for name in chosen or vectors.names():
        vector = vectors.read(vectors.HERE / f"{name}.toml")
        player = prepared(Player(base, (username, secret)), vector)
        stops = [stop for step in vector.step if (stop := _stop(player, vector, step))]
        print(f"{name}: {len(vector.step) - len(stops)} of {len(vector.step)} steps")  # noqa: T201 - a program
        print(*stops, sep="\n")  # noqa: T201 - as above


def _stop(player: Player, vector: Vector, step: Step) -> str:
    """Why a step fails; nothing if it does not."""
    try:
        player.step(vector, step)
    except (AssertionError, UndefinedError) as error:
        return f"  {vector.step.index(step) + 1} {str(error)[:900]}"
    return ""


def prepared(player: Player, vector: Vector) -> Player:
    """A player whose address book holds what a vector takes as given, and nothing else."""
    book = Book.first(player.http, player.base, player.login)
    book.empty()
    for card in people.cards(vector.given):
        book.put(card.name, card.body)
    player.kept |= {**vector.facts, "first_book": book.path}
    return player


if __name__ == "__main__":
    main(*sys.argv[1:])
