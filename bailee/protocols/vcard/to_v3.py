"""From vCard 4.0 to 3.0 (RFC 6350 to RFC 2426), with Apple's names where 3.0 has none.

May be imported by: protocols.vcard.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bailee.protocols.content.text import escape
from bailee.protocols.vcard.dates import DATES, date_to_v3, revision_to_v3
from bailee.protocols.vcard.media import MEDIA, media_to_v3
from bailee.protocols.vcard.property import Property, named

_NAMES = {
    "KIND": "X-ADDRESSBOOKSERVER-KIND",
    "MEMBER": "X-ADDRESSBOOKSERVER-MEMBER",
    "ANNIVERSARY": "X-ANNIVERSARY",
}
_PLACE = re.compile(r"geo:([+-]?\d+(?:\.\d+)?),([+-]?\d+(?:\.\d+)?)(?:[,;].*)?", re.IGNORECASE)
_OFFSET = re.compile(r"([+-]\d\d):?(\d\d)?")
_LEAST = 100


def to_v3(props: list[Property]) -> list[Property]:
    """Change the properties of a 4.0 card (without VERSION) into those of a 3.0 card."""
    for prop in _preferred(props):
        prop.drop_types("pref")
        prop.params["TYPE"].append("PREF")
        if prop.param("PREF") == "1":
            prop.drop("PREF")
    for prop in props:
        if change := _CHANGES.get(prop.key):
            change(prop)
    props = [other for prop in props for other in _apart(prop)]
    for prop in props:
        prop.name = _NAMES.get(prop.key, prop.name)
    return _with_names(props)


def _preferred(props: list[Property]) -> Iterator[Property]:
    """Yield, for each name, the properties that 4.0 prefers most: 3.0 knows only `pref`."""
    best: dict[str, int] = {}
    for prop in props:
        if "PREF" in prop.params:
            best[prop.key] = min(best.get(prop.key, _LEAST), _preference(prop))
    for prop in props:
        if "PREF" in prop.params and _preference(prop) == best[prop.key]:
            yield prop


def _preference(prop: Property) -> int:
    value = prop.param("PREF")
    return int(value) if value.isascii() and value.isdecimal() else _LEAST


def _apart(prop: Property) -> Iterator[Property]:
    """Yield a property, and beside it what 3.0 says in a property of its own."""
    if prop.key == "KIND" and prop.value.strip().lower() in ("individual", "org"):
        if prop.value.strip().lower() == "org":
            yield Property("X-ABSHOWAS", "COMPANY")
        return
    label = prop.params.pop("LABEL", None) if prop.key == "ADR" else None
    order = prop.params.pop("SORT-AS", None) if prop.key == "N" else None
    yield prop
    if label:
        types = {"TYPE": list(prop.params.get("TYPE", ()))}
        yield Property("LABEL", escape(label[0]), types, prop.group)
    if order:
        yield Property("SORT-STRING", escape(",".join(order)))


def _with_names(props: list[Property]) -> list[Property]:
    """Add the names that 3.0 demands: a name of parts, and one to show."""
    shown = named(props, "FN")
    if not shown:
        shown = [Property("FN", "")]
        props = [*shown, *props]
    if named(props, "N"):
        return props
    # As a given name: to guess which word is the family's would be wrong for half of the world.
    given = "" if named(props, "X-ABSHOWAS") else shown[0].value
    return [Property("N", f";{given};;;"), *props]


def _phone(prop: Property) -> None:
    if prop.value.lower().startswith("tel:"):
        prop.value = prop.value[len("tel:") :]
    prop.drop("VALUE")


def _place(prop: Property) -> None:
    if found := _PLACE.fullmatch(prop.value.strip()):
        prop.drop("VALUE")
        prop.value = f"{found[1]};{found[2]}"


def _zone(prop: Property) -> None:
    found = _OFFSET.fullmatch(prop.value.strip())
    if found:
        prop.drop("VALUE")
        prop.value = f"{found[1]}:{found[2] or '00'}"
    elif not prop.param("VALUE"):
        prop.params["VALUE"] = ["text"]


def _identity(prop: Property) -> None:
    prop.drop("VALUE")


_CHANGES: dict[str, Callable[[Property], None]] = {
    **dict.fromkeys(MEDIA, media_to_v3),
    **dict.fromkeys(DATES, date_to_v3),
    "REV": revision_to_v3,
    "TEL": _phone,
    "GEO": _place,
    "TZ": _zone,
    "UID": _identity,
}
