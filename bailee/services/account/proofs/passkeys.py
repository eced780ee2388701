"""Passkeys: several, named, each good by itself and without a name typed.

Of a passkey, its public key and its name are kept sealed, and its id as a blind name, which finds
whose it is. What its authenticator counts must rise: where it falls back, the passkey may have
been copied, so it is refused and its member is told (WebAuthn L3 §6.1.1).

Keeps: use.safety, access.identity.
May be imported by: services.account.
"""

from __future__ import annotations

import secrets
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from bailee.services.account.credentials import Credentials
from bailee.services.account.errors import PasskeyError, SignInError
from bailee.services.account.proofs import ceremony
from bailee.services.account.proofs.ceremony import Answer, Party
from bailee.services.account.proofs.challenges import Challenges
from bailee.services.account.telling import Telling
from bailee.terms import BAILEE, Actor, BaileeError, FolderId, Refused, Session, SubjectId
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = ["First", "Passkey", "Passkeys", "Proven"]

_KIND = "passkey"
_FOLDER = FolderId("passkeys")
_MOST = 20
_DAY_S = 86_400
_LONGEST = 60


class Record(Struct, frozen=True):
    """What is kept of a passkey; `used_day` counts days since 1970."""

    name: str
    credential: str
    public_key: bytes
    count: int
    added_at: int
    is_synced: bool
    transports: tuple[str, ...] = ()
    used_day: int = 0


class Passkey(Struct, frozen=True):
    """A passkey as its member sees it; `used_at` is the start of the last day it was used."""

    id: str
    name: str
    added_at: int
    used_at: int | None
    is_synced: bool


class Proven(Struct, frozen=True):
    """Whom a passkey proved, and how, as RFC 8176 §2 says it."""

    subject: SubjectId
    methods: tuple[str, ...]


class First(Struct, frozen=True):
    """A passkey that was made and checked, for whoever is about to join by it."""

    record: Record

    @property
    def methods(self) -> tuple[str, ...]:
        """How it proves its holder, as RFC 8176 §2 says it."""
        return _methods(self.record)


class Passkeys:
    """The passkeys of every member."""

    def __init__(self, vault: Vault, credentials: Credentials, telling: Telling) -> None:
        """Over the vault, and what is kept to know members by."""
        self._vault, self._credentials, self._telling = vault, credentials, telling
        self._challenges = Challenges(vault.clock)

    # Added, named, removed

    async def of(self, session: Session) -> list[Passkey]:
        """A member's passkeys, oldest first."""
        found = await self._records(session.subject, session.actor).all()
        keys = [
            Passkey(key, one.name, one.added_at, one.used_day * _DAY_S or None, one.is_synced)
            for key, one in found.items()
        ]
        return sorted(keys, key=lambda one: one.added_at)

    async def asked_to_add(self, session: Session, party: Party, *, name: str) -> str:
        """What a browser is asked to make a passkey of, as JSON. `name`: the member's handle."""
        known = await self._descriptors(session.subject)
        challenge = self._challenges.draw(f"add|{session.id}")
        return ceremony.making(party, challenge, subject=session.subject, name=name, known=known)

    async def add(self, session: Session, party: Party, *, answer: str, name: str) -> None:
        """Add what a browser made. Raises `PasskeyError`."""
        read, subject = ceremony.read(answer), session.subject
        records = self._records(subject, session.actor)
        if len(await records.all()) >= _MOST:
            raise BaileeError(f"an account has at most {_MOST} passkeys", hint="remove one first")
        record = self._made(read, party, what=f"add|{session.id}", name=name)
        await self._keep(records, record, of=subject)
        await self._telling.tell(subject, "security.passkey-added", passkey=record.name)

    def _made(self, read: Answer, party: Party, *, what: str, name: str) -> Record:
        made = ceremony.verify_new(self._answered(read, what), party)
        self._challenges.spend(read.challenge)
        return Record(
            name=_named(name),
            credential=read.id,
            public_key=made.public_key,
            count=made.count,
            added_at=self._vault.clock.now(),
            is_synced=made.is_synced,
            transports=read.transports,
        )

    async def _keep(self, records: Records[Record], record: Record, *, of: SubjectId) -> None:
        key = secrets.token_hex(5)
        await records.put(key, record)
        if not await self._vault.names.add(_KIND, record.credential, of=of, ref=key):
            await records.drop(key)
            raise PasskeyError("this passkey is known here already")

    # The first one, of who joins by it

    def asked_to_join(self, subject: SubjectId, party: Party, *, name: str) -> str:
        """What a browser is asked by which somebody joins who has no session yet, as JSON."""
        challenge = self._challenges.draw(f"join|{subject}")
        return ceremony.making(party, challenge, subject=subject, name=name, known=[])

    def first(self, subject: SubjectId, party: Party, *, answer: str, name: str) -> First:
        """Check what it made, before there is an account to keep it in. Raises `PasskeyError`."""
        read = ceremony.read(answer)
        if self._vault.names.find(_KIND, read.id) is not None:
            raise PasskeyError("this passkey is known here already")
        return First(self._made(read, party, what=f"join|{subject}", name=name))

    async def begin(self, subject: SubjectId, first: First) -> None:
        """Keep it: it opens the account from now on. Raises `PasskeyError`."""
        await self._keep(self._records(subject), first.record, of=subject)

    async def rename(self, session: Session, key: str, *, name: str) -> None:
        """Call a passkey something else; nothing happens where there is none of this id."""
        records = self._records(session.subject, session.actor)
        record = await records.get(key)
        if record is not None:
            await records.put(key, replace(record, name=_named(name)))

    async def remove(self, session: Session, key: str) -> None:
        """Let a passkey open nothing any more. Raises `NotFoundError`, `SignInError`."""
        records = self._records(session.subject, session.actor)
        is_last = set(await records.all()) == {key}
        if is_last and await self._credentials.password(session.subject) is None:
            raise SignInError(
                "this passkey is the only way into your account", hint="set a password first"
            )
        await self._vault.names.drop(_KIND, of=session.subject, ref=key)
        await records.drop(key)
        await self._telling.tell(session.subject, "security.passkey-removed")

    async def lose(self, subject: SubjectId) -> None:
        """All of them are lost, and open nothing any more."""
        await self._vault.names.drop(_KIND, of=subject)
        records = self._records(subject)
        for key in await records.all():
            await records.drop(key)

    # Used

    async def has(self, subject: SubjectId) -> bool:
        """Whether a member has a passkey."""
        return bool(self._vault.names.of(subject, _KIND))

    def asked_to_sign_in(self, party: Party) -> str:
        """What any browser is asked, of nobody in particular, as JSON."""
        return ceremony.asking(party, self._challenges.draw("sign-in"), only=[])

    async def asked_to_confirm(self, session: Session, party: Party) -> str:
        """What the browser of a session is asked, as JSON."""
        challenge = self._challenges.draw(f"confirm|{session.id}")
        return ceremony.asking(party, challenge, only=await self._descriptors(session.subject))

    async def prove(self, answer: str, party: Party, *, session: Session | None = None) -> Proven:
        """Whom an answer proves. Raises `PasskeyError`."""
        read = ceremony.read(answer)
        found = self._vault.names.find(_KIND, read.id)
        subject = SubjectId(found.subject) if found else None
        if found is None or subject is None or (session and session.subject != subject):
            raise PasskeyError("this passkey opens nothing here")
        if read.handle and read.handle != ceremony.handle_of(subject):
            raise PasskeyError("this passkey opens nothing here")
        record = await self._records(subject).get(found.ref)
        if record is None:
            raise PasskeyError("this passkey opens nothing here")
        self._answered(read, f"confirm|{session.id}" if session else "sign-in")
        asserted = ceremony.verify(read, party, public_key=record.public_key)
        self._challenges.spend(read.challenge)
        await self._counted(subject, found.ref, record, count=asserted.count)
        return Proven(subject, _methods(record))

    async def _counted(self, subject: SubjectId, key: str, record: Record, *, count: int) -> None:
        """Keep what the authenticator counts. Raises `PasskeyError` where it fell back."""
        if (count or record.count) and count <= record.count:
            await self._telling.tell(subject, "security.passkey-doubtful", passkey=record.name)
            raise PasskeyError(
                "this passkey may have been copied", hint="sign in another way and remove it"
            )
        used = replace(record, count=count, used_day=self._vault.clock.now() // _DAY_S)
        if used != record:
            with suppress(Refused):  # a frozen account takes nothing in; its member still comes in
                await self._records(subject).put(key, used)

    def _answered(self, answer: Answer, what: str) -> Answer:
        if not self._challenges.is_good(what, answer.challenge):
            raise PasskeyError("this took too long", hint="try again")
        return answer

    async def _descriptors(self, subject: SubjectId) -> list[dict[str, object]]:
        found = await self._records(subject).all()
        return [ceremony.descriptor(one.credential, one.transports) for one in found.values()]

    def _records(self, subject: SubjectId, actor: Actor = BAILEE) -> Records[Record]:
        return self._credentials.records(Record, of=subject, actor=actor, within=_FOLDER)


def _methods(record: Record) -> tuple[str, ...]:
    return ("swk" if record.is_synced else "hwk", "user", "mfa")


def _named(name: str) -> str:
    """A name as it is kept: one line of at most 60 characters."""
    plain = "".join(letter for letter in name if letter.isprintable())
    return " ".join(plain.split())[:_LONGEST] or "passkey"
