"""A policy of 200 clauses, a subject with 50 consents, and what is asked of them.

May be imported by: bench.
"""

from __future__ import annotations

import random

from bailee.policy.decide import Policy
from bailee.policy.load import load
from bailee.terms import (
    ACCESS,
    Actor,
    Agreement,
    Category,
    Operation,
    Processing,
    Purpose,
    Standing,
)

CLAUSES, CONSENTS, PURPOSES = 200, 50, 10
_HEAD = """name = "bench"
version = 1
since = 2026-01-01
languages = ["en"]
controller = { name = "Ada", contact = "mailto:ada@house.example" }
officer = { name = "Eve", contact = "mailto:eve@house.example" }
"""
_PURPOSE = """
[purpose.{name}]
under = "use.service"
says = "To {name}."
"""
_CATEGORY = """
[category.{name}]
under = "cloud.import"
says = "We keep {name}."
class = "personal"
purposes = ["{first}", "{second}"]
basis = {{ {first} = "consent", {second} = "contract" }}
keep_days = 30
keep_from = "withdrawn"
custody = "kept"
seen_by = ["member", "device"]
"""

Question = tuple[Processing, Standing]


def policy() -> Policy:
    """Ten purposes, and a category with two of them for each clause that is left."""
    tables = [_PURPOSE.format(name=f"purpose-{number}") for number in range(PURPOSES)]
    tables += [
        _CATEGORY.format(
            name=f"category-{number}",
            first=f"purpose-{number % PURPOSES}",
            second=f"purpose-{(number + 1) % PURPOSES}",
        )
        for number in range(CLAUSES - PURPOSES)
    ]
    return load("".join([_HEAD, *tables]), origin="bench", services=None)


def questions(asked: Policy, *, count: int) -> list[Question]:
    """Ask at random what a device, a member or a stranger may: about half of it is refused."""
    dice = random.Random(1)
    agreed = dice.sample(sorted(asked.agreements), k=CONSENTS)
    standing = Standing(frozenset(agreed))
    return [(_question(asked, dice, agreed), standing) for _ in range(count)]


def _question(asked: Policy, dice: random.Random, agreed: list[Agreement]) -> Processing:
    purpose, category = dice.choice(agreed)
    if dice.random() < 0.5:
        purpose = dice.choice([*asked.purposes, ACCESS, Purpose("unheard-of")])
        category = dice.choice([*asked.categories, Category("unheard-of")])
    operations = [Operation.COLLECT, Operation.READ, Operation.CHANGE, Operation.DELETE]
    kind = dice.choice(["device", "device", "device", "member", "staff"])
    return Processing(dice.choice(operations), category, purpose, Actor(f"{kind}:k3x9f2ab"))
