"""May this leave? By a case, with its evidence, and never what is a child's."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.policy.reading.language import EVIDENCE
from bailee.terms import Category, ClauseId, Decision, Permit, Refuse, Standing, State
from tests.policy.files import AGENCY_CASE, CONTACTS, HOME, JOURNAL, MAKER, of

POLICY, EVERY_CASE = of(HOME + AGENCY_CASE), of(MAKER)
PAPER = frozenset({"document", "signature", "rank-of-signatory", "necessity", "scope"})
AGENCY = ClauseId("case.agency")
CHILD = Standing(is_child=True)


def ask(
    case: str = "agency",
    *,
    categories: Collection[Category] = (CONTACTS,),
    evidence: Collection[str] = PAPER,
    standing: Standing | None = None,
) -> Decision:
    """Ask whether contacts may leave."""
    return POLICY.decide_disclosure(
        case, categories=categories, evidence=evidence, standing=standing or Standing()
    )


@pytest.mark.keeps("share.none")
def test_a_case_with_all_its_evidence_opens_what_it_covers() -> None:
    assert ask() == Permit(AGENCY)


@pytest.mark.keeps("share.none")
def test_missing_evidence_is_named() -> None:
    assert ask(evidence=PAPER - {"signature", "scope"}) == Refuse(
        "evidence is missing: scope, signature", AGENCY
    )


@pytest.mark.keeps("share.none")
def test_there_is_no_case_but_those_of_the_file() -> None:
    assert ask("favor") == Refuse("the policy has no case `favor`", ClauseId("share.none"))


def test_a_case_opens_nothing_beyond_its_categories() -> None:
    assert ask(categories=[CONTACTS, JOURNAL]) == Refuse("this case does not cover journal", AGENCY)


def test_a_case_that_names_no_category_opens_none() -> None:
    assert isinstance(ask(categories=[]), Refuse)


@pytest.mark.keeps("children.no_disclosure")
@given(
    st.sampled_from(sorted(EVERY_CASE.said.cases)), st.frozensets(st.sampled_from(sorted(EVIDENCE)))
)
def test_a_childs_data_goes_to_no_third_party(case: str, evidence: frozenset[str]) -> None:
    answer = EVERY_CASE.decide_disclosure(
        case, categories=[CONTACTS], evidence=evidence, standing=CHILD
    )
    assert answer == Refuse(
        "a child's data goes to no third party", ClauseId("children.no_disclosure")
    )


@pytest.mark.parametrize("state", [State.HELD, State.RESTRICTED])
def test_what_waits_or_is_frozen_stays_in_the_house(state: State) -> None:
    assert isinstance(ask(standing=Standing(state=state)), Refuse)


def test_closing_an_account_or_withdrawing_a_consent_voids_no_lawful_order() -> None:
    assert ask(standing=Standing(state=State.CLOSING)) == Permit(AGENCY)
