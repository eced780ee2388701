"""XML is read with nothing in it but itself, and written so that anyone can read it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bailee.protocols.dav import xml
from bailee.protocols.http import MalformedError

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "a billion laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>',
    "laughs in an attribute": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a b="&l9;"/>',
    "a file": '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>',
    "another server": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>',
    "a parameter entity": '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><a/>',
    "an innocent DOCTYPE": "<!DOCTYPE a><a/>",
    "an unknown entity": "<a>&nbsp;</a>",
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_nothing_is_ever_expanded_or_fetched(bomb: str, encoding: str) -> None:
    with pytest.raises(MalformedError):
        xml.read(BOMBS[bomb].encode(encoding))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<a>",
        b"<a/><b/>",
        b"<b:a/>",
        b'<a b="1" b="2"/>',
        b"\x00<a/>",
        b"<a>\xff</a>",
        b"<a>&#0;</a>",
        b'<?xml version="1.0" encoding="ebcdic"?>\x4c\x81\x61\x6e',
        b"\xff\xfe<\x00a",
        b"{}",
    ],
)
def test_what_is_not_xml_is_malformed(body: bytes) -> None:
    with pytest.raises(MalformedError):
        xml.read(body)


@pytest.mark.parametrize("levels", [xml.MAX_DEPTH + 1, 200, 300, 100_000])
def test_depth_is_bounded(levels: int) -> None:
    with pytest.raises(MalformedError):
        xml.read(b"<a>" * levels + b"</a>" * levels)


@pytest.mark.parametrize(
    "body",
    [
        b"<a>" + b"<b/>" * xml.MAX_TAGS + b"</a>",
        b"<a>" + b"x" * xml.MAX_BYTES + b"</a>",
        b"<a " + b" ".join(b'n%d=""' % n for n in range(xml.MAX_TAGS)) + b"/>",
        b"<a>" + b"".join(b"<n%d/>" % n for n in range(2 * xml.MAX_NAMES)) + b"</a>",
        b"<a>" + b"".join(b"<n x%d = '1'/>" % n for n in range(2 * xml.MAX_NAMES)) + b"</a>",
        b"<a>" + b"".join(b"<n xmlns='u:%d'/>" % n for n in range(2 * xml.MAX_NAMES)) + b"</a>",
        b"<a xmlns='u:" + b"x" * xml.MAX_NAMES_BYTES + b"'/>",
        b"<a>" + b"&" + b"x" * xml.MAX_NAMES_BYTES + b";</a>",
    ],
    ids=["tags", "bytes", "attributes", "names", "spaced", "spaces", "a space", "an entity"],
)
def test_size_is_bounded(body: bytes) -> None:
    with pytest.raises(MalformedError):
        xml.read(body)


def test_ten_thousand_hrefs_are_no_bomb() -> None:
    assert len(xml.read(b"<a>" + b"<href>/dav/x</href>" * 10_000 + b"</a>")) == 10_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf_8_and_utf_16_are_read(encoding: str) -> None:
    assert xml.text_of(xml.read("<a>Zoë</a>".encode(encoding))) == "Zoë"


def test_an_error_says_where_and_quotes_nothing() -> None:
    with pytest.raises(MalformedError) as told:
        xml.read(b"<secret-of-ada>")
    assert "line 1" in told.value.reason
    assert "secret" not in told.value.reason


def test_an_element_taken_out_means_the_same_anywhere() -> None:
    root = xml.read(b'<a xmlns="DAV:" xmlns:x="urn:x"><x:p xml:lang="de"><q xmlns=""/></x:p></a>')
    again = etree.fromstring(f"<D:z xmlns:D='DAV:'>{xml.verbatim(root[0])}</D:z>")
    assert [element.tag for element in again.iter()] == ["{DAV:}z", "{urn:x}p", "q"]
    assert again[0].get("{http://www.w3.org/XML/1998/namespace}lang") == "de"


@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    written = f'<a b="{xml.escape(text)}">{xml.escape(text)}</a>'
    assert etree.fromstring(written).tag == "a"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")))
def test_a_body_comes_back_whole_with_its_line_ends(text: str) -> None:
    body = f"BEGIN:VCARD\r\nNOTE:{text}\nEND:VCARD\r\n".encode()
    element = etree.fromstring(b"<a>%b</a>" % xml.escape_body(body))
    assert (element.text or "").encode() == body


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    with suppress(MalformedError):
        xml.read(body)


PIECES = [
    *("<a>", "</a>", "<b", "/>", ' x="1"', "&lt;", "&#10;"),
    *("<![CDATA[", "]]>", "<!--", "-->", "<?p?>", "<!DOCTYPE a>"),
]


@given(st.lists(st.sampled_from(PIECES)))
def test_no_pieces_of_xml_break_the_reader(pieces: list[str]) -> None:
    with suppress(MalformedError):
        xml.read("".join(pieces).encode())
