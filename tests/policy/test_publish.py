"""A policy is read chapter by chapter, each sentence with what binds it; so is its reference."""

from __future__ import annotations

import pytest

from bailee.policy.catalogue import CATALOGUE
from bailee.policy.catalogue.needs import GERMAN
from bailee.policy.phrases import BASES, CUSTODIES, EVIDENCE, KINDS, LANGUAGES, UNITS
from bailee.policy.publish import Page, Sentence, page
from bailee.policy.reading import language
from bailee.policy.reference import reference
from bailee.policy.unsaid import BUILT_IN
from bailee.terms import ActorKind, Basis, Custody
from tests.policy.files import AGENCY_CASE, COUNTING, HOME, MAKER, USAGE_CLAUSES, home, of


def sentence(told: Page, name: str) -> Sentence:
    """Find one sentence on a page."""
    return next(s for chapter in told.chapters for s in chapter.sentences if s.id == name)


@pytest.mark.keeps("class.personal")
def test_a_category_shows_what_binds_it() -> None:
    contacts = sentence(page(home(), "en"), "category.contacts")
    assert contacts.anchor == "category.contacts"
    assert contacts.binds == [
        "Personal.",
        "For sync; rests on your consent.",
        "Kept until 30 days after you turn it off.",
        "Seen by: you yourself, your devices.",
        "The server holds the key.",
        "You can turn it off at any time.",
    ]


def test_it_is_read_in_another_language() -> None:
    told = page(home(), "de")
    assert told.chapters[0].title == "Zwei Arten von Angaben"
    assert "Aufbewahrt bis 30 Tage nach dem Ausschalten." in (
        sentence(told, "category.contacts").binds
    )


def test_a_language_that_is_not_spoken_reads_the_first() -> None:
    assert page(home(), "fr") == page(home(), "en")


def test_what_identifies_nobody_shows_when_its_pseudonym_changes() -> None:
    usage = sentence(page(of(HOME + USAGE_CLAUSES, COUNTING), "en"), "category.usage")
    assert {"Not personal.", "Kept for 90 days.", "The pseudonym changes after 30 days."} <= {
        *usage.binds
    }


@pytest.mark.keeps("share.none")
def test_a_case_shows_what_it_demands_and_what_it_can_open() -> None:
    agency = sentence(page(of(HOME + AGENCY_CASE), "en"), "case.agency")
    assert agency.binds[0].startswith("Demands the written authorization, why exactly this")
    assert agency.binds[1:] == ["Can open: contacts.", "Never what is held of a child."]


def test_what_is_not_built_yet_says_so() -> None:
    told = page(of(MAKER), "en")
    assert sentence(told, "find.locate").missing == (
        "Not built yet (finding devices), so nothing of this is collected or done."
    )
    assert sentence(told, "category.contacts").missing == ""
    assert sentence(page(of(MAKER), "de"), "find.locate").missing.startswith("Noch nicht gebaut")


@pytest.mark.keeps("access.self", "retain.destroy", "children.no_disclosure")
def test_what_holds_without_being_said_is_published_too() -> None:
    bare = HOME.replace('[promise."access.self"]', '[promise."security.own_eyes"]')
    told = page(of(bare), "de")
    ids = {found.id for chapter in told.chapters for found in chapter.sentences}
    assert ids >= set(BUILT_IN)
    assert sentence(told, "access.self").says == CATALOGUE[BUILT_IN[1]].says["de"]


@pytest.mark.keeps("officer.contact")
def test_who_answers_is_on_the_page() -> None:
    assert page(home(), "en").officer.contact == "mailto:privacy@family.example"


def test_every_word_of_ours_is_there_in_each_language() -> None:
    assert set(BASES) == set(Basis)
    assert set(KINDS) == set(ActorKind)
    assert set(CUSTODIES) == set(Custody)
    assert set(EVIDENCE) == set(language.EVIDENCE)
    assert set(UNITS) == {value.name for clause in CATALOGUE.values() for value in clause.values}
    assert set(GERMAN) >= {clause.needs for clause in CATALOGUE.values() if clause.needs}
    for words in (*BASES.values(), *KINDS.values(), *CUSTODIES.values(), *EVIDENCE.values()):
        assert set(words) == set(LANGUAGES)


def test_the_reference_names_every_key_every_clause_and_all_evidence() -> None:
    text = reference()
    keys = (
        *language.TOP_KEYS,
        *language.PURPOSE_KEYS,
        *language.CATEGORY_KEYS,
        *language.CASE_KEYS,
        *language.PROMISE_KEYS,
    )
    for name in (*(key.name for key in keys), *CATALOGUE, *language.EVIDENCE):
        assert f"`{name}`" in text
