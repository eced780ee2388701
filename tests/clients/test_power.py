"""The power goes while phones write: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.clients.book import Book
from tests.clients.house import ROOT, House
from tests.clients.people import cards

WRITERS = 4


class Writer(threading.Thread):
    """One device that keeps putting cards until nobody answers."""

    def __init__(self, house: House, number: int, round_: int) -> None:
        super().__init__()
        self.book = Book(httpx.Client(timeout=10, trust_env=False), house.book().url, _login(house))
        self.prefix = f"{round_}-{number}-"
        self.sent: dict[str, bytes] = {}
        self.acknowledged: set[str] = set()

    def run(self) -> None:
        """Put, and remember what was answered."""
        try:
            for number in range(100_000):
                name = f"{self.prefix}{number}.vcf"
                self.sent[name] = card(name)
                answer = self.book.request("PUT", name, self.sent[name], Content_Type="text/vcard")
                if answer.status_code == 201:
                    self.acknowledged.add(name)
        except httpx.TransportError:
            return


def _login(house: House) -> httpx.BasicAuth:
    return house.device("ada").auth


def card(name: str) -> bytes:
    """A card like no other."""
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"UID:{name}", f"FN:{name}", "N:;;;;", "END:VCARD", "")
    return "\r\n".join(lines).encode()


@pytest.fixture
def lone_house(tmp_path: Path) -> Iterator[House]:
    """A house of this story's own: it is about to lose power."""
    with House(tmp_path) as house:
        yield house


def cut_power(house: House, round_: int, chance: random.Random) -> list[Writer]:
    """Let devices write, kill the server at some moment, start it again."""
    writers = [Writer(house, number, round_) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(chance.uniform(0.02, 0.6))
    house.process.send_signal(signal.SIGKILL)
    house.process.wait(20)
    for writer in writers:
        writer.join(30)
    house.start()
    return writers


def kept(book: Book, prefix: str) -> dict[str, bytes]:
    """The cards that are there, by name."""
    paths = [path for path in book.etags() if path.rpartition("/")[2].startswith(prefix)]
    return {path.rpartition("/")[2]: body for path, body in book.read(paths).items()}


def verify_journal(house: House) -> str:
    """What the command says of the running house's journal; it must not fail."""
    command = house.command("journal", "verify")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.keeps("security.evidence")
@pytest.mark.parametrize("rounds", [3, pytest.param(50, marks=pytest.mark.slow)])
def test_no_acknowledged_card_is_lost_when_the_power_goes(lone_house: House, rounds: int) -> None:
    chance, acknowledged = random.Random(rounds), 0
    for round_ in range(rounds):
        writers = cut_power(lone_house, round_, chance)
        for writer in writers:
            found = kept(lone_house.book(), writer.prefix)
            assert writer.acknowledged <= found.keys()
            assert all(writer.sent[name] == body for name, body in found.items())
            acknowledged += len(writer.acknowledged)
        assert "agree with" in verify_journal(lone_house)
    assert acknowledged > rounds


def test_a_house_that_lost_power_needs_nothing_to_start_again(lone_house: House) -> None:
    cut_power(lone_house, 0, random.Random(7))
    name, body = "later.vcf", next(iter(cards(1))).body
    assert lone_house.book().request("PUT", name, body, Content_Type="text/vcard").is_success
    assert "damaged" not in lone_house.log.read_text()
