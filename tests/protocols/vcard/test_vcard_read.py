"""A card is taken as it comes, if it is one; otherwise we say why not."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols import vcard
from bailee.protocols.vcard.lines import Line, parse, write
from tests.protocols.vcard.cards import CLIENTS, card, cards, lines, vector


@pytest.mark.parametrize("client", CLIENTS)
def test_what_clients_write_is_read(client: str) -> None:
    body = vector(client)
    read = vcard.read(body)
    assert read.version.encode() in body
    assert read.is_group is client.endswith("-group")
    assert read.uid is None or read.uid.encode() in body


@pytest.mark.parametrize(
    ("client", "uid", "found"),
    [
        ("ios", "2B0A6C9E-2C0D-4F7E-9A53-7C1E0B1D4F10", "cagla nur ozturk"),
        ("ios", "2B0A6C9E-2C0D-4F7E-9A53-7C1E0B1D4F10", "tee und lange notizen.  zweite zeile"),
        ("davx5", "9d6f3f4e-58a5-4a35-8f0f-3f6d5f3a1c77", "иван"),
        ("gnome", "pas-id-65F0A1B200000001", "siobhan ni bhriain"),
        ("nextcloud", "3c0a4d3e-96a7-4c4f-b6f8-0d7f21d0c3aa", "山田"),
        ("google", None, "https://kwame.example.org/about"),
    ],
)
def test_a_card_has_its_identity_and_its_words(client: str, uid: str | None, found: str) -> None:
    read = vcard.read(vector(client))
    assert read.uid == uid
    assert found in read.text


def test_pictures_and_what_nobody_looks_for_are_not_in_the_text() -> None:
    text = vcard.read(vector("ios")).text
    assert "ivborw0kggo" not in text
    assert "iphone os" not in text
    assert "2025-05-17" not in text
    data = "QUJD" * 50
    for line in (f"X-BLOB;ENCODING=b:{data}", f"X-BLOB:data:image/png;base64,{data}"):
        assert "qujd" not in vcard.read(card(line)).text


def test_each_property_has_a_line_of_the_text() -> None:
    body = card("NOTE:one\\ntwo", "EMAIL:Ada@Example.org", "UID:u1")
    assert vcard.read(body).text == "ada\none two\nada@example.org\nu1"


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + card("UID:u1"),
        card("UID:u1").replace(b"\r\n", b"\n"),
        card("UID:u1").rstrip(),
        b"\r\n\r\n" + card("UID:u1", "", "") + b"\r\n",
        card("UID:u1").replace(b"BEGIN:VCARD", b"begin:vcard").replace(b"UID", b"uid"),
        card("U\r\n ID:u\r\n\t1"),
        card("item1.UID;VALUE=text:u1"),
        card("UID:u1", name="N:Lovelace;Ada;;;"),
        card("UID:u1", name='FN;LANGUAGE=en;X-A="a:b;c,d":Ada'),
    ],
)
def test_harmless_habits_are_forgiven(body: bytes) -> None:
    assert vcard.read(body).uid == "u1"


def test_a_fold_may_fall_inside_a_character() -> None:
    folded = card("NOTE:Zoé").replace("é".encode(), b"\xc3\r\n \xa9")
    assert "zoe" in vcard.read(folded).text


def test_an_empty_uid_is_none() -> None:
    assert vcard.read(card("UID:")).uid is None
    assert vcard.read(card()).uid is None


def test_a_card_with_a_photo_of_five_megabytes_is_read() -> None:
    line = "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUJDRA==" * 850_000
    body = write(
        [("", "VERSION", "", "3.0"), ("", "FN", "", "Ada"), ("", line[:26], "", line[27:])]
    )
    assert vcard.read(body).text == "ada"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not a vCard"),
        (b"\xff\xfe", "not UTF-8"),
        (b"hello", "not `NAME:value`"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "not a vCard"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\n", "no end"),
        (card() + card(), "more than one card"),
        (card("BEGIN:VCARD", "FN:Ben", "END:VCARD"), "more than one card"),
        (card("FN"), "not `NAME:value`"),
        (card("just some words"), "not `NAME:value`"),
        (card('NOTE;X="open:value'), "not `NAME:value`"),
        (card("VERSION:3.0"), "more than one VERSION"),
        (card("UID:a", "UID:b"), "more than one UID"),
        (card("UID:" + "x" * 1001), "UID of the card is too long"),
        (card(name=""), "neither FN nor N"),
        (card("NOTE:a\rb"), "control characters"),
        (card("NOTE:a\x00b"), "control characters"),
        (card("NOTE:a\x7fb"), "control characters"),
        (card("NOTE:a\ufffeb"), "control characters"),
        (card().replace(b"Ada", b"\xe4da"), "not UTF-8"),
        (card().replace(b"VERSION:3.0\r\n", b""), "does not say its version"),
        (card(*["X-A:b"] * 50_001), "too many lines"),
        (b" " * (vcard.MAX_SIZE + 1), "larger than"),
    ],
)
def test_what_is_not_a_card_is_refused_with_a_reason(body: bytes, reason: str) -> None:
    with pytest.raises(vcard.MalformedError, match=reason) as error:
        vcard.read(body)
    assert reason in error.value.reason


@pytest.mark.parametrize("version", ["2.1", "1.0", "5.0", ""])
def test_other_versions_are_refused_by_name(version: str) -> None:
    with pytest.raises(vcard.UnsupportedError, match=r"3\.0 and 4\.0"):
        vcard.read(card(version=version))
    with pytest.raises(vcard.UnsupportedError):
        vcard.read(vector("nokia-2.1"))


@given(st.binary(max_size=200))
def test_nothing_but_a_malformed_error_comes_out_of_any_bytes(body: bytes) -> None:
    for wrapped in (body, b"BEGIN:VCARD\nVERSION:3.0\nFN:A\n" + body + b"\nEND:VCARD"):
        with suppress(vcard.MalformedError):
            version = vcard.read(wrapped).version
            for other in vcard.VERSIONS:
                assert vcard.read(vcard.convert(wrapped, other)).version == other
            assert vcard.read(vcard.only(wrapped, ["NOTE"])).version == version


@given(st.lists(lines(), max_size=8))
def test_what_is_written_is_read_back(written: list[Line]) -> None:
    body = write(written)
    assert parse(body) == written
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


@given(cards())
def test_every_card_that_can_be_kept_is_read(body: bytes) -> None:
    read = vcard.read(body)
    assert read.text == read.text.casefold()
