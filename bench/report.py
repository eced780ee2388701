"""Figures of a run as a table: medians, the ratio to each peer, the goal beside.

May be imported by: bench.
"""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from rich import box
from rich.table import Table

OURS = "Bailee"


class Metric(NamedTuple):
    """One row: what a figure means, and what it should reach."""

    key: str
    says: str
    unit: str
    goal: float | None = None
    more_is_better: bool = False

    def ratio(self, ours: float, theirs: float) -> float:
        """Say how many times better ours is; below 1 it is worse."""
        better, worse = (ours, theirs) if self.more_is_better else (theirs, ours)
        return better / worse if worse else float("inf")

    def reached(self, ours: float) -> bool:
        """Say whether the goal is met."""
        if self.goal is None:
            return True
        return ours >= self.goal if self.more_is_better else ours <= self.goal

    def shown(self, value: float | None) -> str:
        """Write a value with three figures, and its unit."""
        if value is None:
            return "–"
        return f"{value:,.0f} {self.unit}" if value >= 100 else f"{value:.3g} {self.unit}"


DAV = (
    Metric("put_rate", "PUT, first {first:,}", "/s", 800, more_is_better=True),
    Metric("put_p50", "  p50", "ms", 1.25),
    Metric("put_p99", "  p99", "ms"),
    Metric("put_cpu", "  CPU each", "ms"),
    Metric("put_8_rate", "PUT, 8 connections", "/s", 2_000, more_is_better=True),
    Metric("put_8_cpu", "  CPU each", "ms"),
    Metric("put_large_p50", "PUT into {large:,}, p50", "ms", 1.25),
    Metric("get_p50", "GET, p50", "ms", 0.5),
    Metric("get_cpu", "  CPU each", "ms"),
    Metric("poll_p50", "poll (ctag, sync-token), p50", "ms", 0.5),
    Metric("poll_cpu", "  CPU each", "ms"),
    Metric("list", "list {large:,} by PROPFIND", "ms"),
    Metric("list_sync", "list {large:,} by sync-collection", "ms"),
    Metric("first_sync", "first sync, multiget in 1,000s", "s", 0.6),
    Metric("first_sync_cpu", "  CPU", "s"),
    Metric("first_sync_davx5", "first sync, multiget by tens", "s", 1.5),
    Metric("changes_p50", "sync after 10 changes, p50", "ms", 1.25),
    Metric("search_p50", "search by name, p50", "ms", 15),
    Metric("rss_idle", "memory, idle", "MiB", 80),
    Metric("rss_after", "memory after", "MiB", 90),
    Metric("disk_first", "disk after {first:,} PUTs", "MiB"),
    Metric("disk_after", "disk after", "MiB", 15),
    Metric("start_empty", "start to first answer, empty", "s", 1.5),
    Metric("start_full", "start to first answer, full", "s", 1.5),
)

Rounds = Mapping[str, Sequence[Mapping[str, float]]]
"""Server → round → figure."""


def sheet(title: str, *, markdown: bool) -> Table:
    """Give an empty table, for the terminal or for bench/README.md."""
    drawn = box.MARKDOWN if markdown else box.HEAVY_HEAD
    return Table(title=None if markdown else title, title_justify="left", box=drawn)


def middle(rounds: Sequence[Mapping[str, float]], key: str) -> float | None:
    """Give the median of a figure over the rounds; None where no round has it."""
    values = [figures[key] for figures in rounds if key in figures]
    return median(values) if values else None


def fill(drawn: Table, rounds: Rounds, metrics: Sequence[Metric], *, words: object) -> Table:
    """Fill in all rows; `words` puts the numbers of the workload into them."""
    peers = [name for name in rounds if name != OURS]
    has_ours = OURS in rounds
    drawn.add_column("")
    for name in [*([OURS, "goal"] if has_ours else []), *peers]:
        drawn.add_column(name, justify="right")
    for name in peers if has_ours else []:
        drawn.add_column(f"× {name}", justify="right")
    for metric in metrics:
        drawn.add_row(metric.says.format(**vars(words)), *_cells(metric, rounds, peers))
    return drawn


def written(file: Path, content: Mapping[str, object]) -> None:
    """Write a run as JSON, with what kind of machine it was."""
    file.write_text(json.dumps({"machine": machine(), **content}, indent=2) + "\n")


def machine() -> dict[str, object]:
    """Describe the machine, without its name."""
    cpus = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return {
        "cpu": cpus[0] if cpus else platform.machine(),
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "python": platform.python_version(),
    }


def _cells(metric: Metric, rounds: Rounds, peers: Sequence[str]) -> list[str]:
    """Write one row: ours and the goal, theirs, the ratios."""
    theirs = {name: middle(rounds[name], metric.key) for name in peers}
    shown = [metric.shown(value) for value in theirs.values()]
    if OURS not in rounds:
        return shown
    ours = middle(rounds[OURS], metric.key)
    ratios = [_ratio(metric, ours, value) for value in theirs.values()]
    return [metric.shown(ours), _goal(metric, ours), *shown, *ratios]


def _ratio(metric: Metric, ours: float | None, theirs: float | None) -> str:
    if ours is None or theirs is None:
        return "–"
    return f"{metric.ratio(ours, theirs):.3g}"


def _goal(metric: Metric, ours: float | None) -> str:
    """Write the goal, and whether it is reached."""
    if metric.goal is None:
        return ""
    sign = "≥" if metric.more_is_better else "≤"
    mark = "" if ours is None else " ✓" if metric.reached(ours) else " ✗"
    return f"{sign} {metric.goal:,g}{mark}"
