"""The policy as people read it: chapters of sentences, each with what binds it.

A view model; the page, the print and the command line lay it out.

Keeps: class.personal, officer.contact.
May be imported by: pages, commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from bailee.policy import phrases
from bailee.policy.catalogue import CATALOGUE, CHAPTERS
from bailee.policy.catalogue.needs import needs_in
from bailee.policy.decide import Policy
from bailee.policy.parts import (
    AnyClause,
    CaseClause,
    CategoryClause,
    Contact,
    PromiseClause,
    PurposeClause,
    Words,
)
from bailee.policy.phrases import both, fill_in, in_language, listed, listed_words
from bailee.policy.unsaid import BUILT_IN, seers
from bailee.terms import Basis, ClauseId


class Sentence(Struct, frozen=True, kw_only=True):
    """One clause: its id (also its anchor), its sentence, and what binds it, line by line.

    `under` is the promise of the catalogue that it serves. `missing` says, where a service is not
    built yet, that nothing of this happens; else it is empty.
    """

    id: ClauseId
    anchor: str
    under: ClauseId
    says: str
    binds: list[str]
    missing: str


class Chapter(Struct, frozen=True):
    """A chapter of the catalogue with the sentences of this policy that stand in it."""

    id: str
    title: str
    sentences: list[Sentence]


class Page(Struct, frozen=True, kw_only=True):
    """A whole policy in one language."""

    name: str
    version: int
    since: date
    language: str
    languages: tuple[str, ...]
    controller: Contact
    officer: Contact
    digest: str
    chapters: list[Chapter]


def page(policy: Policy, language: str) -> Page:
    """Lay out a policy in a language; one that it does not speak reads its first."""
    spoken = language if language in policy.languages else policy.languages[0]
    return Page(
        name=policy.name,
        version=policy.version,
        since=policy.since,
        language=spoken,
        languages=policy.languages,
        controller=policy.controller,
        officer=policy.officer,
        digest=policy.digest,
        chapters=list(_chapters(policy, spoken)),
    )


def _chapters(policy: Policy, language: str) -> Iterator[Chapter]:
    clauses = [*_built_in(policy), *policy.said.clauses.values()]
    order = {name: place for place, name in enumerate(CATALOGUE)}
    clauses.sort(key=lambda clause: order[clause.under])
    for name, title in CHAPTERS.items():
        inside = [clause for clause in clauses if CATALOGUE[clause.under].chapter == name]
        if inside:
            sentences = [_sentence(clause, language) for clause in inside]
            yield Chapter(name, in_language(title, language), sentences)


def _built_in(policy: Policy) -> Iterator[PromiseClause]:
    """Give the promises that hold without being said, in the catalogue's words."""
    for name in BUILT_IN:
        if name not in policy.said.promises:
            says = CATALOGUE[name].says
            yield PromiseClause(clause=name, says=says, written=says, values={})


def _sentence(clause: AnyClause, language: str) -> Sentence:
    return Sentence(
        id=clause.clause,
        anchor=clause.clause,
        under=clause.under,
        says=in_language(clause.says, language),
        binds=[_capital(in_language(line, language)) for line in _binds(clause)],
        missing=_missing(clause, language),
    )


def _missing(clause: AnyClause, language: str) -> str:
    """Say that a promise waits for its service; a category or purpose in the file has one."""
    needs = CATALOGUE[clause.under].needs
    if not needs or isinstance(clause, CategoryClause | PurposeClause):
        return ""
    phrase = _NOT_OPEN if isinstance(clause, CaseClause) or _is_share(clause.under) else _NOT_BUILT
    told = {code: needs_in(code, needs) for code in phrases.LANGUAGES}
    return in_language(fill_in(phrase, needs=told), language)


def _is_share(clause: ClauseId) -> bool:
    return CATALOGUE[clause].chapter == "share"


_NOT_BUILT = both(
    "Not built yet ({needs}), so nothing of this is collected or done.",
    "Noch nicht gebaut ({needs}); nichts davon wird erhoben oder getan.",
)
_NOT_OPEN = both(
    "Not built yet ({needs}), so nothing leaves by this.",
    "Noch nicht gebaut ({needs}); hierdurch verlässt nichts das Haus.",
)


def _binds(clause: AnyClause) -> Iterable[Words]:
    match clause:
        case CategoryClause():
            return _category(clause)
        case CaseClause():
            return _case(clause)
        case PromiseClause():
            return _values(clause)
        case PurposeClause():
            return ()


def _category(clause: CategoryClause) -> Iterator[Words]:
    yield (
        both("Personal.", "Personenbezogen.")
        if clause.is_personal
        else both("Not personal.", "Nicht personenbezogen.")
    )
    for purpose, basis in clause.bases.items():
        phrase = both("For {purpose}; rests on {basis}.", "Für {purpose}; beruht auf {basis}.")
        yield fill_in(phrase, purpose=purpose, basis=phrases.BASES[basis])
    yield fill_in(both("Kept {lasts}.", "Aufbewahrt {lasts}."), lasts=phrases.lasts(clause.keep))
    kinds = seers(clause, clause.bases)
    seen = listed_words(told for kind, told in phrases.KINDS.items() if kind in kinds)
    yield fill_in(both("Seen by: {seen}.", "Einblick: {seen}."), seen=seen)
    yield fill_in(both("{key}.", "{key}."), key=phrases.CUSTODIES[clause.custody])
    if clause.rotate_days:
        phrase = both("The pseudonym changes after {days}.", "Das Pseudonym wechselt nach {days}.")
        yield fill_in(phrase, days=phrases.days(clause.rotate_days))
    if clause.precision_m:
        exact = both("Exact to {m} meters.", "Auf {m} Meter genau.")
        yield fill_in(exact, m=str(clause.precision_m))
    if Basis.CONSENT in clause.bases.values():
        yield both("You can turn it off at any time.", "Du kannst es jederzeit ausschalten.")


def _case(clause: CaseClause) -> Iterator[Words]:
    demanded = listed_words(phrases.EVIDENCE[name] for name in sorted(clause.evidence))
    yield fill_in(both("Demands {what}.", "Verlangt {what}."), what=demanded)
    if clause.categories:
        phrase = both("Can open: {names}.", "Kann öffnen: {names}.")
        yield fill_in(phrase, names=listed(clause.categories))
    else:
        yield both("Can open nothing.", "Kann nichts öffnen.")
    yield both("Never what is held of a child.", "Nie, was über ein Kind aufbewahrt wird.")


def _values(clause: PromiseClause) -> Iterator[Words]:
    for value in CATALOGUE[clause.clause].values:
        unit, count = phrases.UNITS[value.name], str(clause.values[value.name])
        yield fill_in(both("{count} {unit}.", "{count} {unit}."), count=count, unit=unit)


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]
