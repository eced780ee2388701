"""Policy files to tell stories with, and what the services of those stories declare."""

from __future__ import annotations

from pathlib import Path

from bailee.policy.decide import Policy
from bailee.policy.faults import Fault, PolicyError
from bailee.policy.load import load
from bailee.terms import (
    APPS,
    SERVICE_PURPOSE,
    Agreement,
    Category,
    Custody,
    Purpose,
    Service,
    Standing,
)

POLICIES = Path(__file__).parents[2] / "policies"
HOME = (POLICIES / "home.toml").read_text(encoding="utf-8")
MAKER = (POLICIES / "device-maker.toml").read_text(encoding="utf-8")

CONTACTS, DEVICES, JOURNAL = Category("contacts"), Category("devices"), Category("journal")
CALENDAR = Category("calendar")
ACCOUNT, CREDENTIALS, USAGE = Category("account"), Category("credentials"), Category("usage")
CHILD, APPROVAL = Category("child"), Purpose("approval")
SIGN_INS = Category("sign-ins")
SYNC, SAFETY, IMPROVE = Purpose("sync"), Purpose("safety"), Purpose("improve")
AGREED = Standing(consents=frozenset({Agreement(SYNC, CONTACTS)}))

SERVICES = (
    Service(
        name="cloud",
        collects={CONTACTS: "text/vcard", CALENDAR: "text/calendar"},
        purposes=frozenset({SYNC}),
        custodies=frozenset({Custody.KEPT, Custody.UNLOCKED}),
    ),
    Service(
        name="account",
        collects=dict.fromkeys((ACCOUNT, CREDENTIALS, SIGN_INS), "application/json"),
        purposes=frozenset({SERVICE_PURPOSE, SAFETY}),
    ),
    Service(
        name="devices",
        collects={DEVICES: "application/json"},
        purposes=frozenset({SERVICE_PURPOSE, SAFETY}),
    ),
    Service(
        name="notices",
        collects={Category("notices"): "application/json"},
        purposes=frozenset({SERVICE_PURPOSE, SAFETY, Purpose("news")}),
    ),
    Service(
        name="topics",
        collects={Category("topics"): "application/json"},
        purposes=frozenset({SERVICE_PURPOSE, SAFETY}),
    ),
    Service(
        name="apps",
        collects={Category("apps"): "application/json"},
        purposes=frozenset({SERVICE_PURPOSE, APPS}),
    ),
    Service(name="guardians", collects={CHILD: "application/json"}, purposes=frozenset({APPROVAL})),
    Service(
        name="cases",
        collects={Category("cases"): "application/json"},
        purposes=frozenset({Purpose("rights")}),
    ),
    Service(name="journal", collects={JOURNAL: "application/json"}, purposes=frozenset({SAFETY})),
)
COUNTING = Service(
    name="counting", collects={USAGE: "application/json"}, purposes=frozenset({IMPROVE})
)
"""An invented service that counts what nobody can be recognized by."""

USAGE_CLAUSES = """
[purpose.improve]
under = "use.improve"
says = { en = "To see what is used.", de = "Um zu sehen, was genutzt wird." }

[category.usage]
under = "collect.feature_usage"
says = { en = "Gone after {keep_days} days.", de = "Nach {keep_days} Tagen weg." }
class = "non-personal"
purposes = ["improve"]
basis = "consent"
keep_days = 90
keep_from = "collected"
custody = "kept"
seen_by = ["member", "device"]
rotate_days = 30
"""
AGENCY_CASE = """
[case.agency]
under = "share.agency"
says = { en = "On a signed paper.", de = "Auf ein unterschriebenes Schreiben." }
evidence = ["document", "signature", "rank-of-signatory", "necessity", "scope"]
categories = ["contacts"]
"""


def of(text: str, *services: Service) -> Policy:
    """Load a text of ours, with the usual services and more."""
    return load(text, origin="test.toml", services=(*SERVICES, *services))


def home(**changed: str) -> Policy:
    """Load the home policy with words replaced: `keep_days="keep_days = 90"` on its first line."""
    return of(edited(HOME, **changed))


def edited(text: str, **changed: str) -> str:
    """Replace the first line that begins with a key."""
    for key, line in changed.items():
        lines = text.splitlines()
        place = next(i for i, found in enumerate(lines) if found.startswith(f"{key} "))
        text = "\n".join([*lines[:place], line, *lines[place + 1 :]])
    return text


def faults(text: str, *services: Service) -> list[Fault]:
    """Load a text that is wrong, and give what is wrong with it."""
    try:
        of(text, *services)
    except PolicyError as error:
        return list(error.faults)
    return []
