"""The catalogue and the two policies that come with the house."""

from __future__ import annotations

import re

import pytest

from bailee.policy.catalogue import CATALOGUE, CHAPTERS
from bailee.policy.decide import Policy
from bailee.policy.publish import page
from bailee.policy.reading.language import EVIDENCE
from bailee.terms import ClauseId
from tests.policy.files import HOME, MAKER, of

OURS = {"home": of(HOME), "device-maker": of(MAKER)}


def test_there_are_eighty_promises_in_eighteen_chapters() -> None:
    assert (len(CATALOGUE), len(CHAPTERS)) == (80, 18)


def test_a_promise_stands_under_its_id_in_a_chapter_that_has_a_title() -> None:
    assert all(
        name == clause.id and clause.chapter in CHAPTERS for name, clause in CATALOGUE.items()
    )


@pytest.mark.parametrize("spoken", ["en", "de"])
def test_every_promise_is_one_sentence_of_its_own_in_each_language(spoken: str) -> None:
    sentences = [clause.says[spoken] for clause in CATALOGUE.values()]
    assert all(re.fullmatch(r"[A-ZÄÖÜ„].*\.", sentence) for sentence in sentences)
    assert len(set(sentences)) == len(CATALOGUE)


def test_a_case_demands_evidence_that_has_a_meaning() -> None:
    cases = [clause for clause in CATALOGUE.values() if clause.is_case]
    assert len(cases) == 9
    assert all(clause.chapter == "share" and clause.evidence <= set(EVIDENCE) for clause in cases)


def test_the_usual_value_is_within_its_bounds() -> None:
    for clause in CATALOGUE.values():
        assert all(value.least <= value.usual <= value.most for value in clause.values)


def test_the_device_maker_speaks_of_every_promise() -> None:
    assert OURS["device-maker"].covers == set(CATALOGUE)


@pytest.mark.keeps("share.none")
def test_a_family_promises_only_what_is_built_and_gives_nothing_away() -> None:
    policy = OURS["home"]
    assert {name for name in policy.covers if CATALOGUE[name].needs} == set()
    assert policy.said.cases == {}


@pytest.mark.parametrize("name", OURS)
def test_a_policy_says_everything_in_words_of_its_own(name: str) -> None:
    told = OURS[name].said.clauses
    for spoken in OURS[name].languages:
        sentences = [clause.says[spoken] for clause in told.values()]
        assert len(set(sentences)) == len(sentences)
        assert not {clause.says[spoken] for clause in CATALOGUE.values()} & set(sentences)


@pytest.mark.parametrize("policy", OURS.values(), ids=OURS)
@pytest.mark.parametrize("spoken", ["en", "de"])
def test_every_sentence_has_one_place_on_the_page(policy: Policy, spoken: str) -> None:
    anchors = [s.anchor for chapter in page(policy, spoken).chapters for s in chapter.sentences]
    assert len(set(anchors)) == len(anchors)
    assert set(policy.said.clauses) <= {ClauseId(anchor) for anchor in anchors}
