"""A house behind the pages, in memory: simulators of the services and rights that they ask."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import IO, cast

from httpx import ASGITransport, AsyncClient
from msgspec.structs import replace

from bailee.pages.app import app
from bailee.pages.joining.people import People
from bailee.pages.site import Site
from bailee.policy.decide import Policy
from bailee.policy.load import load
from bailee.policy.parts import Keep, KeepFrom
from bailee.rights.bringing import Report
from bailee.rights.desk import Desk
from bailee.rights.export import NOTHING, Earlier
from bailee.rights.ledger import Held
from bailee.rights.receipts import Filed, Receipt, ReceiptError
from bailee.rights.requests import Identity, Kind, Strangers
from bailee.services.devices import Device, NewDevice, TooManyError
from bailee.terms import (
    Actor,
    Category,
    ClauseId,
    Custody,
    NotFoundError,
    Purpose,
    Session,
    SubjectId,
)
from bailee.trace import Trace, collect
from bailee.vault import Line
from tests.cast import ADA, DAY, NOON, Clock
from tests.pages.choosing import ConsentDesk
from tests.pages.connected.desks import ConnectedDesk, ProviderDesk
from tests.pages.entry.entering import AS_ADA, PASSWORD, RECOVERY_KEY, Accounts, Keys, Recoveries
from tests.pages.leaving.changing import ChangesDesk
from tests.pages.leaving.standing import StatesDesk
from tests.pages.notices.told import NoticesDesk, TopicsDesk

__all__ = ["PASSWORD", "RECOVERY_KEY", "House", "browser", "csrf", "signed_in"]

ORIGIN = "https://cloud.example"
CONTACTS, ACCOUNT = Category("contacts"), Category("account")
SYNC = Purpose("sync")
HOME = Path(__file__).parents[2] / "policies" / "home.toml"
TRACE = collect()


async def trace() -> Mapping[ClauseId, Trace]:
    """What keeps each promise, read once for all tests."""
    return TRACE


ELSEWHERE, NO_STRANGERS = cast("People", object()), cast("Strangers", object())
"""Nobody joins in these stories, and no family lives here: tests/pages/joining has a real house."""


def policies() -> dict[int, Policy]:
    """The family's policy with unlocked contacts, and one before it that kept them longer."""
    text = HOME.read_text(encoding="utf-8")
    older = text.replace("keep_days = 30", "keep_days = 60", 1)
    newer = text.replace("version = 1", "version = 2").replace("2026-01-01", "2026-03-01")
    newer = newer.replace('custody = "kept"', 'custody = "unlocked"', 1)
    return {
        number: load(said, origin="home.toml", services=None)
        for number, said in ((1, older), (2, newer))
    }


POLICIES = policies()
SAYS = {name: clause.says for name, clause in POLICIES[2].categories.items()}


NOTE_BEGINS = "bailee/receipt"
KEEP = Keep(30, KeepFrom.WITHDRAWN)


class DeviceDesk:
    def __init__(self, clock: Clock) -> None:
        self.clock, self.most = clock, 100
        self.devices = {
            "k3x": Device("k3x", "Ada’s phone", NOON - 40 * DAY, NOON - 600, "DAVx⁵"),
            "p7q": Device("p7q", "The old laptop in the study", NOON - 2 * DAY, None),
        }

    async def add(self, session: Session, name: str, *, username: str) -> NewDevice:
        assert session.subject == ADA
        if len(self.devices) >= self.most:
            raise TooManyError("too many")
        self.devices["new"] = Device("new", name, self.clock.now(), None)
        return NewDevice("new", name, username, "wq4t-7hzn-c2mk-9xdr-pf6b-3vsy")

    async def list(self, session: Session) -> list[Device]:
        assert session.subject == ADA
        return list(self.devices.values())

    async def rename(self, session: Session, device: str, name: str) -> None:
        assert session.subject == ADA
        if device not in self.devices:
            raise NotFoundError("there is no such device")
        self.devices[device] = replace(self.devices[device], name=name)

    async def remove_all(self, session: Session) -> int:
        assert session.subject == ADA
        count = len(self.devices)
        self.devices.clear()
        return count

    async def remove(self, session: Session, device: str) -> None:
        assert session.subject == ADA
        if self.devices.pop(device, None) is None:
            raise NotFoundError("there is no such device")


READ = Line(
    index=0,
    at=NOON,
    did="read",
    outcome="permit",
    category=CONTACTS,
    purpose="sync",
    clause=ClauseId("category.contacts"),
    by="device",
    count=3,
    actor="device:k3x",
)


def journal() -> list[Line]:
    """Two hundred lines, the newest first; most of them, the phone reads."""
    told = [
        replace(READ, count=312),
        replace(READ, did="change", count=1),
        replace(
            READ,
            did="collect",
            outcome="refuse",
            actor="device:gone",
            reason="you have not agreed to sync",
        ),
        replace(
            READ,
            did="expire",
            purpose="retention",
            by="bailee",
            count=1,
            clause=ClauseId("retain.destroy"),
        ),
        replace(READ, purpose="access", by="member", clause=ClauseId("access.self"), count=1312),
        replace(READ, did="consent", by="member"),
    ]
    lines = [*told, *(READ for _ in range(200 - len(told)))]
    return [
        replace(line, index=200 - place, at=NOON - place * 7_000)
        for place, line in enumerate(lines)
    ]


def holding(category: Category, *, items: int, size: int, custody: Custody = Custody.KEPT) -> Held:
    """What is held in a category, with no end set."""
    clause = ClauseId(f"category.{category}")
    return Held(category, clause, SAYS[category], items, size, custody, None, KEEP)


class LedgerDesk:
    def __init__(self) -> None:
        self.holdings = [
            holding(CONTACTS, items=1312, size=4_213_512, custody=Custody.UNLOCKED),
            holding(ACCOUNT, items=1, size=412),
            holding(Category("devices"), items=2, size=310),
            holding(Category("journal"), items=0, size=0),
        ]
        self.journal = journal()
        self.receipt = Receipt("", 0, {}, 0, 0)
        self.fault: Exception | None = None

    async def held(self, subject: SubjectId) -> list[Held]:
        assert subject == ADA
        if self.fault:
            raise self.fault
        return self.holdings

    async def lines(
        self, subject: SubjectId, *, limit: int = 200, before: int | None = None
    ) -> list[Line]:
        assert subject == ADA
        older = [line for line in self.journal if before is None or line.index < before]
        return older[:limit]


class ExportDesk:
    def __init__(self) -> None:
        self.fault: Exception | None = None

        self.taken = {"C1": Earlier(NOON, {})}
        self.asked = list[tuple[str, int]]()

    async def copies(self, subject: SubjectId) -> dict[str, Earlier]:
        assert subject == ADA
        return self.taken

    async def stream(
        self, subject: SubjectId, *, actor: Actor, language: str = "en", earlier: Earlier = NOTHING
    ) -> AsyncIterator[bytes]:
        assert (subject, actor) == (ADA, AS_ADA)
        self.asked.append((language, earlier.made_at))
        if self.fault:
            raise self.fault
        yield b"PK"
        yield b"\x05\x06" + bytes(18)


class ErasureDesk:
    def __init__(self, house: House) -> None:
        self.house = house
        self.fault: Exception | None = None

    async def erase(
        self,
        subject: SubjectId,
        *,
        actor: Actor,
        category: Category | None = None,
        language: str = "en",
    ) -> Receipt:
        assert (subject, actor) == (ADA, AS_ADA)
        if self.fault:
            raise self.fault
        ledger, now = self.house.ledger, self.house.clock.now()
        going = [held for held in ledger.holdings if category in {None, held.category}]
        ledger.holdings = [held for held in ledger.holdings if held not in going]
        if category is None:
            self.house.account.sessions.clear()
        erased = {held.category: held.items for held in going}
        ledger.receipt = Receipt(
            "E-7QF2-9KXM", now, erased, now, now + 7 * DAY, note=f"{NOTE_BEGINS}\n{language}\n"
        )
        return ledger.receipt


class BringingDesk:
    def __init__(self) -> None:
        self.brought = list[tuple[str, bytes]]()
        self.fault: Exception | None = None
        self.report = Report()

    async def take(
        self, source: Path | IO[bytes], *, of: SubjectId, actor: Actor, name: str = ""
    ) -> Report:
        assert (of, actor) == (ADA, AS_ADA)
        if self.fault:
            raise self.fault
        assert not isinstance(source, Path)
        self.brought.append((name, source.read()))  # noqa: ASYNC240 - it is in memory
        return self.report


class ReceiptDesk:
    key = "bailee/journal+0f1e2d3c+AWFkYWFkYWFkYWFkYWFkYWFkYWFkYWFkYWFkYWFkYWFk"

    def __init__(self) -> None:
        self.filed = list[Filed]()

    async def of(self, subject: SubjectId) -> list[Filed]:
        assert subject == ADA
        return self.filed

    def check(self, note: str) -> str:
        if not note.startswith(NOTE_BEGINS):
            raise ReceiptError("this is no receipt of ours, or it was changed")
        return "Receipt 3fa9c1d2e4b7\n"


class RequestsDesk:
    def __init__(self) -> None:
        self.done: list[tuple[Kind, str]] = []

    async def did(
        self,
        subject: SubjectId,
        kind: Kind,
        *,
        actor: Actor,
        identity: Identity,
        about: str = "",
        receipt: str = "",
    ) -> None:
        assert (subject, actor) == (ADA, AS_ADA)
        assert isinstance(identity, Identity)
        self.done.append((kind, about or receipt))


class OfficersDesk:
    def __init__(self) -> None:
        self.requests = RequestsDesk()


class EvidenceDesk:
    async def of(self, clause: ClauseId) -> dict[str, int]:
        if clause == "retain.destroy":
            return {"expiry-ran": NOON - 600, "expiry-removed": 4}
        return {"items": 1312, "bytes": 4_213_512} if clause == "category.contacts" else {}


class House:
    """All of it, and the site made of it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.keys = Keys()
        self.account = Accounts(self.clock, self.keys)
        self.recoveries = Recoveries(self.clock, self.account)
        self.devices = DeviceDesk(self.clock)
        self.ledger = LedgerDesk()
        self.export = ExportDesk()
        self.erasure = ErasureDesk(self)
        self.receipts = ReceiptDesk()
        self.bringing = BringingDesk()
        self.desk = OfficersDesk()
        self.states = StatesDesk(self.clock, self.erasure)
        self.changes = ChangesDesk(POLICIES)
        self.certificate = ""
        self.policies = dict(POLICIES)
        self.notices, self.topics = NoticesDesk(), TopicsDesk()
        self.provider = ProviderDesk()
        self.connected = ConnectedDesk(self.clock)
        self.consents = ConsentDesk(self.clock, self.ledger, POLICIES[2])

    def site(self, *, origin: str = ORIGIN, hsts: bool = False) -> Site:
        return Site(
            account=self.account,
            passkeys=self.keys,
            one_time=self.keys,
            recovery_codes=self.keys,
            recoveries=self.recoveries,
            devices=self.devices,
            consents=self.consents,
            ledger=self.ledger,
            export=self.export,
            erasure=self.erasure,
            receipts=self.receipts,
            bringing=self.bringing,
            states=self.states,
            changes=self.changes,
            evidence=EvidenceDesk(),
            notices=self.notices,
            topics=self.topics,
            provider=self.provider,
            connected=self.connected,
            recipients=self.connected,
            people=ELSEWHERE,
            desk=cast("Desk", self.desk),
            strangers=NO_STRANGERS,
            policies=self.policies,
            clock=self.clock,
            trace=trace,
            origin=origin,
            certificate=self.certificate,
            hsts=hsts,
        )


def browser(house: House, *, language: str = "en") -> AsyncClient:
    """A browser at the house's door. It sends what browsers send with a form of their own page."""
    headers = {"sec-fetch-site": "same-origin", "accept-language": language, "accept": "text/html"}
    door = ASGITransport(app=app(house.site()))
    return AsyncClient(transport=door, base_url=ORIGIN, headers=headers)


async def signed_in(house: House, *, language: str = "en") -> AsyncClient:
    """Ada's browser, signed in."""
    client = browser(house, language=language)
    form = {"handle": "ada", "password": PASSWORD}
    assert (await client.post("/sign-in", data=form)).status_code == 303
    return client


def csrf(house: House) -> str:
    """The token of the session that began last."""
    return list(house.account.sessions.values())[-1].csrf
