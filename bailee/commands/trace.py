"""`bailee trace`: from each promise to what keeps it, and how many are kept.

May be imported by: __main__.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

import typer
from msgspec import Struct

from bailee.policy.catalogue import CATALOGUE
from bailee.terms import ClauseId
from bailee.trace import (
    BY_CONSTRUCTION,
    EXCEPTIONS,
    Proof,
    Standing,
    Trace,
    collect,
    is_kept,
    stand,
)


class Row(Struct, frozen=True):
    """One promise with everything that is known of it."""

    clause: ClauseId
    says: str
    needs: str
    trace: Trace
    standing: Standing


def trace(
    clauses: Annotated[
        list[str] | None,
        typer.Argument(help="Promises to show whole: security.rest, or a chapter."),
    ] = None,
    *,
    whole: Annotated[bool, typer.Option("--all", help="Show every promise whole.")] = False,
) -> None:
    """Show which modules and tests keep each promise of the catalogue."""
    rows = follow(collect())
    wanted = [row for row in rows if whole or is_wanted(row, clauses or [])]
    if clauses and not wanted:
        typer.echo(f"The catalogue has no promise {', '.join(clauses)}.", err=True)
        raise typer.Exit(2)
    lines = details(wanted) if wanted else overview(rows)
    typer.echo("\n".join([*lines, "", coverage(rows)]))


def follow(traces: Mapping[ClauseId, Trace]) -> list[Row]:
    """Hold what was found in the tree beside every promise of the catalogue, in its order."""
    return [
        Row(
            clause=name,
            says=promise.says["en"],
            needs=promise.needs,
            trace=(found := traces.get(name, Trace())),
            standing=stand(name, found, needs=promise.needs),
        )
        for name, promise in CATALOGUE.items()
    ]


def is_wanted(row: Row, clauses: list[str]) -> bool:
    """Tell whether a promise was asked for, by its id or its chapter."""
    return row.clause in clauses or row.clause.partition(".")[0] in clauses


def coverage(rows: list[Row]) -> str:
    """Say the number."""
    kept = sum(is_kept(row.standing) for row in rows)
    return f"{kept} of {len(rows)} promises are kept."


def overview(rows: list[Row]) -> Iterator[str]:
    """Give a line for each promise, under how far it is."""
    width = max(len(row.clause) for row in rows)
    for standing in Standing:
        alike = [row for row in rows if row.standing is standing]
        if alike:
            yield f"\n{standing.capitalize()}: {len(alike)}"
            yield from (f"  {row.clause:{width}}  {reason(row)}" for row in alike)


def reason(row: Row) -> str:
    """Say in a few words why a promise stands where it does."""
    found = f"{count(row.trace.modules, 'module')}, {count(row.trace.tests, 'test')}"
    match row.standing:
        case Standing.TODO:
            return f"waits for {row.needs}"
        case Standing.CONSTRUCTION:
            return f"{BY_CONSTRUCTION[row.clause]}; {count(row.trace.tests, 'test')}"
        case Standing.EXCEPTION:
            return EXCEPTIONS[row.clause]
        case _:
            return found


def details(rows: list[Row]) -> Iterator[str]:
    """Give each promise with its sentence, modules and tests."""
    for row in rows:
        yield f"\n{row.clause}: {row.standing}"
        yield f"  {row.says}"
        yield from listed("module", row.trace.modules)
        yield from listed("test", [told(proof) for proof in row.trace.tests])
        if row.needs:
            yield f"  waits for {row.needs}"


def listed(noun: str, names: tuple[str, ...] | list[str]) -> Iterator[str]:
    """Give names under a heading that counts them."""
    if names:
        yield f"  {count(names, noun)}"
        yield from (f"    {name}" for name in names)


def told(proof: Proof) -> str:
    """Read a test aloud, with where it stands."""
    return f"{proof.sentence}  ({proof.file})"


def count(things: tuple[object, ...] | list[str], noun: str) -> str:
    """Count things: `1 test`, `2 tests`."""
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
