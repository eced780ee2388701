"""The apps that a member is connected with, as they see them, and how a connection ends.

Keeps: account.service, choice.explained.
May be imported by: services.apps.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.protocols.oidc.client import Client
from bailee.rights.consent import Consents
from bailee.rights.notices import Notices
from bailee.services.apps.grants import ACCOUNT, CATEGORY, Grants
from bailee.services.apps.register import Register
from bailee.services.apps.tokens import Tokens
from bailee.terms import APPS, Agreement, Session

__all__ = ["Connected", "Connection"]


class Connection(Struct, frozen=True):
    """An app that a member let in; `client` is None when the house knows it no more."""

    ref: str
    client: Client | None
    claims: tuple[str, ...]
    stays: bool
    since: int


class Connected:
    """A member's connected apps."""

    def __init__(
        self,
        *,
        grants: Grants,
        register: Register,
        tokens: Tokens,
        consents: Consents,
        notices: Notices,
    ) -> None:
        """Over grants, apps, tokens, and what was agreed; `notices` tell the member."""
        self._grants, self._register, self._tokens = grants, register, tokens
        self._consents, self._notices = consents, notices

    async def list(self, session: Session) -> list[Connection]:
        """Every one, oldest first. Raises `Refused`."""
        found = await self._grants.all(session.subject)
        return [
            Connection(ref, self._register.find(one.client), one.claims, one.stays, one.at)
            for ref, one in sorted(found.items(), key=lambda pair: pair[1].at)
        ]

    async def end(self, session: Session, ref: str) -> None:
        """End one: its tokens at once, then what was agreed. Raises `NotFoundError`.

        With the last one end the consents too: nobody is left whom they are for.
        """
        names = {one.ref: one.client.name for one in await self.list(session) if one.client}
        await self._tokens.end(session.subject, ref)
        await self._grants.drop(session.subject, ref, actor=session.actor)
        if not await self._grants.all(session.subject):
            for category in (ACCOUNT, CATEGORY):
                agreement = Agreement(APPS, category)
                await self._consents.withdraw(session.subject, agreement, actor=session.actor)
        name = names.get(ref, "")
        told = {"app": name} if name else {}
        await self._notices.tell(session.subject, "security.app-disconnected", **told)
