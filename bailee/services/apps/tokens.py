"""Codes exchanged for tokens, tokens renewed, shown and revoked.

All are opaque, and kept as blind names that refer to the grant: whatever ends the grant ends them.
A code or a refresh token is good once. Who brings one a second time has stolen it, or brings what
was stolen from them; which of the two, nobody can tell, so every token of the grant ends.

Keeps: account.service, use.permitted.
May be imported by: services.apps.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from hashlib import sha256
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from bailee.protocols.oidc.authorize import OFFLINE, OPENID
from bailee.protocols.oidc.claims import scope_of
from bailee.protocols.oidc.client import Client
from bailee.protocols.oidc.errors import OAuthError
from bailee.protocols.oidc.form import words
from bailee.protocols.oidc.token import Code, Refresh, half_hash, proves
from bailee.rights.disclosure import Disclosures
from bailee.services.apps import identity, tickets
from bailee.services.apps.grants import ACCOUNT, CATEGORY, Grant, Grants
from bailee.services.apps.tickets import CodeTicket, Ticket
from bailee.terms import NotFoundError, Refused, SubjectId
from bailee.vault import NewName, Vault

__all__ = ["CODE", "CODE_S", "KINDS", "Signs", "Tokens", "Told", "redirect_digest"]

CODE, ACCESS, REFRESH, SPENT = "oidc-code", "oidc-access", "oidc-refresh", "oidc-spent"
KINDS = (CODE, ACCESS, REFRESH)
"""The kinds of name that open something."""
CODE_S = 60
ACCESS_S = 3600
ID_TOKEN_S = 3600
REFRESH_S = 30 * 86_400
_STALE = "this code or token is not good, or not any more"


class Signs(Protocol):
    """Who signs tokens: `keys.TokenKeys`."""

    def sign(self, claims: dict[str, Any], *, algorithm: str) -> str:
        """A signed token."""
        ...

    def read(self, token: str) -> dict[str, Any] | None:
        """What a token of ours says, however old it is."""
        ...

    def published(self) -> list[dict[str, Any]]:
        """The public keys."""
        ...

    def rotate(self) -> None:
        """Sign with new keys from now on."""
        ...


class Told(Struct, frozen=True, omit_defaults=True):
    """The answer of the token endpoint (Core §3.1.3.3)."""

    access_token: str
    token_type: str
    expires_in: int
    id_token: str
    scope: str
    refresh_token: str = ""


class _Held(Struct, frozen=True):
    """A ticket that finds a grant which holds."""

    subject: SubjectId
    ref: str
    grant: Grant
    until: int


class Tokens:
    """The token endpoint and those beside it."""

    def __init__(
        self, vault: Vault, *, grants: Grants, disclosures: Disclosures, signs: Signs
    ) -> None:
        """Over the vault."""
        self._vault, self._grants = vault, grants
        self._disclosures, self.keys = disclosures, signs

    async def exchange(self, client: Client, asked: Code | Refresh, *, issuer: str) -> Told:
        """Tokens for a code or a refresh token. Raises `OAuthError`."""
        if isinstance(asked, Code):
            return await self._for_code(client, asked, issuer)
        return await self._for_refresh(client, asked, issuer)

    async def _for_code(self, client: Client, asked: Code, issuer: str) -> Told:
        ticket = tickets.read(asked.code, CodeTicket)
        held = await self._held(CODE, asked.code, client)
        if ticket is None or held is None:
            raise await self._stale(asked.code)
        is_theirs = ticket.redirect == redirect_digest(asked.redirect_uri)
        if not is_theirs or not proves(asked.verifier, ticket.challenge):
            await self._vault.names.remove(CODE, asked.code)
            raise OAuthError("invalid_grant", "redirect_uri or code_verifier is another one")
        told = Ticket(ticket.scopes, ticket.claims, ticket.auth_time, ticket.methods)
        whose = _For(client, issuer, told, told, ticket.nonce, ticket.id_claims)
        return await self._trade((CODE, asked.code), held, whose)

    async def _for_refresh(self, client: Client, asked: Refresh, issuer: str) -> Told:
        ticket = tickets.read(asked.token, Ticket)
        held = await self._held(REFRESH, asked.token, client)
        if ticket is None or held is None or not held.grant.stays:
            raise await self._stale(asked.token)
        narrowed = words(asked.scopes) or ticket.scopes
        if OPENID not in narrowed or not set(narrowed) <= set(ticket.scopes):
            raise OAuthError("invalid_scope", "this is more than was granted")
        claims = tuple(name for name in ticket.claims if scope_of(name) in narrowed)
        is_all = set(narrowed) == set(ticket.scopes)
        told = ticket if is_all else replace(ticket, scopes=narrowed, claims=claims)
        whose = _For(client, issuer, told, ticket)
        return await self._trade((REFRESH, asked.token), held, whose)

    async def _stale(self, text: str) -> OAuthError:
        """Say that it is not good; if it was once, end every token of its grant."""
        spent = self._vault.names.find(SPENT, text)
        if spent is not None:
            await self.end(SubjectId(spent.subject), spent.ref)
        return OAuthError("invalid_grant", _STALE)

    def decide(self, subject: SubjectId, client: str) -> None:
        """Whether an app may be told anything of somebody. Raises `Refused`."""
        self._disclosures.decide(CATEGORY, of=subject, to=client)

    async def end(self, subject: SubjectId, ref: str) -> None:
        """End every token of a grant."""
        for kind in KINDS:
            await self._vault.names.drop(kind, of=subject, ref=ref)

    async def _held(self, kind: str, text: str, client: Client | None) -> _Held | None:
        """What a ticket of an app's finds; None when it finds nothing, or nothing of theirs."""
        name = self._vault.names.find(kind, text)
        if name is None:
            return None
        subject = SubjectId(name.subject)
        try:
            grant = await self._grants.get(subject, name.ref)
            if grant is None or (client is not None and grant.client != client.id):
                return None
            self._disclosures.decide(CATEGORY, of=subject, to=grant.client)
        except (Refused, NotFoundError):
            return None
        return _Held(subject, name.ref, grant, name.until or 0)

    async def _trade(self, old: tuple[str, str], held: _Held, whose: _For) -> Told:
        now, stays = self._vault.clock.now(), OFFLINE in whose.kept.scopes and held.grant.stays
        access = tickets.draw(whose.told)
        refresh = tickets.draw(whose.kept) if stays else ""
        names = [
            NewName(SPENT, old[1], held.ref, now + REFRESH_S),
            NewName(ACCESS, access, held.ref, now + ACCESS_S),
            *([NewName(REFRESH, refresh, held.ref, now + REFRESH_S)] if refresh else []),
        ]
        trading = asyncio.ensure_future(self._vault.names.trade(*old, new=names, of=held.subject))
        await asyncio.sleep(0)  # it is with the disk from here on, and signing takes as long
        id_token = self._id_token(held, whose, access)
        if not await trading:
            raise await self._stale(old[1])
        self._disclosures.acknowledge(CATEGORY, of=held.subject, to=whose.client.id)
        scope = " ".join(whose.told.scopes)
        return Told(access, "Bearer", ACCESS_S, id_token, scope, refresh)

    def _id_token(self, held: _Held, whose: _For, access: str) -> str:
        now, client, ticket = self._vault.clock.now(), whose.client, whose.told
        claims: dict[str, Any] = {
            **self._told(held, whose.id_claims),
            "iss": whose.issuer,
            "sub": self.sub(held.subject, client.id),
            "aud": client.id,
            "exp": now + ID_TOKEN_S,
            "iat": now,
            "auth_time": ticket.auth_time,
            "acr": identity.acr_of(ticket.methods),
            "amr": list(ticket.methods),
            "at_hash": half_hash(access),
        }
        if whose.nonce:
            claims["nonce"] = whose.nonce
        return self.keys.sign(claims, algorithm=client.algorithm)

    def _told(self, held: _Held, wanted: Collection[str]) -> dict[str, object]:
        """What the member lets the app know of what is wanted."""
        claims = set(wanted) & set(held.grant.claims)
        if not claims:
            return {}
        wanted = identity.fields_for(claims)
        to = held.grant.client
        told = self._disclosures.tell(ACCOUNT, wanted, of=held.subject, to=to)
        return identity.claims_of(told, claims)

    def sub(self, subject: SubjectId, client: str) -> str:
        """What an app calls somebody; no other app does (Core §8.1)."""
        return self._vault.names.pairwise(subject, client)

    async def userinfo(self, token: str) -> dict[str, object]:
        """What the bearer of an access token may know (Core §5.3). Raises `OAuthError`."""
        ticket, held = tickets.read(token, Ticket), await self._held(ACCESS, token, None)
        if ticket is None or held is None:
            raise OAuthError("invalid_token", "the access token is not good, or not any more")
        try:
            told = self._told(held, ticket.claims)
            self._disclosures.acknowledge(CATEGORY, of=held.subject, to=held.grant.client)
        except Refused:
            raise OAuthError("invalid_token", "this is not allowed any more") from None
        return {"sub": self.sub(held.subject, held.grant.client), **told}

    async def introspect(self, client: Client, token: str, *, issuer: str) -> dict[str, object]:
        """What a token of this app's own is good for (RFC 7662 §2.2)."""
        for kind in (ACCESS, REFRESH):
            held = await self._held(kind, token, client)
            ticket = tickets.read(token, Ticket)
            if held is not None and ticket is not None:
                return {
                    "active": True,
                    "iss": issuer,
                    "client_id": client.id,
                    "sub": self.sub(held.subject, client.id),
                    "scope": " ".join(ticket.scopes),
                    "exp": held.until,
                    "token_type": "Bearer",
                    "auth_time": ticket.auth_time,
                }
        return {"active": False}

    async def revoke(self, client: Client, token: str) -> None:
        """Let an app give a token back; with a refresh token go all of the grant (RFC 7009 §2.1).

        A token that is none, or another app's, stays as it is, and that is all the same answer.
        """
        held = await self._held(ACCESS, token, client)
        if held is not None:
            await self._vault.names.remove(ACCESS, token)
            return
        held = await self._held(REFRESH, token, client)
        if held is not None:
            await self.end(held.subject, held.ref)


class _For(Struct, frozen=True):
    """Whom tokens are for: what the access token is told, what the refresh token keeps.

    `nonce` and `id_claims` go into the ID token.
    """

    client: Client
    issuer: str
    told: Ticket
    kept: Ticket
    nonce: str = ""
    id_claims: tuple[str, ...] = ()


def redirect_digest(uri: str) -> str:
    """What a code says of where it goes: enough to tell whether it is the same."""
    return sha256(uri.encode()).hexdigest()[:32]
