"""Ending an epoch of keys: every key is wrapped again, the old key-encryption key is destroyed.

After it, every older copy of the key store is noise. No item is touched; it can be cut short at
any point and goes on at the next start.

Keeps: access.residual.
May be imported by: assembly.
"""

from __future__ import annotations

import asyncio

from bailee.assembly.house import House
from bailee.vault import ROTATION_DUE

__all__ = ["is_due", "rotate"]


def is_due(house: House) -> bool:
    """Whether an erasure waits for the end of the epoch, or a rotation was cut short."""
    due = house.vault.fact(ROTATION_DUE)
    return house.ring.is_rotating or bool(due and int(due) - _EARLY_S <= house.clock.now())


_EARLY_S = 3600


async def rotate(house: House) -> int:
    """Rotate now; answers how many keys were wrapped again. Others go on meanwhile."""
    if not house.ring.is_rotating:
        house.ring.begin_epoch()
        # Now and not at the end: what is erased from here on waits for the epoch after this one.
        await house.vault.note_fact(ROTATION_DUE, "")
    count = 0
    while moved := house.ring.rewrap():
        count += moved
        await asyncio.sleep(0)
    house.ring.end_epochs()
    await house.vault.note_fact("rotated-at", str(house.clock.now()))
    return count
