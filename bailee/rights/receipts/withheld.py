"""What a receipt says of holds.

Keeps: access.must_keep.
May be imported by: rights.
"""

from __future__ import annotations

from collections.abc import Iterable

from bailee.rights.receipts.receipt import Withheld
from bailee.terms import Category
from bailee.vault import Hold

__all__ = ["held_back"]


def held_back(holds: Iterable[Hold]) -> dict[Category, Withheld]:
    """What is held, by category: by the hold that ends last."""
    found = dict[Category, Withheld]()
    for hold in sorted(holds, key=lambda one: one.until):
        paper = hold.paper
        authority = paper.authority if paper else "?"
        reason = f"{paper.reason}, {paper.citation}" if paper else "?"
        found[hold.category] = Withheld(authority, reason, hold.until)
    return found
