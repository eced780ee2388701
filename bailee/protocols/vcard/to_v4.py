"""From vCard 3.0 to 4.0 (RFC 2426 to RFC 6350, whose appendix A lists what changed).

May be imported by: protocols.vcard.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from collections.abc import Callable

from bailee.protocols.content.text import split, unescape
from bailee.protocols.vcard.dates import DATES, date_to_v4, revision_to_v4
from bailee.protocols.vcard.media import MEDIA, media_to_v4
from bailee.protocols.vcard.property import Property, named

_NAMES = {
    "X-ADDRESSBOOKSERVER-KIND": "KIND",
    "X-ADDRESSBOOKSERVER-MEMBER": "MEMBER",
    "X-ANNIVERSARY": "ANNIVERSARY",
}
_GONE_VALUES = ("binary", "phone-number", "vcard")
_URI = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PLACE = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*\\?[;,]\s*([+-]?\d+(?:\.\d+)?)\s*")
_NOT_IN_CARDS = re.compile("[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff]")
_OFFSET = re.compile(r"([+-]\d\d):?(\d\d)?")
_NAME_ORDER = (3, 1, 2, 0, 4)  # prefixes, given, additional, family, suffixes


def to_v4(props: list[Property]) -> list[Property]:
    """Change the properties of a 3.0 card (without VERSION) into those of a 4.0 card."""
    for prop in props:
        prop.name = _NAMES.get(prop.key, prop.name)
        _decode(prop)
        _prefer(prop)
        if change := _CHANGES.get(prop.key):
            change(prop)
        elif prop.param("VALUE") in _GONE_VALUES:
            prop.drop("VALUE")
    props = _with_kind(_with_labels(_with_sort_order(props)))
    return props if named(props, "FN") else [Property("FN", _full_name(props)), *props]


def _decode(prop: Property) -> None:
    """Undo quoted-printable, which 2.1 had and some programs still write into 3.0."""
    if prop.param("ENCODING") == "quoted-printable":
        charset = "latin-1" if prop.param("CHARSET") == "iso-8859-1" else "utf-8"
        text = a2b_qp(prop.value.encode()).decode(charset, errors="replace")
        prop.value = _NOT_IN_CARDS.sub("", text).replace("\n", "\\n")
    if prop.key not in MEDIA and not prop.param("ENCODING").startswith("b"):
        prop.drop("ENCODING")
    prop.drop("CHARSET")


def _prefer(prop: Property) -> None:
    """Say `PREF=1` for the type `pref`, and drop the type that only 3.0 knows."""
    types = prop.types()
    if "pref" in types:
        prop.params.setdefault("PREF", ["1"])
    if types & {"pref", "internet"}:
        prop.drop_types("pref", "internet")


def _place(prop: Property) -> None:
    prop.drop("VALUE")
    if found := _PLACE.fullmatch(prop.value):
        prop.value = f"geo:{found[1]},{found[2]}"


def _zone(prop: Property) -> None:
    prop.drop("VALUE")
    if found := _OFFSET.fullmatch(prop.value.strip()):
        prop.params["VALUE"] = ["utc-offset"]
        prop.value = f"{found[1]}{found[2] or ''}"


def _identity(prop: Property) -> None:
    """Keep the UID as it is, and say that it is a text when it is not a URI."""
    prop.params.pop("VALUE", None)
    if not _URI.match(prop.value):
        prop.params["VALUE"] = ["text"]


def _with_sort_order(props: list[Property]) -> list[Property]:
    """Move SORT-STRING into the name that it sorts."""
    names, orders = named(props, "N"), named(props, "SORT-STRING")
    if not names or not orders:
        return props
    names[0].params["SORT-AS"] = [unescape(orders[0].value)]
    return [prop for prop in props if prop is not orders[0]]


def _with_labels(props: list[Property]) -> list[Property]:
    """Move each LABEL into the address of the same types, or into the only one."""
    labels, addresses = named(props, "LABEL"), named(props, "ADR")
    if not labels:
        return props
    is_only = len(addresses) == 1
    free: dict[frozenset[str], list[Property]] = {}
    for address in reversed(addresses):
        if "LABEL" not in address.params:
            free.setdefault(frozenset(() if is_only else address.types()), []).append(address)
    moved: set[int] = set()
    for label in labels:
        if fitting := free.get(frozenset(() if is_only else label.types())):
            fitting.pop().params["LABEL"] = [unescape(label.value)]
            moved.add(id(label))
    return [prop for prop in props if id(prop) not in moved]


def _with_kind(props: list[Property]) -> list[Property]:
    """Say `KIND:org` for what Apple shows as a company."""
    shown = [p for p in named(props, "X-ABSHOWAS") if p.value.strip().lower() == "company"]
    if not shown or named(props, "KIND"):
        return props
    return [Property("KIND", "org"), *(prop for prop in props if prop is not shown[0])]


def _full_name(props: list[Property]) -> str:
    """Make the name to show from the parts of the name, or from what else there is."""
    for name in named(props, "N"):
        parts = [*split(name.value, ";"), "", "", "", "", ""]
        words = [" ".join(split(parts[i], ",")).strip() for i in _NAME_ORDER]
        shown = " ".join(filter(None, words))
        if shown:
            return shown
    for prop in named(props, "NICKNAME", "ORG", "EMAIL", "TEL"):
        first = split(prop.value, ";")[0].strip()
        if first:
            return first
    return ""


_CHANGES: dict[str, Callable[[Property], None]] = {
    **dict.fromkeys(MEDIA, media_to_v4),
    **dict.fromkeys(DATES, date_to_v4),
    "REV": revision_to_v4,
    "GEO": _place,
    "TZ": _zone,
    "UID": _identity,
}
