"""A house that writes until somebody kills it; it says on its output what it was told is done.

`python -m tests.laws.writer DATA ROOT_KEY ROUND`: each line is one act that was answered.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bailee.assembly import Folder, House
from bailee.services.cloud import CONTACTS, SYNC, Cloud
from bailee.terms import Actor, Agreement, FolderId, ItemId, SubjectId

BOOK, PHONE = FolderId("contacts"), Actor("device:phone")
WRITERS = 4


def card(name: str, text: str) -> bytes:
    """A card like no other."""
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"UID:{name}", f"FN:{text}", "N:;;;;", "END:VCARD", "")
    return "\r\n".join(lines).encode()


def ada(house: House) -> SubjectId:
    """The member who stays."""
    found = house.vault.names.find("handle", "ada")
    assert found is not None
    return SubjectId(found.subject)


def say(what: str) -> None:
    """Say it at once: what is said later may never be."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


async def write(cloud: Cloud, writer: str) -> None:
    """Put, change and remove cards, saying each act when it is answered."""
    for number in range(100_000):
        name = f"{writer}-{number}"
        for act in ("made", "changed", "removed")[: 1 + number % 3]:
            say(f"begin {act} {name}")
            if act == "removed":
                await cloud.delete(BOOK, ItemId(name))
            else:
                await cloud.put(BOOK, ItemId(name), card(name, act))
            say(f"done {act} {name}")


async def erase(house: House, round_: str) -> None:
    """Take a member in, keep a card of theirs and erase them, over and over."""
    for number in range(100_000):
        member = await house.vault.admit()
        await house.vault.names.add("handle", f"{round_}-{number}", of=member)
        await house.vault.consent(member, Agreement(SYNC, CONTACTS), given=True, actor=PHONE)
        cloud = Cloud(house.vault, of=member, actor=PHONE)
        await cloud.folders()
        await cloud.put(BOOK, ItemId("x"), card("x", f"{round_}-{number}"))
        await house.erasure.erase(member, actor=Actor(f"member:{member}"))
        say(f"erased {member}")


async def main(data: Path, root_key: Path, round_: str) -> None:
    """Write with several devices at once, as the first member."""
    house = await House.open(Folder(data, root_key=root_key).claim())
    cloud = Cloud(house.vault, of=ada(house), actor=PHONE)
    writers = (write(cloud, f"{round_}-{number}") for number in range(WRITERS))
    await asyncio.gather(*writers, erase(house, round_), keep_signing(house))


async def keep_signing(house: House) -> None:
    """Write the journal's heads, more often than a house does."""
    while True:
        await asyncio.sleep(0.02)
        await house.vault.settle()
        await house.vault.sweep(limit=10)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
