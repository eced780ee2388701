"""What a new version of a policy changes, by meaning: for whom, and whether it reduces rights.

Where nobody can tell which of two is better for people, the change counts as reducing.

Keeps: change.no_reduction.
May be imported by: rights.changes, rights.notices, pages, commands.
"""

from __future__ import annotations

from collections.abc import Iterator

from bailee.policy import phrases
from bailee.policy.changes.categories import compare_categories
from bailee.policy.changes.change import Change, Kind
from bailee.policy.changes.promises import compare_cases, compare_promises
from bailee.policy.decide import Policy
from bailee.policy.parts import Contact, Said
from bailee.policy.phrases import both, fill_in

__all__ = ["Change", "Kind", "compare"]


def compare(old: Policy, new: Policy) -> list[Change]:
    """List every difference, those that reduce rights first; none between equal policies."""
    before, after = old.said, new.said
    found = [
        *compare_categories(before.categories, after.categories),
        *_purposes(before, after),
        *compare_cases(before.cases, after.cases),
        *compare_promises(before, after),
        *_contacts(before, after),
        *_languages(before, after),
        *_wordings(before, after),
    ]
    return sorted(found, key=lambda change: not change.reduces)


def _purposes(old: Said, new: Said) -> Iterator[Change]:
    """A purpose that serves another promise is another purpose, whatever its name."""
    for name, clause in new.purposes.items():
        if name in old.purposes and clause.under != old.purposes[name].under:
            phrase = both("{name} now stands under {under}", "{name} steht jetzt unter {under}")
            yield Change(
                clause=clause.clause,
                kind=Kind.PLACE,
                reduces=True,
                says=fill_in(phrase, name=clause.clause, under=clause.under),
                people=phrases.EVERYONE,
                purposes=frozenset({name}),
            )


def _contacts(old: Said, new: Said) -> Iterator[Change]:
    controller = both("responsible is now {new}", "verantwortlich ist jetzt {new}")
    officer = both("questions now go to {new}", "Fragen gehen jetzt an {new}")
    for before, after, phrase in (
        (old.controller, new.controller, controller),
        (old.officer, new.officer, officer),
    ):
        if before != after:
            yield Change(
                clause=None,
                kind=Kind.CONTACT,
                reduces=False,
                says=fill_in(phrase, new=_told(after)),
                people=phrases.EVERYONE,
            )


def _told(contact: Contact) -> str:
    return f"{contact.name} ({contact.contact})"


def _languages(old: Said, new: Said) -> Iterator[Change]:
    """A policy that people can no longer read has taken something from them."""
    for language in sorted({*old.languages} ^ {*new.languages}):
        is_lost = language in old.languages
        phrase = (
            both("it is no longer said in “{name}”", "es gibt sie nicht mehr in „{name}“")
            if is_lost
            else both("it is now also said in “{name}”", "es gibt sie jetzt auch in „{name}“")
        )
        yield Change(
            clause=None,
            kind=Kind.LANGUAGE,
            reduces=is_lost,
            says=fill_in(phrase, name=language),
            people=fill_in(phrases.READERS, names=language),
        )


def _wordings(old: Said, new: Said) -> Iterator[Change]:
    """Find other words for the same, before values are filled in: those are told apart."""
    before, after = old.clauses, new.clauses
    for name in after:
        languages = [
            language
            for language in new.languages
            if name in before
            and language in before[name].written
            and before[name].written[language] != after[name].written[language]
        ]
        if languages:
            yield Change(
                clause=name,
                kind=Kind.WORDING,
                reduces=False,
                says=fill_in(both("{name} has other words", "{name} hat andere Worte"), name=name),
                people=phrases.EVERYONE,
                before={language: before[name].says[language] for language in languages},
                after={language: after[name].says[language] for language in languages},
            )
