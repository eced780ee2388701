"""Headers are read as the standards say and as clients write them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols.dav import headers
from bailee.protocols.dav.commands import Depth
from bailee.protocols.dav.content import CARDS
from bailee.protocols.dav.errors import DavError
from bailee.protocols.http import MalformedError


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("*", {"*"}),
        ('"a"', {"a"}),
        ('"a", "b"', {"a", "b"}),
        ('W/"a", "b"', {"b"}),
        ("a", {"a"}),
        ('"*"', set()),
        ("", set()),
        ("W/", {"W/"}),
        ("not, quoted", set()),
    ],
)
def test_etags_of_if_match(said: str, meant: set[str]) -> None:
    assert headers.conditions({"if-match": said}).if_match == frozenset(meant)


def test_a_weak_etag_is_good_enough_not_to_send_again() -> None:
    assert headers.conditions({"if-none-match": 'W/"a"'}).if_none_match == frozenset({"a"})


@pytest.mark.parametrize(
    ("said", "etag", "holds"),
    [
        ('(["a"])', "a", True),
        ('(["a"])', "b", False),
        ('(["a"])', None, False),
        ('(Not ["a"])', "b", True),
        ('(not ["a"])', None, True),
        ('(["a"]) (["b"])', "b", True),
        ('(<urn:lock> ["a"])', "a", False),
        ('(<urn:lock>) (["a"])', "a", True),
        ("(Not <DAV:no-lock>)", None, True),
        ("(<DAV:no-lock>)", "a", False),
        ('<http://dav.example/x> (["a"])', "a", True),
        ('([W/"a"])', "a", False),
    ],
)
def test_the_if_header_holds(said: str, etag: str | None, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    assert headers.conditions({"if": said}).lists_hold(etag) is holds


@pytest.mark.parametrize("said", ["", "x", "(", "()", '(["a"]', "(Not)", "<a>", "()()", "(" * 9000])
def test_an_if_header_that_says_nothing_is_malformed(said: str) -> None:
    with pytest.raises(MalformedError):
        headers.conditions({"if": said})


def test_depth_is_one_of_three() -> None:
    assert headers.depth({"depth": " Infinity "}, default=Depth.ZERO) is Depth.INFINITY
    assert headers.depth({}, default=Depth.ONE) is Depth.ONE
    with pytest.raises(MalformedError):
        headers.depth({"depth": "2"}, default=Depth.ZERO)


@pytest.mark.parametrize(
    "said",
    [{"prefer": "return=minimal"}, {"prefer": "respond-async, Return=Minimal; x"}, {"brief": "t"}],
)
def test_brevity_is_asked_for_in_two_ways(said: dict[str, str]) -> None:
    assert headers.prefer(said).minimal


def test_a_listing_without_its_root_can_be_preferred() -> None:
    assert headers.prefer({"prefer": "depth-noroot"}).noroot


@pytest.mark.parametrize(
    "said", ["/dav/b.vcf", "http://dav.example/dav/b.vcf", "https://DAV.example:8443/dav/b.vcf"]
)
def test_a_destination_is_a_path_or_a_url_of_ours(said: str) -> None:
    known = {"host": "dav.example:5232", "destination": said}
    assert headers.destination(known) == "/dav/b.vcf"


def test_another_server_is_a_bad_gateway() -> None:
    with pytest.raises(DavError) as told:
        headers.destination({"host": "dav.example", "destination": "http://evil.example/x"})
    assert told.value.status == 502


@pytest.mark.parametrize("said", ["", "http://dav.example", "http://[", "/a/../b", "/a%2fb"])
def test_a_destination_that_leads_nowhere_is_malformed(said: str) -> None:
    with pytest.raises(MalformedError):
        headers.destination({"host": "dav.example", "destination": said})


@pytest.mark.parametrize(
    "kind",
    [
        "text/vcard",
        "text/vcard; charset=utf-8",
        "text/vcard;version=4.0",
        'TEXT/VCARD; Charset="UTF-8"; version=3.0',
        "text/x-vcard",
        "text/directory; profile=vcard",
        "application/octet-stream",
        "",
    ],
)
def test_what_may_be_a_card_is_read_to_find_out(kind: str) -> None:
    CARDS.check(headers.body_media({"content-type": kind}))


@pytest.mark.parametrize(
    "kind",
    [
        "text/calendar",
        "application/json",
        "text/vcardish",
        "text/vcard; version=2.1",
        "text/vcard; charset=iso-8859-1",
        "application/x-www-form-urlencoded",
    ],
)
def test_what_says_it_is_no_card_of_ours_is_not_kept(kind: str) -> None:
    with pytest.raises(DavError) as told:
        CARDS.check(headers.body_media({"content-type": kind}))
    assert told.value.status == 415
    assert "supported-address-data" in told.value.condition


def test_accept_can_insist_on_a_version() -> None:
    accept = "text/html, text/vcard;q=0.9; version=4.0"
    assert headers.card_version({"accept": accept}) == "4.0"
    assert headers.card_version({"accept": "text/vcard"}) is None
    assert headers.card_version({"accept": "text/vcard; version=2.1"}) is None


NAMES = {
    *("depth", "if", "if-match", "if-none-match", "prefer", "brief"),
    *("destination", "host", "overwrite", "accept", "content-type"),
}
READERS = [
    headers.conditions,
    headers.prefer,
    headers.overwrite,
    headers.destination,
    headers.body_media,
    headers.card_version,
]


@pytest.mark.parametrize("read", READERS)
@given(
    said=st.dictionaries(
        st.sampled_from(sorted(NAMES)), st.text('()[]<>"*,;= /NotW:a0é\x00', max_size=60)
    )
)
def test_no_header_breaks_a_reader(
    read: Callable[[dict[str, str]], object], said: dict[str, str]
) -> None:
    with suppress(MalformedError, DavError):
        read(said)
