"""May this be done? Only if the policy says so, and for most things only if the member agreed."""

from __future__ import annotations

import pytest
from hypothesis import given

from bailee.policy.decide import Policy
from bailee.policy.load import load
from bailee.policy.parts import DataClass
from bailee.terms import (
    ACCESS,
    BAILEE,
    ERASURE,
    RETENTION,
    SERVICE_PURPOSE,
    Actor,
    Category,
    ClauseId,
    Decision,
    Operation,
    Permit,
    Processing,
    Purpose,
    Refuse,
    Standing,
    State,
)
from tests.cast import ADA, EVE, PHONE
from tests.policy.files import (
    AGREED,
    CONTACTS,
    COUNTING,
    DEVICES,
    HOME,
    IMPROVE,
    JOURNAL,
    SAFETY,
    SYNC,
    USAGE,
    USAGE_CLAUSES,
    edited,
    of,
)
from tests.policy.made import PROCESSINGS, STANDINGS, policies

MEMBER = Actor(f"member:{ADA}")
POLICY = of(HOME + USAGE_CLAUSES, COUNTING)
PUT = Processing(Operation.COLLECT, CONTACTS, SYNC, PHONE)


def ask(
    operation: Operation,
    category: Category = CONTACTS,
    *,
    purpose: Purpose = SYNC,
    actor: Actor = PHONE,
    standing: Standing = AGREED,
) -> Decision:
    """Ask the home policy."""
    return POLICY.decide(Processing(operation, category, purpose, actor), standing)


@pytest.mark.keeps("use.permitted")
def test_what_a_member_agreed_to_is_done_under_the_clause_that_says_so() -> None:
    assert POLICY.decide(PUT, AGREED) == Permit(ClauseId("category.contacts"))


@pytest.mark.keeps("use.permitted", "cloud.withdraw")
def test_without_consent_the_answer_is_no_and_says_why() -> None:
    assert POLICY.decide(PUT, Standing()) == Refuse(
        "you have not agreed to sync", ClauseId("category.contacts")
    )


@pytest.mark.keeps("use.service")
def test_what_rests_on_the_contract_needs_no_consent() -> None:
    answer = ask(Operation.CHANGE, DEVICES, purpose=SERVICE_PURPOSE, standing=Standing())
    assert answer == Permit(ClauseId("category.devices"))


@pytest.mark.keeps("use.permitted")
@pytest.mark.parametrize(
    ("category", "purpose", "actor", "reason"),
    [
        (CONTACTS, SAFETY, PHONE, "the policy does not say that contacts is for safety"),
        (Category("photos"), SYNC, PHONE, "the policy says nothing about photos"),
        (CONTACTS, SYNC, EVE, "contacts may not be seen by staff"),
        (JOURNAL, SAFETY, PHONE, "journal may not be seen by device"),
        (CONTACTS, SYNC, Actor("nobody"), "contacts may not be seen by nobody"),
    ],
)
def test_what_is_not_said_is_refused(
    category: Category, purpose: Purpose, actor: Actor, reason: str
) -> None:
    answer = ask(Operation.READ, category, purpose=purpose, actor=actor)
    assert isinstance(answer, Refuse)
    assert answer.reason == reason


@pytest.mark.parametrize("operation", [Operation.ERASE, Operation.EXPIRE, Operation.ANONYMIZE])
def test_a_purpose_of_the_file_never_reaches_what_belongs_to_rights(operation: Operation) -> None:
    assert ask(operation) == Refuse(
        f"to {operation} contacts is no part of sync", ClauseId("category.contacts")
    )


@pytest.mark.keeps("share.none")
def test_nothing_leaves_by_the_first_door() -> None:
    answer = ask(Operation.DISCLOSE, actor=Actor("recipient:agency"))
    assert answer == Refuse(
        "data leaves this house only by a case of disclosure", ClauseId("share.none")
    )


@pytest.mark.parametrize("state", [State.HELD, State.RESTRICTED, State.CLOSING])
def test_only_an_active_account_is_processed_for_purposes(state: State) -> None:
    answer = ask(Operation.READ, standing=Standing(consents=AGREED.consents, state=state))
    assert isinstance(answer, Refuse)
    assert "this account" in answer.reason


@pytest.mark.keeps("access.self", "retain.destroy")
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("category", [CONTACTS, JOURNAL, Category("kept-under-an-older-version")])
def test_rights_hold_in_every_state_whatever_a_file_says(state: State, category: Category) -> None:
    standing = Standing(state=state)
    for operation, purpose, actor, clause in [
        (Operation.READ, ACCESS, MEMBER, "access.self"),
        (Operation.ERASE, ERASURE, MEMBER, "access.self"),
        (Operation.ERASE, ERASURE, BAILEE, "access.self"),
        (Operation.EXPIRE, RETENTION, BAILEE, "retain.destroy"),
        (Operation.ANONYMIZE, RETENTION, BAILEE, "retain.destroy"),
    ]:
        answer = ask(operation, category, purpose=purpose, actor=actor, standing=standing)
        assert answer == Permit(ClauseId(clause))


@pytest.mark.parametrize("purpose", [ACCESS, ERASURE, RETENTION])
@pytest.mark.parametrize("actor", [PHONE, EVE, Actor("recipient:agency")])
def test_a_right_is_nobody_elses(purpose: Purpose, actor: Actor) -> None:
    for operation in Operation:
        assert isinstance(ask(operation, purpose=purpose, actor=actor), Refuse)


@pytest.mark.keeps("security.own_eyes")
def test_what_is_sealed_is_taken_in_but_never_opened_by_the_software() -> None:
    text = edited(HOME, custody='custody = "sealed"')
    sealed = load(text, origin="sealed.toml", services=None)
    take_in = Processing(Operation.COLLECT, CONTACTS, SYNC, BAILEE)
    assert isinstance(sealed.decide(take_in, AGREED), Permit)
    assert sealed.decide(take_in._replace(operation=Operation.READ), AGREED) == Refuse(
        "contacts is sealed: only its member has the key", ClauseId("category.contacts")
    )


@pytest.mark.keeps("class.combined")
def test_a_combination_is_as_personal_as_the_strictest_part_of_it() -> None:
    assert POLICY.combined([USAGE]) is DataClass.NON_PERSONAL
    assert POLICY.combined([USAGE, CONTACTS]) is DataClass.PERSONAL
    assert POLICY.combined([USAGE], linked=True) is DataClass.PERSONAL


@pytest.mark.keeps("class.personal")
def test_what_nobody_knows_counts_as_personal() -> None:
    assert POLICY.combined([Category("photos")]) is DataClass.PERSONAL
    assert POLICY.combined([]) is DataClass.PERSONAL


@given(policies(), PROCESSINGS, STANDINGS)
def test_every_yes_names_a_clause_and_every_no_a_reason(
    policy: Policy, processing: Processing, standing: Standing
) -> None:
    answer = policy.decide(processing, standing)
    if isinstance(answer, Permit):
        assert policy.sentence(answer.clause, language="en")
    else:
        assert answer.reason
        assert answer.clause is None or policy.sentence(answer.clause, language="en")


def test_agreeing_to_one_category_says_nothing_about_another() -> None:
    answer = ask(Operation.COLLECT, USAGE, purpose=IMPROVE)
    assert answer == Refuse("you have not agreed to improve", ClauseId("category.usage"))
