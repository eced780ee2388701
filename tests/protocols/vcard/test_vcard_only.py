"""A client that asks for some properties gets those (RFC 6352 §10.4.2)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols import vcard
from bailee.protocols.vcard.lines import parse
from tests.protocols.vcard.cards import card, cards, names

CARD = card(
    "UID:u1", "item1.EMAIL:a@example.org", "EMAIL;TYPE=home:b@example.org", "TEL:+1", "NOTE:x"
)


def kept(body: bytes) -> list[str]:
    return [f"{group}.{name}".strip(".") for group, name, *_ in parse(body)]


def test_only_what_was_named_comes_and_what_makes_it_a_card() -> None:
    assert kept(vcard.only(CARD, ["tel"])) == ["VERSION", "FN", "UID", "TEL"]


def test_a_name_means_every_group_and_a_group_only_itself() -> None:
    assert kept(vcard.only(CARD, ["EMAIL"]))[3:] == ["item1.EMAIL", "EMAIL"]
    assert kept(vcard.only(CARD, ["ITEM1.EMAIL"]))[3:] == ["item1.EMAIL"]


def test_a_property_can_be_asked_for_without_its_value() -> None:
    body = vcard.only(CARD, ["TEL"], without_value=["EMAIL"])
    assert b"EMAIL;TYPE=home:\r\n" in body
    assert b"TEL:+1\r\n" in body
    assert b"NOTE" not in body


@given(cards(), st.sets(names))
def test_what_comes_is_a_card_with_the_same_lines(body: bytes, wanted: set[str]) -> None:
    part = vcard.only(body, wanted)
    assert vcard.read(part).version == vcard.read(body).version
    assert set(parse(part)) <= set(parse(body))
