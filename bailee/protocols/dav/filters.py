"""What an address book is asked for, as plain values (RFC 6352 §10.4-10.5).

They hold what the XML said and nothing of XML; `protocols.vcard` matches cards against them.

May be imported by: protocols, gateways.dav.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Test(StrEnum):
    """Whether one or every condition must hold (RFC 6352 §10.5, `test`)."""

    __test__ = False  # the word is the standard's; pytest must not take it for a test class

    ANY = "anyof"
    ALL = "allof"


class Collation(StrEnum):
    """How two texts are held to be equal (RFC 4790, RFC 5051, RFC 6352 §8.3)."""

    ASCII = "i;ascii-casemap"
    UNICODE = "i;unicode-casemap"
    OCTET = "i;octet"


class MatchType(StrEnum):
    """Where in the value the text must be (RFC 6352 §10.5.4, `match-type`)."""

    EQUALS = "equals"
    CONTAINS = "contains"
    STARTS_WITH = "starts-with"
    ENDS_WITH = "ends-with"


class TextMatch(Struct, frozen=True):
    """A condition on one value (RFC 6352 §10.5.4)."""

    value: str
    type: MatchType = MatchType.CONTAINS
    collation: Collation = Collation.UNICODE
    negate: bool = False


class ParamFilter(Struct, frozen=True):
    """A condition on a parameter (RFC 6352 §10.5.2); with neither condition: it is present.

    `name` is in upper case.
    """

    name: str
    is_not_defined: bool = False
    text_match: TextMatch | None = None


class PropFilter(Struct, frozen=True):
    """A condition on a property (RFC 6352 §10.5.1); with no condition at all: it is present.

    `name` is in upper case and may begin with a group, as in `ITEM1.EMAIL`. `test` joins the
    text matches and the parameter filters that one and the same property must meet.
    """

    name: str
    test: Test = Test.ANY
    is_not_defined: bool = False
    text_matches: tuple[TextMatch, ...] = ()
    param_filters: tuple[ParamFilter, ...] = ()


class Filter(Struct, frozen=True):
    """The condition of a query (RFC 6352 §10.5); without property filters every card meets it."""

    test: Test = Test.ANY
    props: tuple[PropFilter, ...] = ()


class AddressData(Struct, frozen=True):
    """The form in which cards are wanted (RFC 6352 §10.4).

    `version` is `3.0`, `4.0`, or None: as stored. `only` names the properties wanted, in upper
    case, and whether their values are; None: the whole card.
    """

    version: str | None = None
    only: tuple[PartialProp, ...] | None = None


class PartialProp(Struct, frozen=True):
    """One property of a partial card (RFC 6352 §10.4.2)."""

    name: str
    without_value: bool = False
