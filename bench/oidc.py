"""Bailee beside Canaille and oidc-provider: an app that exchanges, renews and asks who it is.

All servers of a round run at once and take turns stage by stage. `python -m bench.oidc --help`.
May be imported by: nobody.
"""

import json
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from types import FrameType
from typing import Annotated

import platformdirs
import typer
from rich.console import Console

from bench import ceiling, report
from bench.bailee_server import SettleError
from bench.client import Answer, Connection, Lanes, WrongAnswerError
from bench.peers.venv import InstallError
from bench.process import StartError, file_system
from bench.questions import expect
from bench.report import Metric
from bench.sign_on import SignOn
from bench.sign_on.bailee import Bailee
from bench.sign_on.canaille import Canaille
from bench.sign_on.oidc_provider import OidcProvider

Figures = dict[str, float]
KINDS: dict[str, type[SignOn]] = {
    "bailee": Bailee,
    "canaille": Canaille,
    "oidc-provider": OidcProvider,
}
USUAL = list(KINDS)
FAULTS = (StartError, InstallError, WrongAnswerError, SettleError)
LANES, MS, MIB = 8, 1e3, 1 << 20
IDLE_S, BETWEEN_S, NEXT_SECOND_S = 1.0, 0.1, 1.1


@dataclass(frozen=True)
class Workload:
    """How many of each: the same for every server of a run."""

    codes: int = 60
    refreshes: int = 60
    reads: int = 200


QUICK = Workload(20, 20, 60)
METRICS = (
    Metric("code_rate", "code exchanged for tokens ({codes})", "/s", more_is_better=True),
    Metric("code_p50", "  p50", "ms"),
    Metric("code_cpu", "  CPU each", "ms"),
    Metric("code_8_rate", "  8 connections", "/s", more_is_better=True),
    Metric("refresh_rate", "refresh ({refreshes})", "/s", more_is_better=True),
    Metric("refresh_p50", "  p50", "ms"),
    Metric("refresh_cpu", "  CPU each", "ms"),
    Metric("userinfo_rate", "userinfo ({reads})", "/s", more_is_better=True),
    Metric("userinfo_p50", "  p50", "ms"),
    Metric("userinfo_cpu", "  CPU each", "ms"),
    Metric("userinfo_8_rate", "  8 connections", "/s", more_is_better=True),
    Metric("discovery_rate", "discovery ({reads})", "/s", more_is_better=True),
    Metric("discovery_cpu", "  CPU each", "ms"),
    Metric("rss_idle", "memory, idle", "MiB", 80),
    Metric("rss_after", "memory after", "MiB", 90),
    Metric("started", "start to first answer", "s", 1.5),
)


def measured(server: SignOn, name: str, send: Callable[[], list[Answer]]) -> Figures:
    """Run what is measured; give rate, median and CPU time of each."""
    cpu, began = server.process.cpu_s(), time.perf_counter()
    answers = send()
    took, spent = time.perf_counter() - began, server.process.cpu_s() - cpu
    for answer in answers:
        expect(answer, 200)
    return {
        f"{name}_rate": len(answers) / took,
        f"{name}_p50": median(answer.took_s for answer in answers) * MS,
        f"{name}_cpu": spent / len(answers) * MS,
    }


def one_by_one(server: SignOn, name: str, requests: Iterable[bytes]) -> Figures:
    waiting = list(requests)
    with Connection(server.address) as line:
        return measured(server, name, lambda: [line.exchange(one) for one in waiting])


def eight_at_once(server: SignOn, name: str, requests: Iterable[bytes]) -> Figures:
    waiting = list(requests)
    lanes = Lanes(server.address, count=LANES)
    return measured(server, name, lambda: lanes.drain(waiting))


def idle(server: SignOn, _: Workload) -> Figures:
    time.sleep(IDLE_S)
    return {"rss_idle": server.process.rss_bytes() / MIB, "started": server.started_s}


def discovery(server: SignOn, load: Workload) -> Figures:
    return one_by_one(server, "discovery", [server.discovery()] * load.reads)


def code(server: SignOn, load: Workload) -> Figures:
    server.tokens()  # what is made at first use, keys say, is made before the clock starts
    return one_by_one(server, "code", map(server.for_code, server.codes(load.codes)))


def code_8(server: SignOn, load: Workload) -> Figures:
    return eight_at_once(server, "code_8", map(server.for_code, server.codes(load.codes)))


def refresh(server: SignOn, load: Workload) -> Figures:
    """Renew, each with a token of its own: Canaille gives no two alike in one second."""
    codes = list(map(server.for_code, server.codes(load.refreshes)))
    with Connection(server.address) as line:
        answers = [expect(line.exchange(one), 200) for one in codes]
    tokens = [json.loads(answer.body)["refresh_token"] for answer in answers]
    time.sleep(NEXT_SECOND_S)
    return one_by_one(server, "refresh", map(server.for_refresh, tokens))


def userinfo(server: SignOn, load: Workload) -> Figures:
    token = server.tokens()["access_token"]
    return one_by_one(server, "userinfo", [server.userinfo(token)] * load.reads)


def userinfo_8(server: SignOn, load: Workload) -> Figures:
    token = server.tokens()["access_token"]
    return eight_at_once(server, "userinfo_8", [server.userinfo(token)] * load.reads)


def after(server: SignOn, _: Workload) -> Figures:
    return {"rss_after": server.process.rss_bytes() / MIB}


STAGES = (idle, discovery, code, code_8, refresh, userinfo, userinfo_8, after)


def one_round(
    kinds: Sequence[type[SignOn]], load: Workload, cache: Path, rounds: dict[str, list[Figures]]
) -> list[SignOn]:
    """Start everybody afresh, take turns through all stages, stop everybody."""
    folder = cache / "work" / f"{time.time_ns()}"
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        servers = [
            stack.enter_context(kind(cache=cache, folder=folder / kind.__name__)) for kind in kinds
        ]
        figures: dict[str, Figures] = {server.name: {} for server in servers}
        for stage in STAGES:
            for server in servers:
                time.sleep(BETWEEN_S)
                figures[server.name] |= stage(server, load)
        for server in servers:
            rounds.setdefault(server.name, []).append(figures[server.name])
    return servers


def main(
    *,
    server: Annotated[list[str], typer.Option(help="Whom to measure; repeat it.")] = USUAL,
    rounds: Annotated[int, typer.Option(help="How many rounds.")] = 5,
    quick: Annotated[bool, typer.Option(help="A tenth of the work, one round.")] = False,
    cache: Annotated[Path | None, typer.Option(help="Where venvs and data go.")] = None,
    to: Annotated[Path | None, typer.Option("--json", help="Write all rounds here.")] = None,
    markdown: Annotated[bool, typer.Option(help="Draw the table as Markdown.")] = False,
) -> None:
    """Measure OpenID Connect providers side by side; print medians and ratios."""
    signal.signal(signal.SIGTERM, _terminate)
    console = Console(width=None if sys.stdout.isatty() else 120)
    place = cache or platformdirs.user_cache_path("bailee-bench")
    place.mkdir(parents=True, exist_ok=True)
    load, kinds = QUICK if quick else Workload(), [KINDS[name] for name in server]
    reached = ceiling.measure()
    console.print(
        f"The client's own ceiling: {reached.put_per_s:,.0f} requests/s on one connection, "
        f"{reached.put_8_per_s:,.0f} on eight. Data on {file_system(place)}."
    )
    found: dict[str, list[Figures]] = {}
    servers: list[SignOn] = []
    try:
        for number in range(1 if quick else rounds):
            at = number % len(kinds)
            servers = one_round([*kinds[at:], *kinds[:at]], load, place, found)
    except FAULTS as error:
        console.print(f"✗ {error}", markup=False)
        raise typer.Exit(1) from error
    for one in servers:
        console.print(f"{one.name} {one.version}: {one.setup}", markup=False)
    console.print(
        report.fill(report.sheet("OpenID Connect", markdown=markdown), found, METRICS, words=load)
    )
    if to:
        report.written(to, {"workload": asdict(load), "rounds": found})


def _terminate(number: int, frame: FrameType | None) -> None:
    """Leave by the same way as at the end: the servers we started are stopped."""
    del frame
    raise SystemExit(128 + number)


if __name__ == "__main__":
    typer.run(main)
