"""The policy as everybody reads it: each sentence with what binds it and what keeps it.

Keeps: officer.contact.
May be imported by: pages.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct
from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, Visit
from bailee.pages.frame.words import Words
from bailee.pages.leaving.beside import published
from bailee.policy import publish
from bailee.policy.catalogue import CATALOGUE
from bailee.policy.compare import Change, compare
from bailee.policy.decide import Policy
from bailee.terms import ClauseId
from bailee.trace import Standing, Trace, stand


class Shown(Struct, frozen=True):
    """What the page says of a sentence beside the sentence: how it is kept, and figures."""

    trace: Trace
    standing: Standing
    figures: list[str]


class Version(Struct, frozen=True):
    """One version in the history, what it changed, and of which other one (0: of none)."""

    policy: Policy
    changes: list[Change]
    before: int = 0
    coming: bool = False


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
        coming=_coming(visit),
        is_withdrawn=policy.version not in visit.site.policies and policy is not _coming(visit),
    )


def _history(visit: Visit) -> list[Version]:
    """Every version, an announced one too, newest first, with what it changed of the last."""
    policies = [visit.site.policies[number] for number in sorted(visit.site.policies)]
    coming = _coming(visit)
    versions = [Version(policies[0], [])]
    ordered = policies if coming is None else [*policies, coming]
    for old, new in pairwise(ordered):
        versions.append(Version(new, compare(old, new), old.version, new is coming))
    return versions[::-1]


def _coming(visit: Visit) -> Policy | None:
    """The version that is announced."""
    last = max(visit.site.changes.published().items(), default=None)
    if last is None or last[0] in visit.site.policies or last[1].withdrawn_at is not None:
        return None
    return last[1].policy


async def _newest(visit: Visit) -> Response:
    return await _page(visit, visit.site.policy)


async def _version(visit: Visit) -> Response:
    return await _page(visit, published(visit, visit.http.path_params["version"]))


def routes(doors: Doors) -> list[Route]:
    """The policy, as it is and as it was."""
    return [doors.public("/policy", show=_newest), doors.public("/policy/{version}", show=_version)]
