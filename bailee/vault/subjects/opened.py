"""What grants open of a subject at this moment: read anew for each decision about staff.

A grant is a few blind names of its subject, one for each category, which end by themselves and go
with the subject. Nothing of it is remembered between two decisions, so taking one back is felt by
the next read.

Keeps: security.staff.
May be imported by: vault.
"""

from __future__ import annotations

from msgspec.structs import replace

from bailee.storage import Tx, people
from bailee.terms import Actor, Category, Opened, Purpose, Standing, SubjectId

__all__ = ["GRANT", "opened", "reference"]

GRANT = "staff-grant"
"""The kind of those names."""


def reference(number: str, one: Opened) -> str:
    """What such a name refers to; none of the words has a space in it."""
    return f"{number} {one.actor} {one.purpose} {one.category}"


def opened(standing: Standing, tx: Tx, subject: SubjectId, *, now: int) -> Standing:
    """The standing of a subject, with what grants open now."""
    found = people.names_of(tx, subject, GRANT, now=now)
    if not found:
        return standing
    words = (row.ref.split(" ") for row in found)
    return replace(
        standing,
        opened=frozenset(
            Opened(Actor(actor), Purpose(purpose), Category(category))
            for _, actor, purpose, category in words
        ),
    )
