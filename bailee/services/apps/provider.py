"""The provider: what has to happen before an app gets a code, and the code.

It decides nothing about data: it asks whether the member was asked, and has what they answered
written down as consents, which the policy then goes by.

Keeps: account.service, use.permitted, choice.explained.
May be imported by: services.apps.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from msgspec import Struct

from bailee.protocols.oidc import authorize
from bailee.protocols.oidc.authorize import OFFLINE, Authorization
from bailee.protocols.oidc.claims import SCOPES
from bailee.protocols.oidc.client import Client
from bailee.protocols.oidc.errors import ReturnedError
from bailee.rights.consent import Consents
from bailee.rights.notices import Notices
from bailee.services.apps import tickets
from bailee.services.apps.grants import ACCOUNT, CATEGORY, Grants
from bailee.services.apps.register import Register
from bailee.services.apps.tickets import CodeTicket
from bailee.services.apps.tokens import CODE, CODE_S, Tokens, redirect_digest
from bailee.terms import APPS, Agreement, Session
from bailee.vault import Vault

__all__ = ["Consenting", "Hint", "Provider", "Step"]

Step = Literal["sign-in", "consent", "code"]


class Consenting(Struct, frozen=True):
    """What a member is asked: for each scope its claims, which of them are allowed already."""

    scopes: dict[str, tuple[str, ...]]
    allowed: frozenset[str]
    wants_to_stay: bool
    stays: bool


class Hint(Struct, frozen=True):
    """Whom an ID token of ours was about, and for which app."""

    client: str
    sub: str


class Provider:
    """Answers authorization requests of members."""

    def __init__(
        self,
        vault: Vault,
        *,
        register: Register,
        grants: Grants,
        consents: Consents,
        tokens: Tokens,
        notices: Notices,
    ) -> None:
        """Over the vault."""
        self._vault, self._register, self._grants = vault, register, grants
        self._consents, self._tokens, self._notices = consents, tokens, notices

    def client(self, name: str) -> Client | None:
        """An app by its id."""
        return self._register.find(name)

    def hint(self, token: str) -> Hint | None:
        """Whom an ID token of ours was about, however old it is; None when it is none."""
        said = self._tokens.keys.read(token) if token else None
        return Hint(str(said.get("aud", "")), str(said.get("sub", ""))) if said else None

    def is_meant(self, hint: Hint, session: Session) -> bool:
        """Whether it was about whoever is signed in."""
        return hint.sub == self._tokens.sub(session.subject, hint.client)

    async def next_step(
        self, asked: Authorization, session: Session | None, *, signed_in_after: int | None
    ) -> Step:
        """What comes next. Raises `ReturnedError` when it may not be asked, `Refused`.

        `signed_in_after`: a sign-in that was asked for has to be later than this.
        """
        silent = "none" in asked.prompts
        if session is None or not self._is_fresh(asked, session, signed_in_after):
            if silent:
                raise ReturnedError("login_required", "nobody is signed in who may be")
            return "sign-in"
        if not self._is_expected(asked, session):
            if silent or signed_in_after is not None:
                raise ReturnedError("login_required", "somebody else is signed in")
            return "sign-in"
        if self._vault.standing(session.subject).is_child:
            # The policy will say no to every telling: it says so before anything is asked.
            self._tokens.decide(session.subject, asked.client)
        if "consent" not in asked.prompts and await self._is_granted(asked, session):
            return "code"
        if silent:
            raise ReturnedError("consent_required", "the member has not been asked yet")
        if not self._can_be_asked(asked, session):
            raise ReturnedError("access_denied", "the member's policy asks no consent to this")
        return "consent"

    def _is_fresh(self, asked: Authorization, session: Session, after: int | None) -> bool:
        since = _since(session)
        if after is not None:
            return since >= after
        if {"login", "select_account"} & asked.prompts:
            return False
        age = self._vault.clock.now() - since
        return asked.max_age_s is None or age <= asked.max_age_s

    def _is_expected(self, asked: Authorization, session: Session) -> bool:
        """Whether it is who the app means, if it means somebody (Core §3.1.2.1, §5.5.1)."""
        mine = self._tokens.sub(session.subject, asked.client)
        if asked.asked.sub and asked.asked.sub != mine:
            return False
        if not asked.id_token_hint:
            return True
        hint = self.hint(asked.id_token_hint)
        return hint is not None and hint.client == asked.client and hint.sub == mine

    async def _is_granted(self, asked: Authorization, session: Session) -> bool:
        found = await self._grants.of_client(session.subject, asked.client)
        if found is None:
            return False
        grant = found[1]
        return grant.covers(_wanted(asked))

    def _can_be_asked(self, asked: Authorization, session: Session) -> bool:
        """Whether the version that binds the member has what they would agree to."""
        categories = [CATEGORY, *([ACCOUNT] if asked.claims else [])]
        agreements = self._vault.policy_of(session.subject).agreements
        return {Agreement(APPS, one) for one in categories} <= agreements

    async def consenting(self, asked: Authorization, session: Session) -> Consenting:
        """What is to be asked of a member. Raises `Refused`."""
        found = await self._grants.of_client(session.subject, asked.client)
        return Consenting(
            scopes={
                scope: names
                for scope, claims in SCOPES.items()
                if (names := tuple(name for name in claims if name in asked.claims))
            },
            allowed=frozenset(found[1].claims) if found else frozenset(),
            wants_to_stay=OFFLINE in asked.scopes,
            stays=found[1].stays if found else False,
        )

    async def allow(
        self, asked: Authorization, session: Session, *, scopes: Collection[str], stays: bool
    ) -> None:
        """Write down what a member lets an app know, and tell them of it. Raises `Refused`."""
        claims = {
            name for scope in scopes for name in SCOPES.get(scope, ()) if name in asked.claims
        }
        categories = [CATEGORY, *([ACCOUNT] if claims else [])]
        for category in categories:
            agreement = Agreement(APPS, category)
            await self._consents.give(session.subject, agreement, actor=session.actor)
        is_new = await self._grants.put(
            session.subject,
            asked.client,
            asked=_wanted(asked),
            claims=claims,
            stays=stays and OFFLINE in asked.scopes,
            actor=session.actor,
        )
        if is_new:
            app = self._register.find(asked.client)
            name = app.name if app else asked.client
            await self._notices.tell(session.subject, "security.app-connected", app=name)

    async def code(self, asked: Authorization, session: Session) -> str:
        """A code for an app that was let in. Raises `ReturnedError`, `Refused`."""
        found = await self._grants.of_client(session.subject, asked.client)
        if found is None:
            raise ReturnedError("access_denied", "the member does not let this app in")
        ref, grant = found
        by_scope = {name for scope in asked.scopes for name in SCOPES.get(scope, ())}
        userinfo = (by_scope | asked.asked.userinfo) & set(grant.claims)
        allowed = {scope for scope in SCOPES if set(SCOPES[scope]) & set(grant.claims)}
        ticket = CodeTicket(
            scopes=tuple(
                scope
                for scope in asked.scopes
                if scope in {authorize.OPENID, *allowed} or (scope == OFFLINE and grant.stays)
            ),
            claims=tuple(sorted(userinfo)),
            auth_time=_since(session),
            methods=session.methods or ("pwd",),
            redirect=redirect_digest(asked.redirect_uri),
            challenge=asked.challenge,
            nonce=asked.nonce,
            id_claims=tuple(sorted(asked.asked.id_token & set(grant.claims))),
        )
        code, until = tickets.draw(ticket), self._vault.clock.now() + CODE_S
        await self._vault.names.add(CODE, code, of=session.subject, ref=ref, until=until)
        return code


def _since(session: Session) -> int:
    return session.since or session.confirmed_at


def _wanted(asked: Authorization) -> frozenset[str]:
    """Everything that a member has to be asked about."""
    return asked.claims | ({OFFLINE} & set(asked.scopes))
