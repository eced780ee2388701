"""The members: a handle, a profile with its optional fields, and who is one.

Keeps: collect.account, account.service.
May be imported by: services.account.
"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from msgspec import Struct
from msgspec.structs import replace

from bailee.rights.guardians import CHILD
from bailee.services.account import passwords
from bailee.services.account.credentials import ACCOUNT, SAFETY, SERVICE, Credentials, check_new
from bailee.services.account.errors import HandleError
from bailee.terms import ACCESS, BAILEE, SERVICE_PURPOSE, Actor, Purpose, Session, SubjectId
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = ["MOST", "Members", "NewMember", "Opening", "Profile", "handle_of", "normal"]

Opening = Callable[[SubjectId], Awaitable[None]]
"""Gives a new member what opens their account in the place of a password."""

_HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_BEGINNINGS = SERVICE.collects.keys() | {CHILD}
MOST = {
    "name": 100,
    "language": 10,
    "profession": 100,
    "postal_address": 300,
    "postcode": 20,
    "area_code": 20,
    "time_zone": 50,
}
"""The optional parts of a profile, and how many characters each may have."""


class Profile(Struct, frozen=True):
    """What a member tells of themselves; only the handle is needed."""

    handle: str
    name: str = ""
    language: str = ""
    profession: str = ""
    postal_address: str = ""
    postcode: str = ""
    area_code: str = ""
    time_zone: str = ""


class NewMember(Struct, frozen=True):
    """A member, and the password they begin with; empty if a passkey is theirs instead."""

    subject: SubjectId
    handle: str
    password: str


_MOST_LANGUAGES = 1000


class Members:
    """Who has an account."""

    def __init__(self, vault: Vault, credentials: Credentials) -> None:
        """Over the vault, and what is kept to know members by."""
        self._vault, self._credentials = vault, credentials
        self._languages: OrderedDict[SubjectId, str] = OrderedDict()

    async def add(self, handle: str, *, password: str | None = None, name: str = "") -> NewMember:
        """Add a member. Raises `HandleError`, `PasswordError`."""
        password = password or passwords.suggest()
        check_new(password)
        return await self.add_opened(handle, self.by_password(password), name=name, told=password)

    async def add_opened(
        self,
        handle: str,
        opening: Opening,
        *,
        subject: SubjectId | None = None,
        name: str = "",
        told: str = "",
    ) -> NewMember:
        """Add a member by an id that was drawn for them, and what opens their account.

        `told`: the password, to whoever gives it on. Raises `HandleError`, and what `opening` does.
        """
        handle = handle_of(handle)
        if self._vault.names.find("handle", handle) is not None:
            raise HandleError("this handle is taken", hint="choose another one")
        subject = await self._vault.admit(subject)
        made = await self.furnish(subject, handle, opening, name=name, told=told)
        # The name comes last: whatever fails before it leaves nobody who could be found.
        if not await self._vault.names.add("handle", handle, of=subject):
            await self._vault.forget(subject, actor=BAILEE)
            raise HandleError("this handle is taken", hint="choose another one")
        return made

    async def furnish(
        self, subject: SubjectId, handle: str, opening: Opening, *, name: str = "", told: str = ""
    ) -> NewMember:
        """Give a subject what an account consists of. Raises `Refused`, as `add_opened`."""
        profile = Profile(handle, _bounded("name", name))
        await self._profiles(subject, BAILEE).put("profile", profile)
        await opening(subject)
        return NewMember(subject, handle, told)

    def by_password(self, password: str) -> Opening:
        """A password opens the account."""

        async def keep(subject: SubjectId) -> None:
            await self._credentials.keep_password(subject, password, actor=BAILEE)

        return keep

    async def drop_half_made(self) -> int:
        """Forget whom a crash kept from getting a handle: nobody could ever sign in as them.

        Whoever has more than the beginnings of an account came about in another way and stays.
        """
        nameless = self._vault.names.missing("handle")
        found = [one for one in nameless if self._vault.categories_of(one) <= _BEGINNINGS]
        for subject in found:
            await self._vault.forget(subject, actor=BAILEE)
        return len(found)

    async def members(self) -> list[tuple[SubjectId, Profile]]:
        """Everybody who has an account, oldest first."""
        found = [
            (subject, await self._profiles(subject, BAILEE, purpose=SAFETY).get("profile"))
            for subject in self._vault.subjects()
        ]
        return [(subject, profile) for subject, profile in found if profile is not None]

    async def profile(self, session: Session) -> Profile:
        """What the member told of themselves."""
        records = self._profiles(session.subject, session.actor, purpose=ACCESS)
        found = await records.get("profile")
        return found or Profile("")

    async def language(self, session: Session) -> str:
        """The language that the member wants to be spoken to in; empty if none was chosen.

        Every page asks, so it is remembered in memory, and read once.
        """
        known = self._languages.get(session.subject)
        if known is None:
            known = (await self.profile(session)).language
            self._languages[session.subject] = known
            while len(self._languages) > _MOST_LANGUAGES:
                self._languages.popitem(last=False)
        return known

    async def describe(self, session: Session, **told: str) -> None:
        """Change what is optional in the profile: `name`, `language`, `postcode` and so on.

        Raises `Refused`.
        """
        kept = await self.profile(session)
        bounded = {field: _bounded(field, text) for field, text in told.items()}
        changed = replace(kept, **bounded)
        await self._profiles(session.subject, session.actor).put("profile", changed)
        self._languages.pop(session.subject, None)

    def _profiles(
        self, subject: SubjectId, actor: Actor, *, purpose: Purpose = SERVICE_PURPOSE
    ) -> Records[Profile]:
        return Records(self._vault, ACCOUNT, Profile, of=subject, purpose=purpose, actor=actor)


def _bounded(field: str, text: str) -> str:
    """What somebody told, on as many lines as it may have and no longer than it may be."""
    lines = [" ".join(line.split()) for line in text[: 2 * MOST[field]].splitlines()]
    between = "\n" if field == "postal_address" else " "
    return between.join(line for line in lines if line)[: MOST[field]]


def handle_of(typed: str) -> str:
    """A new handle, as it is kept. Raises `HandleError`."""
    handle = normal(typed)
    if not _HANDLE.fullmatch(handle):
        raise HandleError(
            "a handle is letters a-z, digits, dots and dashes", hint="like ada or ada.b"
        )
    return handle


def normal(handle: str) -> str:
    """A handle as it is compared: NFKC, casefolded, trimmed."""
    return unicodedata.normalize("NFKC", handle).strip().casefold()
