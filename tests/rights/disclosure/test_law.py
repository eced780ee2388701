"""The law of the second door: with any one thing missing, nothing opens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.policy.reading.language import EVIDENCE
from bailee.terms import Category, Custody, Permit, Standing, State
from tests.policy.files import MAKER, of

POLICY = of(MAKER)
OPEN = {State.ACTIVE, State.CLOSING}


@pytest.mark.keeps(
    "share.none",
    "share.law",
    "share.interest",
    "share.emergency",
    "share.proceedings",
    "share.agency",
    "share.public_agency",
    "share.permitted",
    "share.merger",
    "children.no_disclosure",
)
@given(
    case=st.sampled_from(sorted(POLICY.said.cases)),
    categories=st.frozensets(st.sampled_from(sorted(POLICY.categories)), max_size=3),
    evidence=st.frozensets(st.sampled_from(sorted(EVIDENCE))),
    state=st.sampled_from(State),
    whole=st.booleans(),
    child=st.booleans(),
)
def test_a_case_opens_with_all_its_evidence_for_a_grown_person_and_never_else(
    case: str,
    categories: frozenset[Category],
    evidence: frozenset[str],
    state: State,
    *,
    whole: bool,
    child: bool,
) -> None:
    clause = POLICY.said.cases[case]
    shown = evidence | clause.evidence if whole else evidence
    decision = POLICY.decide_disclosure(
        case, categories=categories, evidence=shown, standing=Standing(state=state, is_child=child)
    )
    sealed = {n for n in categories if POLICY.category(n).custody is Custody.SEALED}
    may = bool(categories) and categories <= clause.categories and not sealed
    assert isinstance(decision, Permit) is (
        may and clause.evidence <= shown and state in OPEN and not child
    )
