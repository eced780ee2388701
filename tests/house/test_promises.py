"""Catalogue, code and tests say the same."""

from __future__ import annotations

import re

import pytest

from bailee.policy.catalogue import CATALOGUE
from bailee.terms import ClauseId
from bailee.trace import BY_CONSTRUCTION, EXCEPTIONS, Standing, Trace, collect, stand
from tests.house.tree import texts

TRACES = collect()
MONEY = re.compile(r"\b(stripe|paypal|braintree|adyen|credit.?card|invoice)\b", re.IGNORECASE)


def test_only_promises_of_the_catalogue_are_cited() -> None:
    cited = {*TRACES, *BY_CONSTRUCTION, *EXCEPTIONS}
    unknown = {clause: TRACES.get(clause) for clause in cited if clause not in CATALOGUE}
    assert unknown == {}


def test_every_promise_is_kept_or_says_what_it_waits_for() -> None:
    assert [lack(name) for name, clause in CATALOGUE.items() if is_broken(name, clause.needs)] == []


@pytest.mark.keeps("access.free")
def test_nothing_in_the_house_takes_money() -> None:
    assert [
        f"{name}: {found[0]}"
        for name, text in texts(".py", ".html", ".js")
        if name.startswith("bailee/") and (found := MONEY.search(text))
    ] == []


def is_broken(name: ClauseId, needs: str) -> bool:
    """Tell whether a promise waits for nothing and is not kept all the same."""
    return stand(name, TRACES.get(name, Trace()), needs=needs) is Standing.BROKEN


def lack(name: ClauseId) -> str:
    """Say what a promise lacks."""
    found = TRACES.get(name, Trace())
    signed = "" if found.modules or name in BY_CONSTRUCTION else ", no module signs for it"
    proved = "" if found.tests else ", no test proves it"
    return name + signed + proved
