"""Answers are XML that means what was to be said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec import Struct

from bailee.protocols.dav import write
from bailee.protocols.dav.commands import Mode, Wanted
from bailee.protocols.dav.filters import AddressData
from bailee.protocols.dav.form import Form, form_of
from bailee.protocols.dav.write import multistatus
from bailee.protocols.dav.xml import Element
from bailee.protocols.http import decode_path
from tests.cast import NOON

D = "{DAV:}"
DATA = "{urn:ietf:params:xml:ns:carddav}address-data"
ETAG = "{DAV:}getetag"
NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="/\\"), min_size=1
)


class Card(Struct):
    name: str = "a.vcf"
    etag: str = "e1"
    size: int = 54
    changed: int = NOON


def form(wanted: Wanted, *, minimal: bool = False, shared: dict[str, str] | None = None) -> Form:
    return form_of(wanted, shared=tuple((shared or {}).items()), minimal=minimal)


def parsed(responses: str | bytes) -> Element:
    text = responses.decode() if isinstance(responses, bytes) else responses
    return etree.fromstring(multistatus(text))


def test_a_card_is_listed_with_what_was_asked_and_without_what_it_has_not() -> None:
    wanted = Wanted((ETAG, "{DAV:}getcontentlength", "{urn:x}lost"))
    answer = parsed(form(wanted).entries("/b/", [Card(), Card("ü&.vcf", "e2")]))
    assert [href.text for href in answer.iter(f"{D}href")] == ["/b/a.vcf", "/b/%C3%BC&.vcf"]
    assert [etag.text for etag in answer.iter(ETAG)] == ['"e1"', '"e2"']
    assert len(list(answer.iter("{urn:x}lost"))) == 2
    assert [status.text for status in answer[0].iter(f"{D}status")] == [
        "HTTP/1.1 200 OK",
        "HTTP/1.1 404 Not Found",
    ]


def test_brevity_leaves_out_what_is_missing() -> None:
    answer = parsed(form(Wanted(("{urn:x}lost",)), minimal=True).entry("/b/a.vcf", Card()))
    assert list(answer.iter("{urn:x}lost")) == []
    assert [status.text for status in answer.iter(f"{D}status")] == ["HTTP/1.1 200 OK"]


def test_dates_are_written_only_where_they_are_wanted() -> None:
    dated = parsed(form(Wanted(("{DAV:}getlastmodified",))).entries("/b/", [Card()]))
    assert dated.findtext(f".//{D}getlastmodified") == "Thu, 01 Jan 2026 12:00:00 GMT"


def test_allprop_is_what_a_card_has_of_its_own() -> None:
    shared = {"{DAV:}owner": "<D:owner>me</D:owner>"}
    answer = parsed(form(Wanted(mode=Mode.ALLPROP), shared=shared).entry("/a", Card()))
    assert answer.find(f".//{ETAG}") is not None
    assert answer.find(f".//{D}owner") is None


def test_propname_gives_names_and_no_values() -> None:
    shared = {"{DAV:}owner": "<D:owner>me</D:owner>"}
    answer = parsed(form(Wanted(mode=Mode.PROPNAME), shared=shared).entry("/a", Card()))
    assert [element.text for element in answer.iter(ETAG, f"{D}owner")] == [None, None]


def test_what_all_cards_share_is_written_as_it_is_even_with_braces() -> None:
    shared = {"{DAV:}owner": "<D:owner>{0}</D:owner>"}
    answer = parsed(form(Wanted(("{DAV:}owner",)), shared=shared).entry("/a", Card()))
    assert answer.findtext(f".//{D}owner") == "{0}"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")))
def test_a_card_comes_back_whole(text: str) -> None:
    body = f"BEGIN:VCARD\r\nNOTE:{{0}}{text}\r\n".encode()
    wanted = Wanted((ETAG, DATA), data=AddressData("3.0"))
    answer = parsed(form(wanted).card("/a", Card(), body))
    data = answer.find(f".//{DATA}")
    assert data is not None
    assert (data.text or "").encode() == body
    assert data.get("version") == "3.0"
    assert answer.findtext(f".//{ETAG}") == '"e1"'


@given(NAMES)
def test_an_href_leads_back_to_its_name(name: str) -> None:
    href = parsed(write.answered(f"/b/{write.href_name(name)}", 404)).findtext(f".//{D}href")
    assert href is not None
    assert name in {".", ".."} or decode_path(href) == f"/b/{name}"


def test_a_truncated_answer_says_so_of_the_whole() -> None:
    answer = parsed(write.truncated("/b/"))
    assert answer.findtext(f".//{D}status") == "HTTP/1.1 507 Insufficient Storage"
    assert answer.find(f".//{D}error/{D}number-of-matches-within-limits") is not None
