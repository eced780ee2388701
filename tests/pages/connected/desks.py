"""The provider behind the pages, in memory: one app, the Reading Room, that Ada signs in to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from bailee.protocols.oidc.authorize import Authorization
from bailee.protocols.oidc.claims import SCOPES
from bailee.protocols.oidc.client import Client
from bailee.protocols.oidc.errors import ReturnedError
from bailee.rights.recipients import Recipient
from bailee.services.apps import Connection, Consenting, Hint, Step
from bailee.terms import APPS, Category, NotFoundError, Session
from tests.cast import ADA, DAY, NOON, Clock

READER = Client(
    "reading-room",
    "The Reading Room",
    ("https://books.example/signed-in",),
    logout_uris=("https://books.example/bye",),
    policy_uri="https://books.example/privacy",
)
ASKS = (
    "client_id=reading-room&redirect_uri=https%3A%2F%2Fbooks.example%2Fsigned-in"
    "&response_type=code&scope=openid+profile+email+offline_access&state=s1&nonce=n1"
)


class Allowed(Struct):
    """What Ada let the app know."""

    scopes: set[str]
    stays: bool


class ProviderDesk:
    def __init__(self) -> None:
        self.allowed: Allowed | None = None
        self.reader = READER

    def client(self, name: str) -> Client | None:
        return self.reader if name == READER.id else None

    def hint(self, token: str) -> Hint | None:
        return Hint(READER.id, "ada-there") if token == "id-token" else None

    def is_meant(self, hint: Hint, session: Session) -> bool:
        return (hint.sub, session.subject) == ("ada-there", ADA)

    async def next_step(
        self, asked: Authorization, session: Session | None, *, signed_in_after: int | None
    ) -> Step:
        silent = "none" in asked.prompts
        if session is None or ("login" in asked.prompts and signed_in_after is None):
            if silent:
                raise ReturnedError("login_required", "nobody is signed in")
            return "sign-in"
        if self.allowed is not None and "consent" not in asked.prompts:
            return "code"
        if silent:
            raise ReturnedError("consent_required", "not asked yet")
        return "consent"

    async def consenting(self, asked: Authorization, session: Session) -> Consenting:
        assert session.subject == ADA
        return Consenting(
            scopes={scope: SCOPES[scope] for scope in asked.scopes if scope in SCOPES},
            allowed=frozenset(),
            wants_to_stay="offline_access" in asked.scopes,
            stays=False,
        )

    async def allow(
        self, asked: Authorization, session: Session, *, scopes: Collection[str], stays: bool
    ) -> None:
        assert (asked.client, session.subject) == (READER.id, ADA)
        self.allowed = Allowed(set(scopes), stays)

    async def code(self, asked: Authorization, session: Session) -> str:
        assert (asked.client, session.subject) == (READER.id, ADA)
        return "a-code"


class ConnectedDesk:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        claims = ("email", "email_verified", "name", "preferred_username")
        self.connections = {
            "r1": Connection("r1", READER, claims, stays=True, since=NOON - 9 * DAY),
            "r2": Connection("r2", None, (), stays=False, since=NOON - 3 * DAY),
        }

    async def list(self, session: Session) -> list[Connection]:
        assert session.subject == ADA
        return list(self.connections.values())

    async def end(self, session: Session, ref: str) -> None:
        assert session.subject == ADA
        if self.connections.pop(ref, None) is None:
            raise NotFoundError("there is no such app")

    def all(self) -> Sequence[Recipient]:
        categories = (Category("account"), Category("apps"))
        contact = "mailto:room@books.example"
        return [Recipient(READER.id, READER.name, contact, categories, (APPS,), NOON)]
