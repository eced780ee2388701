"""Coming in, by a password and perhaps a code, or by a passkey; and proving it again.

Keeps: account.service, use.safety, access.identity.
May be imported by: services.account.
"""

from __future__ import annotations

from hashlib import sha256

from bailee.services.account import passwords
from bailee.services.account.credentials import Credentials, check_new
from bailee.services.account.entry.browsers import UNKNOWN, Browser, Browsers
from bailee.services.account.entry.sessions import Sessions, SignedIn
from bailee.services.account.entry.tickets import Tickets
from bailee.services.account.errors import CodeNeededError, SignInError
from bailee.services.account.members import normal
from bailee.services.account.proofs.ceremony import Party
from bailee.services.account.proofs.one_time import CODE, OneTimeCodes
from bailee.services.account.proofs.passkeys import Passkeys
from bailee.services.account.proofs.recovery_codes import RecoveryCodes
from bailee.services.account.telling import Telling
from bailee.services.account.throttle import Throttle
from bailee.terms import BAILEE, Session, SubjectId
from bailee.vault import Vault

__all__ = ["Entry", "secret_of"]

_RECOVERY = "recovery"
_PASSWORD, _CODE = ("pwd",), ("otp",)


class Entry:
    """How members come in."""

    def __init__(
        self, vault: Vault, credentials: Credentials, sessions: Sessions, telling: Telling
    ) -> None:
        """Over the vault, and what is kept to know members by."""
        self._vault, self._credentials, self.sessions = vault, credentials, sessions
        self._telling = telling
        self._throttle, self._tickets = Throttle(vault.clock), Tickets(vault)
        self._browsers = Browsers(vault)
        self.passkeys = Passkeys(vault, credentials, telling)
        self.one_time = OneTimeCodes(credentials, vault.clock, telling)
        self.recovery_codes = RecoveryCodes(credentials, vault.clock, telling)

    # In

    async def sign_in(
        self, handle: str, password: str, *, network: str, browser: Browser = UNKNOWN
    ) -> str:
        """The token of a new session.

        Raises `SignInError`, the same and at the same cost for unknown names, `ThrottledError`, and
        `CodeNeededError` where the password is right and not enough.
        """
        handle = normal(handle)
        found = self._vault.names.find("handle", handle)
        subject = SubjectId(found.subject) if found else None
        names = self._buckets(browser, subject, f"handle|{handle}", f"network|{network}")
        self._throttle.begin(*names)
        is_theirs = await self._credentials.matches(subject, password)
        if subject is None or not is_theirs:
            raise SignInError(
                "this name and this password do not belong together", hint="check both, try again"
            )
        self._throttle.succeed(*names)
        if await self.one_time.is_on(subject):
            raise CodeNeededError(await self._tickets.issue(subject))
        return await self._begin(subject, browser, methods=_PASSWORD)

    async def sign_in_with_code(
        self, ticket: str, code: str, *, network: str, browser: Browser = UNKNOWN
    ) -> str:
        """The second step: a code by the app, or a recovery code. Raises as `sign_in`."""
        subject = self._tickets.whose(ticket)
        if subject is None:
            raise SignInError("this took too long", hint="begin again")
        names = self._buckets(browser, subject, f"code|{subject}", f"network|{network}")
        await self._take_code(subject, code, *names)
        await self._tickets.redeem(ticket)
        return await self._begin(subject, browser, methods=(*_PASSWORD, *_CODE, "mfa"))

    def waits(self, ticket: str) -> bool:
        """Whether a ticket to the second step is still good."""
        return self._tickets.whose(ticket) is not None

    async def _take_code(self, subject: SubjectId, code: str, *names: str) -> None:
        self._throttle.begin(*names)
        is_right = await self.one_time.take(subject, code)
        if not is_right and not await self.recovery_codes.take(subject, code):
            raise SignInError("this code is not right, or was used", hint="wait for the next one")
        self._throttle.succeed(*names)

    async def sign_in_with_passkey(
        self, answer: str, party: Party, *, browser: Browser = UNKNOWN
    ) -> str:
        """The token of a new session, for whomever the passkey proves. Raises `PasskeyError`."""
        proven = await self.passkeys.prove(answer, party)
        return await self._begin(proven.subject, browser, methods=proven.methods)

    async def welcome(
        self, subject: SubjectId, methods: tuple[str, ...], *, browser: Browser = UNKNOWN
    ) -> str:
        """The token of the first session, for who has joined this moment."""
        return await self._begin(subject, browser, methods=methods)

    async def _begin(
        self, subject: SubjectId, browser: Browser, *, methods: tuple[str, ...]
    ) -> str:
        token = await self.sessions.begin(subject, methods=methods, family=browser.family)
        if self._browsers.is_new(browser, subject):
            await self._telling.tell(subject, "security.signed-in")
        return token

    async def remember(self, token: str, browser: Browser) -> str:
        """Know the browser of a session the next time: what it is to hold, or an empty string."""
        session = self.sessions.find(token)
        return await self._browsers.remember(browser, session.subject) if session else ""

    def _buckets(
        self, browser: Browser, subject: SubjectId | None, own: str, *shared: str
    ) -> tuple[str, ...]:
        """Where a try is counted: in a browser that was here before, apart from everybody else."""
        is_known = self._browsers.knows(browser, subject)
        # Still by account and step: a right password must not forgive wrong codes.
        return (f"browser|{browser.known}|{own}",) if is_known else (own, *shared)

    # Here

    async def session(self, token: str) -> Session | None:
        """The session of a token, if it has not ended."""
        session = self.sessions.find(token)
        if session is not None:
            self._vault.prolong(session.subject)
        return session

    async def signed_in(self, session: Session) -> list[SignedIn]:
        """Every session of the member's, the newest first."""
        return await self.sessions.all(session)

    async def confirm(self, token: str, typed: str) -> str:
        """Prove it again, by the password or a code: the token that takes the session's place.

        Raises `SignInError`, `ThrottledError`.
        """
        session = self._still(token)
        methods = await self._prove(session, typed)
        return await self.sessions.renew(token, methods=methods)

    async def confirm_with_passkey(self, token: str, answer: str, party: Party) -> str:
        """The same, by a passkey of the session's member. Raises `SignInError`."""
        proven = await self.passkeys.prove(answer, party, session=self._still(token))
        return await self.sessions.renew(token, methods=proven.methods)

    def _still(self, token: str) -> Session:
        session = self.sessions.find(token)
        if session is None:
            raise SignInError("this session has ended", hint="sign in again")
        return session

    async def _prove(self, session: Session, typed: str) -> tuple[str, ...]:
        # By the session alone, so that nobody can slow a member down who has no session of theirs.
        name = f"session|{session.id}"
        self._throttle.begin(name)
        if CODE.fullmatch(typed.replace(" ", "")) and await self.one_time.take(
            session.subject, typed
        ):
            methods = _CODE
        elif await self._credentials.matches(session.subject, typed):
            methods = _PASSWORD
        else:
            raise SignInError("this is not your password", hint="try again")
        self._throttle.succeed(name)
        return methods

    async def has_password(self, session: Session) -> bool:
        """Whether the member has a password."""
        return await self._credentials.password(session.subject) is not None

    # Changed

    async def change_password(self, session: Session, *, old: str, new: str) -> str:
        """Change the password; every session ends, and the token of a new one is given.

        Raises `SignInError`, `PasswordError`.
        """
        check_new(new)
        await self._prove(session, old)
        return await self.set_password(session, new)

    async def set_password(self, session: Session, new: str) -> str:
        """Set a password, for who has just proven that it is them; else as `change_password`."""
        check_new(new)
        await self._credentials.keep_password(session.subject, new, actor=session.actor)
        fresh = await self._start_over(session)
        await self._telling.tell(session.subject, "security.password-changed")
        return fresh

    async def remove_password(self, session: Session) -> None:
        """Come in by passkey alone from now on. Raises `SignInError` where there is none."""
        if not await self.passkeys.has(session.subject):
            raise SignInError("you have no passkey to come in with", hint="add one first")
        await self._credentials.drop_password(session.subject, actor=session.actor)
        await self._telling.tell(session.subject, "security.password-removed")

    async def _start_over(self, session: Session) -> str:
        """End every session of a member and begin one in the place of this."""
        family = await self.sessions.family(session)
        await self.sessions.end_all(session.subject)
        return await self.sessions.begin(session.subject, methods=session.methods, family=family)

    async def start_anew(self, subject: SubjectId, password: str) -> None:
        """Set a password for who has lost everything: nothing of before signs in any more.

        Devices stay: they may be all that still opens what is locked.
        """
        await self._credentials.keep_password(subject, password, actor=BAILEE, even_locked=True)
        await self._tickets.forget(subject)
        await self.passkeys.lose(subject)
        await self.recovery_codes.lose(subject)
        await self.one_time.lose(subject)
        await self._browsers.forget(subject)
        await self.sessions.end_all(subject)

    async def recovery_key(self, session: Session) -> str:
        """Make a key that opens what only your devices can, should you lose them all.

        It replaces the one before; it is shown once and not kept. Raises `LockedError`.
        """
        key = passwords.suggest(groups=8)
        self._vault.admit_holder(session.subject, _RECOVERY, secret_of(key))
        return key

    async def unlock(self, session: Session, key: str) -> None:
        """Open what only your devices can, with the recovery key. Raises `SignInError`."""
        if not await self._vault.open_with(session.subject, _RECOVERY, secret_of(key)):
            raise SignInError("this is not your recovery key", hint="try again")

    # Out

    async def sign_out(self, token: str) -> None:
        """End a session."""
        await self.sessions.end(token)

    async def sign_out_of(self, session: Session, which: str) -> None:
        """End another session of the member's, by its id; all but this one, by `others`."""
        if which == "others":
            await self.sessions.end_all(session.subject, but=session.id)
        else:
            await self.sessions.end_one(session.subject, which)


def secret_of(key: str) -> bytes:
    """The bytes of a machine-made key, however it was typed."""
    return sha256(key.replace("-", "").replace(" ", "").casefold().encode()).digest()
