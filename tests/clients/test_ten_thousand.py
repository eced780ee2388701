"""A large address book, with a client that is faster than a phone and asks as DAVx5 does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.clients import people
from tests.clients.book import Book, Sync

COUNT, LANES, AT_ONCE = 10_000, 8, 10
PAGE = 750


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
