"""A simulator of the right to freeze an account and to close it, for the pages."""

from __future__ import annotations

from bailee.pages.frame.desks import Erasure
from bailee.policy.states import Place, turn
from bailee.rights.erasure import Receipt
from bailee.terms import Actor, Refuse, Refused, State, SubjectId
from bailee.vault import AccountState
from tests.cast import ADA, DAY, Clock


class StatesDesk:
    """Where Ada's account stands; `by_others`: as the operator put it there."""

    def __init__(self, clock: Clock, erasure: Erasure) -> None:
        self.clock, self.erasure = clock, erasure
        self.state = AccountState(State.ACTIVE)
        self.days = 14
        self.why = ""

    def by_others(self, state: State, *, why: str = "", ends_at: int | None = None) -> None:
        self.state = AccountState(state, self.clock.now(), ends_at=ends_at)
        self.why = why

    def of(self, subject: SubjectId) -> AccountState:
        assert subject == ADA
        return self.state

    def undo_days(self, subject: SubjectId) -> int:
        assert subject == ADA
        return self.days

    async def reason(self, subject: SubjectId) -> str:
        assert subject == ADA
        return self.why

    async def restrict(self, subject: SubjectId, *, actor: Actor) -> None:
        self._turn(State.RESTRICTED, by=(subject, actor))

    async def resume(self, subject: SubjectId, *, actor: Actor) -> None:
        self._turn(State.ACTIVE, by=(subject, actor))

    async def close(self, subject: SubjectId, *, actor: Actor) -> Receipt | None:
        if not self.days:
            return await self.erasure.erase(subject, actor=actor)
        self._turn(State.CLOSING, by=(subject, actor))
        return None

    def _turn(self, state: State, *, by: tuple[SubjectId, Actor]) -> None:
        assert by == (ADA, Actor(f"member:{ADA}"))
        decision = turn(Place(self.state.state, is_own=self.state.is_own), state, is_own=True)
        if isinstance(decision, Refuse):
            raise Refused(decision)
        now = self.clock.now()
        ends_at = now + self.days * DAY if state is State.CLOSING else None
        self.state = AccountState(state, now, is_own=True, ends_at=ends_at)
