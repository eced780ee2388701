"""Every no says why, in the language of whoever asks; and each reason is written once."""

from __future__ import annotations

import ast
import re

import pytest

from bailee.policy.reasons import ALL, NO_EVIDENCE, NO_PART, NOT_SEEN_BY, Reason, in_language
from bailee.terms import ActorKind, Operation
from tests.house.tree import modules

PLACE = re.compile(r"\{(\w+)\}")
NAMES = {"operation": "read", "kind": "staff", "category": "usage-data", "purpose": "find-device"}


def called(kind: str, name: str) -> str:
    """What people call it: here, in capitals."""
    assert kind in {"category", "purpose", "case"}
    return name.upper()


def in_german(said: str) -> str | None:
    """The same in German."""
    return in_language(said, language="de", named=called)


@pytest.mark.parametrize("reason", ALL, ids=lambda reason: reason.words["en"])
def test_each_reason_is_told_in_german_and_names_the_same(reason: Reason) -> None:
    places = set(PLACE.findall(reason.words["en"]))
    assert set(PLACE.findall(reason.words["de"])) == places
    said = reason(**{place: NAMES.get(place, "x") for place in places})
    told = in_german(said)
    assert told is not None
    rest = re.compile(
        PLACE.sub(".+", re.escape(reason.words["de"]).replace(r"\{", "{").replace(r"\}", "}"))
    )
    assert rest.fullmatch(told)
    for place in places & {"category", "purpose"}:
        assert NAMES[place].upper() in told


def test_names_that_are_ours_are_told_in_german_too() -> None:
    said = NO_PART(operation=Operation.CHANGE, category="places", purpose="sync")
    assert in_german(said) == "„PLACES“ zu ändern, gehört nicht zu „SYNC“"
    said = NOT_SEEN_BY(category="places", kind=ActorKind.STAFF)
    assert in_german(said) == "„PLACES“ darf von Mitarbeitenden nicht gesehen werden"
    said = NO_EVIDENCE(evidence=["signature", "scope"])
    assert said == "evidence is missing: signature, scope"
    told = in_german(said)
    assert told is not None
    assert told.startswith("es fehlt an Belegen: die geprüfte Unterschrift, wessen Daten")


def test_what_is_no_reason_of_ours_is_told_in_no_language() -> None:
    assert in_german("damaged") is None
    assert in_german("") is None


def test_no_refusal_brings_words_of_its_own() -> None:
    assert [
        f"{name}:{node.lineno}"
        for name, tree in modules("bailee").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Refuse"
        and isinstance(node.args[0], ast.Constant | ast.JoinedStr)
    ] == []
