"""The vault from the inside: what the privacy path costs, and how erasure, sync and export grow.

`python -m bench.vault --help`.
May be imported by: nobody.
"""

import asyncio
import shutil
import sys
import time
from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Annotated

import platformdirs
import typer
import uvloop
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bench import report
from bench.inside import rows
from bench.inside.rows import QUICK, Figures, Size
from bench.process import file_system


class Row(StrEnum):
    """What can be asked."""

    REQUEST = "request"
    SHARE = "share"
    ERASE = "erase"
    EXPORT = "export"
    EXPORT_LARGE = "export-large"
    CHANGES = "changes"
    CUSTODY = "custody"


ROWS: dict[Row, Callable[[Path, Size], Awaitable[Figures]]] = {
    Row.REQUEST: rows.request,
    Row.SHARE: rows.share,
    Row.ERASE: rows.erase,
    Row.EXPORT: rows.export,
    Row.EXPORT_LARGE: rows.export_large,
    Row.CHANGES: rows.changes,
    Row.CUSTODY: rows.custody,
}


def main(
    *,
    row: Annotated[list[Row] | None, typer.Option(help="What to ask; repeat it.")] = None,
    rounds: Annotated[int, typer.Option(help="How many rounds.")] = 5,
    quick: Annotated[bool, typer.Option(help="A little of the work, one round.")] = False,
    cache: Annotated[Path | None, typer.Option(help="Where the data goes.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write all rounds to this file.")] = None,
    markdown: Annotated[bool, typer.Option(help="Draw the table as Markdown.")] = False,
) -> None:
    """Measure the vault without a server; print medians."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    place = cache or platformdirs.user_cache_path("bailee-bench")
    console.print(f"Data on {file_system(place)}.")
    asked = row or list(Row)
    size, found = QUICK if quick else Size(), list[Figures]()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        for number in range(1 if quick else rounds):
            task = progress.add_task(f"round {number + 1}", total=len(asked))
            figures: Figures = {}
            for name in asked:
                progress.update(task, description=f"round {number + 1}: {name}")
                figures |= _measured(ROWS[name], place / "work" / f"{time.time_ns()}", size)
                progress.advance(task)
            found.append(figures)
    console.print(_table(report.sheet("The vault", markdown=markdown), found))
    if json:
        report.written(json, {"rounds": found})


def _measured(ask: Callable[[Path, Size], Awaitable[Figures]], folder: Path, size: Size) -> Figures:
    """Ask one row over a folder of its own."""

    async def measured() -> Figures:
        return await ask(folder, size)

    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(measured())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _table(drawn: Table, rounds: list[Figures]) -> Table:
    """Draw the medians; the share of the privacy path is worked out of them."""
    for name in ("", "median", "least", "most"):
        drawn.add_column(name, justify="right" if name else "left")
    for key in rounds[0]:
        values = [figures[key] for figures in rounds]
        shown = (f"{value:,.3g}" for value in (median(values), min(values), max(values)))
        drawn.add_row(key.replace("_", " "), *shown)
    for what, where in (("put", "no HTTP"), ("request", "over HTTP")):
        for unit in ("ms", "cpu_us"):
            _add_share(drawn, rounds, what=what, unit=unit, where=where)
    return drawn


def _add_share(drawn: Table, rounds: list[Figures], *, what: str, unit: str, where: str) -> None:
    """Add what decide, seal and journal add to a PUT; nothing when that was not asked."""
    whole, bare = f"{what}_whole_{unit}", f"{what}_bare_{unit}"
    if bare not in rounds[0]:
        return
    adds = [figures[whole] / figures[bare] - 1 for figures in rounds]
    shown = (f"{value:.1%}" for value in (median(adds), min(adds), max(adds)))
    kind = "CPU" if unit == "cpu_us" else "time"
    drawn.add_row(f"decide + seal + journal add ({kind}, {where})", *shown)


if __name__ == "__main__":
    typer.run(main)
