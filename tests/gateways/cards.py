"""Cards and requests that the tests of the gateway send."""

from __future__ import annotations

from tests.cast import ADA

BOOK = f"/dav/addressbooks/{ADA}/contacts/"
HOME = f"/dav/addressbooks/{ADA}/"
PRINCIPAL = f"/dav/principals/{ADA}/"
NAMES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav" xmlns:CS="http://calendarserver.org/ns/"'  # fmt: skip  # noqa: E501 - one word to XML


def card(uid: str, name: str = "Ada", *, version: str = "3.0") -> bytes:
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"UID:{uid}", f"FN:{name}", f"N:{name};;;;"]
    return "".join(f"{line}\r\n" for line in [*lines, "END:VCARD"]).encode()


def propfind(*names: str) -> str:
    props = "".join(f"<{name}/>" for name in names)
    return f"<D:propfind {NAMES}><D:prop>{props}</D:prop></D:propfind>"


def multiget(*hrefs: str, data: str = "<C:address-data/>") -> str:
    wanted = f"<D:prop><D:getetag/>{data}</D:prop>"
    asked = "".join(f"<D:href>{href}</D:href>" for href in hrefs)
    return f"<C:addressbook-multiget {NAMES}>{wanted}{asked}</C:addressbook-multiget>"


def sync(token: str = "", *, limit: int | None = None, data: str = "") -> str:
    most = f"<D:limit><D:nresults>{limit}</D:nresults></D:limit>" if limit else ""
    return (
        f"<D:sync-collection {NAMES}><D:sync-token>{token}</D:sync-token>"
        f"<D:sync-level>1</D:sync-level>{most}<D:prop><D:getetag/>{data}</D:prop>"
        "</D:sync-collection>"
    )


def query(text: str, *, limit: int | None = None, data: str = "") -> str:
    most = f"<C:limit><C:nresults>{limit}</C:nresults></C:limit>" if limit else ""
    return (
        f"<C:addressbook-query {NAMES}><D:prop><D:getetag/>{data}</D:prop><C:filter>"
        f'<C:prop-filter name="FN"><C:text-match>{text}</C:text-match></C:prop-filter>'
        f"</C:filter>{most}</C:addressbook-query>"
    )


def mkcol(*, types: str = "<D:collection/><C:addressbook/>", props: str = "") -> str:
    kind = f"<D:resourcetype>{types}</D:resourcetype>"
    return f"<D:mkcol {NAMES}><D:set><D:prop>{kind}{props}</D:prop></D:set></D:mkcol>"


def patch(*, sets: str = "", removes: str = "") -> str:
    put = f"<D:set><D:prop>{sets}</D:prop></D:set>" if sets else ""
    take = f"<D:remove><D:prop>{removes}</D:prop></D:remove>" if removes else ""
    return f'<D:propertyupdate {NAMES} xmlns:x="urn:x">{put}{take}</D:propertyupdate>'
