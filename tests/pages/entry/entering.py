"""How Ada comes into a house in memory: her password, her passkeys, her codes, her sessions."""

from __future__ import annotations

from itertools import count

from msgspec.structs import replace

from bailee.services.account import (
    UNKNOWN,
    AddressError,
    Begun,
    Browser,
    CodeError,
    CodeNeededError,
    Party,
    Passkey,
    PasskeyError,
    PasswordError,
    Profile,
    SignedIn,
    SignInError,
    ThrottledError,
)
from bailee.terms import Actor, NotFoundError, Session, SubjectId
from tests.cast import ADA, DAY, NOON, Clock

AS_ADA = Actor("member:" + ADA)
RECOVERY_KEY = "abcd-efgh-jkmn-pqrs-tuvw-xyz2-3456-789a"
PASSWORD = "correct horse battery"
TICKET, CODE, SECRET, ANSWER = "ticket-1", "123456", "JBSWY3DPEHPK3PXP" * 2, '{"id":"key"}'

PAPER, LINK, STOP = "abcd-efgh-jk00", "link-1", "stop-1"


class Accounts:
    """One member, Ada; sessions by token."""

    def __init__(self, clock: Clock, keys: Keys) -> None:
        self.clock, self.keys = clock, keys
        self.families: dict[str, str] = {}
        self.password = PASSWORD
        self.speaks = ""
        self.tries = 0
        self.most_tries = 5
        self.sessions: dict[str, Session] = {}
        self._numbers = count(1)

    def _check(self, password: str, *, handle: str = "ada") -> None:
        if self.tries >= self.most_tries:
            raise ThrottledError(30)
        if handle != "ada" or password != self.password:
            self.tries += 1
            raise SignInError("name and password do not belong together")
        self.tries = 0

    async def sign_in(
        self, handle: str, password: str, *, network: str, browser: Browser = UNKNOWN
    ) -> str:
        assert "/" in network or network == "unknown"
        self._check(password, handle=handle)
        if self.keys.secret:
            raise CodeNeededError(TICKET)
        return self._begin(browser, "pwd")

    async def sign_in_with_code(
        self, ticket: str, code: str, *, network: str, browser: Browser = UNKNOWN
    ) -> str:
        assert network
        if ticket != TICKET or code != CODE:
            raise SignInError("this code is not right")
        return self._begin(browser, "pwd", "otp", "mfa")

    def waits(self, ticket: str) -> bool:
        return ticket == TICKET

    async def sign_in_with_passkey(
        self, answer: str, party: Party, *, browser: Browser = UNKNOWN
    ) -> str:
        self.keys.check(answer, party)
        return self._begin(browser, "hwk", "user", "mfa")

    async def welcome(
        self, subject: SubjectId, methods: tuple[str, ...], *, browser: Browser = UNKNOWN
    ) -> str:
        assert subject == ADA
        return self._begin(browser, *methods)

    async def remember(self, token: str, browser: Browser) -> str:
        assert token in self.sessions
        return browser.known or "mark-1"

    def _begin(self, browser: Browser, *methods: str) -> str:
        number = next(self._numbers)
        token = f"token-{number}"
        now = self.clock.now()
        self.sessions[token] = Session(
            ADA, AS_ADA, f"csrf-{number}", now, now, methods, f"browser-{number}"
        )
        self.families[f"browser-{number}"] = browser.family
        return token

    async def session(self, token: str) -> Session | None:
        return self.sessions.get(token)

    async def sign_out(self, token: str) -> None:
        self.sessions.pop(token, None)

    async def confirm(self, token: str, typed: str) -> str:
        if not (self.keys.secret and typed == CODE):
            self._check(typed)
        return self._turn(token)

    async def confirm_with_passkey(self, token: str, answer: str, party: Party) -> str:
        self.keys.check(answer, party)
        return self._turn(token)

    def _turn(self, token: str) -> str:
        fresh = f"token-{next(self._numbers)}"
        self.sessions[fresh] = replace(self.sessions.pop(token), confirmed_at=self.clock.now())
        return fresh

    async def signed_in(self, session: Session) -> list[SignedIn]:
        return [
            SignedIn(
                one.id,
                self.families.get(one.id, ""),
                one.since,
                one.confirmed_at,
                one.id == session.id,
            )
            for one in self.sessions.values()
        ]

    async def sign_out_of(self, session: Session, which: str) -> None:
        self.sessions = {
            token: one
            for token, one in self.sessions.items()
            if one.id == session.id or which not in {"others", one.id}
        }

    async def has_password(self, session: Session) -> bool:
        assert session.subject == ADA
        return bool(self.password)

    async def change_password(self, session: Session, *, old: str, new: str) -> str:
        if len(new) < 10:
            raise PasswordError("too short")
        self._check(old)
        return await self.set_password(session, new)

    async def set_password(self, session: Session, new: str) -> str:
        assert session.subject == ADA
        if len(new) < 10:
            raise PasswordError("too short")
        self.password = new
        self.sessions.clear()
        return self._begin(UNKNOWN, *session.methods)

    async def remove_password(self, session: Session) -> None:
        if not self.keys.passkeys:
            raise SignInError("you have no passkey to come in with")
        assert session.subject == ADA
        self.password = ""

    async def recovery_key(self, session: Session) -> str:
        assert session.subject == ADA
        return RECOVERY_KEY

    async def unlock(self, session: Session, key: str) -> None:
        assert session.subject == ADA
        if key != RECOVERY_KEY:
            raise SignInError("this is not your recovery key")

    async def profile(self, session: Session) -> Profile:
        assert session.subject == ADA
        return Profile("ada", "Ada", self.speaks)

    async def language(self, session: Session) -> str:
        assert session.subject == ADA
        return self.speaks

    async def describe(self, session: Session, **told: str) -> None:
        assert session.subject == ADA
        self.speaks = told.get("language", self.speaks)


class Keys:
    """Ada's passkeys, her app and her codes on paper."""

    def __init__(self) -> None:
        self.passkeys: dict[str, Passkey] = {}
        self.secret = ""
        self.codes = 0

    def check(self, answer: str, party: Party) -> None:
        assert party.host in next(iter(party.origins))
        if answer != ANSWER or not self.passkeys:
            raise PasskeyError("this passkey could not be checked")

    async def of(self, session: Session) -> list[Passkey]:
        assert session.subject == ADA
        return list(self.passkeys.values())

    async def has(self, subject: SubjectId) -> bool:
        assert subject == ADA
        return bool(self.passkeys)

    async def asked_to_add(self, session: Session, party: Party, *, name: str) -> str:
        assert (session.subject, name) == (ADA, "ada")
        return f'{{"rp":{{"id":"{party.host}"}}}}'

    async def add(self, session: Session, party: Party, *, answer: str, name: str) -> None:
        assert (session.subject, party.host) == (ADA, "cloud.example")
        if answer != ANSWER:
            raise PasskeyError("this passkey could not be checked")
        key = f"key-{len(self.passkeys)}"
        self.passkeys[key] = Passkey(key, name, NOON, None, is_synced=True)

    async def rename(self, session: Session, key: str, *, name: str) -> None:
        assert session.subject == ADA
        self.passkeys[key] = replace(self.passkeys[key], name=name)

    async def remove(self, session: Session, key: str) -> None:
        assert session.subject == ADA
        if self.passkeys.pop(key, None) is None:
            raise NotFoundError("there is no such passkey")

    def asked_to_sign_in(self, party: Party) -> str:
        return f'{{"rpId":"{party.host}"}}'

    async def asked_to_confirm(self, session: Session, party: Party) -> str:
        assert session.subject == ADA
        return f'{{"rpId":"{party.host}"}}'

    def draw(self) -> str:
        return SECRET

    def address(self, secret: str, *, name: str, issuer: str) -> str:
        return f"otpauth://totp/{issuer}:{name}?secret={secret}"

    async def is_on(self, subject: SubjectId) -> bool:
        assert subject == ADA
        return bool(self.secret)

    async def turn_on(self, session: Session, *, secret: str, code: str) -> None:
        assert session.subject == ADA
        if code != CODE:
            raise SignInError("this is not the code of now")
        self.secret = secret

    async def turn_off(self, session: Session) -> None:
        assert session.subject == ADA
        self.secret = ""

    async def left(self, subject: SubjectId) -> int:
        assert subject == ADA
        return self.codes

    async def make(self, session: Session) -> list[str]:
        assert session.subject == ADA
        self.codes = 10
        return [f"abcd-efgh-jk{number:02}" for number in range(10)]


class Recoveries:
    """Getting back into Ada's account."""

    def __init__(self, clock: Clock, accounts: Accounts) -> None:
        self.clock, self.accounts = clock, accounts
        self.until: int | None = None

    async def ask(self, text: str, *, language: str, network: str) -> str:
        assert language in {"en", "de"}
        assert network
        if "@" not in text:
            raise AddressError("no address")
        return TICKET

    def waits(self, ticket: str) -> bool:
        return ticket == TICKET

    async def begin(self, ticket: str, code: str, paper: str, *, origin: str) -> Begun:
        assert origin
        if (ticket, code, paper) != (TICKET, CODE, PAPER):
            raise CodeError
        self.until = self.clock.now() + 3 * DAY
        return Begun(LINK, self.until)

    def opens_at(self, subject: SubjectId) -> int | None:
        assert subject == ADA
        return self.until

    def look(self, ticket: str) -> int:
        if ticket != LINK or self.until is None:
            raise NotFoundError("there is no such recovery")
        return self.until

    async def stop(self, subject: SubjectId) -> None:
        assert subject == ADA
        self.until = None

    def can_stop(self, ticket: str) -> bool:
        return ticket == STOP and self.until is not None

    async def stop_by(self, ticket: str) -> None:
        if not self.can_stop(ticket):
            raise NotFoundError("there is no such recovery")
        self.until = None

    async def finish(self, ticket: str, password: str) -> None:
        if self.look(ticket) > self.clock.now():
            raise NotFoundError("it has to wait")
        if len(password) < 10:
            raise PasswordError("too short")
        self.accounts.password, self.until = password, None
        self.accounts.sessions.clear()
