"""What is true of each subject when a decision falls, and which version of the policy binds them.

Answers are kept in memory and are never more permissive than the database: a withdrawal is seen
here before it is written, a consent only after.

Keeps: account.undo, access.must_keep, change.no_reduction, use.permitted.
May be imported by: vault.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from typing import NamedTuple

import msgspec

from bailee.policy.decide import Policy
from bailee.storage import Database, guardians, holds, people
from bailee.terms import Agreement, Category, NotFoundError, Purpose, Standing, State, SubjectId

__all__ = ["Binding", "Standings"]

_MOST = 10_000


class Binding(NamedTuple):
    """A subject's standing, and the version of the policy that binds them."""

    standing: Standing
    policy: Policy


class Standings:
    """Who stands where."""

    def __init__(self, database: Database, policies: dict[int, Policy]) -> None:
        """Over the vault's database and the compiled versions of the policy."""
        self._database, self.policies = database, policies
        self._known: OrderedDict[SubjectId, Binding] = OrderedDict()
        self._withheld: defaultdict[SubjectId, Counter[Agreement]] = defaultdict(Counter)
        self._barred: dict[SubjectId, State] = {}
        self._holding: defaultdict[SubjectId, Counter[Category]] = defaultdict(Counter)

    @property
    def newest(self) -> Policy:
        """The version that binds new subjects."""
        return self.policies[max(self.policies)]

    def of(self, subject: SubjectId) -> Binding:
        """The standing of a subject. Raises `NotFoundError`."""
        known = self._known.get(subject)
        return known if known is not None else self._load(subject)

    def _load(self, subject: SubjectId) -> Binding:
        row = people.subject(self._database.read, subject)
        if row is None:
            raise NotFoundError("there is no such subject")
        guardian = guardians.guardian(self._database.read, subject) if row.is_child else None
        latest = {
            Agreement(Purpose(given.purpose), Category(given.category)): given.given
            for given in people.consents(self._database.read, subject)
        }
        standing = Standing(
            consents=frozenset(agreement for agreement, given in latest.items() if given)
            - frozenset(self._withheld.get(subject, ())),
            state=self._barred.get(subject) or State(row.state),
            is_child=row.is_child,
            guardian=SubjectId(guardian[0]) if guardian else None,
            held=self._held(subject),
        )
        binding = self._known[subject] = Binding(standing, self.policies[row.policy])
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return binding

    def withhold(self, subject: SubjectId, agreements: frozenset[Agreement]) -> None:
        """Take consents away at once, before it is written; `release` follows in any case."""
        standing, policy = self.of(subject)
        self._withheld[subject].update(agreements)
        left = msgspec.structs.replace(standing, consents=standing.consents - agreements)
        self._known[subject] = Binding(left, policy)

    def release(self, subject: SubjectId, agreements: frozenset[Agreement]) -> None:
        """It is written, or could not be: what is written counts from here on."""
        self._withheld[subject] -= Counter(agreements)
        if not self._withheld[subject]:
            del self._withheld[subject]
        self.forget(subject)

    def _held(self, subject: SubjectId) -> frozenset[Category]:
        written = holds.categories(self._database.read, subject)
        return frozenset({*map(Category, written), *self._holding.get(subject, ())})

    def hold(self, subject: SubjectId, categories: frozenset[Category]) -> None:
        """Let nothing of these be lost at once, before it is written; `let_go` follows."""
        self._holding[subject].update(categories)
        self.forget(subject)

    def let_go(self, subject: SubjectId, categories: frozenset[Category]) -> None:
        """It is written, or could not be: what is written counts from here on."""
        self._holding[subject] -= Counter(categories)
        if not self._holding[subject]:
            del self._holding[subject]
        self.forget(subject)

    def bar(self, subject: SubjectId, state: State) -> None:
        """Let a state that is not active bind at once, before it is written; `unbar` follows."""
        if state is not State.ACTIVE:
            self._barred[subject] = state
            self.forget(subject)

    def unbar(self, subject: SubjectId, state: State) -> None:
        """It is written, or could not be: what is written counts from here on."""
        if self._barred.get(subject) is state:
            del self._barred[subject]
        self.forget(subject)

    def forget(self, subject: SubjectId | None = None) -> None:
        """Read a subject (or everybody) again next time."""
        if subject is None:
            self._known.clear()
        else:
            self._known.pop(subject, None)
