"""The policy as everybody reads it: each sentence with what binds it and what keeps it.

Keeps: officer.contact.
May be imported by: pages.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, Visit
from bailee.pages.frame.words import Words
from bailee.policy import publish
from bailee.policy.catalogue import CATALOGUE
from bailee.policy.compare import Change, compare
from bailee.policy.decide import Policy
from bailee.terms import ClauseId
from bailee.trace import Standing, Trace, stand

MOST_DIGITS = 9


class Shown(Struct, frozen=True):
    """What the page says of a sentence beside the sentence: how it is kept, and figures."""

    trace: Trace
    standing: Standing
    figures: list[str]


class Version(Struct, frozen=True):
    """One version in the history, and what it changed."""

    policy: Policy
    changes: list[Change]


async def _shown(visit: Visit, sentence: publish.Sentence, trace: Trace) -> Shown:
    figures = dict(await visit.site.evidence.of(sentence.id))
    if sentence.under != sentence.id:
        figures |= await visit.site.evidence.of(sentence.under)
    return Shown(
        trace=trace,
        standing=stand(sentence.under, trace, needs=CATALOGUE[sentence.under].needs),
        figures=Words(visit.speech).evidence(figures),
    )


async def _page(visit: Visit, policy: Policy) -> Response:
    page = publish.page(policy, visit.speech.code)
    sentences = [sentence for chapter in page.chapters for sentence in chapter.sentences]
    traces = await visit.site.trace()
    shown: dict[ClauseId, Shown] = {
        sentence.id: await _shown(visit, sentence, traces.get(sentence.under, Trace()))
        for sentence in sentences
    }
    return visit.show(
        "policy.html",
        page=page,
        shown=shown,
        history=_history(visit),
        is_newest=policy.version == visit.site.policy.version,
    )


def _history(visit: Visit) -> list[Version]:
    """Every version, the newest first, with what it changed of the one before."""
    policies = [visit.site.policies[number] for number in sorted(visit.site.policies)]
    changes = [[], *(compare(old, new) for old, new in pairwise(policies))]
    versions = [Version(*pair) for pair in zip(policies, changes, strict=True)]
    return versions[::-1]


async def _newest(visit: Visit) -> Response:
    return await _page(visit, visit.site.policy)


async def _version(visit: Visit) -> Response:
    given = str(visit.http.path_params["version"])
    known = given.isdecimal() and len(given) <= MOST_DIGITS
    policy = visit.site.policies.get(int(given)) if known else None
    if policy is None:
        raise HTTPException(404)
    return await _page(visit, policy)


def routes(doors: Doors) -> list[Route]:
    """The policy, as it is and as it was."""
    return [doors.public("/policy", show=_newest), doors.public("/policy/{version}", show=_version)]
