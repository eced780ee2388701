"""Catalogue, code and tests say the same."""

from __future__ import annotations

import re

import pytest

from bailee.policy.catalogue import CATALOGUE
from bailee.trace import BY_CONSTRUCTION, EXCEPTIONS, Standing, Trace, collect, stand
from tests.house.tree import texts

TRACES = collect()
MONEY = re.compile(r"\b(stripe|paypal|braintree|adyen|credit.?card|invoice)\b", re.IGNORECASE)


def test_only_promises_of_the_catalogue_are_cited() -> None:
    cited = {*TRACES, *BY_CONSTRUCTION, *EXCEPTIONS}
    assert {
        clause: TRACES.get(clause, Trace()) for clause in cited if clause not in CATALOGUE
    } == {}


def test_every_promise_is_kept_or_says_what_it_waits_for() -> None:
    assert {
        name: TRACES.get(name, Trace())
        for name, clause in CATALOGUE.items()
        if stand(name, TRACES.get(name, Trace()), needs=clause.needs) is Standing.BROKEN
    } == {}


@pytest.mark.keeps("access.free")
def test_nothing_in_the_house_takes_money() -> None:
    assert [
        f"{name}: {found[0]}"
        for name, text in texts(".py", ".html", ".js")
        if name.startswith("bailee/") and (found := MONEY.search(text))
    ] == []
