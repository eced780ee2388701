"""Two versions of the policy side by side: what differs, and beside it both sentences.

Keeps: change.notice.
May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, Visit
from bailee.policy import publish
from bailee.policy.compare import Change, compare
from bailee.policy.decide import Policy
from bailee.terms import ClauseId

MOST_DIGITS = 9


class Pair(Struct, frozen=True):
    """One clause in both versions (None: not there), and what changed of it."""

    clause: ClauseId
    changes: list[Change]
    before: publish.Sentence | None
    after: publish.Sentence | None

    @property
    def reduces(self) -> bool:
        """Whether something is taken by it."""
        return any(change.reduces for change in self.changes)


def pairs(old: Policy, new: Policy, *, language: str) -> tuple[list[Change], list[Pair]]:
    """What concerns the whole policy, and clause by clause what differs, losses first."""
    changes = compare(old, new)
    before, after = _sentences(old, language), _sentences(new, language)
    touched = dict.fromkeys(change.clause for change in changes if change.clause is not None)
    found = [
        Pair(
            clause,
            [change for change in changes if change.clause == clause],
            before.get(clause),
            after.get(clause),
        )
        for clause in touched
    ]
    return [change for change in changes if change.clause is None], found


def _sentences(policy: Policy, language: str) -> dict[ClauseId, publish.Sentence]:
    chapters: Iterable[publish.Chapter] = publish.page(policy, language).chapters
    return {sentence.id: sentence for chapter in chapters for sentence in chapter.sentences}


def published(visit: Visit, given: object) -> Policy:
    """A version by the number in an address, whether in force, announced or withdrawn.

    Raises `HTTPException`.
    """
    text = str(given)
    if not (text.isdecimal() and text.isascii() and len(text) <= MOST_DIGITS):
        raise HTTPException(404)
    number = int(text)
    announced = visit.site.changes.published().get(number)
    policy = announced.policy if announced else visit.site.policies.get(number)
    if policy is None:
        raise HTTPException(404)
    return policy


async def _beside(visit: Visit) -> Response:
    old, new = (published(visit, visit.http.path_params[name]) for name in ("old", "new"))
    if old.version >= new.version:
        raise HTTPException(404)
    language = visit.speech.code
    whole, clauses = pairs(old, new, language=language)
    languages = (publish.page(old, language).language, publish.page(new, language).language)
    return visit.show(
        "policy_beside.html",
        old=old,
        new=new,
        whole=whole,
        pairs=clauses,
        languages=languages,
        stands=visit.site.changes.published().get(new.version),
        in_force=new.version in visit.site.policies,
    )


def routes(doors: Doors) -> list[Route]:
    """The comparison."""
    return [doors.public("/policy/changes/{old}/{new}", show=_beside)]
