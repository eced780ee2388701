"""Reports are read into values, whoever wrote them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols.dav.commands import (
    AddressbookQuery,
    Depth,
    Expanded,
    ExpandProperty,
    Multiget,
    Prefer,
    PrincipalSearch,
    Report,
    SyncCollection,
)
from bailee.protocols.dav.errors import DavError, MalformedError
from bailee.protocols.dav.filters import (
    AddressData,
    Collation,
    Filter,
    MatchType,
    ParamFilter,
    PartialProp,
    PropFilter,
    Test,
    TextMatch,
)
from bailee.protocols.dav.reports import MAX_CONDITIONS, report

NAMES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"'


def read(name: str, inner: str, *, depth: Depth | None = None) -> Report:
    body = f"<{name} {NAMES}>{inner}</{name}>".encode()
    return report(body, depth=depth, prefer=Prefer())


def query(inner: str) -> AddressbookQuery:
    found = read("C:addressbook-query", inner)
    assert isinstance(found, AddressbookQuery)
    return found


def refused(name: str, inner: str) -> DavError:
    with pytest.raises(DavError) as told:
        read(name, inner)
    return told.value


def test_a_multiget_has_its_hrefs_and_the_form_of_the_cards() -> None:
    found = read(
        "C:addressbook-multiget",
        '<D:prop><D:getetag/><C:address-data Content-Type="text/vcard" version="4.0"/></D:prop>'
        "<D:href> /a.vcf </D:href><D:href>/b%20.vcf</D:href>",
    )
    assert isinstance(found, Multiget)
    assert found.hrefs == ("/a.vcf", "/b%20.vcf")
    assert found.wanted.names[0] == "{DAV:}getetag"
    assert found.wanted.data == AddressData("4.0")


def test_a_query_says_all_that_rfc_6352_knows() -> None:
    found = query(
        '<C:filter test="allof"><C:prop-filter name="email" test="allof">'
        '<C:text-match collation="i;octet" match-type="ends-with" negate-condition="yes"> x'
        '</C:text-match><C:param-filter name="type"><C:text-match>home</C:text-match>'
        '</C:param-filter></C:prop-filter><C:prop-filter name="item1.note"><C:is-not-defined/>'
        "</C:prop-filter></C:filter><C:limit><C:nresults>7</C:nresults></C:limit>"
    )
    ends = TextMatch(" x", MatchType.ENDS_WITH, Collation.OCTET, negate=True)
    home = ParamFilter("TYPE", text_match=TextMatch("home"))
    email = PropFilter("EMAIL", Test.ALL, text_matches=(ends,), param_filters=(home,))
    assert found.filter == Filter(Test.ALL, (email, PropFilter("ITEM1.NOTE", is_not_defined=True)))
    assert (found.limit, found.depth) == (7, Depth.ONE)


def test_a_query_without_a_filter_means_every_card() -> None:
    assert query("<D:prop/>").filter == Filter()


def test_a_query_can_want_parts_of_cards() -> None:
    parts = '<C:prop name="fn"/><C:prop name="note" novalue="yes"/>'
    found = query(f"<D:prop><C:address-data>{parts}</C:address-data></D:prop><C:filter/>")
    only = (PartialProp("FN"), PartialProp("NOTE", without_value=True))
    assert found.wanted.data == AddressData(None, only)


@pytest.mark.parametrize(
    ("inner", "condition"),
    [
        ('<D:prop><C:address-data version="2.1"/></D:prop>', "supported-address-data"),
        ('<D:prop><C:address-data content-type="a/b"/></D:prop>', "supported-address-data"),
        ("<C:limit><C:nresults>0</C:nresults></C:limit>", "number-of-matches-within-limits"),
        (
            (
                '<C:filter><C:prop-filter name="FN"><C:text-match collation="i;klingon">x'
                "</C:text-match></C:prop-filter></C:filter>"
            ),
            "supported-collation",
        ),
        (
            "<C:filter>" + '<C:prop-filter name="FN"/>' * MAX_CONDITIONS + "</C:filter>",
            "supported-filter",
        ),
        (
            (
                f'<C:filter><C:prop-filter name="FN"><C:text-match>{"x" * 2000}'
                "</C:text-match></C:prop-filter></C:filter>"
            ),
            "supported-filter",
        ),
    ],
)
def test_what_a_query_cannot_have_is_named(inner: str, condition: str) -> None:
    error = refused("C:addressbook-query", inner)
    assert (error.status, condition in error.condition) == (403, True)


@pytest.mark.parametrize(
    "inner",
    [
        '<C:filter test="someof"/>',
        "<C:filter><C:prop-filter/></C:filter>",
        (
            '<C:filter><C:prop-filter name="FN"><C:text-match match-type="like">x</C:text-match>'
            "</C:prop-filter></C:filter>"
        ),
        "<C:limit><C:nresults>many</C:nresults></C:limit>",
        "<C:limit><C:nresults>-1</C:nresults></C:limit>",
        "<C:limit><C:nresults>٣</C:nresults></C:limit>",
    ],
)
def test_a_query_that_makes_no_sense_is_malformed(inner: str) -> None:
    with pytest.raises(MalformedError):
        query(inner)


def test_a_first_sync_has_no_token() -> None:
    found = read("D:sync-collection", "<D:sync-token/><D:sync-level>1</D:sync-level><D:prop/>")
    assert isinstance(found, SyncCollection)
    assert found.token is None


def test_a_later_sync_has_a_token_and_perhaps_a_limit() -> None:
    limit = "<D:limit><D:nresults>100</D:nresults></D:limit>"
    found = read("D:sync-collection", f"<D:sync-token>data:,7</D:sync-token>{limit}<D:prop/>")
    assert isinstance(found, SyncCollection)
    assert (found.token, found.limit) == ("data:,7", 100)


def test_properties_can_be_followed() -> None:
    inner = '<D:property name="owner"><D:property name="displayname"/></D:property>'
    found = read("D:expand-property", inner)
    owner = Expanded("{DAV:}owner", (Expanded("{DAV:}displayname"),))
    assert found == ExpandProperty((owner,))


@pytest.mark.parametrize(
    "inner",
    [
        '<D:property name="a b"/>',
        "<D:property/>",
        '<D:property name="a">' * 6 + "</D:property>" * 6,
        '<D:property name="a"/>' * (MAX_CONDITIONS + 1),
    ],
)
def test_properties_cannot_be_followed_without_end(inner: str) -> None:
    with pytest.raises(MalformedError):
        read("D:expand-property", inner)


def test_principals_are_looked_for_by_what_they_are_called() -> None:
    search = "<D:property-search><D:prop><D:displayname/></D:prop><D:match>ada</D:match>"
    found = read("D:principal-property-search", f"{search}</D:property-search><D:prop/>")
    assert isinstance(found, PrincipalSearch)
    assert found.searches == ((frozenset({"{DAV:}displayname"}), "ada"),)


def test_an_unknown_report_is_named_so() -> None:
    assert "supported-report" in refused("D:version-tree", "").condition


ELEMENTS = [
    *("D:prop", "D:href", "D:property", "D:sync-token", "D:match", "D:property-search"),
    *("C:filter", "C:prop-filter", "C:param-filter", "C:text-match", "C:is-not-defined"),
    *("C:limit", "C:nresults", "D:limit", "D:nresults", "C:address-data", "C:prop"),
]
ROOTS = ["C:addressbook-query", "C:addressbook-multiget", "D:sync-collection", "D:expand-property"]


def element(tag: str, said: str, children: list[str]) -> str:
    return f"<{tag}{said}>{''.join(children)}</{tag}>"


trees = st.recursive(
    st.text("a1é ", max_size=3),
    lambda inner: st.builds(
        element,
        st.sampled_from(ELEMENTS),
        st.sampled_from(["", ' name="FN"', ' name=""', ' test="allof"', ' version="3.0"']),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.sampled_from([*ROOTS, "D:principal-property-search"]), st.lists(trees, max_size=4))
def test_no_report_breaks_the_reader(root: str, children: list[str]) -> None:
    with suppress(MalformedError, DavError):
        read(root, "".join(children))
