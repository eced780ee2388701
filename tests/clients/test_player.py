"""The player itself: it stops where the client would stop, and says why."""

from __future__ import annotations

import httpx
import pytest

from tests.clients.player import Player
from tests.clients.vectors import Expect, Step, Vector

ASKED = "PROPFIND /dav/"
OK, MISSING = "HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found"
NEEDS = "D:response/{ok}/D:displayname = 'Ada'"


def told(status: str = OK, href: str = "/dav/", name: str = "Ada") -> str:
    """A multistatus of one response with one property."""
    return (
        f'<multistatus xmlns="DAV:"><response><href>{href}</href><propstat><prop><displayname>'
        f"{name}</displayname></prop><status>{status}</status></propstat></response></multistatus>"
    )


def play(*answers: httpx.Response, login: str = "before", **expect: object) -> list[httpx.Request]:
    """Play one step against answers that are given out in turn; the requests that came."""
    waiting, came = list(answers), list[httpx.Request]()

    def answer(request: httpx.Request) -> httpx.Response:
        came.append(httpx.Request(request.method, request.url, headers=request.headers))
        return waiting.pop(0)

    wanted = {"status": [207], "needs": [NEEDS], **expect}
    step = Step(says="asks", send=ASKED, expect=Expect(**wanted))  # type: ignore[arg-type]  # a test's own words
    vector = Vector(client="c", read_in=[], login=login, headers={}, step=[step])  # type: ignore[arg-type]  # as above
    http = httpx.Client(transport=httpx.MockTransport(answer))
    assert Player("https://house.example", ("ada", "secret"), http=http).play(vector) == 1
    return came


def xml(body: str, status: int = 207) -> httpx.Response:
    return httpx.Response(status, text=body, headers={"Content-Type": "application/xml"})


def test_what_the_client_needs_is_enough() -> None:
    play(xml(told()))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (xml(told(), status=200), "expected"),
        (xml(told(name="Ben")), "needs"),
        (xml(told(status=MISSING)), "needs"),
        (xml(told(status="200 OK")), "200 OK"),
        (xml(told(href="https://house.example/dav/")), "not a path"),
        (xml("<error xmlns='DAV:'/>"), "error"),
        (httpx.Response(207, text=told(), headers={"Content-Type": "text/html"}), "text/html"),
    ],
)
def test_it_stops_at_an_answer_that_the_client_cannot_use(
    answer: httpx.Response, says: str
) -> None:
    with pytest.raises(AssertionError, match="step 1, asks: ") as stop:
        play(answer)
    assert says in str(stop.value)


def test_it_sends_the_password_when_asked_for_it() -> None:
    challenge = httpx.Response(401, headers={"WWW-Authenticate": 'Basic realm="house"'})
    first, second = play(challenge, xml(told()), login="each-time")
    assert "Authorization" not in first.headers
    assert second.headers["Authorization"].startswith("Basic ")


def test_it_does_not_guess_how_to_log_in() -> None:
    with pytest.raises(AssertionError, match="no challenge"):
        play(httpx.Response(401), login="when-asked")


def test_it_follows_where_the_address_has_moved_to() -> None:
    moved = httpx.Response(301, headers={"Location": "/dav/there/"})
    assert [r.url.path for r in play(moved, xml(told()))] == ["/dav/", "/dav/there/"]
    with pytest.raises(AssertionError, match="out of TLS"):
        play(httpx.Response(301, headers={"Location": "http://house.example/dav/"}))


def test_it_needs_the_words_of_a_header() -> None:
    answer = xml(told())
    answer.headers["DAV"] = "1, 3, addressbook"
    play(answer, headers={"DAV": "addressbook"})
    with pytest.raises(AssertionError, match="DAV"):
        play(answer, headers={"DAV": "address"})
