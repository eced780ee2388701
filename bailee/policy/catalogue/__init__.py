"""The clause catalogue: every promise that the software can keep, in our own words.

An id is never renamed and never used again. A policy file sits under these ids; code, tests and
the published page cite them.

May be imported by: policy, and whoever traces clauses.
"""

from __future__ import annotations

from bailee.policy.catalogue import basics, collecting, keeping, people, services, sharing
from bailee.policy.catalogue.clause import Clause
from bailee.terms import ClauseId

CHAPTERS: dict[str, dict[str, str]] = {
    "class": {"en": "Two classes of information", "de": "Zwei Arten von Angaben"},
    "collect": {"en": "What is collected, and when", "de": "Was erhoben wird und wann"},
    "use": {"en": "What it is used for", "de": "Wofür es verwendet wird"},
    "choice": {"en": "Deciding what to give", "de": "Entscheiden, was man gibt"},
    "access": {"en": "Seeing, correcting, deleting", "de": "Einsehen, berichtigen, löschen"},
    "share": {"en": "When something leaves the house", "de": "Wenn etwas das Haus verlässt"},
    "security": {"en": "How it is protected", "de": "Wie es geschützt ist"},
    "retain": {"en": "How long it stays", "de": "Wie lange es bleibt"},
    "scope": {"en": "What this policy is about", "de": "Wofür diese Erklärung gilt"},
    "children": {"en": "Children", "de": "Kinder"},
    "change": {"en": "When this policy changes", "de": "Wenn sich diese Erklärung ändert"},
    "account": {"en": "The account", "de": "Das Konto"},
    "cloud": {"en": "The cloud", "de": "Die Cloud"},
    "find": {"en": "Finding devices", "de": "Geräte finden"},
    "message": {"en": "Messages", "de": "Nachrichten"},
    "experience": {"en": "The experience program", "de": "Das Erfahrungsprogramm"},
    "spam": {"en": "Unwanted messages", "de": "Unerwünschte Nachrichten"},
    "officer": {"en": "Who answers", "de": "Wer antwortet"},
}
"""The chapters in the order in which a policy is read, each with its title."""

_WRITTEN: dict[ClauseId, Clause] = {
    clause.id: clause
    for module in (basics, collecting, people, sharing, keeping, services)
    for clause in module.CLAUSES
}
CATALOGUE: dict[ClauseId, Clause] = {
    name: clause
    for chapter in CHAPTERS
    for name, clause in _WRITTEN.items()
    if clause.chapter == chapter
}
"""Every promise by its id, in the order of the chapters."""
