"""Bailee beside Radicale and Xandikos: one device, and eight connections, over CardDAV.

All servers of a round run at once and take turns stage by stage, so that a slow minute of the
machine is everybody's. `python -m bench.dav --help`.
May be imported by: nobody.
"""

import shutil
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from enum import StrEnum
from os import sync
from pathlib import Path
from types import FrameType
from typing import Annotated

import platformdirs
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench import ceiling, report
from bench.bailee_server import BaileeServer, SettleError
from bench.cards import cards
from bench.client import WrongAnswerError
from bench.peers import Server
from bench.peers.radicale import Radicale, RadicaleHypercorn
from bench.peers.venv import InstallError
from bench.peers.xandikos import Xandikos
from bench.process import StartError, file_system
from bench.stages import QUICK, STAGES, Figures, Trial, Workload

ADDED = 200
"""How many cards there are for PUTs into the large book."""
BETWEEN_S = 0.1
FAULTS = (StartError, InstallError, WrongAnswerError, SettleError)


class Name(StrEnum):
    """The servers there are."""

    BAILEE = "bailee"
    RADICALE = "radicale"
    RADICALE_HYPERCORN = "radicale-hypercorn"
    XANDIKOS = "xandikos"


KINDS: dict[Name, type[Server]] = {
    Name.BAILEE: BaileeServer,
    Name.RADICALE: Radicale,
    Name.RADICALE_HYPERCORN: RadicaleHypercorn,
    Name.XANDIKOS: Xandikos,
}
USUAL = [Name.BAILEE, Name.RADICALE, Name.XANDIKOS]


class Run:
    """All rounds: which servers, how much, and the figures so far."""

    def __init__(self, kinds: Sequence[type[Server]], workload: Workload, *, cache: Path) -> None:
        self._kinds = kinds
        self._workload = workload
        self._cache = cache
        self._cards = list(cards(workload.large + ADDED))
        self.rounds: dict[str, list[Figures]] = {kind.name: [] for kind in kinds}
        self.versions: dict[str, dict[str, str]] = {}

    def round(self, number: int, progress: Progress) -> None:
        """Start everybody afresh, take turns through all stages, stop everybody."""
        task = progress.add_task(f"round {number + 1}", total=len(STAGES) * len(self._kinds))
        folder = self._cache / "work" / f"{time.time_ns()}"
        with ExitStack() as stack:
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            trials = [self._trial(kind, folder, stack) for kind in self._turn(number)]
            for stage in STAGES:
                for trial in trials:
                    what = f"round {number + 1}: {stage.__name__}, {trial.server.name}"
                    progress.update(task, description=what)
                    sync()  # no server pays for what another one left unwritten
                    time.sleep(BETWEEN_S)
                    trial.figures |= stage(trial)
                    progress.advance(task)
        for trial in trials:
            self.rounds[trial.server.name].append(trial.figures)

    def _trial(self, kind: type[Server], folder: Path, stack: ExitStack) -> Trial:
        server = stack.enter_context(kind(cache=self._cache, folder=folder / kind.__name__))
        self.versions[server.name] = {"version": server.version, "setup": server.setup}
        return Trial(server, self._workload, self._cards)

    def _turn(self, number: int) -> list[type[Server]]:
        """Let another server begin in each round."""
        at = number % len(self._kinds)
        return [*self._kinds[at:], *self._kinds[:at]]


def main(
    *,
    server: Annotated[list[Name], typer.Option(help="Whom to measure; repeat it.")] = USUAL,
    rounds: Annotated[int, typer.Option(help="How many rounds.")] = 5,
    cards: Annotated[int | None, typer.Option(help="How many cards the large book holds.")] = None,
    quick: Annotated[bool, typer.Option(help="A tenth of the work, one round.")] = False,
    cache: Annotated[Path | None, typer.Option(help="Where venvs and data go.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write all rounds to this file.")] = None,
    markdown: Annotated[bool, typer.Option(help="Draw the table as Markdown.")] = False,
) -> None:
    """Measure CardDAV servers side by side; print medians and ratios."""
    signal.signal(signal.SIGTERM, _terminate)
    console = Console(width=None if sys.stdout.isatty() else 120)
    place = cache or platformdirs.user_cache_path("bailee-bench")
    place.mkdir(parents=True, exist_ok=True)
    workload = QUICK if quick else Workload()
    workload = replace(workload, large=cards) if cards else workload
    run = Run([KINDS[name] for name in server], workload, cache=place)
    reached = ceiling.measure()
    console.print(
        f"The client's own ceiling: {reached.put_per_s:,.0f} PUT/s on one connection, "
        f"{reached.put_8_per_s:,.0f} on eight, {reached.read_mb_per_s:,.0f} MB/s read.\n"
        f"Data on {file_system(place)}."
    )
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        try:
            for number in range(1 if quick else rounds):
                run.round(number, progress)
        except FAULTS as error:
            console.print(f"✗ {error}", markup=False)
            raise typer.Exit(1) from error
    for name, facts in run.versions.items():
        console.print(f"{name} {facts['version']}: {facts['setup']}")
    sheet = report.sheet("CardDAV", markdown=markdown)
    console.print(report.fill(sheet, run.rounds, report.DAV, words=workload))
    if json:
        content = {"workload": asdict(workload), "ceiling": reached._asdict()}
        report.written(json, {**content, "servers": run.versions, "rounds": run.rounds})


def _terminate(number: int, frame: FrameType | None) -> None:
    """Leave by the same way as at the end: the servers we started are stopped."""
    del frame
    raise SystemExit(128 + number)


if __name__ == "__main__":
    typer.run(main)
