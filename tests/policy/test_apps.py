"""May an app know this? Only by its member's own consent, only that way, and never a child's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.policy.publish import page
from bailee.terms import (
    APPS,
    Actor,
    ActorKind,
    Agreement,
    Category,
    ClauseId,
    Operation,
    Permit,
    Processing,
    Purpose,
    Refuse,
    Standing,
    State,
)
from tests.policy.files import ACCOUNT, CONTACTS, HOME, MAKER, of

POLICY = of(HOME)
APP = Actor("recipient:k3x")
ALL = frozenset(Agreement(APPS, Category(name)) for name in ("account", "apps"))


def tell(category: Category = ACCOUNT, actor: Actor = APP) -> Processing:
    """Tell an app."""
    return Processing(Operation.DISCLOSE, category, APPS, actor)


@pytest.mark.keeps("use.permitted", "share.none")
def test_an_app_learns_what_its_member_agreed_to() -> None:
    assert POLICY.decide(tell(), Standing(ALL)) == Permit(ClauseId("category.account"))
    assert isinstance(POLICY.decide(tell(), Standing()), Refuse)
    assert isinstance(POLICY.decide(tell(CONTACTS), Standing(ALL)), Refuse)


@pytest.mark.keeps("children.no_disclosure")
@given(st.sampled_from(sorted(POLICY.categories)), st.sampled_from(sorted(of(MAKER).categories)))
def test_no_app_learns_anything_of_a_child(ours: Category, theirs: Category) -> None:
    child = Standing(ALL, is_child=True)
    assert isinstance(POLICY.decide(tell(ours), child), Refuse)
    assert isinstance(of(MAKER).decide(tell(theirs), child), Refuse)


@pytest.mark.keeps("share.none")
@given(st.sampled_from([kind for kind in ActorKind if kind is not ActorKind.RECIPIENT]))
def test_nobody_but_a_recipient_is_told_this_way(kind: ActorKind) -> None:
    assert isinstance(POLICY.decide(tell(actor=Actor(f"{kind}:x")), Standing(ALL)), Refuse)


@pytest.mark.keeps("use.permitted")
@given(st.sampled_from([one for one in Operation if one is not Operation.DISCLOSE]))
def test_apps_are_a_purpose_for_nothing_but_telling(operation: Operation) -> None:
    asked = Processing(operation, ACCOUNT, APPS, Actor("device:phone"))
    assert isinstance(POLICY.decide(asked, Standing(ALL)), Refuse)


@pytest.mark.keeps("share.none")
@given(st.sampled_from([state for state in State if state is not State.ACTIVE]))
def test_an_account_that_is_not_active_tells_no_app(state: State) -> None:
    assert isinstance(POLICY.decide(tell(), Standing(ALL, state)), Refuse)


@pytest.mark.keeps("share.none")
def test_without_a_consent_to_ask_for_no_app_is_told() -> None:
    text = HOME.replace('apps = "consent"', 'apps = "contract"')
    assert isinstance(of(text).decide(tell(), Standing(ALL)), Refuse)


def test_who_sees_what_is_told_with_its_purpose() -> None:
    assert POLICY.seers(ACCOUNT, {APPS}) == {ActorKind.MEMBER, ActorKind.RECIPIENT}
    assert POLICY.seers(ACCOUNT, {Purpose("service")}) == {ActorKind.MEMBER, ActorKind.DEVICE}
    chapters = page(POLICY, "en").chapters
    sentences = [one for chapter in chapters for one in chapter.sentences]
    lines = next(one.binds for one in sentences if one.id == "category.account")
    assert "Seen by: you yourself, your devices, the apps that you allow it." in lines
