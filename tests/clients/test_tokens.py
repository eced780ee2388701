"""Sync tokens in a client's hands: what it does not hear of is lost to it (RFC 6578 §3)."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.clients import people
from tests.clients.book import XML, Book
from tests.clients.house import House, Visitor

SOME = people.cards(8, seed=6)


def sync_status(book: Book, token: str) -> int:
    """The status of a sync from a token."""
    body = (
        f'<D:sync-collection xmlns:D="DAV:"><D:sync-token>{token}</D:sync-token>'
        "<D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>"
    )
    return book.request("REPORT", "", body.encode(), **XML).status_code


def fill(book: Book, cards: list[people.Card]) -> set[str]:
    """Keep cards; their paths."""
    for card in cards:
        book.put(card.name, card.body)
    return {book.path + card.name for card in cards}


@pytest.fixture
def second(book: Book) -> Iterator[Book]:
    """A second address book of the same person."""
    shelf = book.url.rstrip("/").rpartition("/")[0]
    second = Book(book.http, f"{shelf}/second/", book.login)
    assert second.request("MKCOL").status_code == 201
    yield second
    second.request("DELETE")


def test_a_book_that_was_made_anew_does_not_pass_for_the_old_one(second: Book) -> None:
    fill(second, SOME[:3])
    token = second.sync().token
    assert second.request("DELETE").status_code == 204
    assert second.request("MKCOL").status_code == 201
    now = fill(second, SOME[3:])
    if sync_status(second, token) == 207:
        told = second.sync(token)
        assert set(told.changed) == now
        assert told.gone == {second.path + card.name for card in SOME[:3]}


def test_what_was_erased_does_not_pass_for_what_came_after(house: House, book: Book) -> None:
    fill(book, SOME[:3])
    token = book.sync().token
    Visitor(house, "ada").erase_contacts(house.passwords["ada"])
    Visitor(house, "ada").turn_sync("on")
    after = house.book("ada")
    now = fill(after, SOME[3:])
    if after.path == book.path and sync_status(after, token) == 207:
        assert set(after.sync(token).changed) == now


def test_a_token_of_one_book_says_nothing_of_another(book: Book, second: Book) -> None:
    fill(book, SOME)
    token = book.sync().token
    now = fill(second, SOME[:3])
    assert sync_status(second, token) == 403 or set(second.sync(token).changed) == now


def test_a_token_from_the_future_is_not_believed(book: Book) -> None:
    fill(book, SOME[:1])
    head, _, number = book.sync().token.rpartition(",")
    assert sync_status(book, f"{head},{int(number) + 1000}") == 403


def test_a_card_that_came_and_went_between_two_syncs_is_gone(book: Book) -> None:
    token = book.sync().token
    fill(book, SOME[:2])
    book.request("DELETE", SOME[0].name)
    told = book.sync(token)
    assert set(told.changed) == {book.path + SOME[1].name}
    assert told.gone <= {book.path + SOME[0].name}


def test_a_card_that_went_and_came_back_is_there(book: Book) -> None:
    fill(book, SOME[:2])
    token = book.sync().token
    book.request("DELETE", SOME[0].name)
    fill(book, SOME[:1])
    told = book.sync(token)
    assert set(told.changed) == {book.path + SOME[0].name}
    assert told.gone == set()


def test_nothing_new_is_told_with_the_same_token(book: Book) -> None:
    fill(book, SOME)
    first = book.sync()
    again = book.sync(first.token)
    assert (again.changed, again.gone, again.token) == ({}, set(), first.token)


def test_a_put_of_the_same_bytes_is_no_change(book: Book) -> None:
    fill(book, SOME[:2])
    token = book.sync().token
    fill(book, SOME[:2])
    assert book.sync(token).changed == {}


def test_what_a_token_in_an_if_header_guards_is_not_done(book: Book) -> None:
    token = book.sync().token
    card = SOME[0]
    guard = {"If": f"<{book.url}> (<{token}>)", "Content_Type": "text/vcard"}
    assert book.request("PUT", card.name, card.body, **guard).status_code == 412
    assert book.etags() == {}


def test_withdrawing_and_giving_consent_again_loses_no_change(house: House, book: Book) -> None:
    fill(book, SOME[:2])
    token = book.sync().token
    ada = Visitor(house, "ada")
    ada.turn_sync("off")
    try:
        with pytest.raises((AssertionError, httpx.HTTPError)):
            book.put(SOME[3].name, SOME[3].body)
        assert sync_status(book, token) == 403
    finally:
        ada.turn_sync("on")
    now = fill(book, SOME[4:5])
    assert set(book.sync(token).changed) == now
