"""Policies made by chance: valid files, whatever the dice say."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

from bailee.policy.decide import Policy
from bailee.policy.load import load
from bailee.terms import (
    ACCESS,
    BAILEE,
    ERASURE,
    RETENTION,
    Actor,
    ActorKind,
    Agreement,
    Basis,
    Category,
    Custody,
    Operation,
    Processing,
    Purpose,
    Standing,
    State,
)

CATEGORIES = [Category(name) for name in ("contacts", "photos", "places", "steps")]
PURPOSES = [Purpose(name) for name in ("sync", "find", "improve")]
KINDS = ["member", "device", "staff"]
_HEAD = """name = "made"
version = 1
since = 2026-01-01
languages = ["en"]
controller = { name = "Ada", contact = "mailto:ada@house.example" }
officer = { name = "Eve", contact = "mailto:eve@house.example" }
"""


@st.composite
def categories(draw: st.DrawFn, name: str) -> str:
    """Make one category."""
    purposes = draw(st.lists(st.sampled_from(PURPOSES), min_size=1, unique=True))
    bases = {purpose: draw(st.sampled_from(list(Basis))).value for purpose in purposes}
    is_personal = draw(st.booleans())
    events = ["collected", "changed"]
    if is_personal:
        events += ["closed", *(["withdrawn"] if "consent" in bases.values() else [])]
    told = ", ".join(f'{purpose} = "{basis}"' for purpose, basis in bases.items())
    rotate = "" if is_personal else f"rotate_days = {draw(st.integers(1, 60))}\n"
    seen_by = draw(st.lists(st.sampled_from(KINDS), unique=True))
    return (
        f'[category.{name}]\nunder = "cloud.import"\nsays = "We keep {name}."\n'
        f'class = "{"personal" if is_personal else "non-personal"}"\n'
        f"purposes = {purposes}\nbasis = {{ {told} }}\n"
        f"keep_days = {draw(st.integers(0, 90))}\n"
        f'keep_from = "{draw(st.sampled_from(events))}"\n'
        f'custody = "{draw(st.sampled_from(list(Custody)))}"\n'
        f"seen_by = {seen_by}\n{rotate}"
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Make a whole policy; which services there are does not matter to it."""
    names = draw(st.lists(st.sampled_from(CATEGORIES), unique=True))
    purposes = (
        f'[purpose.{name}]\nunder = "use.service"\nsays = "To {name}."\n' for name in PURPOSES
    )
    kept = [draw(categories(name)) for name in names]
    text = "\n".join([_HEAD, *purposes, *kept])
    return load(text, origin="made.toml", services=None)


EVERYTHING = [
    Processing(*asked)
    for asked in product(
        Operation,
        [*CATEGORIES, Category("nobody-knows")],
        [*PURPOSES, ACCESS, ERASURE, RETENTION],
        [*(Actor(f"{kind}:x") for kind in ActorKind), BAILEE],
    )
]
"""Everything that can be asked of such a policy."""
PROCESSINGS = st.sampled_from(EVERYTHING)
AGREEMENTS = st.builds(
    Agreement, purpose=st.sampled_from(PURPOSES), category=st.sampled_from(CATEGORIES)
)
STANDINGS = st.builds(
    Standing,
    consents=st.frozensets(AGREEMENTS, max_size=12),
    state=st.sampled_from(State),
    is_child=st.booleans(),
)
