"""Requests: what people ask about their data, each with a clock, and how it is answered.

Knows no service: a request is a sealed record of its subject, and blind names for its clock.

Keeps: access.thirty_days, access.identity, access.refusal, officer.contact.
May be imported by: rights, services, gateways, pages, assembly.
"""

from bailee.rights.requests.agents import Agent, AgentError, Agents
from bailee.rights.requests.answers import Answers, Case, Waiting
from bailee.rights.requests.exercises import Asked, Exercises
from bailee.rights.requests.file import Waits
from bailee.rights.requests.kinds import AT_ONCE, BY_MEMBERS, BY_STRANGERS, Ground, Kind
from bailee.rights.requests.record import (
    Answer,
    Did,
    FullError,
    Identity,
    Phase,
    Refusal,
    RequestError,
    Step,
    SubjectRequest,
)
from bailee.rights.requests.requests import Requests
from bailee.rights.requests.strangers import Strangers, Wish
from bailee.rights.requests.templates import TEMPLATES, Template

__all__ = [
    "AT_ONCE",
    "BY_MEMBERS",
    "BY_STRANGERS",
    "TEMPLATES",
    "Agent",
    "AgentError",
    "Agents",
    "Answer",
    "Answers",
    "Asked",
    "Case",
    "Did",
    "Exercises",
    "FullError",
    "Ground",
    "Identity",
    "Kind",
    "Phase",
    "Refusal",
    "RequestError",
    "Requests",
    "Step",
    "Strangers",
    "SubjectRequest",
    "Template",
    "Waiting",
    "Waits",
    "Wish",
]
