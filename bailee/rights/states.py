"""Where an account stands: frozen on its member's wish, closing with days to undo it, or open.

To freeze an account is the right to restriction (GDPR Art. 18): what is there stays and nobody
works with it. To close it stops everything at once and erases it when the days of `account.undo`
are over; until then its member can open it again, or have it erased now.

Keeps: account.undo, access.self, access.residual.
May be imported by: pages, gateways, assembly.
"""

from __future__ import annotations

from contextlib import suppress

from msgspec import Struct

from bailee.rights.erasure import ACCOUNT, Erasure, Receipt
from bailee.rights.notices import Notices
from bailee.terms import ACCESS, BAILEE, ONES_OWN, Actor, ClauseId, Purpose, State, SubjectId
from bailee.vault import AccountState, Vault
from bailee.vault.records import Records

__all__ = ["UNDO", "AccountState", "States"]

UNDO = ClauseId("account.undo")
_SAFETY = Purpose("safety")
_RECORD = "state"
_LONGEST = 500
_DAY_S = 86_400


class Why(Struct, frozen=True):
    """The reason that was given to a member for what others did to their account."""

    reason: str


class States:
    """Where accounts stand; knows no service."""

    def __init__(self, vault: Vault, notices: Notices) -> None:
        """Over the vault; `notices` tell the member."""
        self._vault, self._notices = vault, notices
        self._erasure = Erasure(vault)

    def of(self, subject: SubjectId) -> AccountState:
        """Where an account stands. Raises `NotFoundError`."""
        return self._vault.state_of(subject)

    def undo_days(self, subject: SubjectId) -> int:
        """For how many days this member can take the closing of their account back."""
        return self._vault.policy_of(subject).value(UNDO, "days")

    async def reason(self, subject: SubjectId) -> str:
        """Why others moved the account to where it stands; empty if nobody said."""
        member = Actor(f"member:{subject}")
        records = Records(self._vault, ACCOUNT, Why, of=subject, purpose=ACCESS, actor=member)
        found = await records.get(_RECORD)
        return found.reason if found else ""

    async def restrict(self, subject: SubjectId, *, actor: Actor, reason: str = "") -> None:
        """Let nobody work with what is there (GDPR Art. 18). Raises `Refused`."""
        await self._turn(subject, State.RESTRICTED, actor=actor, reason=reason)

    async def resume(self, subject: SubjectId, *, actor: Actor, reason: str = "") -> None:
        """Open an account again that was frozen or closing. Raises `Refused`."""
        await self._turn(subject, State.ACTIVE, actor=actor, reason=reason)

    async def close(self, subject: SubjectId, *, actor: Actor, reason: str = "") -> Receipt | None:
        """Close an account; a receipt if there is no day to undo it. Raises `Refused`."""
        ends_at = self._vault.clock.now() + self.undo_days(subject) * _DAY_S
        await self._turn(subject, State.CLOSING, actor=actor, reason=reason, ends_at=ends_at)
        if ends_at > self._vault.clock.now():
            return None
        return await self.erase(subject)

    async def erase(self, subject: SubjectId) -> Receipt:
        """Erase a closed account; its receipt goes out as the last letter. Raises `Refused`."""
        farewell = await self._notices.farewell(subject)
        receipt = await self._erasure.erase(subject, actor=BAILEE, language=farewell.language)
        await farewell.send(
            "account.account-erased",
            at=receipt.unreadable_at,
            enclosed=receipt.note,
            receipt=receipt.id,
            noise_by=receipt.backups_dead_by,
        )
        return receipt

    async def erase_due(self) -> list[Receipt]:
        """Erase the accounts whose days to undo it are over; can be stopped and run again."""
        receipts = list[Receipt]()
        for subject in self._vault.ending(State.CLOSING):
            with suppress(*ONES_OWN):
                # Looked at again: while others were erased, somebody may have reopened theirs.
                if self.of(subject).state is State.CLOSING:
                    receipts.append(await self.erase(subject))
        return receipts

    async def _turn(
        self,
        subject: SubjectId,
        state: State,
        *,
        actor: Actor,
        reason: str,
        ends_at: int | None = None,
    ) -> None:
        reason, was = " ".join(reason.split())[:_LONGEST], self.of(subject)
        await self._vault.set_state(subject, state, actor=actor, reason=reason, ends_at=ends_at)
        records = Records(self._vault, ACCOUNT, Why, of=subject, purpose=_SAFETY, actor=BAILEE)
        if reason and state is not State.ACTIVE:
            await records.put(_RECORD, Why(reason))
        elif await records.get(_RECORD) is not None:
            await records.drop(_RECORD)
        await self._tell(subject, was, reason=reason)

    async def _tell(self, subject: SubjectId, was: AccountState, *, reason: str) -> None:
        """Tell the member on every channel; of what they froze or thawed themselves, nothing."""
        now, why = self.of(subject), {"reason": reason} if reason else {}
        if now.state is State.CLOSING and now.ends_at is not None:
            until = now.ends_at
            await self._notices.tell(subject, "security.account-closing", until=until, **why)
        elif now.state is State.RESTRICTED and not now.is_own:
            await self._notices.tell(subject, "account.account-suspended", **why)
        elif now.state is State.ACTIVE and was.state is State.CLOSING:
            await self._notices.tell(subject, "account.account-reopened", **why)
        elif now.state is State.ACTIVE and not was.is_own:
            await self._notices.tell(subject, "account.account-restored", **why)
