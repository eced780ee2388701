"""A policy file becomes a value, or says what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.policy.faults import PolicyError
from bailee.policy.load import load
from bailee.policy.parts import Contact, DataClass, Keep, KeepFrom
from bailee.terms import (
    APPS,
    SERVICE_PURPOSE,
    ActorKind,
    Agreement,
    Basis,
    Category,
    ClauseId,
    Custody,
    NotFoundError,
    Purpose,
)
from tests.policy.files import (
    ACCOUNT,
    CALENDAR,
    CONTACTS,
    COUNTING,
    DEVICES,
    HOME,
    SAFETY,
    SYNC,
    USAGE,
    USAGE_CLAUSES,
    edited,
    faults,
    home,
    of,
)


def test_the_head_of_the_file_is_read() -> None:
    policy = home()
    assert (policy.name, policy.version, policy.since) == ("home", 1, date(2026, 1, 1))
    assert policy.languages == ("en", "de")
    assert policy.officer == Contact(
        "Whoever looks after this server", "mailto:privacy@family.example"
    )


@pytest.mark.keeps("class.personal")
def test_a_category_says_all_that_binds_it() -> None:
    contacts = home().category(CONTACTS)
    assert contacts.clause == "category.contacts"
    assert contacts.under == "cloud.import"
    assert contacts.data_class is DataClass.PERSONAL
    assert contacts.bases == {SYNC: Basis.CONSENT}
    assert contacts.keep == Keep(30, KeepFrom.WITHDRAWN)
    assert contacts.custody is Custody.KEPT
    assert contacts.seen_by == {ActorKind.MEMBER, ActorKind.DEVICE}


def test_each_purpose_can_have_a_basis_of_its_own() -> None:
    assert home().category(DEVICES).bases == {
        SERVICE_PURPOSE: Basis.CONTRACT,
        SAFETY: Basis.LEGITIMATE_INTERESTS,
    }


@pytest.mark.keeps("security.own_eyes")
def test_one_word_gives_the_key_to_the_members_devices() -> None:
    assert home(custody='custody = "unlocked"').category(CONTACTS).custody is Custody.UNLOCKED


def test_only_what_rests_on_consent_is_asked_for() -> None:
    assert home().agreements == {
        Agreement(SYNC, CONTACTS),
        Agreement(SYNC, CALENDAR),
        Agreement(Purpose("news"), Category("notices")),
        Agreement(APPS, ACCOUNT),
        Agreement(APPS, Category("apps")),
    }


def test_a_number_in_a_sentence_is_the_number_that_binds() -> None:
    policy = home(keep_days="keep_days = 7")
    assert "; 7 days after you turn it off" in policy.sentence(
        ClauseId("category.contacts"), language="en"
    )


def test_a_sentence_is_told_in_the_language_asked_for_or_else_the_first() -> None:
    policy, clause = home(), ClauseId("access.free")
    assert policy.sentence(clause, language="de") == "Nichts davon kostet etwas."
    assert policy.sentence(clause, language="fr") == "None of this costs anything."


def test_what_the_file_does_not_say_is_said_by_the_catalogue() -> None:
    sentence = home().sentence(ClauseId("security.review"), language="de")
    assert sentence.startswith("Schlüssel, Zertifikate")


def test_nobody_says_what_no_clause_says() -> None:
    with pytest.raises(NotFoundError, match=r"no clause `category\.photos`"):
        home().sentence(ClauseId("category.photos"), language="en")


def test_a_promise_brings_its_value_or_the_usual_one() -> None:
    policy = home(minutes="minutes = 2")
    assert policy.value(ClauseId("access.identity"), "minutes") == 2
    assert policy.value(ClauseId("security.review"), "days") == 90


def test_what_identifies_nobody_says_when_its_pseudonyms_change() -> None:
    usage = of(HOME + USAGE_CLAUSES, COUNTING).category(USAGE)
    assert (usage.data_class, usage.rotate_days) == (DataClass.NON_PERSONAL, 30)


def test_plain_text_is_enough_where_there_is_one_language() -> None:
    text = edited(HOME, languages='languages = ["en"]')
    text = "\n".join(line for line in text.splitlines() if not line.startswith("says.de"))
    assert of(text.replace("says.en", "says")).sentence(ClauseId("access.free"), language="en") == (
        "None of this costs anything."
    )


def test_an_old_version_may_speak_of_what_is_no_longer_run() -> None:
    assert USAGE in load(HOME + USAGE_CLAUSES, origin="old", services=None).categories


def test_the_digest_is_of_the_text() -> None:
    assert home().digest != of(f"{HOME}# a word\n").digest
    assert home().digest == home().digest


@given(st.text() | st.text(alphabet="[]{}=\"'.#\n ab\\0"))
def test_any_text_is_a_policy_or_a_fault_and_never_a_crash(text: str) -> None:
    with pytest.raises(PolicyError) as error:
        load(text, origin="any.toml", services=())
    assert all(fault.line >= 1 and fault.fix for fault in error.value.faults)


@given(st.integers(0, HOME.count("\n")), st.sampled_from(["", "x = 1", "[a]", "purposes = 7"]))
def test_a_file_with_any_line_spoiled_loads_or_tells_its_faults(line: int, new: str) -> None:
    lines = HOME.splitlines()
    text = "\n".join([*lines[:line], new, *lines[line + 1 :]])
    assert all(fault.message for fault in faults(text))
