"""The same policy as Cedar text (https://www.cedarpolicy.com), for whoever wants a second opinion.

No schema is needed: an operation is `Action::"read"`, a category `Category::"contacts"`, and the
context gives `purpose`, `actor`, its `kind`, `state`, `consents` as `"purpose category"`, and
`opened`, what grants open now, as records of `actor`, `purpose` and `category`.

May be imported by: commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from bailee.policy.decide import Policy
from bailee.policy.parts import CategoryClause
from bailee.policy.states import goes_on
from bailee.policy.unsaid import (
    FOR_PURPOSES,
    NEEDS_THE_KEY,
    RIGHTS,
    is_open_to,
    operations,
    takes_grant,
)
from bailee.terms import APPS, ActorKind, Basis, ClauseId, Custody, Operation, Purpose, State


def cedar(policy: Policy) -> str:
    """Write down every yes; Cedar, as we, refuses the rest."""
    clauses = policy.categories.values()
    said = (text for clause in clauses for text in _category(clause, policy))
    return "\n".join([*_rights(), *said])


def _rights() -> Iterator[str]:
    for (operation, purpose, kind), permit in RIGHTS.items():
        when = [f"context.purpose == {_text(purpose)}", f"context.kind == {_text(kind)}"]
        yield _permit(permit.clause, [operation], "resource", when=when)


def _category(clause: CategoryClause, policy: Policy) -> Iterator[str]:
    resource = f"resource == Category::{_text(clause.name)}"
    for purpose in clause.bases:
        under = policy.purposes[purpose].under
        for done, kinds in _who(clause, purpose, under=under):
            for among, these, states in _when(done, kinds, under=under):
                when = [*_conditions(clause, purpose), f"{_texts(these)}.contains(context.kind)"]
                when += _grant(clause, purpose, these, under=under)
                when.append(f"{_texts(states)}.contains(context.state)")
                yield _permit(clause.clause, among, resource, when=when)


def _who(
    clause: CategoryClause, purpose: Purpose, *, under: ClauseId
) -> Iterator[tuple[Sequence[Operation], Sequence[str]]]:
    """Who may do what; those who need a grant stand apart, and only look."""
    for done, kinds in _seeing(clause, purpose):
        by_grant = [kind for kind in kinds if takes_grant(kind, under=under)]
        yield done, [kind for kind in kinds if kind not in by_grant]
        for kind in by_grant:
            yield [one for one in done if is_open_to(kind, one, under=under)], [kind]


def _seeing(
    clause: CategoryClause, purpose: Purpose
) -> Iterator[tuple[Sequence[Operation], Sequence[str]]]:
    """The software does what others may, but for what needs a key that it does not have."""
    kinds = sorted(clause.seen_by)
    if purpose == APPS:
        if clause.custody is not Custody.SEALED and operations(clause, purpose):
            yield [Operation.DISCLOSE], [ActorKind.RECIPIENT]
        return
    if clause.custody is Custody.SEALED:
        yield FOR_PURPOSES, kinds
        yield [name for name in FOR_PURPOSES if name not in NEEDS_THE_KEY], [ActorKind.BAILEE]
    else:
        yield FOR_PURPOSES, [*kinds, ActorKind.BAILEE]


def _when(
    operations: Sequence[Operation], kinds: Sequence[str], *, under: ClauseId
) -> Iterator[tuple[Sequence[Operation], Sequence[str], list[State]]]:
    """When: while the account is active, and what goes on in other states, in these too."""
    yield operations, kinds, [State.ACTIVE]
    for operation, kind in product(operations, kinds):
        if states := goes_on(operation, under=under, kind=kind):
            yield [operation], [kind], sorted(states)


def _conditions(clause: CategoryClause, purpose: Purpose) -> list[str]:
    conditions = [f"context.purpose == {_text(purpose)}"]
    if clause.bases[purpose] is Basis.CONSENT:
        conditions.append(f"context.consents.contains({_text(f'{purpose} {clause.name}')})")
    return conditions


def _grant(
    clause: CategoryClause, purpose: Purpose, kinds: Sequence[str], *, under: ClauseId
) -> list[str]:
    """What a grant has to open, where it takes one; the actor is whoever asks."""
    if not any(takes_grant(kind, under=under) for kind in kinds):
        return []
    record = f"actor: context.actor, purpose: {_text(purpose)}, category: {_text(clause.name)}"
    return [f"context.opened.contains({{{record}}})"]


def _permit(clause: str, operations: Iterable[str], resource: str, *, when: list[str]) -> str:
    actions = ", ".join(f"Action::{_text(name)}" for name in operations)
    return (
        f"@clause({_text(clause)})\n"
        f"permit (principal, action in [{actions}], {resource})\n"
        f"when {{ {' && '.join(when)} }};\n"
    )


def _texts(words: Iterable[str]) -> str:
    return f"[{', '.join(_text(word) for word in words)}]"


def _text(word: str) -> str:
    """Quote a word; no name of a policy file can hold a quote or a backslash."""
    return f'"{word}"'
