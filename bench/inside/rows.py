"""What is asked of the vault: each row opens vaults of its own and gives its figures by name.

May be imported by: bench.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from bailee.terms import Custody, ItemId
from bench.cards import ALL, FEW, Card, Photos, cards, revised
from bench.client import WrongAnswerError
from bench.inside.apart import exported
from bench.inside.bare import bare
from bench.inside.house import BOOK, Inside, opened
from bench.inside.request import compare
from bench.inside.watch import watched

Figures = dict[str, float]
MS, US = 1e3, 1e6
CHANGED = 10
LARGE = Photos(every=1, pixels=600)
"""A photo of some 1.5 MB in every card."""


@dataclass(frozen=True)
class Size:
    """How much."""

    puts: int = 1_000
    few: int = 1_000
    many: int = 100_000
    erased: tuple[int, ...] = (100, 10_000, 100_000)
    samples: int = 200
    large: int = 700


QUICK = Size(puts=200, few=200, many=2_000, erased=(100, 2_000), samples=20, large=40)


async def share(folder: Path, size: Size) -> Figures:
    """PUT with decide, seal and journal, and without, in turns of fifty."""
    some = list(cards(size.puts))
    whole, stripped = list[tuple[float, float]](), list[tuple[float, float]]()
    async with opened(folder / "whole") as ours, _opened_bare(folder / "bare") as theirs:
        for start in range(0, size.puts, 50):
            whole += [await _cost(ours.put, card) for card in some[start : start + 50]]
            with bare():
                stripped += [await _cost(theirs.put, card) for card in some[start : start + 50]]
    figures: Figures = {}
    for name, costs in (("whole", whole), ("bare", stripped)):
        figures[f"put_{name}_ms"] = median(wall for wall, _ in costs) * MS
        figures[f"put_{name}_cpu_us"] = median(cpu for _, cpu in costs) * US
    return figures


async def request(folder: Path, size: Size) -> Figures:
    """The same as `share`, but over HTTP: two servers, with everything that a request takes."""
    return await asyncio.to_thread(compare, folder, puts=size.puts)


async def erase(folder: Path, size: Size) -> Figures:
    """Erase members with few and many items: until the keys are gone, and until it is said."""
    figures: Figures = {}
    for count in size.erased:
        async with opened(folder / f"{count}") as inside:
            await inside.fill(cards(count))
            await inside.house.vault.settle()
            with watched() as shredded:
                began = time.perf_counter()
                await inside.house.erasure.erase(inside.subject, actor=inside.member)
                said = time.perf_counter()
            if inside.is_readable():
                raise WrongAnswerError("the key is still there")
            figures[f"erase_{count}_unreadable_ms"] = (max(shredded) - began) * MS
            figures[f"erase_{count}_said_ms"] = (said - began) * MS
    return figures


async def export(folder: Path, size: Size) -> Figures:
    """Take everything away, in a process of its own: MB/s of cards, and memory on top of idle."""
    figures: Figures = {}
    for name, count, photos in (
        ("few", size.few * 10, FEW), ("many", size.many, FEW), ("photos", size.few * 3, ALL),
    ):  # fmt: skip
        async with opened(folder / name) as inside:
            held_bytes = await inside.fill(cards(count, photos=photos))
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            took_s, cpu_s, grown_mib = await asyncio.wrap_future(
                apart.submit(exported, folder / name)
            )
        figures[f"export_{name}_mb_per_s"] = held_bytes / 1e6 / took_s
        figures[f"export_{name}_mb_per_cpu_s"] = held_bytes / 1e6 / cpu_s
        figures[f"export_{name}_grown_mib"] = grown_mib
    return figures


async def export_large(folder: Path, size: Size) -> Figures:
    """Take a gibibyte away: MB/s, and memory on top of idle, which must not grow with it."""
    async with opened(folder) as inside:
        held_bytes = await inside.fill(cards(size.large, photos=LARGE))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        took_s, cpu_s, grown_mib = await asyncio.wrap_future(apart.submit(exported, folder))
    return {
        "export_large_mib": held_bytes / 2**20,
        "export_large_mb_per_s": held_bytes / 1e6 / took_s,
        "export_large_mb_per_cpu_s": held_bytes / 1e6 / cpu_s,
        "export_large_grown_mib": grown_mib,
    }


async def changes(folder: Path, size: Size) -> Figures:
    """Ask what changed after ten changes, in few cards and in many."""
    figures: Figures = {}
    for name, count in (("few", size.few), ("many", size.many)):
        held = list(cards(count))
        async with opened(folder / name) as inside:
            await inside.fill(held)
            times = [
                await _changes(inside, held, revision=revision) for revision in range(size.samples)
            ]
            figures[f"changes_{name}_ms"] = median(times) * MS
    return figures


async def custody(folder: Path, size: Size) -> Figures:
    """PUT and read with the key kept by the house, and with the key unlocked by a device."""
    some = list(cards(size.puts))
    costs: dict[str, list[tuple[float, float]]] = {}
    async with (
        opened(folder / "kept") as kept,
        opened(folder / "unlocked", custody=Custody.UNLOCKED) as unlocked,
    ):
        for start in range(0, size.puts, 50):
            turn = some[start : start + 50]
            for name, inside in (("kept", kept), ("unlocked", unlocked)):
                costs.setdefault(f"put_{name}_ms", []).extend(
                    [await _cost(inside.put, card) for card in turn]
                )
                costs.setdefault(f"read_{name}_ms", []).extend(
                    [await _cost(_read_by(inside), card) for card in turn]
                )
    return {name: median(wall for wall, _ in found) * MS for name, found in costs.items()}


@asynccontextmanager
async def _opened_bare(folder: Path) -> AsyncGenerator[Inside, None]:
    """Open a vault that seals nothing: every use of it belongs inside `bare`."""
    context = opened(folder)
    with bare():
        inside = await context.__aenter__()
    try:
        yield inside
    finally:
        with bare():
            await context.__aexit__(None, None, None)


async def _cost(work: Callable[[Card], Awaitable[object]], card: Card) -> tuple[float, float]:
    """Give the seconds and the CPU seconds of all threads that it took."""
    began, cpu_s = time.perf_counter(), time.process_time()
    await work(card)
    return time.perf_counter() - began, time.process_time() - cpu_s


def _read_by(inside: Inside) -> Callable[[Card], Awaitable[object]]:
    async def read(card: Card) -> None:
        found = await inside.cloud.item(BOOK, ItemId(card.name))
        if found.body != card.body:
            raise WrongAnswerError("another card came back")

    return read


async def _changes(inside: Inside, held: Sequence[Card], *, revision: int) -> float:
    """Change ten cards, then time the question."""
    token = (await inside.cloud.folder(BOOK)).token
    start = revision * CHANGED % (len(held) - CHANGED)
    for card in held[start : start + CHANGED]:
        await inside.put(revised(card, revision=revision))
    began = time.perf_counter()
    answer = await inside.cloud.changes(BOOK, since=token, limit=10_000)
    took_s = time.perf_counter() - began
    if len(answer.changed) != CHANGED:
        raise WrongAnswerError(f"{len(answer.changed)} changes, not {CHANGED}")
    return took_s
