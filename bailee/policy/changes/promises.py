"""What can differ in cases of disclosure and in promises.

May be imported by: policy.compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bailee.policy import phrases
from bailee.policy.catalogue import CATALOGUE
from bailee.policy.changes.change import Change, Kind
from bailee.policy.parts import CaseClause, PromiseClause, Said, Words
from bailee.policy.phrases import both, fill_in, listed, listed_words


def compare_cases(old: Mapping[str, CaseClause], new: Mapping[str, CaseClause]) -> Iterator[Change]:
    """Find what differs in the cases in which data may leave."""
    for name in (*new, *(name for name in old if name not in new)):
        if name not in old:
            phrase = both("data may now leave by {name}", "Daten dürfen jetzt hinaus durch: {name}")
            yield _case(new[name], Kind.CASE, reduces=True, phrase=phrase)
        elif name not in new:
            phrase = both("no data leaves by {name} now", "keine Daten mehr hinaus durch: {name}")
            yield _case(old[name], Kind.CASE, reduces=False, phrase=phrase)
        else:
            yield from _compare(old[name], new[name])


def _compare(old: CaseClause, new: CaseClause) -> Iterator[Change]:
    if lost := old.evidence - new.evidence:
        phrase = both("{name} no longer demands {what}", "{name} verlangt nicht mehr: {what}")
        yield _case(new, Kind.EVIDENCE, reduces=True, phrase=phrase, what=_evidence(lost))
    if won := new.evidence - old.evidence:
        phrase = both("{name} now also demands {what}", "{name} verlangt jetzt auch: {what}")
        yield _case(new, Kind.EVIDENCE, reduces=False, phrase=phrase, what=_evidence(won))
    if opened := new.categories - old.categories:
        phrase = both("{name} now also opens {what}", "{name} öffnet jetzt auch: {what}")
        yield _case(new, Kind.OPENED, reduces=True, phrase=phrase, what=listed(opened))
    if closed := old.categories - new.categories:
        phrase = both("{name} no longer opens {what}", "{name} öffnet nicht mehr: {what}")
        yield _case(old, Kind.OPENED, reduces=False, phrase=phrase, what=listed(closed))
    if old.under != new.under:
        phrase = both("{name} now stands under {what}", "{name} steht jetzt unter {what}")
        yield _case(new, Kind.PLACE, reduces=True, phrase=phrase, what=new.under)


def _case(
    clause: CaseClause, kind: Kind, *, reduces: bool, phrase: Words, **parts: Words | str
) -> Change:
    people = fill_in(phrases.HOLDERS, names=listed(clause.categories))
    return Change(
        clause=clause.clause,
        kind=kind,
        reduces=reduces,
        says=fill_in(phrase, name=clause.clause, **parts),
        people=people if clause.categories else phrases.EVERYONE,
        categories=clause.categories,
    )


def _evidence(names: frozenset[str]) -> Words:
    return listed_words(phrases.EVIDENCE[name] for name in sorted(names))


_NEW_ALLOWANCE = both("newly allowed: “{says}”", "neu erlaubt: „{says}“")
_NEW_PROMISE = both("newly promised: “{says}”", "neu zugesagt: „{says}“")
_LOST_ALLOWANCE = both("no longer allowed: “{says}”", "nicht mehr erlaubt: „{says}“")
_LOST_PROMISE = both("no longer promised: “{says}”", "nicht mehr zugesagt: „{says}“")


def compare_promises(old: Said, new: Said) -> Iterator[Change]:
    """Find what differs in the promises; one that allows the operator something reduces by coming.

    A promise that the other version says as a category, a purpose or a case is compared there.
    """
    for name, promise in new.promises.items():
        if name in old.promises:
            yield from _values(old.promises[name], promise)
        elif name not in old.covers:
            is_allowance = CATALOGUE[name].is_allowance
            phrase = _NEW_ALLOWANCE if is_allowance else _NEW_PROMISE
            yield _promise(promise, phrase, reduces=is_allowance)
    for name, promise in old.promises.items():
        if name not in new.covers:
            is_allowance = CATALOGUE[name].is_allowance
            phrase = _LOST_ALLOWANCE if is_allowance else _LOST_PROMISE
            yield _promise(promise, phrase, reduces=not is_allowance)


def _promise(promise: PromiseClause, phrase: Words, *, reduces: bool) -> Change:
    says = {language: phrases.in_language(promise.says, language) for language in phrases.LANGUAGES}
    return Change(
        clause=promise.clause,
        kind=Kind.PROMISE,
        reduces=reduces,
        says=fill_in(phrase, says=says),
        people=phrases.EVERYONE,
    )


def _values(old: PromiseClause, new: PromiseClause) -> Iterator[Change]:
    for value in CATALOGUE[new.clause].values:
        before, after = old.values[value.name], new.values[value.name]
        if before != after:
            phrase = both(
                "{clause} now says {after} {unit}; so far {before}",
                "{clause} nennt jetzt {after} {unit}; bisher {before}",
            )
            parts = {"clause": new.clause, "before": str(before), "after": str(after)}
            yield Change(
                clause=new.clause,
                kind=Kind.VALUE,
                reduces=(after < before) is value.more_is_better,
                says=fill_in(phrase, unit=phrases.UNITS[value.name], **parts),
                people=phrases.EVERYONE,
            )
