"""A member's consents as records that other programs read: ISO/IEC TS 27560 in terms of the DPV.

One record for each purpose and category, by the profile that the DPV's community group gives of the
standard (`dpv-27560:record-2`), with every turn of the switch as an event of its own. Several
records stand beside each other in one JSON-LD document.

Keeps: access.self.
May be imported by: rights.export, tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from bailee.policy.decide import Policy
from bailee.policy.parts import CategoryClause, KeepFrom
from bailee.terms import Agreement, Category, NotFoundError, Purpose, SubjectId

__all__ = ["records"]

Record = dict[str, Any]
_CONTEXT = {
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "dpv-27560": "https://w3id.org/dpv/schema/dpv-27560#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_CONTROLLER, _SUBJECT = "entity:controller", "entity:subject"
_PLACES = {
    "guardian": "the pages of this server, by the guardian",
    "bailee": "this server, by itself",
    "staff": "this server, by whoever runs it",
    "device": "a device of the member's",
}
_ON_PAGES = "the page Choices of this server"


class Turn(Protocol):
    """One consent given or withdrawn, as the vault keeps it."""

    @property
    def purpose(self) -> str:
        """For what."""
        ...

    @property
    def category(self) -> str:
        """Of what."""
        ...

    @property
    def given(self) -> bool:
        """Given, or withdrawn."""
        ...

    @property
    def at(self) -> int:
        """When."""
        ...

    @property
    def policy(self) -> int:
        """Under which version."""
        ...

    @property
    def by(self) -> str:
        """By whom: a kind of actor; empty where nobody noted it."""
        ...


def records(
    rows: Iterable[Turn],
    policies: Mapping[int, Policy],
    *,
    subject: SubjectId,
    language: str,
    at: int,
) -> Record:
    """All of them. `policies`: the versions by number; `at`: when it was asked for."""
    turns: dict[Agreement, list[Turn]] = {}
    for row in rows:
        turns.setdefault(Agreement(Purpose(row.purpose), Category(row.category)), []).append(row)
    newest = policies[max(policies)]
    found = [
        _record(
            asked, its, policies.get(its[-1].policy, newest), subject=subject, language=language
        )
        for asked, its in turns.items()
    ]
    return {"@context": _CONTEXT, "dct:created": _time(at), "@graph": found}


def _record(
    asked: Agreement, turns: list[Turn], policy: Policy, *, subject: SubjectId, language: str
) -> Record:
    notices = sorted({turn.policy for turn in turns})
    return {
        "@type": ["dpv:ConsentRecord"],
        "dct:conformsTo": "dpv-27560:record-2",
        "dpv:hasIdentifier": f"{subject}/{asked.purpose}/{asked.category}",
        "dpv:hasDataSubject": {"@type": ["dpv:DataSubject"], "dpv:hasIdentifier": subject},
        "dct:created": _time(turns[0].at),
        "dct:modified": _time(turns[-1].at),
        "dct:creator": _CONTROLLER,
        "dct:language": language[:2].lower(),
        "dpv:hasNotice": [
            {
                "@type": ["dpv:ConsentNotice", "dpv:PrivacyNotice"],
                "dpv:hasIdentifier": f"{policy.name}/{number}",
                "dpv:hasLocation": f"/policy/{number}",
            }
            for number in notices
        ],
        "dpv:hasEntity": _entities(policy, subject),
        "dpv:hasProcess": [_process(asked, turns, policy, language)],
    }


def _entities(policy: Policy, subject: SubjectId) -> Record:
    controller = policy.controller
    return {
        _CONTROLLER: {
            "@type": ["dpv:DataController"],
            "dpv:hasName": controller.name,
            "dpv:hasContact": controller.contact,
        },
        _SUBJECT: {"@type": ["dpv:DataSubject"], "dpv:hasIdentifier": subject},
    }


def _process(asked: Agreement, turns: list[Turn], policy: Policy, language: str, /) -> Record:
    try:
        clause = policy.category(asked.category)
    except NotFoundError:
        clause = None
    purpose = policy.said.purposes.get(asked.purpose)
    return {
        "@type": ["dpv:Process"],
        "dpv:hasPurpose": [
            _named("dpv:Purpose", asked.purpose, purpose.says if purpose else {}, language)
        ],
        "dpv:hasPersonalData": [
            _named("dpv:PersonalData", asked.category, clause.says if clause else {}, language)
        ],
        "dpv:hasProcessing": ["dpv:Collect", "dpv:Store", "dpv:Use", "dpv:Erase"],
        "dpv:hasDataController": [_CONTROLLER],
        "dpv:hasDataSource": ["dpv:DataSubjectDataSource"],
        "dpv:hasStorageCondition": _storage(clause),
        "dpv:hasRecipient": [_CONTROLLER],
        "dpv:hasLegalBasis": ["dpv:Consent", "eu-gdpr:A6-1-a"],
        "dpv:hasConsentStatus": [_event(turn) for turn in turns],
    }


def _named(kind: str, name: str, says: Mapping[str, str], language: str, /) -> Record:
    said = says.get(language[:2].lower()) or next(iter(says.values()), "")
    return {"@type": [kind], "skos:prefLabel": name} | ({"skos:definition": said} if said else {})


def _storage(clause: CategoryClause | None) -> list[Record]:
    """Where, and for how long; an event is told in words, as the profile asks."""
    place = {"@type": ["dpv:StorageLocation"], "dpv:hasLocation": "dpv:WithinVirtualEnvironment"}
    if clause is None:
        return [place, _lasting("dpv:UntilEventDuration", "consent is withdrawn")]
    keep = clause.keep
    if keep.event in {KeepFrom.COLLECTED, KeepFrom.CHANGED} and keep.days:
        return [place, _lasting("dpv:TemporalDuration", f"P{keep.days}D")]
    event = f"{keep.days} days after it is {keep.event.value}"
    return [place, _lasting("dpv:UntilEventDuration", event)]


def _lasting(kind: str, value: str) -> Record:
    return {
        "@type": ["dpv:StorageDuration"],
        "dpv:hasDuration": {"@type": kind, "rdf:value": value},
    }


def _event(turn: Turn) -> Record:
    status = "dpv:ConsentGiven" if turn.given else "dpv:ConsentWithdrawn"
    who = _SUBJECT if turn.by in {"", "member"} else _CONTROLLER
    return {
        "@type": [status, "dpv:ExpressedConsent"],
        "dpv:isIndicatedAtTime": _time(turn.at),
        "dpv:isIndicatedBy": who,
        "dpv:isExercisedAt": _PLACES.get(turn.by, _ON_PAGES),
    }


def _time(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
