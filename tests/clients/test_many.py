"""Many cards, and many hands at once: nothing is lost, nothing is there twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL
from time import sleep

import httpx
import pytest

from tests.clients import people
from tests.clients.book import Book, Sync
from tests.clients.house import House

COUNT, LANES, AT_ONCE = 10_000, 8, 10
PAGE = 750


def test_of_all_who_create_the_same_card_one_does(book: Book) -> None:
    crowd = [people.changed(people.cards(1)[0], f"hand {number}") for number in range(24)]
    with ThreadPoolExecutor(LANES) as lanes:
        answers = list(lanes.map(tried(book, If_None_Match="*"), crowd))
    assert sorted(answers) == [201] + [412] * 23
    assert book.get(crowd[0].name) == crowd[answers.index(201)].body


def test_of_all_who_change_the_version_they_saw_one_does(book: Book) -> None:
    card = people.cards(1)[0]
    etag = book.put(card.name, card.body).headers["ETag"]
    crowd = [people.changed(card, f"hand {number}") for number in range(24)]
    with ThreadPoolExecutor(LANES) as lanes:
        answers = list(lanes.map(tried(book, If_Match=etag), crowd))
    assert sorted(answers) == [204] + [412] * 23
    assert book.get(card.name) == crowd[answers.index(204)].body


def test_two_cards_cannot_be_the_same_person(book: Book) -> None:
    card = people.cards(1)[0]
    crowd = [people.Card(card.uid, f"{number}.vcf", card.body) for number in range(24)]
    with ThreadPoolExecutor(LANES) as lanes:
        answers = list(lanes.map(tried(book), crowd))
    assert sorted(answers) == [201] + [409] * 23
    assert len(book.etags()) == 1


@pytest.mark.slow
def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    everybody = people.cards(400, seed=5)
    with House(tmp_path) as house:
        for part in (everybody[:200], everybody[200:]):
            book, kept = house.book(), list[people.Card]()
            with ThreadPoolExecutor(LANES) as lanes:
                hands = [lanes.submit(keep, book, card, kept) for card in part]
                while len(kept) < 50:
                    sleep(0.001)
                house.stop(SIGKILL)
                house.start()
            assert all(hand.done() for hand in hands)
            assert {card.name: book.get(card.name) for card in kept} == {
                card.name: card.body for card in kept
            }
            book.empty()


@pytest.mark.slow
def test_ten_thousand_cards_come_and_go_and_none_is_lost(book: Book) -> None:
    everybody = people.cards(COUNT, seed=3)
    with ThreadPoolExecutor(LANES) as lanes:
        list(lanes.map(put_new(book), everybody))
        listing = whole(book)
        assert len(listing.changed) == COUNT
        parts = lanes.map(book.read, tens(sorted(listing.changed)))
        found = {path.rpartition("/")[2]: body for part in parts for path, body in part.items()}
    assert found == {card.name: card.body for card in everybody}
    some_change(book, everybody, since=listing.token)


def keep(book: Book, card: people.Card, kept: list[people.Card]) -> None:
    """Keep a card, if the server still lives, and write down that it said so."""
    with suppress(httpx.HTTPError):
        book.put(card.name, card.body)
        kept.append(card)


def tried(book: Book, **headers: str) -> Callable[[people.Card], int]:
    """Try to keep a card; the status."""

    def put(card: people.Card) -> int:
        return book.request(
            "PUT", card.name, card.body, Content_Type="text/vcard", **headers
        ).status_code

    return put


def put_new(book: Book) -> Callable[[people.Card], object]:
    """Keep a card that must be new."""

    def put(card: people.Card) -> object:
        return book.put(card.name, card.body, If_None_Match="*")

    return put


def some_change(book: Book, everybody: list[people.Card], *, since: str) -> None:
    """Change ten and delete three: that, and nothing else, is what a later sync tells."""
    for card in everybody[:10]:
        book.put(card.name, people.changed(card, "moved").body)
    for card in everybody[-3:]:
        book.request("DELETE", card.name)
    later = book.sync(since)
    assert set(later.changed) == {book.path + card.name for card in everybody[:10]}
    assert later.gone == {book.path + card.name for card in everybody[-3:]}
    assert not book.sync(later.token).changed


@pytest.mark.slow
def test_a_client_that_asks_for_pages_gets_every_card_once(book: Book) -> None:
    crowd = people.cards(2_000, seed=4)
    with ThreadPoolExecutor(LANES) as lanes:
        list(lanes.map(put_new(book), crowd))
    pages = [book.sync(limit=PAGE)]
    while pages[-1].more:
        pages.append(book.sync(pages[-1].token, limit=PAGE))
    assert all(len(page.changed) <= PAGE for page in pages)
    told = [path for page in pages for path in page.changed]
    assert sorted(told) == sorted(book.path + card.name for card in crowd)


def whole(book: Book) -> Sync:
    """A first sync, page after page if the server wants it so."""
    page = book.sync()
    while page.more:
        following = book.sync(page.token)
        page.changed |= following.changed
        page.token, page.more = following.token, following.more
    return page


def tens(paths: list[str]) -> Iterator[list[str]]:
    """Ten at a time: DAVx5's habit, which makes a thousand requests of this."""
    return (paths[at : at + AT_ONCE] for at in range(0, len(paths), AT_ONCE))
