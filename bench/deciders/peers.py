"""Those who decide: we, Cedar and Casbin, each as quick as its documentation tells how.

May be imported by: bench.
"""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from bailee.policy.cedar import cedar
from bailee.policy.decide import Policy
from bailee.policy.unsaid import FOR_PURPOSES, RIGHTS
from bailee.terms import Basis, Permit, State
from bench.deciders.questions import Question

Decider = Callable[[], list[bool]]
"""Answers all the questions once: permitted or not."""

_MODEL = """
[request_definition]
r = category, purpose, operation, kind, consents
[policy_definition]
p = category, purpose, operations, kinds, consent
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.category == p.category && r.purpose == p.purpose && within(r.operation, p.operations) \\
  && within(r.kind, p.kinds) && agreed(r.consents, p.consent)
"""


_NO_CONSENT = "none"


def bailee(policy: Policy, asked: Sequence[Question]) -> Decider:
    """Ask the policy itself."""
    decide = policy.decide

    def answer() -> list[bool]:
        return [type(decide(processing, standing)) is Permit for processing, standing in asked]

    return answer


def cedar_each(policy: Policy, asked: Sequence[Question]) -> Decider:
    """Ask Cedar one question at a time, with everything read beforehand."""
    cedarpy, requests = _load("cedarpy"), [_request(question) for question in asked]
    policies = cedarpy.PolicySet.from_str(cedar(policy))
    entities = cedarpy.Entities.from_json_str("[]")

    def answer() -> list[bool]:
        return [cedarpy.is_authorized(one, policies, entities).allowed for one in requests]

    return answer


def cedar_batch(policy: Policy, asked: Sequence[Question]) -> Decider:
    """Ask Cedar all questions in one call."""
    cedarpy, requests = _load("cedarpy"), [_request(question) for question in asked]
    policies = cedarpy.PolicySet.from_str(cedar(policy))
    entities = cedarpy.Entities.from_json_str("[]")

    def answer() -> list[bool]:
        answers = cedarpy.is_authorized_batch(requests, policies, entities)
        return [one.allowed for one in answers]

    return answer


def casbin(policy: Policy, asked: Sequence[Question]) -> Decider:
    """Ask Casbin's fast enforcer, which looks only at the rules of the category and purpose."""
    enforcer = _enforcer(policy)
    requests = [
        (
            processing.category,
            processing.purpose,
            processing.operation.value,
            processing.actor.partition(":")[0],
            frozenset(f"{purpose} {category}" for purpose, category in standing.consents),
        )
        for processing, standing in asked
    ]

    def answer() -> list[bool]:
        return [enforcer.enforce(*one) for one in requests]

    return answer


def _enforcer(policy: Policy) -> Any:  # noqa: ANN401 - a package without types
    package = _load("casbin")
    with tempfile.TemporaryDirectory() as folder:
        model, rules = Path(folder) / "model.conf", Path(folder) / "rules.csv"
        model.write_text(_MODEL)
        rules.write_text("\n".join(_rules(policy)))
        enforcer = package.FastEnforcer(str(model), str(rules), cache_key_order=[0, 1])
    enforcer.add_function("within", _within)
    enforcer.add_function("agreed", _agreed)
    return enforcer


def _within(word: str, words: str) -> bool:
    return word in words.split("|")


def _agreed(consents: frozenset[str], asked: str) -> bool:
    return asked == _NO_CONSENT or asked in consents


def _rules(policy: Policy) -> list[str]:
    """Write the same policy; a right holds for every category, so it is written for each."""
    rules = [
        f"p, {name}, {purpose}, {operation}, {kind}, {_NO_CONSENT}"
        for name in [*policy.categories, "unheard-of"]
        for operation, purpose, kind in RIGHTS
    ]
    for clause in policy.categories.values():
        kinds = "|".join([*sorted(clause.seen_by), "bailee"])
        for purpose, basis in clause.bases.items():
            asked = f"{purpose} {clause.name}" if basis is Basis.CONSENT else _NO_CONSENT
            rules.append(f"p, {clause.name}, {purpose}, {'|'.join(FOR_PURPOSES)}, {kinds}, {asked}")
    return rules


def _request(question: Question) -> dict[str, object]:
    processing, standing = question
    return {
        "principal": {"type": "Actor", "id": "anyone"},
        "action": {"type": "Action", "id": processing.operation.value},
        "resource": {"type": "Category", "id": processing.category},
        "context": {
            "purpose": processing.purpose,
            "kind": processing.actor.partition(":")[0],
            "state": State.ACTIVE.value,
            "consents": [f"{purpose} {category}" for purpose, category in standing.consents],
        },
    }


def _load(name: str) -> ModuleType:
    """Load a peer that may not be installed, and has no types where it is."""
    return importlib.import_module(name)
