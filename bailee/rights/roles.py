"""Who answers for the data: officers, and other members of staff. A role opens nothing by itself.

Both are members with a role besides; what they may see is decided for each case. Two decide what
takes two, so a house can have several of each.

Keeps: officer.contact.
May be imported by: rights, pages, assembly.
"""

from __future__ import annotations

from enum import StrEnum

from bailee.policy import reasons
from bailee.terms import Actor, ActorKind, ClauseId, Refuse, Refused, SubjectId
from bailee.vault import Vault

__all__ = ["Role", "Roles", "staff"]


_NOT_A_CHILD = Refuse(reasons.NO_CHILD_ANSWERS(), ClauseId("officer.contact"))


class Role(StrEnum):
    """What somebody is asked to do."""

    OFFICER = "officer"
    STAFF = "staff"


def staff(subject: SubjectId) -> Actor:
    """What the journal calls a member who acts for the house."""
    return Actor(f"{ActorKind.STAFF}:{subject}")


class Roles:
    """The roles, kept as blind names: they go with the account."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    async def give(self, role: Role, *, to: SubjectId) -> None:
        """Give a member a role. A child can have none. Raises `NotFoundError`, `Refused`."""
        if self._vault.standing(to).is_child:
            raise Refused(_NOT_A_CHILD)
        if role not in self.of(to):
            await self._vault.names.add(role, to, of=to)

    async def take(self, role: Role, *, of: SubjectId) -> bool:
        """Take a role back, at once; whether there was one."""
        return bool(await self._vault.names.drop(role, of=of))

    def of(self, subject: SubjectId) -> frozenset[Role]:
        """The roles of a member: none while their own account is not open."""
        found = frozenset(role for role in Role if self._vault.names.of(subject, role))
        return found if found and self._vault.standing(subject).is_active else frozenset()

    def is_officer(self, subject: SubjectId) -> bool:
        """Whether a member is an officer now."""
        return Role.OFFICER in self.of(subject)

    def all(self, role: Role) -> list[SubjectId]:
        """Everybody who has a role now."""
        return [one for one, _ in self._vault.names.all(role) if role in self.of(one)]
