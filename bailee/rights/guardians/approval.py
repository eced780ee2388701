"""A child's account waits; a guardian is asked, answers, and is asked again a day later.

The link in the question is single-use and good for 72 hours; another can be asked for while the
account waits. Refusal, or 14 days without an answer, destroys it, with a receipt to the address
that was asked.

Keeps: children.approval.
May be imported by: rights.guardians.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from bailee.policy.guardians import APPROVAL_CLAUSE
from bailee.rights.erasure import Erasure, Receipt
from bailee.rights.guardians import letters
from bailee.rights.guardians.age import Month, is_under
from bailee.rights.guardians.kept import Child, Contact, Files
from bailee.rights.notices.plain import Words, send
from bailee.rights.notices.post import Post, PostError
from bailee.terms import (
    BAILEE,
    ONES_OWN,
    Actor,
    Agreement,
    DamagedError,
    ExistsError,
    NotFoundError,
    State,
    SubjectId,
)
from bailee.vault import Vault

__all__ = ["CODE", "LINK_S", "SILENCE_S", "Approvals", "Asked", "Desk"]

LINK_S, SILENCE_S, SECOND_S = 72 * 3600, 14 * 86_400, 24 * 3600
_ASK, _REFUSE, CODE, _SECOND = "guardian-link", "guardian-refusal", "child-code", "second-look"
"""Kinds of blind names: two links, what the child comes back with, and a notice that is due."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

Tell = Callable[..., Awaitable[object]]


class Desk(Struct, frozen=True):
    """How people are told: `post` carries letters, `tell` notices to members, `origin` is ours."""

    post: Post
    tell: Tell
    origin: str = ""


class Asked(Struct, frozen=True):
    """What waits for a guardian: whose account, since when, and when it is destroyed."""

    child: SubjectId
    handle: str
    state: State
    since: int
    ends_at: int
    contact: Contact | None = None
    born: str = ""


class Approvals:
    """The question to guardians."""

    def __init__(self, vault: Vault, desk: Desk) -> None:
        """Over the vault and the way out."""
        self._vault, self._desk = vault, desk

    @property
    def years(self) -> int:
        """Below which age a guardian is asked."""
        return self._vault.policy.value(APPROVAL_CLAUSE, "age_years")

    def is_child(self, born: Month) -> bool:
        """Whether somebody born then needs a guardian."""
        return is_under(self.years, born=born, now=self._vault.clock.now())

    async def begin(self, handle: str, born: Month, contact: Contact, *, language: str) -> str:
        """Let a child's account wait, and ask; the code that the child comes back with.

        Raises `ExistsError` when the handle is taken, `PostError`; nothing is kept then.
        """
        if self._vault.names.find("handle", handle) is not None:
            raise ExistsError("this handle is taken", hint="choose another one")
        child, code = await self._vault.guardians.admit(), _draw()
        kept = Child(handle, born.text(), contact=contact, language=language)
        try:
            await Files(self._vault, child).keep_child(kept)
            now = self._vault.clock.now()
            await self._vault.names.add(CODE, _plain(code), of=child, ref=str(now))
            await self._ask(child, kept)
            await self._name(child, handle)
        except BaseException:
            await self._vault.forget(child, actor=BAILEE)
            raise
        return code

    async def _name(self, child: SubjectId, handle: str) -> None:
        # Last: whatever fails before it leaves nobody who could be found.
        if not await self._vault.names.add("handle", handle, of=child):
            raise ExistsError("this handle is taken", hint="choose another one")

    async def _ask(self, child: SubjectId, kept: Child) -> None:
        if kept.contact is None:
            return
        token, until = secrets.token_urlsafe(24), self._vault.clock.now() + LINK_S
        await self._vault.names.drop(_ASK, of=child)
        await self._vault.names.add(_ASK, token, of=child, until=until)
        link = f"{self._desk.origin}/family/answer?ticket={token}"
        await send(self._desk.post, kept.contact, letters.asked(kept.handle, link, kept.language))

    async def ask_again(self, child: SubjectId, contact: Contact) -> None:
        """Ask once more, perhaps elsewhere; the link before is void. Raises `PostError`."""
        files = Files(self._vault, child)
        kept = await files.child()
        if kept is None or self._vault.standing(child).state is not State.HELD:
            raise NotFoundError("nobody waits for a guardian here")
        kept = replace(kept, contact=contact)
        await files.keep_child(kept)
        await self._ask(child, kept)

    async def waiting(self, handle: str, code: str) -> Asked | None:
        """The account that a child comes back to."""
        found = self._vault.names.find(CODE, _plain(code))
        asked = await self._asked(SubjectId(found.subject), since=int(found.ref)) if found else None
        return asked if asked and asked.handle == handle else None

    async def held(self) -> list[tuple[SubjectId, str]]:
        """The children whose accounts wait, by the names they made up."""
        found = list[tuple[SubjectId, str]]()
        for child, _ in self._vault.names.all(CODE):
            with suppress(*ONES_OWN):
                kept = await Files(self._vault, child).child()
                if kept is not None and self._vault.standing(child).state is State.HELD:
                    found.append((child, kept.handle))
        return found

    async def question(self, ticket: str) -> Asked | None:
        """What a link asks; None when it is used or too old."""
        found = self._vault.names.find(_ASK, ticket) or self._vault.names.find(_REFUSE, ticket)
        return await self._asked(SubjectId(found.subject)) if found else None

    async def _asked(self, child: SubjectId, *, since: int | None = None) -> Asked | None:
        kept = await Files(self._vault, child).child()
        if kept is None:
            return None
        if since is None:
            waits = [int(ref) for of, ref in self._vault.names.all(CODE) if of == child]
            since = waits[0] if waits else self._vault.clock.now()
        state = self._vault.standing(child).state
        ends_at = since + SILENCE_S
        return Asked(child, kept.handle, state, since, ends_at, kept.contact, kept.born)

    async def approve(
        self, ticket: str, *, guardian: SubjectId, name: str, agreed: Collection[Agreement]
    ) -> SubjectId:
        """Approve by the link, once, and become the guardian. Raises `NotFoundError`, `Refused`."""
        found = self._vault.names.find(_ASK, ticket)
        if found is None:
            raise NotFoundError("this link was used, or is too old")
        child = SubjectId(found.subject)
        await self._vault.guardians.appoint(child, guardian)
        await self._vault.names.remove(_ASK, ticket)
        await self.open(child, guardian=guardian, name=name, agreed=agreed)
        return child

    async def open(
        self, child: SubjectId, *, guardian: SubjectId, name: str, agreed: Collection[Agreement]
    ) -> None:
        """Open a child's account that waits, for the purposes that its guardian agrees to.

        Raises `NotFoundError` where it does not wait for them, `Refused`.
        """
        files, actor = Files(self._vault, child), Actor(f"member:{guardian}")
        kept, is_held = await files.child(), self._vault.standing(child).state is State.HELD
        if kept is None or not is_held or self._vault.guardians.of(child) != guardian:
            raise NotFoundError("nobody waits for a guardian here")
        await files.keep_child(replace(kept, guardian=name))
        await self._vault.set_state(child, State.ACTIVE, actor=actor)
        for agreement in self._vault.policy_of(child).agreements & frozenset(agreed):
            await self._vault.consent(child, agreement, given=True, actor=actor)
        due = self._vault.clock.now() + SECOND_S
        await self._vault.names.add(_SECOND, secrets.token_hex(8), of=child, ref=str(due))
        await self._desk.tell(guardian, "family.guardian-approved", child=kept.handle)

    async def close_links(self, child: SubjectId) -> None:
        """Let no link of a guardian's do anything any more."""
        for kind in (_ASK, _REFUSE, _SECOND):
            await self._vault.names.drop(kind, of=child)

    async def arrived(self, child: SubjectId) -> None:
        """The child has a way in of their own; the code is void."""
        await self._vault.names.drop(CODE, of=child)

    async def refuse(self, ticket: str) -> Receipt:
        """Refuse by a link, with one click: all of it is erased. Raises `NotFoundError`."""
        found = self._vault.names.find(_ASK, ticket) or self._vault.names.find(_REFUSE, ticket)
        if found is None:
            raise NotFoundError("this link was used, or is too old")
        return await self._destroy(SubjectId(found.subject))

    async def _destroy(self, child: SubjectId) -> Receipt:
        try:
            kept = await Files(self._vault, child).child()
        except DamagedError:
            kept = None  # what is damaged is destroyed all the same, without a letter
        language = kept.language if kept else "en"
        receipt = await Erasure(self._vault).erase(child, actor=BAILEE, language=language)
        if kept is not None and kept.contact is not None:
            words = letters.erased(kept.handle, receipt, kept.language)
            await self._try(kept.contact, words)
        return receipt

    async def _try(self, contact: Contact, words: Words) -> bool:
        try:
            await send(self._desk.post, contact, words)
        except PostError:
            return False
        return True

    # What housekeeping does

    async def look_after(self) -> int:
        """Destroy what nobody answered for, give the second notices, hold whom nobody guards.

        Answers how many accounts were destroyed; can be stopped and run again.
        """
        for grown in self._vault.guardians.half_of_age():
            with suppress(*ONES_OWN):
                await self._finish_taking_over(grown)
        for child in self._vault.guardians.orphans():
            with suppress(*ONES_OWN):
                await self._hold(child)
        for child, due in self._vault.names.all(_SECOND):
            if int(due) <= self._vault.clock.now():
                with suppress(*ONES_OWN):
                    await self._second_look(child, due=int(due))
        destroyed = 0
        for child, since in self._vault.names.all(CODE):
            with suppress(*ONES_OWN):
                # Looked at just before: while others went, somebody may have answered.
                if self._is_over(child, since):
                    await self._destroy(child)
                    destroyed += 1
        return destroyed

    async def _finish_taking_over(self, grown: SubjectId) -> None:
        """A crash came between the end of the guardian's powers and the opened account.

        What a guardian had agreed to ends; what they agree to themselves, they turn on anew.
        """
        for agreement in self._vault.standing(grown).consents:
            await self._vault.consent(grown, agreement, given=False, actor=BAILEE)
        await self.arrived(grown)
        await self._vault.set_state(grown, State.ACTIVE, actor=BAILEE)

    def _is_over(self, child: SubjectId, since: str) -> bool:
        standing = self._vault.standing(child)
        is_waiting = standing.is_child and standing.state is State.HELD
        return is_waiting and int(since) + SILENCE_S <= self._vault.clock.now()

    async def _hold(self, child: SubjectId) -> None:
        """The guardian's account is gone: the child's waits again, and its time begins anew."""
        await self._vault.set_state(child, State.HELD, actor=BAILEE)
        now = self._vault.clock.now()
        await self._vault.names.drop(CODE, of=child)
        await self._vault.names.add(CODE, secrets.token_hex(16), of=child, ref=str(now))

    async def _second_look(self, child: SubjectId, *, due: int) -> None:
        files, now = Files(self._vault, child), self._vault.clock.now()
        kept, guardian = await files.child(), self._vault.guardians.of(child)
        if kept is not None and kept.contact is not None:
            token = secrets.token_urlsafe(24)
            await self._vault.names.add(_REFUSE, token, of=child, until=now + LINK_S)
            link = f"{self._desk.origin}/family/answer?ticket={token}"
            words = letters.second_look(kept.handle, link, kept.language)
            is_sent = await self._try(kept.contact, words)
            if not is_sent and now - due < LINK_S:
                await self._vault.names.remove(_REFUSE, token)
                return  # nothing went out: again, next time
            await files.keep_child(replace(kept, contact=None))
        if guardian is not None and kept is not None:
            await self._desk.tell(guardian, "family.guardian-second-look", child=kept.handle)
        await self._vault.names.drop(_SECOND, of=child)


def _draw() -> str:
    letters_ = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return "-".join(letters_[i : i + 4] for i in range(0, 16, 4))


def _plain(code: str) -> str:
    return code.replace("-", "").replace(" ", "").casefold()
