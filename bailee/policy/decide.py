"""The one question of the house: may this be done? And the second: may this leave?

What the file says is compiled once, to a dictionary from operation, category, purpose and kind of
actor to an answer that is already made. Whatever is not in the dictionary is refused.

Keeps: use.permitted, class.personal, class.combined, share.none, children.no_disclosure,
security.staff.
May be imported by: every room above `policy`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from msgspec import Struct

from bailee.policy import reasons, states, unsaid
from bailee.policy.catalogue import CATALOGUE
from bailee.policy.parts import (
    CaseClause,
    CategoryClause,
    Contact,
    DataClass,
    PurposeClause,
    Said,
    Words,
)
from bailee.policy.unsaid import Asked
from bailee.terms import (
    Agreement,
    Basis,
    Category,
    ClauseId,
    Custody,
    Decision,
    NotFoundError,
    Operation,
    Permit,
    Processing,
    Purpose,
    Refuse,
    Standing,
    State,
)

_MOST_KNOWN = 4_096
_ACTIVE = State.ACTIVE


class _Answer(Struct, frozen=True):
    """An entry of the dictionary: the answer, and the consent that it takes, if any.

    `goes_on`: in which states besides active. `takes_grant`: nobody has it by their role alone.
    """

    permit: Permit
    agreement: Agreement | None
    goes_on: frozenset[State]
    leaves: bool
    takes_grant: bool


class Policy:
    """One version of a policy, ready to be asked."""

    __slots__ = ("_answers", "_disagreed", "_known", "_sentences", "agreements", "said")

    def __init__(self, said: Said) -> None:
        self.said = said
        self.agreements = frozenset(
            Agreement(purpose, clause.name)
            for clause in said.categories.values()
            for purpose, basis in clause.bases.items()
            if basis is Basis.CONSENT
        )
        self._answers = _compile(said)
        self._sentences = _sentences(said)
        self._known: dict[Asked, Decision] = {}
        self._disagreed = {
            agreement: Refuse(
                reasons.NOT_AGREED(purpose=agreement.purpose),
                said.categories[agreement.category].clause,
            )
            for agreement in self.agreements
        }

    def decide(self, processing: Processing, standing: Standing) -> Decision:
        """Say whether a subject of this standing may have this done to their data, and why."""
        operation, category, purpose, actor = processing
        if standing.held and states.is_withheld(processing, standing):
            return states.must_keep(category)
        asked = (operation, category, purpose, actor.partition(":")[0])
        answer = self._answers.get(asked)
        if answer is None:
            return self._known.get(asked) or self._unsaid(asked)
        if standing.state is not _ACTIVE and standing.state not in answer.goes_on:
            return states.NOT_ACTIVE[standing.state]
        if answer.leaves and standing.is_child:
            return unsaid.A_CHILD
        agreement = answer.agreement
        if agreement is not None and agreement not in standing.consents:
            return self._disagreed[agreement]
        is_open = not answer.takes_grant or (actor, purpose, category) in standing.opened
        return answer.permit if is_open else unsaid.NO_GRANT

    def decide_disclosure(
        self,
        case: str,
        *,
        categories: Collection[Category],
        evidence: Collection[str],
        standing: Standing,
    ) -> Decision:
        """Say whether these categories may leave by this case, and which evidence is missing.

        A disclosure takes no consent, so that withdrawing one voids no lawful order, and neither
        does closing an account; what waits for approval or is frozen stays in the house.
        """
        if standing.is_child:
            return unsaid.A_CHILD
        if standing.state in {State.HELD, State.RESTRICTED}:
            return states.NOT_ACTIVE[standing.state]
        clause = self.said.cases.get(case)
        if clause is None:
            return Refuse(reasons.NO_CASE(case=case), unsaid.SHARE_CLAUSE)
        closed = [name for name in sorted(set(categories)) if self._is_closed(name)]
        if closed and not set(categories) - clause.categories:
            # What only its member can open, no paper opens either.
            return Refuse(reasons.IS_SEALED(category=closed[0]), self.category(closed[0]).clause)
        return _judge(clause, categories=categories, evidence=evidence)

    def combined(self, categories: Collection[Category], *, linked: bool = False) -> DataClass:
        """Give the class of a combination: the strictest in it (class.combined).

        `linked`: a link tells whose the pseudonyms are. What is unknown counts as personal.
        """
        if linked or not categories or any(self._is_personal(name) for name in categories):
            return DataClass.PERSONAL
        return DataClass.NON_PERSONAL

    def seers(self, name: Category, purposes: Collection[Purpose]) -> frozenset[str]:
        """Give the kinds of those who may come to see a category for any of these purposes.

        Its member always does (access.self); the software itself is not named. Raises
        `NotFoundError`.
        """
        return unsaid.seers(self.category(name), purposes)

    def category(self, name: Category) -> CategoryClause:
        """Give what is said of a category. Raises `NotFoundError`."""
        try:
            return self.said.categories[name]
        except KeyError:
            message = f"the policy says nothing about `{name}`"
            raise NotFoundError(message) from None

    def sentence(self, clause: ClauseId, *, language: str) -> str:
        """Give the sentence of a clause: the file's, or else the catalogue's.

        A language that is not spoken falls to the policy's first. Raises `NotFoundError`.
        """
        says = self._sentences.get(clause)
        if says is None:
            message = f"the policy has no clause `{clause}`"
            raise NotFoundError(message)
        return says.get(language) or says.get(self.languages[0]) or says["en"]

    def value(self, clause: ClauseId, name: str) -> int:
        """Give a number that goes with a promise: the file's, or else the usual one."""
        promise = self.said.promises.get(clause)
        if promise is not None:
            return promise.values[name]
        return next(value.usual for value in CATALOGUE[clause].values if value.name == name)

    @property
    def name(self) -> str:
        """The short name of the policy."""
        return self.said.name

    @property
    def version(self) -> int:
        """Rises with every change."""
        return self.said.version

    @property
    def since(self) -> date:
        """The day from which it binds."""
        return self.said.since

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of every sentence."""
        return self.said.languages

    @property
    def controller(self) -> Contact:
        """Who decides what happens to the data (GDPR Art. 4(7))."""
        return self.said.controller

    @property
    def officer(self) -> Contact:
        """Who answers questions and complaints."""
        return self.said.officer

    @property
    def categories(self) -> Mapping[Category, CategoryClause]:
        """What is kept of people, in the order of the file."""
        return self.said.categories

    @property
    def purposes(self) -> Mapping[Purpose, PurposeClause]:
        """What data may be processed for, in the order of the file."""
        return self.said.purposes

    @property
    def text(self) -> str:
        """The file as it was read."""
        return self.said.text

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return self.said.digest

    @property
    def covers(self) -> frozenset[ClauseId]:
        """The promises of the catalogue that the file speaks of, as whatever kind of clause."""
        return self.said.covers

    def _unsaid(self, asked: Asked) -> Decision:
        """Answer what the file does not say, and remember it: a refusal must not cost more."""
        answer = unsaid.answer(self.said, asked)
        if len(self._known) < _MOST_KNOWN:
            self._known[asked] = answer
        return answer

    def _is_closed(self, name: Category) -> bool:
        clause = self.said.categories.get(name)
        return clause is not None and clause.custody is Custody.SEALED

    def _is_personal(self, name: Category) -> bool:
        clause = self.said.categories.get(name)
        return clause is None or clause.is_personal


def _sentences(said: Said) -> dict[ClauseId, Words]:
    """Lay the file's sentences over the catalogue's."""
    return {
        **{name: clause.says for name, clause in CATALOGUE.items()},
        **{name: clause.says for name, clause in said.clauses.items()},
    }


def _compile(said: Said) -> dict[Asked, _Answer]:
    """Write down every yes."""
    return {
        (operation, clause.name, purpose, kind): _Answer(
            Permit(clause.clause),
            _agreement(clause, purpose),
            states.goes_on(operation, under=said.purposes[purpose].under, kind=kind),
            leaves=operation is Operation.DISCLOSE,
            takes_grant=unsaid.takes_grant(kind, under=said.purposes[purpose].under),
        )
        for clause in said.categories.values()
        for purpose in clause.bases
        for operation in unsaid.operations(clause, purpose)
        for kind in unsaid.kinds(clause, operation)
        if unsaid.is_open_to(kind, operation, under=said.purposes[purpose].under)
    }


def _agreement(clause: CategoryClause, purpose: Purpose) -> Agreement | None:
    asks = clause.bases[purpose] is Basis.CONSENT
    return Agreement(purpose, clause.name) if asks else None


def _judge(
    clause: CaseClause, *, categories: Collection[Category], evidence: Collection[str]
) -> Decision:
    outside = sorted(set(categories) - clause.categories)
    if outside:
        return Refuse(reasons.NOT_COVERED(categories=outside), clause.clause)
    if not categories:
        return Refuse(reasons.NOTHING_NAMED(), clause.clause)
    missing = sorted(clause.evidence - set(evidence))
    if missing:
        return Refuse(reasons.NO_EVIDENCE(evidence=missing), clause.clause)
    return Permit(clause.clause)
