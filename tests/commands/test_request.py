"""`bailee request`, as it is typed: numbers and clocks, and nothing of what was asked."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from bailee.assembly import Folder, House
from bailee.rights.requests import Identity, Kind
from tests.commands.test_told import run


def ada_asks(data: Path) -> str:
    """Ada asks something; its number."""

    async def ask() -> str:
        house = await House.open(Folder(data / "d", root_key=data / "root.key").claim())
        subject, now = house.vault.subjects()[0], house.clock.now()
        try:
            return await house.desk.requests.ask(
                subject, Kind.COMPLAIN, says="Secret words.", identity=Identity(("pwd",), now)
            )
        finally:
            await house.close()

    return asyncio.run(ask())


def test_what_waits_is_listed_by_number_and_clock(tmp_path: Path) -> None:
    assert run("member", "add", "ada", data=tmp_path).exit_code == 0
    assert "No request waits" in run("request", "list", data=tmp_path).stdout
    number = ada_asks(tmp_path)
    told = run("request", "list", data=tmp_path)
    assert number in told.stdout
    assert "names an officer" in told.stdout
    assert "overdue" not in told.stdout
    shown = run("request", "show", number.lower(), data=tmp_path)
    assert "received" in shown.stdout
    assert "Secret" not in told.stdout + shown.stdout
    answer = json.loads(run("request", "list", "--json", data=tmp_path).stdout)
    assert [one["number"] for one in answer["requests"]] == [number]


def test_one_that_does_not_wait_is_not_shown(tmp_path: Path) -> None:
    run("member", "add", "ada", data=tmp_path)
    told = run("request", "show", "NOSUCH22", data=tmp_path)
    assert (told.exit_code, "no request of this number" in told.stderr) == (1, True)


def test_agents_are_entered_listed_and_removed(tmp_path: Path) -> None:
    run("member", "add", "ada", data=tmp_path)
    assert "There is no agent" in run("agent", "list", data=tmp_path).stdout
    key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    told = run("agent", "add", "ACME", "--name", "Acme Rights", "--key", key, data=tmp_path)
    assert told.stdout == "ACME may ask; to agents, this server is HOME.\n"
    assert "Acme Rights" in run("agent", "list", data=tmp_path).stdout
    assert '"id": "ACME"' in run("agent", "list", "--json", data=tmp_path).stdout
    assert run("agent", "remove", "ACME", data=tmp_path).stdout == "It asks no more.\n"
    assert run("agent", "remove", "ACME", data=tmp_path).exit_code == 1
    assert run("agent", "add", "ACME", "--name", "x", "--key", "x", data=tmp_path).exit_code == 1
