"""Grants: asked for, given or refused, accepted, and taken back.

Keeps: security.staff.
May be imported by: rights.staff.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from bailee.policy import reasons
from bailee.policy.parts import Words
from bailee.policy.staff import Terms
from bailee.rights.cases import Cases
from bailee.rights.guardians.approval import Desk as WayOut
from bailee.rights.roles import Role, Roles, staff
from bailee.rights.staff.record import Grant, GrantError, Phase
from bailee.rights.staff.words import CONFIDENTIALITY
from bailee.terms import (
    ActorKind,
    Category,
    ClauseId,
    NotFoundError,
    Opened,
    Purpose,
    Refuse,
    Refused,
    SubjectId,
)
from bailee.vault import Vault

__all__ = ["Grants"]

_DAY_S = 86_400
_CLAUSE = ClauseId("security.staff")
_NOT_THEIRS = Refuse(reasons.NO_OFFICER_GAVE(), _CLAUSE)
_OWN = Refuse(reasons.NOT_OWN_GRANT(), _CLAUSE)
_CALLED = ("handle", "case-requests")
"""The blind names by which a member of staff can say whose data it is about."""


class Grants:
    """All grants of a house."""

    def __init__(self, vault: Vault, roles: Roles, way_out: WayOut) -> None:
        """Over the vault, who has which role, and the way to tell members something."""
        self._vault, self._roles, self._way_out = vault, roles, way_out
        self._cases = Cases(vault, "grants", Grant)

    @property
    def now(self) -> int:
        """The time by the house's clock."""
        return self._vault.clock.now()

    def offered(self) -> dict[Purpose, list[Category]]:
        """What the policy lets staff see with a grant at all, by purpose."""
        policy = self._vault.policy
        return {
            purpose: found
            for purpose in policy.purposes
            if (found := [one for one in policy.categories if self._is_seen(one, purpose)])
        }

    def _is_seen(self, category: Category, purpose: Purpose) -> bool:
        clause = self._vault.policy.category(category)
        under = self._vault.policy.purposes[purpose].under
        return (
            purpose in clause.bases and ActorKind.STAFF in clause.seen_by and under != _DESK_CLAUSE
        )

    async def ask(
        self,
        by: SubjectId,
        *,
        about: str,
        reference: str,
        reason: str,
        categories: Iterable[Category],
        purpose: Purpose,
        days: int,
    ) -> str:
        """Ask to look at somebody's data, for a case; answers the number of the grant.

        `about`: the name that a member signs in with, or the number of a request. Raises
        `NotFoundError`, `GrantError`, `Refused`.
        """
        self._hold_role(by, *Role)
        wanted, offered = tuple(dict.fromkeys(categories)), self.offered().get(purpose, [])
        if not set(wanted) <= set(offered):
            raise GrantError("the policy does not let staff see this for this purpose")
        grant = Grant(
            about=about.strip(),
            reference=" ".join(reference.split()),
            reason=" ".join(reason.split()),
            categories=wanted,
            purpose=purpose,
            days=days,
            staff=staff(by),
            asked_at=self.now,
        )
        return await self._cases.open(self._whose(grant.about), grant)

    def _whose(self, about: str) -> SubjectId:
        handle, number = about.lower(), about.upper()
        for kind, value in zip(_CALLED, (handle, number), strict=True):
            found = self._vault.names.find(kind, value)
            if found is not None:
                return SubjectId(found.subject)
        raise NotFoundError("there is no such member and no such case")

    async def give(self, number: str, *, officer: SubjectId) -> None:
        """Let it be: from now on, for the days that were asked for. Raises `Refused`."""
        self._hold_role(officer, Role.OFFICER)
        grant = await self._in(number, Phase.ASKED)
        if grant.staff == staff(officer):
            raise Refused(_OWN)
        until = self.now + grant.days * _DAY_S
        given = replace(grant, given_by=staff(officer), given_at=self.now, until=until)
        await self._cases.change(number, given)

    async def accept(self, number: str, *, by: SubjectId, language: str) -> None:
        """Accept confidentiality, in words that are kept; the grant stands from then on."""
        grant = await self._in(number, Phase.GIVEN)
        self._hold_role(by, *Role)
        if grant.staff != staff(by):
            raise NotFoundError("there is no such grant")
        words = accepting(CONFIDENTIALITY, language)
        accepted = replace(grant, accepted_at=self.now, accepted=words)
        await self._cases.change(number, accepted)
        terms = Terms(
            looks=grant.staff,
            given_by=grant.given_by or grant.staff,
            given_at=grant.given_at,
            until=grant.until,
            accepted_at=accepted.accepted_at,
        )
        what = [Opened(grant.staff, grant.purpose, one) for one in grant.categories]
        whose = self._cases.whose(number)
        await self._vault.grants.begin(whose, number.upper(), what, terms, reason=grant.told)

    async def end(self, number: str, *, officer: SubjectId) -> None:
        """Refuse it, or take it back: the next read is refused. Raises `Refused`."""
        self._hold_role(officer, Role.OFFICER)
        await self._end(number, await self.one(number), by=officer)

    async def _end(self, number: str, grant: Grant, *, by: SubjectId) -> None:
        # First the names that open, then the paper about them.
        await self._vault.grants.end(
            self._cases.whose(number), number.upper(), actor=staff(by), reason=grant.reference
        )
        if not grant.ended_at:
            ended = replace(grant, ended_at=self.now, ended_by=staff(by))
            await self._cases.change(number, ended)

    async def end_all_of(self, one: SubjectId) -> int:
        """Take back all that a member of staff was let; answers how many grants."""
        found = [
            (number, grant)
            for number, grant in (await self.all()).items()
            if grant.staff == staff(one) and not grant.ended_at
        ]
        for number, grant in found:
            await self._end(number, grant, by=SubjectId("operator"))
        return len(found)

    async def flag(self, number: str, *, officer: SubjectId, says: str) -> None:
        """Mark it as misuse to be looked into, and take it back. Raises `Refused`."""
        self._hold_role(officer, Role.OFFICER)
        grant = await self.one(number)
        flagged = replace(grant, flagged_by=staff(officer), flag=" ".join(says.split())[:500])
        await self._cases.change(number, flagged)
        await self._end(number, flagged, by=officer)
        count = len(grant.looks)
        await self._way_out.tell(
            self._cases.whose(number), "security.staff-misuse", case=number.upper(), count=count
        )

    async def one(self, number: str) -> Grant:
        """One grant. Raises `NotFoundError`."""
        return await self._cases.get(number)

    async def mine(self, number: str, *, by: SubjectId) -> Grant:
        """One grant of this member of staff. Raises `NotFoundError`, `Refused`."""
        self._hold_role(by, *Role)
        grant = await self.one(number)
        if grant.staff != staff(by):
            raise NotFoundError("there is no such grant")
        return grant

    async def all(self) -> dict[str, Grant]:
        """Every grant by number, what was asked last first."""
        found = await self._cases.all()
        return dict(sorted(found.items(), key=lambda one: one[1].asked_at, reverse=True))

    async def of(self, one: SubjectId) -> dict[str, Grant]:
        """The grants of one member of staff."""
        return {n: grant for n, grant in (await self.all()).items() if grant.staff == staff(one)}

    def whose(self, number: str) -> SubjectId:
        """Whose data it is about. Raises `NotFoundError`."""
        return self._cases.whose(number)

    async def keep(self, number: str, grant: Grant) -> None:
        """Write one anew, with a look more."""
        await self._cases.change(number, grant)

    async def _in(self, number: str, phase: Phase) -> Grant:
        grant = await self.one(number)
        if grant.phase(self.now) is not phase:
            raise NotFoundError("there is no such grant that waits for this")
        return grant

    def _hold_role(self, one: SubjectId, *roles: Role) -> None:
        if not self._roles.of(one) & set(roles):
            raise Refused(_NOT_THEIRS)


_DESK_CLAUSE = ClauseId("officer.contact")


def accepting(words: Words, language: str) -> str:
    """The words in a language, or in English."""
    return words.get(language, words["en"])
