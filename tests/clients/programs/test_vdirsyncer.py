"""vdirsyncer keeps two folders in step through Bailee: the program from PyPI, unchanged."""

from __future__ import annotations

import hashlib
import ssl
from pathlib import Path

import pytest

from tests.clients import people
from tests.clients.book import Book
from tests.clients.house import House, Visitor
from tests.clients.programs.vdirsyncer import Sync

EVERYBODY = people.cards(60)
LEFT, RIGHT = EVERYBODY[:40], EVERYBODY[40:]
ONE = next(card for card in LEFT if b"\r\nUID:" in card.body)
"""Whom vdirsyncer knows again after a change: it overlooks an `uid:` in small letters."""


@pytest.fixture
def sync(tmp_path: Path, house: House, book: Book) -> Sync:
    """A person with forty cards on the left and twenty on the right, not yet in step."""
    sync = Sync(tmp_path / "sync", house.base, house.device("ada"))
    sync.discover()
    assert book.etags() == {}
    for card in LEFT:
        sync.write("left", card)
    for card in RIGHT:
        sync.write("right", card)
    return sync


def test_both_folders_become_the_same_byte_for_byte(sync: Sync) -> None:
    sync.both()
    everything = [card.body for card in EVERYBODY]
    assert sync.differs("left", everything) == []
    assert sync.differs("right", everything) == []


def test_a_change_and_a_deletion_reach_the_other_side(sync: Sync) -> None:
    sync.both()
    better = people.changed(ONE, "Größer als gedacht")
    sync.rewrite("left", better)
    sync.remove("right", RIGHT[2].uid)
    sync.both()
    others = {card.body for card in EVERYBODY} - {ONE.body, RIGHT[2].body}
    assert sync.differs("left", others | {better.body}) == []
    assert sync.differs("right", others | {better.body}) == []


def test_a_card_changed_on_both_sides_is_told_and_nothing_is_lost(sync: Sync) -> None:
    sync.both()
    here, there = _both_sides_change(sync)
    sync.run("sync", "left")
    said = sync.run("sync", "right", fails=True)
    assert "conflict" in said.lower()
    assert here in sync.cards("left").values()
    assert there in sync.cards("right").values()


def test_the_side_that_wins_a_conflict_wins_it_everywhere(sync: Sync) -> None:
    sync.both()
    _here, there = _both_sides_change(sync)
    sync.run("sync", "left")
    sync.say_who_wins('"a wins"')
    sync.both()
    assert there in sync.cards("left").values()
    assert sync.differs("right", sync.cards("left").values()) == []


def test_turning_sync_off_makes_no_client_forget_what_it_has(sync: Sync, house: House) -> None:
    sync.both()
    ada = Visitor(house, "ada")
    ada.turn_sync("off")
    try:
        said = sync.run("sync", "left", "right", fails=True)
    finally:
        ada.turn_sync("on")
    assert "403" in said or "Forbidden" in said
    assert sync.differs("left", [card.body for card in EVERYBODY]) == []
    sync.both()
    assert sync.differs("right", [card.body for card in EVERYBODY]) == []


def test_a_certificate_that_one_trusts_is_enough(tmp_path: Path, tls_house: House) -> None:
    tls_house.book("ada").empty()
    sync = _over_tls(tmp_path, tls_house, f'verify = "{tls_house.certificate}"')
    sync.both()
    assert sync.differs("right", [card.body for card in LEFT]) == []


def test_a_fingerprint_that_one_knows_is_enough(tmp_path: Path, tls_house: House) -> None:
    tls_house.book("ada").empty()
    assert tls_house.certificate
    body = ssl.PEM_cert_to_DER_cert(tls_house.certificate.read_text())
    print_ = ":".join(f"{byte:02X}" for byte in hashlib.sha256(body).digest())
    sync = _over_tls(tmp_path, tls_house, f'verify_fingerprint = "{print_}"')
    sync.both()
    assert sync.differs("right", [card.body for card in LEFT]) == []


def test_without_trust_nothing_is_sent(tmp_path: Path, tls_house: House) -> None:
    sync = Sync(tmp_path / "sync", tls_house.base, tls_house.device("ada"))
    assert "certificate" in sync.run("discover", "left", fails=True).lower()


@pytest.mark.slow
def test_a_few_thousand_cards_go_both_ways_byte_for_byte(
    tmp_path: Path, house: House, book: Book
) -> None:
    everybody = people.cards(3000, seed=7)
    sync = Sync(tmp_path / "sync", house.base, house.device("ada"))
    sync.discover()
    for number, card in enumerate(everybody):
        sync.write("left" if number % 2 else "right", card)
    sync.both()
    assert len(book.etags()) == 3000
    assert sync.differs("left", [card.body for card in everybody]) == []
    assert sync.differs("right", [card.body for card in everybody]) == []


def _both_sides_change(sync: Sync) -> tuple[bytes, bytes]:
    here, there = people.changed(ONE, "left says"), people.changed(ONE, "right says")
    sync.rewrite("left", here)
    sync.rewrite("right", there)
    return here.body, there.body


def _over_tls(tmp_path: Path, house: House, trust: str) -> Sync:
    sync = Sync(tmp_path / "sync", house.base, house.device("ada"), trust=trust)
    sync.discover()
    for card in LEFT:
        sync.write("left", card)
    return sync
