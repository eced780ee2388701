"""The program vdirsyncer, as a person would run it: a configuration file and two folders of cards.

Both folders are kept in step with one address book, so that each sees what the other did.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.clients.house import Device
from tests.clients.people import Card

PROGRAM = Path(sys.executable).with_name("vdirsyncer")
CONFIG = """\
[general]
status_path = "{folder}/status"
{pairs}
[storage server]
type = "{kind}"
url = "{url}"
username = "{username}"
password = "{secret}"
{trust}
"""
PAIR = """\
[pair {side}]
a = "{side}_files"
b = "server"
collections = ["from b"]
conflict_resolution = {wins}
[storage {side}_files]
type = "filesystem"
path = "{folder}/{side}/"
fileext = "{suffix}"
"""


class Sync:
    """Two folders of a person, `left` and `right`, and an account of theirs."""

    def __init__(
        self,
        folder: Path,
        url: str,
        device: Device,
        *,
        trust: str = "",
        wins: str = "null",
        kind: str = "carddav",
    ) -> None:
        """`kind` is `carddav` or `caldav`."""
        self.kind, self.suffix = kind, ".vcf" if kind == "carddav" else ".ics"
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.login = {"url": url, "username": device.username, "secret": device.secret}
        self.trust = trust
        self.say_who_wins(wins)

    def say_who_wins(self, wins: str) -> None:
        """Write the configuration: `"a wins"` (the folder), `"b wins"` (the server) or null."""
        pairs = "".join(
            PAIR.format(side=side, folder=self.folder, wins=wins, suffix=self.suffix)
            for side in ("left", "right")
        )
        text = CONFIG.format(
            folder=self.folder, pairs=pairs, trust=self.trust, kind=self.kind, **self.login
        )
        (self.folder / "config").write_text(text)

    def discover(self) -> str:
        """Find the account's address books, and make a folder for each."""
        return self.run("discover", "left", "right")

    def both(self) -> None:
        """Bring both folders in step: left gives, right takes and gives, left takes."""
        for side in ("left", "right", "left"):
            self.run("sync", side)

    def run(self, *words: str, fails: bool = False) -> str:
        """Run the program; what it said."""
        done = subprocess.run(
            [PROGRAM, "--config", self.folder / "config", *words],
            input="y\n" * 20, capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, f"vdirsyncer {' '.join(words)}: {said[-3000:]}"
        return said

    def cards(self, side: str) -> dict[str, bytes]:
        """What a folder holds: name → bytes."""
        return {path.name: path.read_bytes() for path in self.place(side).glob(f"*{self.suffix}")}

    def differs(self, side: str, expected: Iterable[bytes]) -> list[str]:
        """What a folder lacks or has too much, to the byte; file names are the program's."""
        found, wanted = Counter(self.cards(side).values()), Counter(expected)
        lacks = [f"{side} lacks {body[:300]!r}" for body in (wanted - found)]
        return lacks + [f"{side} has {body[:300]!r}" for body in (found - wanted)]

    def write(self, side: str, card: Card) -> None:
        """Keep a card in a folder."""
        (self.place(side) / card.name).write_bytes(card.body)

    def rewrite(self, side: str, card: Card) -> None:
        """Change a card in a folder, wherever it is kept."""
        self.file(side, card.uid).write_bytes(card.body)

    def remove(self, side: str, uid: str) -> None:
        """Delete the card with an UID from a folder."""
        self.file(side, uid).unlink()

    def file(self, side: str, uid: str) -> Path:
        """Where a folder keeps the card with an UID."""
        own = re.compile(rb"^uid:(urn:uuid:)?" + uid.encode(), re.IGNORECASE | re.MULTILINE)
        return next(
            p for p in self.place(side).glob(f"*{self.suffix}") if own.search(p.read_bytes())
        )

    def place(self, side: str) -> Path:
        """Where a folder keeps the first address book."""
        return min(path for path in (self.folder / side).iterdir() if path.is_dir())
