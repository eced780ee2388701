"""The form of a reason: a sentence in each language, with places for names.

The journal and the wire have its English. Read again, that says which reason it is and what stood
in its places, so that a line of years ago can be told in another language as well.

May be imported by: policy.reasons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from bailee.policy.parts import Words
from bailee.policy.phrases import EVIDENCE, both, in_language
from bailee.terms import ActorKind, Operation

__all__ = ["Named", "Reason", "told"]

Named = Callable[[str, str], str]
"""`named(kind, name)`: what people call a `category` or a `purpose`, in the language wanted."""

_PLACE = re.compile(r"\\\{(\w+)\\\}")
_MANY = {"categories": "category", "evidence": "evidence"}
"""Places for several names, and the kind of each."""
_KINDS: Mapping[str, Words] = {
    ActorKind.MEMBER: both("member", "dem Mitglied selbst"),
    ActorKind.DEVICE: both("device", "Geräten"),
    ActorKind.STAFF: both("staff", "Mitarbeitenden"),
    ActorKind.RECIPIENT: both("recipient", "Empfängern"),
    ActorKind.BAILEE: both("bailee", "der Software selbst"),
}
_OPERATIONS: Mapping[str, Words] = {
    Operation.COLLECT: both("collect", "aufzunehmen"),
    Operation.READ: both("read", "zu lesen"),
    Operation.CHANGE: both("change", "zu ändern"),
    Operation.DELETE: both("delete", "zu löschen"),
    Operation.DISCLOSE: both("disclose", "weiterzugeben"),
    Operation.ERASE: both("erase", "endgültig zu löschen"),
    Operation.EXPIRE: both("expire", "ablaufen zu lassen"),
    Operation.ANONYMIZE: both("anonymize", "zu anonymisieren"),
    Operation.COMBINE: both("combine", "zu verbinden"),
}
_OURS: Mapping[str, Mapping[str, Words]] = {
    "kind": _KINDS,
    "operation": _OPERATIONS,
    "evidence": EVIDENCE,
}
"""Names that are ours, and not the policy file's."""


class Reason(NamedTuple):
    """A reason; `words` has places like `{category}`."""

    words: Words

    def __call__(self, **names: str | Iterable[str]) -> str:
        """Say it in English, with these names in its places."""
        shown = {
            place: name if isinstance(name, str) else ", ".join(name)
            for place, name in names.items()
        }
        return self.words["en"].format(**shown)

    def pattern(self) -> re.Pattern[str]:
        """What its English looks like, whatever stands in its places."""
        return re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(self.words["en"])))


def told(
    said: str, reasons: Iterable[tuple[Reason, re.Pattern[str]]], *, language: str, named: Named
) -> str | None:
    """Say in another language what was said in English; None when it is none of these reasons."""
    for reason, pattern in reasons:
        found = pattern.fullmatch(said)
        if found:
            places = found.groupdict().items()
            names = {place: _names(place, name, language, named) for place, name in places}
            return in_language(reason.words, language).format(**names)
    return None


def _names(place: str, said: str, language: str, named: Named) -> str:
    if place not in _MANY:
        return _name(place, said, language, named)
    kind = _MANY[place]
    return ", ".join(_name(kind, name, language, named) for name in said.split(", "))


def _name(kind: str, name: str, language: str, named: Named) -> str:
    if kind in _OURS:
        return in_language(_OURS[kind].get(name, name), language)
    return named(kind, name)
