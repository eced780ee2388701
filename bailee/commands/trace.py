"""`bailee trace`: from each promise to what keeps it, and how many are kept.

May be imported by: __main__.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer
from msgspec import Struct

from bailee.assembly import FolderError
from bailee.assembly.operator import ask
from bailee.commands.options import Data, RootKey, folder, told
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
    evidence: Mapping[str, int]


def trace(
    clauses: Annotated[
        list[str] | None,
        typer.Argument(help="Promises to show whole: security.rest, or a chapter."),
    ] = None,
    *,
    whole: Annotated[bool, typer.Option("--all", help="Show every promise whole.")] = False,
    data: Data = None,
    root_key: RootKey = None,
) -> None:
    """Show which modules and tests keep each promise of the catalogue.

    With --data, also the numbers that a house shows for it.
    """
    rows = follow(collect(), evidence=numbers(data, root_key) if data else {})
    wanted = [row for row in rows if whole or is_wanted(row, clauses or [])]
    if clauses and not wanted:
        typer.echo(f"The catalogue has no promise {', '.join(clauses)}.", err=True)
        raise typer.Exit(2)
    lines = details(wanted) if wanted else overview(rows)
    typer.echo("\n".join([*lines, "", coverage(rows)]))


def numbers(data: Path, root_key: Path | None) -> Mapping[ClauseId, Mapping[str, int]]:
    """Ask a house, running or not, what it can show."""
    with told():
        house = folder(data, root_key)
        if not house.is_there:
            raise FolderError(f"nothing is kept in {house.path}")
        found = ask(house, "show_evidence", clauses=list(CATALOGUE))
    return {ClauseId(clause): shown for clause, shown in found.items()}


def follow(
    traces: Mapping[ClauseId, Trace],
    *,
    evidence: Mapping[ClauseId, Mapping[str, int]] = MappingProxyType({}),
) -> list[Row]:
    """Hold what was found in the tree beside every promise of the catalogue, in its order."""
    return [
        Row(
            clause=name,
            says=promise.says["en"],
            needs=promise.needs,
            trace=(found := traces.get(name, Trace())),
            standing=stand(name, found, needs=promise.needs),
            evidence=evidence.get(name, {}),
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
            yield from (f"  {row.clause:{width}}  {reason(row)}{shown(row)}" for row in alike)


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
        yield from listed("test", [aloud(proof) for proof in row.trace.tests])
        if row.needs:
            yield f"  waits for {row.needs}"
        if row.evidence:
            yield f"  now: {shown(row)[2:]}"


def shown(row: Row) -> str:
    """Give the numbers of a house: `; lines 12`."""
    return "".join(f"; {fact} {number}" for fact, number in row.evidence.items())


def listed(noun: str, names: tuple[str, ...] | list[str]) -> Iterator[str]:
    """Give names under a heading that counts them."""
    if names:
        yield f"  {count(names, noun)}"
        yield from (f"    {name}" for name in names)


def aloud(proof: Proof) -> str:
    """Read a test aloud, with where it stands."""
    return f"{proof.sentence}  ({proof.file})"


def count(things: tuple[object, ...] | list[str], noun: str) -> str:
    """Count things: `1 test`, `2 tests`."""
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
