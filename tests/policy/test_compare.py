"""Two versions are compared by what they mean for people, not by their letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bailee.policy.compare import Change, Kind, compare
from bailee.policy.decide import Policy
from bailee.policy.load import load
from bailee.terms import Permit, Refuse, Standing
from tests.policy.files import AGENCY_CASE, CONTACTS, HOME, MAKER, SYNC, USAGE_CLAUSES, edited, home
from tests.policy.made import EVERYTHING, neighbors, policies

PLACES = """
[category.places]
under = "find.locate"
says = { en = "Places.", de = "Orte." }
class = "personal"
purposes = ["sync"]
basis = "consent"
keep_days = 2
keep_from = "collected"
custody = "kept"
seen_by = ["device"]
precision_m = 100
"""
WITH_CASE, WITH_USAGE, WITH_PLACES = HOME + AGENCY_CASE, HOME + USAGE_CLAUSES, HOME + PLACES
UNLOCKED = edited(HOME, custody='custody = "unlocked"')
REDUCING = {
    "kept for longer": (Kind.RETENTION, HOME, "keep_days = 30", "keep_days = 31"),
    "kept from a later event": (
        Kind.RETENTION,
        WITH_USAGE,
        'keep_from = "collected"',
        'keep_from = "changed"',
    ),
    "one more purpose": (Kind.PURPOSE, HOME, '["sync"]', '["sync", "safety"]'),
    "more who see it": (Kind.SIGHT, HOME, '["member"]', '["member", "staff"]'),
    "a key that the server holds": (Kind.CUSTODY, UNLOCKED, '"unlocked"', '"kept"'),
    "a pseudonym that lives longer": (
        Kind.ROTATION,
        WITH_USAGE,
        "rotate_days = 30",
        "rotate_days = 60",
    ),
    "no longer personal": (
        Kind.CLASS,
        HOME,
        'class = "personal"\npurposes = ["safety"]',
        'class = "non-personal"\nrotate_days = 9\npurposes = ["safety"]',
    ),
    "a more exact place": (Kind.PRECISION, WITH_PLACES, "precision_m = 100", "precision_m = 10"),
    "a place as exact as can be": (Kind.PRECISION, WITH_PLACES, "precision_m = 100", ""),
    "a case that opens more": (Kind.OPENED, WITH_CASE, 'ies = ["contacts"]', 'ies = "all"'),
    "a slower answer": (Kind.VALUE, HOME, "minutes = 5", "minutes = 6"),
}
TURNED = {
    "no longer asked for": (
        Kind.BASIS,
        HOME,
        'basis = "consent"\nkeep_days = 30\nkeep_from = "withdrawn"',
        'basis = "contract"\nkeep_days = 30\nkeep_from = "collected"',
    ),
    "no longer open to objection": (Kind.BASIS, HOME, '"legitimate-interests" }', '"contract" }'),
    "a purpose that means something else": (
        Kind.PLACE,
        HOME,
        '[purpose.sync]\nunder = "cloud.import"',
        '[purpose.sync]\nunder = "use.personalize"',
    ),
    "another case": (Kind.CASE, WITH_CASE, "[case.agency]", "[case.other]"),
}
"""Changes that reduce in both directions, or of which one cannot tell."""


def read(text: str) -> Policy:
    """Read a text, whatever services there are."""
    return load(text, origin="test.toml", services=None)


def changes(old: str, new: str) -> list[Change]:
    """Compare two texts."""
    return compare(read(old), read(new))


@pytest.mark.keeps("change.no_reduction")
@pytest.mark.parametrize("name", [*REDUCING, *TURNED])
def test_what_takes_from_people_reduces(name: str) -> None:
    kind, text, old, new = {**REDUCING, **TURNED}[name]
    assert old in text
    found = changes(text, text.replace(old, new, 1))
    assert (kind, True) in {(change.kind, change.reduces) for change in found}


@pytest.mark.parametrize("name", REDUCING)
def test_what_gives_to_people_does_not_reduce(name: str) -> None:
    kind, text, old, new = REDUCING[name]
    found = changes(text.replace(old, new, 1), text)
    assert [(change.kind, change.reduces) for change in found] == [(kind, False)]


@pytest.mark.keeps("change.no_reduction")
def test_a_policy_that_one_can_no_longer_read_reduces() -> None:
    english = edited(HOME, languages='languages = ["en"]').splitlines()
    text = "\n".join(line for line in english if not line.startswith("says.de"))
    assert [(change.kind, change.reduces) for change in changes(HOME, text)] == [
        (Kind.LANGUAGE, True)
    ]
    assert [change.reduces for change in changes(text, HOME)] == [False]


@pytest.mark.keeps("share.none", "change.no_reduction")
def test_a_case_that_is_new_or_demands_less_reduces() -> None:
    assert [change.reduces for change in changes(HOME, WITH_CASE)] == [True]
    strict = WITH_CASE.replace('["document"', '["second-staff", "document"')
    (change,) = changes(strict, WITH_CASE)
    assert change.reduces
    assert change.says["en"] == "case.agency no longer demands a second member of staff"


@pytest.mark.keeps("change.no_reduction")
def test_a_promise_that_is_no_longer_given_reduces() -> None:
    free = '[promise."access.free"]\nsays.en = "None of this costs anything."\n'
    text = HOME.replace(free + 'says.de = "Nichts davon kostet etwas."\n', "")
    (change,) = changes(HOME, text)
    assert (change.reduces, change.clause) == (True, "access.free")
    assert change.says["en"] == "no longer promised: “None of this costs anything.”"
    assert change.says["de"] == "nicht mehr zugesagt: „Nichts davon kostet etwas.“"


@pytest.mark.keeps("change.no_reduction")
def test_a_sentence_that_lets_the_operator_refuse_reduces_by_coming() -> None:
    start, end = HOME.index('[promise."access.refusal"]'), HOME.index('[promise."access.free"]')
    without = HOME[:start] + HOME[end:]
    assert [change.reduces for change in changes(without, HOME)] == [True]
    assert [change.reduces for change in changes(HOME, without)] == [False]


def test_what_takes_consent_and_is_new_takes_nothing_from_anybody() -> None:
    (change,) = changes(HOME, WITH_USAGE)
    assert (change.kind, change.reduces) == (Kind.CATEGORY, False)
    asked_nobody = WITH_USAGE.replace(
        'basis = "consent"\nkeep_days = 90', 'basis = "contract"\nkeep_days = 90'
    )
    assert [change.reduces for change in changes(HOME, asked_nobody)] == [True]


def test_a_change_says_in_each_language_what_and_for_whom() -> None:
    (change,) = compare(home(), home(keep_days="keep_days = 90"))
    assert change.says == {
        "en": "contacts is now kept until 90 days after you turn it off; "
        "so far until 30 days after you turn it off",
        "de": "contacts wird jetzt aufbewahrt: bis 90 Tage nach dem Ausschalten; "
        "bisher: bis 30 Tage nach dem Ausschalten",
    }
    assert change.people["en"] == "those who agreed to sync for contacts"
    assert change.categories == {CONTACTS}
    assert change.purposes == {SYNC}


def test_other_words_for_the_same_are_shown_and_reduce_nothing() -> None:
    (change,) = changes(HOME, HOME.replace("None of this costs anything.", "All of it is free."))
    assert (change.kind, change.reduces, change.clause) == (Kind.WORDING, False, "access.free")
    assert change.before == {"en": "None of this costs anything."}
    assert change.after == {"en": "All of it is free."}


def test_who_answers_can_change_and_everyone_hears_it() -> None:
    (change,) = changes(HOME, HOME.replace("privacy@family", "ben@family"))
    assert (change.kind, change.people["de"]) == (Kind.CONTACT, "alle")


def test_comments_and_order_change_nothing() -> None:
    head, *tables = HOME.split("\n[")
    assert changes(HOME, "\n[".join([f"# hello\n{head}", *reversed(tables)])) == []


@pytest.mark.keeps("change.no_reduction")
@pytest.mark.parametrize("text", [HOME, MAKER])
def test_a_published_policy_is_no_change_to_itself(text: str) -> None:
    assert changes(text, text) == []


@given(policies())
def test_no_policy_is_a_change_to_itself(policy: Policy) -> None:
    assert compare(policy, policy) == []


@pytest.mark.keeps("change.no_reduction")
@given(neighbors())
def test_what_was_refused_to_who_agreed_to_nothing_stays_so_or_the_change_reduces(
    versions: tuple[Policy, Policy],
) -> None:
    old, new = versions
    opened = [
        asked
        for asked in EVERYTHING
        if isinstance(new.decide(asked, Standing()), Permit)
        and isinstance(old.decide(asked, Standing()), Refuse)
    ]
    assert not opened or any(change.reduces for change in compare(old, new))


@settings(max_examples=40)
@given(policies(), policies())
def test_what_reduces_comes_first(old: Policy, new: Policy) -> None:
    reduces = [change.reduces for change in compare(old, new)]
    assert reduces == sorted(reduces, reverse=True)
