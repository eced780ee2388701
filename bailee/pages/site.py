"""What the pages stand on: the services and rights behind them, and where they are found.

May be imported by: pages, assembly.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from ipaddress import ip_address
from urllib.parse import urlsplit

from bailee.pages.frame.app_desks import Connected, Provider, Recipients
from bailee.pages.frame.desks import (
    Account,
    Consents,
    Devices,
    Erasure,
    Evidence,
    Export,
    Ledger,
    OneTimeCodes,
    Passkeys,
    Recoveries,
    RecoveryCodes,
)
from bailee.pages.joining.people import People
from bailee.pages.leaving.desks import Changes, States
from bailee.pages.notices.desks import Notices, Topics
from bailee.pages.taking.desks import Brings, Receipts
from bailee.policy.decide import Policy
from bailee.rights.desk import Desk
from bailee.rights.requests import Strangers
from bailee.rights.roles import Role
from bailee.services.account import Party
from bailee.terms import ClauseId, Clock, SubjectId
from bailee.trace import Trace


async def nobody(_: SubjectId) -> bool:
    """Whether a child is old enough to take over: where there are no children."""
    return False


def no_roles(_: SubjectId) -> frozenset[Role]:
    """What roles somebody has: where there is no desk, none."""
    return frozenset()


async def _nothing() -> Mapping[ClauseId, Trace]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that a page may ask.

    `policies` are all published versions by their number, `trace` looks what keeps each promise.
    `origin` is the address that members type (`https://cloud.example`), `also` further ones.
    `signs_up`: people may open accounts themselves; `takes_over`: a child is old enough for it.
    `certificate` is the SHA-256 fingerprint to compare by eye, if we made the certificate.
    """

    account: Account
    passkeys: Passkeys
    one_time: OneTimeCodes
    recovery_codes: RecoveryCodes
    recoveries: Recoveries
    devices: Devices
    consents: Consents
    ledger: Ledger
    export: Export
    bringing: Brings
    erasure: Erasure
    receipts: Receipts
    states: States
    changes: Changes
    evidence: Evidence
    notices: Notices
    topics: Topics
    provider: Provider
    connected: Connected
    recipients: Recipients
    people: People
    desk: Desk
    strangers: Strangers
    policies: Mapping[int, Policy]
    clock: Clock
    origin: str
    also: frozenset[str] = frozenset()
    zone: tzinfo = UTC
    certificate: str = ""
    trace: Callable[[], Awaitable[Mapping[ClauseId, Trace]]] = _nothing
    hsts: bool = False
    signs_up: bool = False
    roles: Callable[[SubjectId], frozenset[Role]] = no_roles
    takes_over: Callable[[SubjectId], Awaitable[bool]] = nobody

    @property
    def origins(self) -> frozenset[str]:
        """Every address under which these pages are ours."""
        return self.also | {self.origin}

    @property
    def party(self) -> Party | None:
        """Who asks for passkeys; None where we are reached by a number, which can have none."""
        host = urlsplit(self.origin).hostname or ""
        try:
            ip_address(host)
        except ValueError:
            return Party(host, self.origins)
        return None

    @property
    def policy(self) -> Policy:
        """The newest version, which binds new members."""
        return self.policies[max(self.policies)]

    @property
    def is_secure(self) -> bool:
        """Whether members come over TLS."""
        return self.origin.startswith("https://")
