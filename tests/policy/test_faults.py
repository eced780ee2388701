"""Each fault is told with its line, what is wrong, and what would be right."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bailee.policy.faults import Fault, PolicyError
from bailee.policy.load import load
from bailee.terms import Category, Custody, Purpose, Service
from tests.policy.files import (
    AGENCY_CASE,
    COUNTING,
    HOME,
    SERVICES,
    USAGE_CLAUSES,
    edited,
    faults,
    of,
)

SPOILED: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("faults.toml").read_text(encoding="utf-8")
)


@pytest.mark.keeps("use.permitted", "class.personal")
@pytest.mark.parametrize("name", SPOILED)
def test_what_is_wrong_is_told_with_what_would_be_right(name: str) -> None:
    spoiled = SPOILED[name]
    assert spoiled["old"] in HOME
    told = faults(HOME.replace(spoiled["old"], spoiled["new"], 1))
    assert (spoiled["message"], spoiled["fix"]) in {(fault.message, fault.fix) for fault in told}


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_wrong_is_told_where_it_stands(name: str) -> None:
    spoiled = SPOILED[name]
    text = HOME.replace(spoiled["old"], spoiled["new"], 1)
    told = [fault.line for fault in faults(text) if fault.message == spoiled["message"]]
    begins = _line(HOME, spoiled["old"])
    assert min(abs(line - begins) for line in told) <= 3 or _is_around(told, text, begins)


def test_the_line_is_the_line_of_the_key() -> None:
    text = HOME.replace('custody = "kept" ', 'costody = "kept" ', 1)
    assert [fault.line for fault in faults(text) if "costody" in fault.message] == [
        _line(text, "costody")
    ]


@pytest.mark.keeps("use.permitted")
def test_a_category_that_no_service_collects_is_refused() -> None:
    told = faults(HOME.replace("[category.journal]", "[category.photos]"))
    assert [fault.message for fault in told] == [
        "no service collects `photos`",
        "the service journal collects `journal`, and no clause says so",
    ]


@pytest.mark.keeps("use.permitted")
def test_a_service_that_uses_more_than_is_said_is_refused() -> None:
    album = Service(
        name="album",
        collects={Category("contacts"): "text/vcard"},
        purposes=frozenset({Purpose("safety")}),
        custodies=frozenset(Custody),
    )
    assert faults(HOME, album) == [
        Fault(
            _line(HOME, 'purposes = ["sync"]'),
            "[category.contacts] does not say that it is for safety",
            "the service album uses it so: add safety to `purposes`",
        )
    ]


@pytest.mark.keeps("security.own_eyes")
def test_a_custody_that_the_service_cannot_run_is_refused() -> None:
    assert [
        (fault.message, fault.fix) for fault in faults(edited(HOME, custody='custody = "sealed"'))
    ] == [('the service cloud cannot run in custody = "sealed"', "it can run in kept, unlocked")]


def test_a_purpose_that_nothing_is_for_is_refused() -> None:
    idle = USAGE_CLAUSES.partition("[category")[0]
    assert [fault.message for fault in faults(HOME + idle)] == [
        "no service does anything for `improve`"
    ]
    counting = Service(name="counting", collects={}, purposes=COUNTING.purposes)
    assert [fault.message for fault in faults(HOME + idle, counting)] == [
        "no category is for `improve`"
    ]


@pytest.mark.keeps("share.none")
def test_a_case_that_demands_less_than_it_promises_is_refused() -> None:
    told = faults(HOME + AGENCY_CASE.replace('"signature", ', ""))
    assert [(fault.message, fault.fix) for fault in told] == [
        ("[case.agency] demands less than `share.agency` promises", "add signature to `evidence`")
    ]


def test_a_case_opens_only_what_is_kept() -> None:
    told = faults(HOME + AGENCY_CASE.replace('["contacts"]', '["contact"]'))
    assert [(fault.message, fault.fix) for fault in told] == [
        ("[case.agency] opens `contact`, which the file does not keep", "did you mean `contacts`?")
    ]


def test_a_case_can_open_all() -> None:
    policy = of(HOME + AGENCY_CASE.replace('["contacts"]', '"all"'))
    assert policy.said.cases["agency"].categories == policy.categories.keys()


def test_everything_that_is_wrong_is_told_at_once() -> None:
    text = edited(HOME, version="version = 0", custody='custody = "keep"', days="days = 99")
    with pytest.raises(PolicyError) as error:
        load(text, origin="policies/home.toml", services=SERVICES)
    assert len(error.value.faults) == 3
    assert str(error.value).splitlines()[1].startswith("policies/home.toml:")
    assert [fault.line for fault in error.value.faults] == sorted(
        fault.line for fault in error.value.faults
    )


def test_an_empty_file_hears_what_a_policy_needs() -> None:
    needed = [fault.fix for fault in faults("") if "add" in fault.fix]
    assert "add version = 1 (rises with every change)" in needed
    assert "add [category.contacts], or do not run cloud" in needed


@pytest.mark.parametrize(
    "text", ["a = 1e400\n" + "[" * 100_000, "x" * 300_000, "a = " + "9" * 5000, "a = '\ud800'"]
)
def test_a_file_that_means_harm_is_only_a_fault(text: str) -> None:
    assert len(faults(text)) == 1


def _line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def _is_around(told: list[int], text: str, line: int) -> bool:
    """Tell whether a fault stands at the header of the table in which the line is."""
    headers = [i for i, found in enumerate(text.splitlines(), 1) if found.startswith("[")]
    return max(header for header in headers if header <= line) in told
