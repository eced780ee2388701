"""How long a decision takes, beside Cedar and Casbin on the same policy and questions.

`python -m bench.decide --help`.
May be imported by: nobody.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from rich.console import Console

from bench import report
from bench.deciders import peers
from bench.deciders.peers import Decider
from bench.deciders.questions import CLAUSES, CONSENTS, policy, questions

DECIDERS: dict[str, Callable[..., Decider]] = {
    "Bailee": peers.bailee,
    "Cedar, one by one": peers.cedar_each,
    "Cedar, all in a call": peers.cedar_batch,
    "Casbin, fast enforcer": peers.casbin,
}
GOAL_US = 1.0


def main(
    *,
    rounds: Annotated[int, typer.Option(help="How many rounds.")] = 5,
    count: Annotated[int, typer.Option(help="How many questions in a round.")] = 1_000,
    json: Annotated[Path | None, typer.Option(help="Write all rounds to this file.")] = None,
    markdown: Annotated[bool, typer.Option(help="Draw the table as Markdown.")] = False,
) -> None:
    """Measure decisions; all deciders take turns, and must give the same answers."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    ready = _ready(console, count)
    found: dict[str, list[float]] = {name: [] for name in ready}
    for turn in range(rounds):
        names = [*ready]
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            found[name].append(_us_each(ready[name], count))
    _print(console, found, markdown=markdown)
    if json:
        report.written(json, {"us": found})


def _ready(console: Console, count: int) -> dict[str, Decider]:
    """Prepare each decider that is installed, and hold its answers against ours."""
    asked = policy()
    some = questions(asked, count=count)
    ready: dict[str, Decider] = {}
    for name, prepare in DECIDERS.items():
        try:
            ready[name] = prepare(asked, some)
        except ModuleNotFoundError as error:
            console.print(f"{name}: left out, {error.name} is not installed")
    answers = {name: decider() for name, decider in ready.items()}
    assert all(answer == answers["Bailee"] for answer in answers.values()), "the same answers"
    permitted = sum(answers["Bailee"])
    console.print(f"{CLAUSES} clauses, {CONSENTS} consents; {permitted} of {count} are permitted.")
    return ready


def _us_each(decider: Decider, count: int) -> float:
    """Take the CPU time of one decision in microseconds; ours is too quick for a single pass."""
    begun, passes = time.process_time(), 0
    while (spent := time.process_time() - begun) < 0.2:
        decider()
        passes += 1
    return spent / passes / count * 1e6


def _print(console: Console, found: dict[str, list[float]], *, markdown: bool) -> None:
    table = report.sheet("A decision", markdown=markdown)
    for column in ("who", "µs of CPU", "from", "to", "times ours"):
        table.add_column(column, justify="left" if column == "who" else "right")
    ours = median(found["Bailee"])
    for name, times in found.items():
        figures = (median(times), min(times), max(times))
        shown = [f"{figure:,.3g}" for figure in figures]
        table.add_row(name, *shown, f"{figures[0] / ours:,.0f} ×")
    console.print(table)
    console.print(f"Goal: at most {GOAL_US} µs, {'reached' if ours <= GOAL_US else 'missed'}.")


if __name__ == "__main__":
    typer.run(main)
