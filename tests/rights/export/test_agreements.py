"""Consents leave the house as records of ISO/IEC TS 27560, in the terms of the DPV."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta, Struct, field

from bailee.terms import Agreement
from tests.cast import DAY, Clock
from tests.homes import Resident
from tests.policy.files import CONTACTS, SYNC
from tests.rights.taking import files, take

Time = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
Some = Annotated[list[Any], Meta(min_length=1)]
Identifier = Annotated[str, Meta(min_length=1)]


class Named(Struct):
    """Whatever has an identifier."""

    id: Identifier = field(name="dpv:hasIdentifier")


class Event(Struct):
    """The profile's rules for a consent status."""

    type: list[str] = field(name="@type")
    at: Time = field(name="dpv:isIndicatedAtTime")
    where: Identifier = field(name="dpv:isExercisedAt")
    by: str = field(name="dpv:isIndicatedBy")


class Process(Struct):
    """The fields that the profile demands of a process."""

    purpose: Some = field(name="dpv:hasPurpose")
    data: Some = field(name="dpv:hasPersonalData")
    processing: Some = field(name="dpv:hasProcessing")
    controllers: Annotated[list[str], Meta(min_length=1)] = field(name="dpv:hasDataController")
    source: Some = field(name="dpv:hasDataSource")
    storage: Annotated[list[dict[str, Any]], Meta(min_length=2)] = field(
        name="dpv:hasStorageCondition"
    )
    recipients: list[str] = field(name="dpv:hasRecipient")
    basis: Annotated[list[str], Meta(min_length=1)] = field(name="dpv:hasLegalBasis")
    status: Annotated[list[Event], Meta(min_length=1)] = field(name="dpv:hasConsentStatus")


class Record(Struct):
    """The fields that the profile demands of a record."""

    schema: Literal["dpv-27560:record-2"] = field(name="dct:conformsTo")
    id: Identifier = field(name="dpv:hasIdentifier")
    subject: Named = field(name="dpv:hasDataSubject")
    created: Time = field(name="dct:created")
    creator: str = field(name="dct:creator")
    language: Annotated[str, Meta(min_length=2, max_length=2)] = field(name="dct:language")
    notices: Annotated[list[Named], Meta(min_length=1)] = field(name="dpv:hasNotice")
    entities: dict[str, dict[str, Any]] = field(name="dpv:hasEntity")
    process: Annotated[list[Process], Meta(min_length=1, max_length=1)] = field(
        name="dpv:hasProcess"
    )


class Document(Struct):
    """Several records beside each other (JSON-LD 1.1 §4.9)."""

    context: dict[str, str] = field(name="@context")
    graph: list[Record] = field(name="@graph")


@pytest.mark.keeps("access.self")
async def test_every_consent_is_a_record_of_the_standard(ada: Resident, clock: Clock) -> None:
    clock.pass_days(1)
    withdrawn = Agreement(SYNC, CONTACTS)
    await ada.house.consents.withdraw(ada.subject, withdrawn, actor=ada.session.actor)
    body = files(await take(ada))["consents.jsonld"]
    document = msgspec.json.decode(body, type=Document)
    [record] = document.graph
    [process] = record.process
    given, ended = process.status
    assert given.type == ["dpv:ConsentGiven", "dpv:ExpressedConsent"]
    assert ended.type[0] == "dpv:ConsentWithdrawn"
    assert (given.at, ended.at) == ("2026-01-01T12:00:00Z", "2026-01-02T12:00:00Z")
    assert record.subject.id == ada.subject
    named = {record.creator, *process.controllers, *process.recipients, given.by, ended.by}
    assert named <= record.entities.keys()
    kinds = {kind for one in process.storage for kind in one["@type"]}
    assert kinds == {"dpv:StorageLocation", "dpv:StorageDuration"}


async def test_every_term_is_of_a_vocabulary_that_the_document_names(ada: Resident) -> None:
    document = msgspec.json.decode(files(await take(ada))["consents.jsonld"])
    prefixes = {"@type", "@context", "@graph", *(f"{name}:" for name in document["@context"])}
    keys = list[str]()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                keys.append(key)
                if key not in {"@context", "dpv:hasEntity"}:
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(document)
    assert [key for key in keys if not any(key.startswith(one) for one in prefixes)] == []


async def test_a_record_speaks_the_language_of_its_member(ada: Resident, clock: Clock) -> None:
    clock.pass_seconds(DAY)
    chunks = ada.house.export.stream(ada.subject, actor=ada.session.actor, language="de")
    found = files(b"".join([chunk async for chunk in chunks]))
    [record] = msgspec.json.decode(found["consents.jsonld"])["@graph"]
    assert record["dct:language"] == "de"
    purpose = record["dpv:hasProcess"][0]["dpv:hasPurpose"][0]
    assert purpose["skos:prefLabel"] == SYNC
