"""Policies made by chance: valid files, whatever the dice say."""

from __future__ import annotations

from itertools import product

from hypothesis import reject
from hypothesis import strategies as st

from bailee.policy.decide import Policy
from bailee.policy.faults import PolicyError
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
    Opened,
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
def categories(draw: st.DrawFn) -> dict[str, str]:
    """Make one category: what stands right of each key."""
    purposes = draw(st.lists(st.sampled_from(PURPOSES), min_size=1, unique=True))
    bases = {purpose: draw(st.sampled_from(list(Basis))).value for purpose in purposes}
    is_personal = draw(st.booleans())
    events = ["collected", "changed"]
    if is_personal:
        events += ["closed", *(["withdrawn"] if "consent" in bases.values() else [])]
    told = ", ".join(f'{purpose} = "{basis}"' for purpose, basis in bases.items())
    kept = {
        "class": f'"{"personal" if is_personal else "non-personal"}"',
        "purposes": str(purposes),
        "basis": f"{{ {told} }}",
        "keep_days": str(draw(st.integers(0, 90))),
        "keep_from": f'"{draw(st.sampled_from(events))}"',
        "custody": f'"{draw(st.sampled_from(list(Custody)))}"',
        "seen_by": str(draw(st.lists(st.sampled_from(KINDS), unique=True))),
    }
    return kept if is_personal else {**kept, "rotate_days": str(draw(st.integers(1, 60)))}


Kept = dict[Category, dict[str, str]]
KEPT: st.SearchStrategy[Kept] = st.dictionaries(st.sampled_from(CATEGORIES), categories())


def policy_of(kept: Kept) -> Policy:
    """Write down a policy that keeps this; which services there are does not matter to it."""
    purposes = (
        f'[purpose.{name}]\nunder = "use.service"\nsays = "To {name}."\n' for name in PURPOSES
    )
    tables = (
        f'[category.{name}]\nunder = "cloud.import"\nsays = "We keep {name}."\n'
        + "".join(f"{key} = {value}\n" for key, value in keys.items())
        for name, keys in kept.items()
    )
    return load("\n".join([_HEAD, *purposes, *tables]), origin="made.toml", services=None)


def policies() -> st.SearchStrategy[Policy]:
    """Make a whole policy."""
    return KEPT.map(policy_of)


@st.composite
def neighbors(draw: st.DrawFn) -> tuple[Policy, Policy]:
    """Make two policies that differ in one category, mostly in one thing."""
    kept = draw(KEPT.filter(bool))
    name, other = draw(st.sampled_from([*kept])), draw(categories())
    keys = draw(st.sampled_from([["seen_by"], ["purposes", "basis"], ["custody"]]))
    changed = {**kept[name], **{key: other[key] for key in keys}}
    try:
        return policy_of(kept), policy_of({**kept, name: changed})
    except PolicyError:
        reject()


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
OPENED = st.builds(
    Opened,
    actor=st.sampled_from([Actor("staff:x"), Actor("staff:y")]),
    purpose=st.sampled_from(PURPOSES),
    category=st.sampled_from(CATEGORIES),
)
STANDINGS = st.builds(
    Standing,
    consents=st.frozensets(AGREEMENTS, max_size=12),
    state=st.sampled_from(State),
    is_child=st.booleans(),
    opened=st.frozensets(OPENED, max_size=12),
)
