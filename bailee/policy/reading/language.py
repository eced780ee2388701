"""The language of a policy file: every table, every key, what it takes and what it means.

The loader reads by these definitions and `bailee policy reference` prints them.

May be imported by: policy.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.policy.catalogue.clause import Value
from bailee.policy.parts import DataClass, KeepFrom
from bailee.terms import ActorKind, Basis, Custody

LONGEST_TEXT = 262_144
LONGEST_SENTENCE = 2_000
LONGEST_NAME = 40
LONGEST_KEEP_DAYS = 36_500


class Key(Struct, frozen=True, kw_only=True):
    """One key of a table."""

    name: str
    what: str
    example: str
    takes: str = "text"
    """Where the kind of key does not say it."""
    is_needed: bool = True


class Number(Key, frozen=True, kw_only=True):
    """A whole number within bounds; `unit` is part of the name."""

    least: int
    most: int


class Choice(Key, frozen=True, kw_only=True):
    """One word of a closed list."""

    options: tuple[str, ...]


class Names(Key, frozen=True, kw_only=True):
    """A list of different words; any, where `options` is empty."""

    options: tuple[str, ...] = ()


EVIDENCE: dict[str, str] = {
    "citation": "the law that demands or allows it, by article",
    "confidentiality": "the recipient's written duty to keep it secret",
    "consent-impossible": "why the person cannot be asked in time",
    "contract": "the written contract with a processor (GDPR Art. 28)",
    "document": "the written authorization itself",
    "interest": "why it is clearly in the person's own interest",
    "necessity": "a statement that exactly this is needed, and for what duty",
    "notice": "proof that each person concerned was told before",
    "public-interest": "the finding that the public interest demands it",
    "rank-of-signatory": "that who signed is the head of the agency, or of like rank",
    "reference": "the file number of the investigation or proceedings",
    "register-entry": "the processor's entry in the register, with its categories and purposes",
    "scope": "whose data, which categories, what period",
    "second-staff": "a second member of staff who agrees",
    "signature": "the signature on the document, checked",
    "threat": "what threatens whose life, health or safety",
    "time-limit": "until when the opening lasts",
}
"""What can be shown for a disclosure; the words of `evidence`, each with its meaning."""

NAME = Key(
    name="name", what="a short name of the policy", takes="a lower-case word", example='"home"'
)
VERSION = Number(
    name="version", what="rises with every change", example="1", least=1, most=1_000_000
)
SINCE = Key(name="since", what="the day from which it binds", takes="a day", example="2026-01-01")
LANGUAGES = Names(name="languages", what="the languages of every sentence", example='["en", "de"]')
CONTROLLER = Key(
    name="controller",
    what="who decides what happens to the data (GDPR Art. 4(7)), and an address",
    takes="`name` and `contact`",
    example='{ name = "The Lind family", contact = "mailto:home@lind.example" }',
)
OFFICER = Key(
    name="officer",
    what="who answers questions and complaints, and an address",
    takes="`name` and `contact`",
    example='{ name = "Eve Lind", contact = "mailto:eve@lind.example" }',
)

CONTACT_KEYS: tuple[Key, ...] = (
    Key(name="name", what="who", example='"Eve Lind"'),
    Key(name="contact", what="where", example='"mailto:eve@lind.example"'),
)

UNDER = Key(
    name="under",
    what="the promise of the catalogue that this serves",
    takes="an id of the catalogue",
    example='"cloud.import"',
)
UNDER_CASE = Key(
    name="under",
    what="the promise of the catalogue by which data may leave",
    takes="an id of the catalogue",
    example='"share.agency"',
)
SAYS = Key(
    name="says",
    what="one sentence in each language; `{keep_days}` and the like are filled in",
    takes="a table of languages",
    example='{ en = "…", de = "…" }',
)

CLASS = Choice(
    name="class",
    what="whether a person can be identified by it",
    example='"personal"',
    options=tuple(DataClass),
)
PURPOSES = Names(
    name="purposes", what="what it is for; each a `[purpose.NAME]`", example='["sync"]'
)
BASIS = Choice(
    name="basis",
    what="why that is lawful (GDPR Art. 6(1)); one for all purposes, or a table with one for each",
    example='"consent"',
    options=tuple(Basis),
)
KEEP_DAYS = Number(
    name="keep_days",
    what="how many days it is kept after `keep_from`",
    example="30",
    least=0,
    most=LONGEST_KEEP_DAYS,
)
KEEP_FROM = Choice(
    name="keep_from",
    what="the event from which the days are counted",
    example='"withdrawn"',
    options=tuple(KeepFrom),
)
CUSTODY = Choice(
    name="custody",
    what="who has the key: the server, the member's devices while they are connected, "
    "or the client alone",
    example='"kept"',
    options=tuple(Custody),
)
SEEN_BY = Names(
    name="seen_by",
    what="who may see it, besides the software itself",
    example='["member", "device"]',
    options=(ActorKind.MEMBER, ActorKind.DEVICE, ActorKind.STAFF),
)
ROTATE_DAYS = Number(
    name="rotate_days",
    what="how many days one pseudonym lives; needed for non-personal data, and only there",
    example="30",
    is_needed=False,
    least=1,
    most=365,
)
PRECISION_M = Number(
    name="precision_m",
    what="how exact a place is, in meters; only under a promise about places",
    example="100",
    is_needed=False,
    least=1,
    most=1_000_000,
)

EVIDENCE_KEY = Names(
    name="evidence",
    what="what must be shown before anything is opened; at least what the promise demands",
    example='["document", "signature"]',
    options=tuple(EVIDENCE),
)
CATEGORIES = Names(
    name="categories", what='the categories that it may open, or "all"', example='["contacts"]'
)

TOP_KEYS: tuple[Key, ...] = (NAME, VERSION, SINCE, LANGUAGES, CONTROLLER, OFFICER)
PURPOSE_KEYS: tuple[Key, ...] = (UNDER, SAYS)
CATEGORY_KEYS: tuple[Key, ...] = (
    UNDER,
    SAYS,
    CLASS,
    PURPOSES,
    BASIS,
    KEEP_DAYS,
    KEEP_FROM,
    CUSTODY,
    SEEN_BY,
    ROTATE_DAYS,
    PRECISION_M,
)
CASE_KEYS: tuple[Key, ...] = (UNDER_CASE, SAYS, EVIDENCE_KEY, CATEGORIES)
PROMISE_KEYS: tuple[Key, ...] = (SAYS,)
TABLES = ("purpose", "category", "case", "promise")

PLACES = frozenset({"find.locate", "collect.location", "choice.location", "collect.activation"})
"""The promises under which a category may say `precision_m`."""


def value_key(value: Value) -> Number:
    """Give the key of a value that the catalogue declares with a promise."""
    return Number(
        name=value.name,
        what=value.what,
        example=str(value.usual),
        least=value.least,
        most=value.most,
    )


def basis_of(purpose: str) -> Choice:
    """Give the key of one purpose in a table of bases."""
    return Choice(
        name=purpose, what=f"the basis for {purpose}", example=BASIS.example, options=BASIS.options
    )
