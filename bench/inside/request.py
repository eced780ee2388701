"""A PUT as a phone sends it, to Bailee and to Bailee without decide, seal and journal, in turns.

May be imported by: bench.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.bailee_server import BaileeServer, BareServer
from bench.cards import Card, cards
from bench.client import Connection
from bench.peers import Server
from bench.questions import NEW_HEADERS, expect

TURN = 100
MS, US = 1e3, 1e6


class Sender:
    """One server, its book, and what its PUTs took so far."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._book = server.make_book("book")
        self._times: list[float] = []
        self._cpu_s = 0.0

    def send(self, turn: Sequence[Card]) -> None:
        """PUT some cards on one connection."""
        address = self._server.address
        with Connection(address) as connection:
            expect(connection.exchange(address.prepare("OPTIONS", self._book)), 200, 204)
            cpu_s = self._server.process.cpu_s()
            for card in turn:
                put = address.prepare("PUT", self._book + card.name, card.body, headers=NEW_HEADERS)
                self._times.append(expect(connection.exchange(put), 201).took_s)
            self._cpu_s += self._server.process.cpu_s() - cpu_s

    def figures(self, name: str) -> Iterator[tuple[str, float]]:
        """Give the median time and the mean CPU."""
        yield f"request_{name}_ms", median(self._times) * MS
        yield f"request_{name}_cpu_us", self._cpu_s / len(self._times) * US


def compare(folder: Path, *, puts: int) -> dict[str, float]:
    """PUT as many cards to each, in turns."""
    some = list(cards(puts))
    with (
        BaileeServer(cache=folder, folder=folder / "whole") as whole,
        BareServer(cache=folder, folder=folder / "bare") as bare,
    ):
        senders = {"whole": Sender(whole), "bare": Sender(bare)}
        for start in range(0, puts, TURN):
            for sender in senders.values():
                sender.send(some[start : start + TURN])
    return dict(pair for name, sender in senders.items() for pair in sender.figures(name))
