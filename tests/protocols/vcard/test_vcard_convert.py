"""A card in the other version says the same, and comes back saying the same."""

from __future__ import annotations

import pytest
from hypothesis import given

from bailee.protocols import vcard
from bailee.protocols.vcard.lines import parse
from tests.protocols.vcard.another import seen_by_another
from tests.protocols.vcard.cards import CLIENTS, card, cards, vector


def there(line: str) -> str:
    """Return the lines that stand in 4.0 for a line of 3.0 (names aside)."""
    return inside(vcard.convert(card(line, "N:;;;;"), "4.0"))


def back(line: str) -> str:
    """Return the lines that stand in 3.0 for a line of 4.0 (names aside)."""
    return inside(vcard.convert(card(line, "N:;;;;", version="4.0"), "3.0"))


def inside(body: bytes) -> str:
    lines = [f"{group}.{name}" if group else name for group, name, *_ in parse(body)]
    shown = zip(lines, parse(body), strict=True)
    return " | ".join(
        f"{name}{params}:{value}"
        for name, (_, key, params, value) in shown
        if key not in {"VERSION", "FN", "N"}
    )


BOTH_WAYS = [
    ("EMAIL;TYPE=home,PREF:a@example.org", "EMAIL;TYPE=home;PREF=1:a@example.org"),
    ("TEL;TYPE=cell,voice:+1", "TEL;TYPE=cell,voice:+1"),
    ("PHOTO;ENCODING=b;TYPE=JPEG:/9j/QUJD", "PHOTO:data:image/jpeg;base64,/9j/QUJD"),
    ("SOUND;ENCODING=b;TYPE=OGG:QUJD", "SOUND:data:audio/ogg;base64,QUJD"),
    ("KEY;ENCODING=b;TYPE=PGP:QUJD", "KEY:data:application/pgp-keys;base64,QUJD"),
    (
        "LOGO;VALUE=uri;TYPE=PNG:https://example.org/l.png",
        "LOGO;MEDIATYPE=image/png:https://example.org/l.png",
    ),
    ("X-ADDRESSBOOKSERVER-KIND:group", "KIND:group"),
    ("X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:7", "MEMBER:urn:uuid:7"),
    ("X-ABSHOWAS:COMPANY", "KIND:org"),
    ("REV:2008-04-24T19:52:43Z", "REV:20080424T195243Z"),
    ("REV:2008-04-24T19:52:43-05:00", "REV:20080424T195243-0500"),
    ("BDAY:1996-04-15", "BDAY:19960415"),
    ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-15", "BDAY:--0415"),
    ("BDAY;VALUE=text:in spring", "BDAY;VALUE=text:in spring"),
    ("X-ANNIVERSARY:2009-08-08", "ANNIVERSARY:20090808"),
    ("GEO:37.38;-122.08", "GEO:geo:37.38,-122.08"),
    ("TZ:-05:00", "TZ;VALUE=utc-offset:-0500"),
    ("TZ;VALUE=text:Raleigh", "TZ:Raleigh"),
    ("UID:plain", "UID;VALUE=text:plain"),
    ("UID:urn:uuid:7", "UID:urn:uuid:7"),
    ("ADR;TYPE=home:;;1;;;; | LABEL;TYPE=home:1\\n2\\, 3", 'ADR;TYPE=home;LABEL="1^n2, 3":;;1;;;;'),
    ("item1.X-ABLabel:_$!<Home>!$_", "item1.X-ABLabel:_$!<Home>!$_"),
    ('X-UNKNOWN;X-P="a;b":a;b\\,c', 'X-UNKNOWN;X-P="a;b":a;b\\,c'),
    ("NICKNAME:a,b\\,c", "NICKNAME:a,b\\,c"),
]


@pytest.mark.parametrize(("three", "four"), BOTH_WAYS)
def test_each_version_has_its_own_word_for_the_same(three: str, four: str) -> None:
    assert there("\r\n".join(three.split(" | "))) == four
    assert back(four) == three


@pytest.mark.parametrize(
    ("three", "four"),
    [
        ("EMAIL;INTERNET;HOME:a@example.org", "EMAIL;TYPE=HOME:a@example.org"),
        ("PHOTO;VALUE=uri:data:image/png;base64,QUJD", "PHOTO:data:image/png;base64,QUJD"),
        ("PHOTO:/9j/QUJD", "PHOTO:data:image/jpeg;base64,/9j/QUJD"),
        ("PHOTO;BASE64;TYPE=image/gif:QUJD", "PHOTO:data:image/gif;base64,QUJD"),
        ("KEY:plain key", "KEY;VALUE=text:plain key"),
        ("REV:2008-04-24", "REV:20080424T000000Z"),
        ("BDAY;VALUE=date:1996-04-15", "BDAY:19960415"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:caf=C3=A9=0D=0Ab", "NOTE:café\\nb"),
        ("TEL;VALUE=phone-number:+1", "TEL:+1"),
        ("LABEL;TYPE=work:nowhere", "LABEL;TYPE=work:nowhere"),
    ],
)
def test_habits_of_version_3_become_plain_version_4(three: str, four: str) -> None:
    assert there(three) == four


@pytest.mark.parametrize(
    ("four", "three"),
    [
        ('TEL;VALUE=uri;TYPE="voice,home":tel:+1-555;ext=2', "TEL;TYPE=voice,home:+1-555;ext=2"),
        ("PHOTO:data:image/svg+xml,%3Csvg/%3E", "PHOTO;ENCODING=b;TYPE=SVG+XML:PHN2Zy8+"),
        ("KIND:individual", ""),
        ("KIND:location", "X-ADDRESSBOOKSERVER-KIND:location"),
        ("BDAY:1985-04", "BDAY:1985-04"),
        ("EMAIL;PREF=50:a@example.org", "EMAIL;PREF=50;TYPE=PREF:a@example.org"),
        ("GEO;VALUE=uri:https://example.org/map", "GEO;VALUE=uri:https://example.org/map"),
    ],
)
def test_what_only_version_4_can_say_is_said_as_well_as_3_can(four: str, three: str) -> None:
    assert back(four) == three


def test_of_several_preferences_version_3_is_told_the_first() -> None:
    two = "EMAIL;PREF=2:b@example.org\r\nEMAIL;PREF=1:a@example.org"
    assert back(two) == "EMAIL;PREF=2:b@example.org | EMAIL;TYPE=PREF:a@example.org"


def test_labels_find_their_addresses() -> None:
    two = ("ADR;TYPE=home:;;1;;;;", "ADR;TYPE=work:;;2;;;;")
    labels = ("LABEL;TYPE=work:two", "LABEL;TYPE=home:one", "LABEL;TYPE=home:none")
    assert there("\r\n".join((*two, *labels))) == (
        "ADR;TYPE=home;LABEL=one:;;1;;;; | ADR;TYPE=work;LABEL=two:;;2;;;; | LABEL;TYPE=home:none"
    )


def test_both_names_are_there_when_the_version_demands_them() -> None:
    four = vcard.convert(card(name="N:Lovelace;Ada;Augusta,King;Countess;"), "4.0")
    assert b"FN:Countess Ada Augusta King Lovelace\r\n" in four
    three = vcard.convert(card(version="4.0", name="FN:Ada Lovelace"), "3.0")
    assert b"N:;Ada Lovelace;;;\r\n" in three
    nameless = vcard.convert(card("EMAIL:a@example.org", name="N:;;;;"), "4.0")
    assert b"FN:a@example.org\r\n" in nameless


def test_a_card_that_has_the_version_already_is_not_touched() -> None:
    assert vcard.convert(vector("ios"), "3.0") == vector("ios")
    assert vcard.convert(vector("davx5"), "4.0") == vector("davx5")


def test_no_other_version_is_given() -> None:
    with pytest.raises(vcard.UnsupportedError):
        vcard.convert(card(), "2.1")


@pytest.mark.parametrize("client", CLIENTS)
def test_cards_of_clients_go_there_and_back(client: str) -> None:
    body = vector(client)
    version = vcard.read(body).version
    other = "4.0" if version == "3.0" else "3.0"
    once = vcard.convert(body, other)
    twice = vcard.convert(vcard.convert(once, version), other)
    assert vcard.read(once).version == other
    assert (vcard.read(once).uid, vcard.read(once).is_group) == (
        vcard.read(body).uid,
        vcard.read(body).is_group,
    )
    assert sorted(parse(twice)) == sorted(parse(once))


@given(cards())
def test_there_and_back_changes_nothing_more_the_second_time(body: bytes) -> None:
    four = vcard.convert(vcard.convert(vcard.convert(body, "4.0"), "3.0"), "4.0")
    again = vcard.convert(vcard.convert(four, "3.0"), "4.0")
    assert sorted(parse(again)) == sorted(parse(four))


@pytest.mark.parametrize("client", ["ios", "gnome", "nextcloud", "android", "ios-group"])
def test_another_library_reads_the_same_before_and_after(client: str) -> None:
    body = vector(client)
    there_and_back = vcard.convert(vcard.convert(body, "4.0"), "3.0")
    assert seen_by_another(there_and_back) == seen_by_another(body)
