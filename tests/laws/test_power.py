"""The law of power: kill -9 at any moment loses nothing acknowledged, and breaks nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bailee.assembly import Folder, House
from bailee.services.cloud import CONTACTS, SYNC, Cloud
from bailee.terms import Agreement
from tests.laws.writer import PHONE, ada, card

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def place(tmp_path: Path) -> Path:
    """A house with one member, who has agreed to sync."""
    house = await opened(tmp_path)
    member = await house.vault.admit()
    await house.vault.names.add("handle", "ada", of=member)
    await house.vault.consent(member, Agreement(SYNC, CONTACTS), given=True, actor=PHONE)
    await Cloud(house.vault, of=member, actor=PHONE).folders()
    await house.close()
    return tmp_path


async def opened(place: Path) -> House:
    return await House.open(Folder(place / "data", root_key=place / "root" / "root.key").claim())


def killed(place: Path, round_: int, *, after_s: float) -> list[list[str]]:
    """Let it write for a while and kill it; gives what it said."""
    paths = (str(place / "data"), str(place / "root" / "root.key"), str(round_))
    command = (sys.executable, "-m", "tests.laws.writer", *paths)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline()]
        time.sleep(after_s)
        writer.kill()
        said += writer.stdout.readlines()
    return [line.split() for line in said if line.endswith("\n")]


def possible(said: list[list[str]]) -> dict[str, set[bytes | None]]:
    """What each card may be now: as the last answer left it, or as what was begun after it."""
    found: dict[str, set[bytes | None]] = {}
    for act, *rest in said:
        if act in {"begin", "done"}:
            what, name = rest
            state = None if what == "removed" else card(name, what)
            before = found.get(name, {None})
            found[name] = {state} if act == "done" else before | {state}
    return found


async def check(place: Path, said: list[list[str]]) -> int:
    """Start again and look; gives how many cards were looked for."""
    house = await opened(place)
    try:
        access = {"of": ada(house), "purpose": SYNC, "actor": PHONE}
        holding = house.vault.holding(CONTACTS, **access)  # type: ignore[arg-type]  # as the names say
        kept = {str(item.name): item.body async for _, item in holding.everything()}
        wanted = possible(said)
        wrong = [name for name, states in wanted.items() if kept.get(name) not in states]
        assert wrong == []
        assert holding.totals().items == len(kept)
        erased = {rest[0] for act, *rest in said if act == "erased"}
        assert erased & set(house.vault.subjects()) == set()
        assert erased & {row.subject for row in house.store.outside(1 << 30, limit=9999)} == set()
        assert house.vault.tree.verify().fault == ""
        return len(wanted) + len(erased)
    finally:
        await house.close()


@pytest.mark.keeps("security.evidence", "access.residual", "cloud.import")
@pytest.mark.parametrize("rounds", [3, pytest.param(50, marks=pytest.mark.slow)])
async def test_killed_at_any_moment_it_has_lost_nothing_and_starts_again(
    place: Path, rounds: int
) -> None:
    chance, looked = random.Random(rounds), 0
    for round_ in range(rounds):
        said = killed(place, round_, after_s=chance.uniform(0.0, 0.5))
        looked += await check(place, said)
    assert looked > 10 * rounds


FIRST_START = """
import asyncio, sys
from pathlib import Path
from tests.laws.test_power import opened
print("ready", flush=True)
asyncio.run(opened(Path(sys.argv[1])))
"""


def started_and_killed(place: Path, *, after_s: float) -> None:
    """Kill a start in its first moments."""
    command = (sys.executable, "-c", FIRST_START, str(place))
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        first.stdout.readline()
        time.sleep(after_s)
        first.kill()


async def test_killed_in_its_first_moment_it_starts_all_the_same(tmp_path: Path) -> None:
    for number in range(8):
        place = tmp_path / f"{number}"
        started_and_killed(place, after_s=number * 0.004)
        house = await opened(place)
        await house.account.add(f"ada-{number}")
        assert house.vault.tree.verify().fault == ""
        await house.close()
