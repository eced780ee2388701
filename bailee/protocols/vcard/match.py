"""Whether a card is one that a query asks for (RFC 6352 §10.5).

May be imported by: protocols.vcard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bailee.protocols.content.params import read_params
from bailee.protocols.content.text import ascii_key, searchable, split, unescape, unicode_key
from bailee.protocols.dav.filters import (
    Collation,
    Filter,
    MatchType,
    ParamFilter,
    PropFilter,
    Test,
    TextMatch,
)
from bailee.protocols.vcard.card import NOT_SEARCHED, is_binary
from bailee.protocols.vcard.lines import Line, parse

_KEYS: dict[Collation, Callable[[str], str]] = {
    Collation.ASCII: ascii_key,
    Collation.UNICODE: unicode_key,
    Collation.OCTET: str,
}
_TESTS: dict[MatchType, Callable[[str, str], bool]] = {
    MatchType.EQUALS: str.__eq__,
    MatchType.CONTAINS: str.__contains__,
    MatchType.STARTS_WITH: str.startswith,
    MatchType.ENDS_WITH: str.endswith,
}
_STRUCTURED = {"N", "ADR", "ORG", "GENDER", "NICKNAME", "CATEGORIES"}
"""Values with parts: a text may match the whole of one, or a part."""


class CardFilter:
    """A query, ready to be held against many cards."""

    def __init__(self, asked: Filter) -> None:
        self._asked = asked

    def matches(self, body: bytes) -> bool:
        """Whether the card is asked for. Raises `MalformedError` when it is not a card."""
        if not self._asked.props:
            return True
        lines = parse(body)
        return _holds(self._asked.test, (_prop_matches(prop, lines) for prop in self._asked.props))

    def hint(self) -> str | None:
        """Return what the `text` of every card that matches must hold; None when that is nothing.

        It narrows a search and decides nothing: what holds it may still not match.
        """
        return _joined(self._asked.test, [_prop_hint(prop) for prop in self._asked.props])


def _prop_matches(prop: PropFilter, lines: list[Line]) -> bool:
    group, _, name = prop.name.upper().rpartition(".")
    found = [
        line
        for line in lines
        if line[1].upper() == name and (not group or line[0].upper() == group)
    ]
    if prop.is_not_defined or not (prop.text_matches or prop.param_filters):
        return bool(found) is not prop.is_not_defined
    return any(_holds(prop.test, _conditions(prop, line)) for line in found)


def _conditions(prop: PropFilter, line: Line) -> Iterator[bool]:
    """Hold one property against each condition, in turn and only as far as is needed."""
    _, name, params, value = line
    if prop.text_matches:
        values = () if is_binary(params, value) else tuple(_values(name.upper(), value))
        for text in prop.text_matches:
            yield _text_matches(text, values)
    if prop.param_filters:
        read = read_params(params)
        for param in prop.param_filters:
            yield _param_matches(param, read.get(param.name.upper()))


def _values(name: str, value: str) -> Iterator[str]:
    yield unescape(value)
    if name in _STRUCTURED:
        for part in split(value, ";"):
            yield from map(unescape, split(part, ","))


def _param_matches(param: ParamFilter, values: list[str] | None) -> bool:
    if param.is_not_defined or values is None:
        return (values is None) is param.is_not_defined
    return param.text_match is None or _text_matches(param.text_match, values)


def _text_matches(asked: TextMatch, values: Iterable[str]) -> bool:
    key, test = _KEYS[asked.collation], _TESTS[asked.type]
    wanted = key(asked.value)
    return any(test(key(value), wanted) for value in values) is not asked.negate


def _holds(test: Test, conditions: Iterable[bool]) -> bool:
    return all(conditions) if test is Test.ALL else any(conditions)


def _prop_hint(prop: PropFilter) -> str | None:
    name = prop.name.upper().rpartition(".")[2]
    if prop.is_not_defined or name in NOT_SEARCHED:
        return None
    hints = [None if text.negate else searchable(text.value) for text in prop.text_matches]
    return _joined(prop.test, [*hints, *(None for _ in prop.param_filters)])


def _joined(test: Test, hints: list[str | None]) -> str | None:
    """Join the hints of several conditions: of all, the longest; of any, one that is in each."""
    known = sorted((hint for hint in hints if hint), key=len)
    if not known:
        return None
    if test is Test.ALL:
        return known[-1]
    in_each = len(known) == len(hints) and all(known[0] in hint for hint in known)
    return known[0] if in_each else None
