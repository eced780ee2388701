"""The law about children: nothing of theirs leaves, and only their guardian answers for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bailee.policy.guardians import appointing, for_another, turning
from bailee.policy.reading.language import EVIDENCE
from bailee.terms import (
    BAILEE,
    ERASURE,
    Actor,
    ActorKind,
    Category,
    Operation,
    Permit,
    Processing,
    Refuse,
    Standing,
    State,
)
from tests.cast import ADA, BEN, CEM, DOT
from tests.policy.files import MAKER, of
from tests.policy.made import EVERYTHING, STANDINGS

POLICY = of(MAKER)
BENS = Actor(f"member:{BEN}")
OTHERS = [Actor(f"{kind}:{who}") for kind in ActorKind for who in (ADA, CEM, "x")] + [BAILEE]
CATEGORIES = list(POLICY.categories)
MAY = {(Operation.ERASE, ERASURE), (Operation.DELETE, ERASURE)}
PROCESSINGS = st.sampled_from(EVERYTHING)


def dots(standing: Standing, *, guardian: bool = True) -> Standing:
    """The same, of Dot, whose guardian is Ben."""
    return replace(standing, is_child=True, guardian=BEN if guardian else None)


@pytest.mark.keeps("children.no_disclosure")
@given(
    standing=STANDINGS,
    categories=st.lists(st.sampled_from(CATEGORIES), unique=True),
    evidence=st.frozensets(st.sampled_from(sorted(EVIDENCE))),
    guarded=st.booleans(),
)
def test_a_child_is_refused_every_case_for_everything_in_every_state(
    standing: Standing, categories: list[Category], evidence: frozenset[str], *, guarded: bool
) -> None:
    assert POLICY.said.cases, "a policy without cases would prove nothing"
    for case in POLICY.said.cases:
        for state in State:
            child = replace(dots(standing, guardian=guarded), state=state)
            decision = POLICY.decide_disclosure(
                case, categories=categories, evidence=evidence | frozenset(EVIDENCE), standing=child
            )
            assert isinstance(decision, Refuse)
            assert decision.clause == "children.no_disclosure"


@pytest.mark.keeps("children.guardian_rights")
@given(processing=PROCESSINGS, standing=STANDINGS)
def test_a_guardian_erases_and_does_nothing_else(
    processing: Processing, standing: Standing
) -> None:
    decision = for_another(processing._replace(actor=BENS), dots(standing))
    may = (processing.operation, processing.purpose) in MAY
    assert isinstance(decision, Permit) is may


@pytest.mark.keeps("children.guardian_rights")
@given(processing=PROCESSINGS, standing=STANDINGS, actor=st.sampled_from(OTHERS))
def test_nobody_else_answers_for_a_child(
    processing: Processing, standing: Standing, actor: Actor
) -> None:
    asked = processing._replace(actor=actor)
    assert isinstance(for_another(asked, dots(standing)), Refuse)
    assert isinstance(for_another(asked, dots(standing, guardian=False)), Refuse)


@pytest.mark.keeps("children.guardian_rights")
@given(processing=PROCESSINGS, standing=STANDINGS)
def test_after_acceptance_a_guardian_is_nobody(processing: Processing, standing: Standing) -> None:
    grown = replace(standing, is_child=False, guardian=None)
    stale = replace(standing, is_child=False, guardian=BEN)
    for one in (grown, stale):
        assert isinstance(for_another(processing._replace(actor=BENS), one), Refuse)
        for turned in (True, False):
            assert isinstance(turning(DOT, one, actor=BENS, given=turned), Refuse)


@pytest.mark.keeps("children.approval")
@given(standing=STANDINGS, actor=st.sampled_from([*OTHERS, Actor(f"member:{DOT}"), BENS]))
def test_only_the_guardian_agrees_for_a_child_and_only_once_the_account_is_open(
    standing: Standing, actor: Actor
) -> None:
    child = dots(standing)
    agrees = isinstance(turning(DOT, child, actor=actor, given=True), Permit)
    assert agrees is (actor == BENS and child.state is State.ACTIVE)


@pytest.mark.keeps("choice.explained")
@given(standing=STANDINGS)
def test_whoever_it_is_about_can_always_withdraw(standing: Standing) -> None:
    for child in (standing, dots(standing)):
        assert isinstance(turning(DOT, child, actor=Actor(f"member:{DOT}"), given=False), Permit)


@given(child=STANDINGS, guardian=STANDINGS, same=st.booleans())
def test_a_guardian_is_an_open_account_of_somebody_grown(
    child: Standing, guardian: Standing, *, same: bool
) -> None:
    decision = appointing(child, guardian, is_same=same)
    waits = child.is_child and child.guardian is None
    may = not guardian.is_child and guardian.state is State.ACTIVE and not same
    assert isinstance(decision, Permit) is (waits and may)
