"""What an order would get: for each case and category, whether it could leave now, and why not.

It is the same decision that falls when an officer asks, as if every piece of evidence were there.

Keeps: share.none, children.no_disclosure.
May be imported by: rights.disclosure, pages.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.terms import Category, ClauseId, Refuse, SubjectId
from bailee.vault import Vault

__all__ = ["Answer", "CaseAnswers", "would_get"]


class Answer(Struct, frozen=True):
    """One category. `reason` is empty where it would open; `is_locked`: only while one is in."""

    category: Category
    reason: str = ""
    is_locked: bool = False


class CaseAnswers(Struct, frozen=True):
    """One case: its sentence, what must be shown, and what it would open."""

    name: str
    clause: ClauseId
    says: dict[str, str]
    evidence: tuple[str, ...]
    opens: tuple[Answer, ...]
    keeps: tuple[Answer, ...]


def would_get(vault: Vault, subject: SubjectId) -> list[CaseAnswers]:
    """Every case of the policy that binds a subject, in its order."""
    policy, standing = vault.policy_of(subject), vault.standing(subject)
    found = list[CaseAnswers]()
    for case in policy.said.cases.values():
        answers = list[Answer]()
        for name in policy.categories:
            decision = policy.decide_disclosure(
                case.name, categories=[name], evidence=case.evidence, standing=standing
            )
            reason = decision.reason if isinstance(decision, Refuse) else ""
            is_locked = not reason and vault.is_locked(subject, name)
            answers.append(Answer(name, reason, is_locked))
        opens = tuple(one for one in answers if not one.reason)
        keeps = tuple(one for one in answers if one.reason)
        evidence = tuple(sorted(case.evidence))
        found.append(CaseAnswers(case.name, case.clause, case.says, evidence, opens, keeps))
    return found
