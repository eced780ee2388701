"""The record of processing activities (GDPR Art. 30(1)), printed from policy and registers.

A row for each category and purpose, with the columns (a) to (g); as CSV, and as JSON-LD in the
words of the W3C Data Privacy Vocabulary 2.0.

Keeps: class.personal, officer.contact.
May be imported by: rights, pages, assembly.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable
from typing import Any

from msgspec import Struct

from bailee.policy.decide import Policy
from bailee.policy.parts import CategoryClause, Contact, KeepFrom
from bailee.rights.recipients import Recipient
from bailee.rights.registers.entries import Processor
from bailee.terms import Category, Custody, Purpose

__all__ = ["COLUMNS", "Activity", "as_csv", "as_json_ld", "record"]

Record = dict[str, Any]
COLUMNS = (
    "controller",
    "officer",
    "purpose",
    "basis",
    "data subjects",
    "category of data",
    "class",
    "recipients",
    "transfers",
    "time limit",
    "measures",
)
"""Art. 30(1)(a), (a), (b), (b), (c), (c), (c), (d), (e), (f), (g)."""
_SUBJECTS = "members"
_CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "dct": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_BASES = {
    "consent": ["dpv:Consent", "eu-gdpr:A6-1-a"],
    "contract": ["dpv:Contract", "eu-gdpr:A6-1-b"],
    "legal-obligation": ["dpv:LegalObligation", "eu-gdpr:A6-1-c"],
    "vital-interests": ["dpv:VitalInterest", "eu-gdpr:A6-1-d"],
    "public-task": ["dpv:PublicInterest", "eu-gdpr:A6-1-e"],
    "legitimate-interests": ["dpv:LegitimateInterest", "eu-gdpr:A6-1-f"],
}
_EVENTS = {
    KeepFrom.COLLECTED: "it was collected",
    KeepFrom.CHANGED: "it was changed last",
    KeepFrom.WITHDRAWN: "its last consent ended",
    KeepFrom.CLOSED: "the account was closed",
}
_CUSTODY = {
    Custody.KEPT: "encrypted, a key for each person and category",
    Custody.UNLOCKED: "encrypted, the key is with the member's devices",
    Custody.SEALED: "encrypted by the member's devices, no key here",
}


class Activity(Struct, frozen=True):
    """One processing: a category for a purpose, with whoever it may go to."""

    category: CategoryClause
    purpose: Purpose
    recipients: list[Recipient]
    processors: list[Processor]

    @property
    def transfers(self) -> list[Processor]:
        """Who is outside the European Economic Area."""
        return [one for one in self.processors if one.is_transfer]

    @property
    def limit(self) -> str:
        """Until when it is kept."""
        keep = self.category.keep
        return f"{keep.days} days after {_EVENTS[keep.event]}"

    @property
    def measures(self) -> str:
        """How it is protected."""
        return f"{_CUSTODY[self.category.custody]}; each use is journaled"


def record(
    policy: Policy, *, recipients: Iterable[Recipient], processors: Iterable[Processor]
) -> list[Activity]:
    """Every processing that the policy speaks of, in its order."""
    apps, working = list(recipients), list(processors)
    return [
        Activity(
            clause,
            purpose,
            [one for one in apps if _goes(name, purpose, one.categories, one.purposes)],
            [one for one in working if _goes(name, purpose, one.categories, one.purposes)],
        )
        for name, clause in policy.categories.items()
        for purpose in clause.bases
    ]


def _goes(
    name: Category,
    purpose: Purpose,
    categories: Collection[Category],
    purposes: Collection[Purpose],
    /,
) -> bool:
    return name in categories and purpose in purposes


def as_csv(policy: Policy, activities: Iterable[Activity]) -> str:
    """As a table (RFC 4180), with the names of the columns in its first row."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in activities:
        writer.writerow([_harmless(cell) for cell in _row(policy, one)])
    return text.getvalue()


def _row(policy: Policy, one: Activity) -> list[str]:
    who = [*(app.name for app in one.recipients), *(worker.name for worker in one.processors)]
    return [
        f"{policy.controller.name}, {policy.controller.contact}",
        f"{policy.officer.name}, {policy.officer.contact}",
        one.purpose,
        one.category.bases[one.purpose].value,
        _SUBJECTS,
        one.category.name,
        one.category.data_class.value,
        "; ".join(who) or "none",
        "; ".join(f"{worker.country}: {worker.safeguard}" for worker in one.transfers) or "none",
        one.limit,
        one.measures,
    ]


def _harmless(cell: str) -> str:
    """A name that begins like a formula is none in a spreadsheet."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def as_json_ld(policy: Policy, activities: Iterable[Activity]) -> Record:
    """As JSON-LD, in terms of DPV 2.0."""
    return {
        "@context": _CONTEXT,
        "@type": ["dpv:DataProcessingRecord"],
        "dct:title": "Record of processing activities (GDPR Art. 30(1))",
        "dct:identifier": f"{policy.name}/{policy.version}",
        "dpv:hasDataController": [_party("dpv:DataController", policy.controller)],
        "dpv:hasDataProtectionOfficer": [_party("dpv:DataProtectionOfficer", policy.officer)],
        "dpv:hasProcess": [_process(one) for one in activities],
    }


def _party(kind: str, who: Contact | Recipient | Processor) -> Record:
    return {"@type": [kind], "dpv:hasName": who.name, "dpv:hasContact": who.contact}


def _process(one: Activity) -> Record:
    return {
        "@type": ["dpv:Process"],
        "dpv:hasPurpose": [_named("dpv:Purpose", one.purpose)],
        "dpv:hasLegalBasis": _BASES[one.category.bases[one.purpose].value],
        "dpv:hasDataSubject": [_named("dpv:DataSubject", _SUBJECTS)],
        "dpv:hasPersonalData": [_named("dpv:PersonalData", one.category.name)],
        "dpv:hasRecipient": [_party("dpv:Recipient", who) for who in one.recipients],
        "dpv:hasDataProcessor": [_processor(who) for who in one.processors],
        "dpv:hasStorageCondition": [_named("dpv:StorageDuration", one.limit)],
        "dpv:hasTechnicalOrganisationalMeasure": [_named("dpv:Encryption", one.measures)],
    }


def _processor(who: Processor) -> Record:
    found = _party("dpv:DataProcessor", who)
    found["dpv:hasCountry"] = [_named("dpv:Country", who.country)]
    if who.is_transfer:
        found["dpv:hasCountry"] = [_named("dpv:ThirdCountry", who.country)]
        found["dpv:hasTechnicalOrganisationalMeasure"] = [_named("dpv:Safeguard", who.safeguard)]
    return found


def _named(kind: str, name: str) -> Record:
    return {"@type": [kind], "skos:prefLabel": name}
