"""What clients ask and set about properties is read into values."""

from __future__ import annotations

import pytest

from bailee.protocols.dav.bodies import MAX_PROPERTIES_BODY, mkcol, propfind, proppatch
from bailee.protocols.dav.commands import Mode, Wanted
from bailee.protocols.http import MalformedError

CARDDAV = "{urn:ietf:params:xml:ns:carddav}"


def update(inner: str) -> bytes:
    return f'<D:propertyupdate xmlns:D="DAV:" xmlns:x="urn:x">{inner}</D:propertyupdate>'.encode()


def test_an_empty_propfind_wants_everything() -> None:
    assert propfind(b"") == propfind(b" \r\n ") == Wanted(mode=Mode.ALLPROP)


def test_a_propfind_names_what_it_wants_once_each() -> None:
    body = b'<propfind xmlns="DAV:"><prop><b/><a xmlns="urn:x"/><b/></prop></propfind>'
    assert propfind(body).names == ("{DAV:}b", "{urn:x}a")


def test_allprop_can_include_more() -> None:
    body = b'<propfind xmlns="DAV:"><allprop/><include><acl/></include></propfind>'
    assert propfind(body) == Wanted(("{DAV:}acl",), Mode.ALLPROP)


def test_names_alone_can_be_wanted() -> None:
    assert propfind(b'<propfind xmlns="DAV:"><propname/></propfind>').mode is Mode.PROPNAME


@pytest.mark.parametrize(
    "body",
    [
        b'<propfind xmlns="DAV:"/>',
        b"<propfind/>",
        b'<propertyupdate xmlns="DAV:"/>',
        b'<propfind xmlns="DAV:"><prop>'
        + b"".join(b"<n%d/>" % n for n in range(250))
        + b"</prop></propfind>",
        b'<propfind xmlns="DAV:"><prop>' + b" " * MAX_PROPERTIES_BODY + b"</prop></propfind>",
    ],
    ids=["nothing", "no namespace", "another root", "too many", "too large"],
)
def test_a_propfind_that_asks_for_nothing_or_too_much_is_malformed(body: bytes) -> None:
    with pytest.raises(MalformedError):
        propfind(body)


def test_the_last_word_on_a_property_counts_and_keeps_its_place() -> None:
    changes = proppatch(
        update(
            "<D:set><D:prop><x:a>1</x:a><D:displayname> Ada &amp; Ben </D:displayname></D:prop>"
            "</D:set><D:remove><D:prop><x:a/></D:prop></D:remove>"
        )
    )
    assert changes == (("{DAV:}displayname", "Ada & Ben"), ("{urn:x}a", None))


def test_a_property_of_a_client_is_kept_as_the_element_it_is() -> None:
    changes = dict(proppatch(update('<D:set><D:prop><x:a k="v">t<x:b/></x:a></D:prop></D:set>')))
    value = changes["{urn:x}a"]
    assert value is not None
    assert value.startswith("<x:a ")
    assert 'k="v"' in value
    assert "t<x:b/></x:a>" in value


@pytest.mark.parametrize("inner", ["", "<D:set/>", "<D:set><D:prop/></D:set>", "<x:set/>"])
def test_an_update_of_nothing_is_malformed(inner: str) -> None:
    with pytest.raises(MalformedError):
        proppatch(update(inner))


def test_an_extended_mkcol_tells_types_and_properties() -> None:
    body = (
        b'<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype>'
        b"<collection/><C:addressbook/></resourcetype><displayname>Work</displayname>"
        b"</prop></set></mkcol>"
    )
    types, props = mkcol(body)
    assert types == {"{DAV:}collection", f"{CARDDAV}addressbook"}
    assert props == (("{DAV:}displayname", "Work"),)
