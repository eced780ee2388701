"""The four kinds of clauses of a policy file, each read into its value.

May be imported by: policy.load.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bailee.policy.catalogue import CATALOGUE
from bailee.policy.catalogue.clause import Clause
from bailee.policy.faults import suggest
from bailee.policy.parts import (
    CaseClause,
    CategoryClause,
    DataClass,
    Keep,
    KeepFrom,
    PromiseClause,
    PurposeClause,
    Words,
)
from bailee.policy.reading import language
from bailee.policy.reading.tables import Table, fill, is_name
from bailee.terms import (
    ACCESS,
    ERASURE,
    RETENTION,
    ActorKind,
    Basis,
    Category,
    ClauseId,
    Custody,
    Purpose,
)

_RIGHTS = frozenset({ACCESS, ERASURE, RETENTION})


class Clauses:
    """Reads clauses whose sentences are in these languages."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = languages

    def purposes(self, tables: Table) -> dict[Purpose, PurposeClause]:
        """Read every `[purpose.NAME]`."""
        return {Purpose(name): self._purpose(table) for name, table in _named(tables)}

    def categories(
        self, tables: Table, *, purposes: Mapping[Purpose, PurposeClause]
    ) -> dict[Category, CategoryClause]:
        """Read every `[category.NAME]`; each of its purposes must be one of these."""
        read = {Category(name): self._category(table) for name, table in _named(tables)}
        for name, clause in read.items():
            for purpose in clause.bases.keys() - purposes.keys():
                message = f"[category.{name}] is for `{purpose}`, and nothing says what that is"
                tables.inner(name).note(message, fix=suggest(purpose, purposes), at="purposes")
        return read

    def cases(
        self, tables: Table, *, categories: Mapping[Category, CategoryClause]
    ) -> dict[str, CaseClause]:
        """Read every `[case.NAME]`; it can open these categories only."""
        return {name: self._case(table, known=categories) for name, table in _named(tables)}

    def promises(self, tables: Table) -> dict[ClauseId, PromiseClause]:
        """Read every `[promise."ID"]`."""
        read: dict[ClauseId, PromiseClause] = {}
        for name in tables.values:
            table = tables.inner(name)
            promise = _promise_of(table, name=name)
            if promise is not None:
                read[promise.id] = self._promise(table, promise)
        return read

    def _purpose(self, table: Table) -> PurposeClause:
        name = Purpose(table.path[-1])
        if name in _RIGHTS:
            message = f"{table.title} is a right, built in for everyone"
            table.note(message, fix="leave it out: no policy gives it or takes it away")
        table.only(key.name for key in language.PURPOSE_KEYS)
        written = self._words(table)
        return PurposeClause(name=name, under=_under(table), says=written, written=written)

    def _category(self, table: Table) -> CategoryClause:
        table.only(key.name for key in language.CATEGORY_KEYS)
        keep_days = table.number(language.KEEP_DAYS) or 0
        rotate_days = table.number(language.ROTATE_DAYS)
        precision_m = table.number(language.PRECISION_M)
        values = {"keep_days": keep_days, "rotate_days": rotate_days, "precision_m": precision_m}
        written = self._words(table, blanks=[name for name in values if name in table.values])
        clause = CategoryClause(
            name=Category(table.path[-1]),
            under=_under(table),
            says=fill(written, values=values),
            written=written,
            data_class=DataClass(table.choice(language.CLASS)),
            bases=_bases(table),
            keep=Keep(keep_days, KeepFrom(table.choice(language.KEEP_FROM))),
            custody=Custody(table.choice(language.CUSTODY)),
            seen_by=frozenset(ActorKind(kind) for kind in _kinds(table)),
            rotate_days=rotate_days,
            precision_m=precision_m,
        )
        _check_sense(table, clause)
        return clause

    def _case(self, table: Table, *, known: Mapping[Category, CategoryClause]) -> CaseClause:
        table.only(key.name for key in language.CASE_KEYS)
        under = _under(table, is_case=True)
        written = self._words(table)
        return CaseClause(
            name=table.path[-1],
            under=under,
            says=written,
            written=written,
            evidence=_evidence(table, under=under),
            categories=_opened(table, known=known),
        )

    def _promise(self, table: Table, promise: Clause) -> PromiseClause:
        keys = [language.value_key(value) for value in promise.values]
        table.only([*(key.name for key in language.PROMISE_KEYS), *(key.name for key in keys)])
        values = {key.name: table.number(key) or 0 for key in keys}
        written = self._words(table, blanks=values)
        says = fill(written, values=values)
        return PromiseClause(clause=promise.id, says=says, written=written, values=values)

    def _words(self, table: Table, *, blanks: Sequence[str] | Mapping[str, int] = ()) -> Words:
        return table.words(language.SAYS, languages=self._languages, blanks=blanks)


def _named(tables: Table) -> Iterator[tuple[str, Table]]:
    """Go through the tables of one kind; a name must be a name."""
    for name in tables.values:
        table = tables.inner(name)
        if not is_name(name):
            fix = f"use lower-case letters, digits and hyphens, at most {language.LONGEST_NAME}"
            table.note(f"`{name}` cannot name a {tables.path[-1]}", fix=fix)
        yield name, table


def _under(table: Table, *, is_case: bool = False) -> ClauseId:
    found = ClauseId(table.text(language.UNDER_CASE if is_case else language.UNDER))
    promise = CATALOGUE.get(found)
    if found and promise is None:
        message = f"{table.title} is under `{found}`, which is no promise of the catalogue"
        table.note(message, fix=suggest(found, CATALOGUE), at="under")
    elif promise is not None and promise.is_case != is_case:
        cases = [name for name, clause in CATALOGUE.items() if clause.is_case]
        message = f"{table.title} cannot be under `{found}`"
        fix = (
            f"a case of disclosure is under one of {', '.join(cases)}"
            if is_case
            else f"only a [case.NAME] is under `{found}`"
        )
        table.note(message, fix=fix, at="under")
    return found


def _promise_of(table: Table, *, name: str) -> Clause | None:
    promise = CATALOGUE.get(ClauseId(name))
    chapters = {clause.chapter for clause in CATALOGUE.values()}
    if promise is None and name in chapters:
        message = f"{table.title} is only the chapter of a promise"
        inner = next(iter(table.values), "…")
        table.note(message, fix=f'write the id in quotes: [promise."{name}.{inner}"]')
    elif promise is None:
        message = f"`{name}` is no promise of the catalogue"
        table.note(message, fix=suggest(name, CATALOGUE))
    elif promise.is_case:
        message = f"{table.title} says that data may leave, and no case says with what evidence"
        table.note(message, fix=f'write [case.NAME] with under = "{name}"')
        return None
    return promise


def _kinds(table: Table) -> list[str]:
    """Read who sees it; a word that is none has been noted by the table."""
    options = language.SEEN_BY.options
    return [kind for kind in table.names(language.SEEN_BY) if kind in options]


def _bases(table: Table) -> dict[Purpose, Basis]:
    """Read the purposes, each with its basis: one for all, or a table with one for each."""
    purposes = table.names(language.PURPOSES)
    if not purposes and "purposes" in table.values:
        fix = "name what it is for, or do not collect it"
        table.note(f"{table.title} is for nothing", fix=fix, at="purposes")
    if not isinstance(table.values.get("basis"), dict):
        basis = Basis(table.choice(language.BASIS))
        return {Purpose(purpose): basis for purpose in purposes}
    each = table.inner("basis")
    each.only(purposes)
    return {
        Purpose(purpose): Basis(each.choice(language.basis_of(purpose))) for purpose in purposes
    }


def _evidence(table: Table, *, under: ClauseId) -> frozenset[str]:
    evidence = frozenset(table.names(language.EVIDENCE_KEY))
    promise = CATALOGUE.get(under)
    needed = promise.evidence if promise else frozenset[str]()
    if missing := sorted(needed - evidence):
        message = f"{table.title} demands less than `{under}` promises"
        table.note(message, fix=f"add {', '.join(missing)} to `evidence`", at="evidence")
    return evidence


def _opened(table: Table, *, known: Mapping[Category, CategoryClause]) -> frozenset[Category]:
    if table.values.get("categories") == "all":
        return frozenset(known)
    found = table.names(language.CATEGORIES)
    for name in found:
        if name not in known:
            message = f"{table.title} opens `{name}`, which the file does not keep"
            table.note(message, fix=suggest(name, known), at="categories")
    return frozenset(Category(name) for name in found)


def _check_sense(table: Table, clause: CategoryClause) -> None:
    """Note values that are each right and together make no sense."""
    if clause.is_personal and clause.rotate_days is not None:
        message = f"{table.title} is personal and has `rotate_days`"
        table.note(message, fix="leave it out: only pseudonyms rotate", at="rotate_days")
    if not clause.is_personal and clause.rotate_days is None:
        message = f"{table.title} is non-personal and does not say how long a pseudonym lives"
        table.note(message, fix=f"add {language.ROTATE_DAYS.name} = 30", at="class")
    if not clause.is_personal and clause.keep.event in {KeepFrom.WITHDRAWN, KeepFrom.CLOSED}:
        message = f"{table.title} is non-personal: once the link is cut, nobody knows whose it was"
        table.note(message, fix='use keep_from = "collected" or "changed"', at="keep_from")
    asked = Basis.CONSENT in clause.bases.values()
    if clause.keep.event is KeepFrom.WITHDRAWN and clause.bases and not asked:
        message = f"{table.title} counts from a withdrawal, and asks for no consent"
        fix = 'use keep_from = "closed", "changed" or "collected", or basis = "consent"'
        table.note(message, fix=fix, at="keep_from")
    if clause.precision_m is not None and clause.under not in language.PLACES:
        message = f"{table.title} has `precision_m`, and `{clause.under}` is not about places"
        table.note(message, fix="leave it out", at="precision_m")
