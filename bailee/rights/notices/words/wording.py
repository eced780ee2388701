"""The shape of what a notice says; and the topics, with who can end them.

May be imported by: rights.notices, pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, TypeVar

from msgspec import Struct

from bailee.terms import SERVICE_PURPOSE, Purpose

__all__ = ["FIXED", "NEWS", "SAFETY", "Key", "Said", "Topic", "Wording", "choose", "wording"]

SAFETY, NEWS = Purpose("safety"), Purpose("news")

Key = Literal[
    "security.signed-in",
    "security.password-changed",
    "security.passkey-added",
    "security.passkey-removed",
    "security.passkey-doubtful",
    "security.password-removed",
    "security.one-time-codes-on",
    "security.one-time-codes-off",
    "security.recovery-codes-made",
    "security.recovery-begun",
    "security.recovery-soon",
    "security.recovery-open",
    "security.recovery-done",
    "security.recovery-stopped",
    "security.device-added",
    "security.device-removed",
    "security.address-changed",
    "security.address-removed",
    "security.app-connected",
    "security.app-disconnected",
    "security.account-closing",
    "security.operator-acted",
    "security.staff-looked",
    "security.staff-misuse",
    "account.account-reopened",
    "account.account-suspended",
    "account.account-restored",
    "account.account-erased",
    "account.hold-set",
    "account.hold-lifted",
    "security.disclosure-coming",
    "security.disclosure-done",
    "security.disclosure-refused",
    "account.request-received",
    "account.request-question",
    "account.request-answered",
    "account.request-refused",
    "account.request-late",
    "account.desk-waiting",
    "account.desk-overdue",
    "family.guardian-asked",
    "family.guardian-approved",
    "family.guardian-refused",
    "family.guardian-second-look",
    "family.child-turned-of-age",
    "policy.policy-announced",
    "policy.policy-changed",
    "policy.policy-withdrawn",
    "news.news",
]
"""Topic and name of a notice; an id, never renamed: it is kept."""


class Topic(StrEnum):
    """What notices are about; the part of a key before its dot."""

    SECURITY = "security"
    ACCOUNT = "account"
    FAMILY = "family"
    POLICY = "policy"
    NEWS = "news"

    @property
    def purpose(self) -> Purpose:
        """What its notices are kept and sent for; for news, by consent alone.

        What is for safety goes on when an account is frozen or being closed.
        """
        if self in FIXED:
            return SAFETY
        return NEWS if self is Topic.NEWS else SERVICE_PURPOSE


FIXED = frozenset({Topic.SECURITY, Topic.ACCOUNT})
"""Whose mail cannot be turned off: whoever took an account over would do that first."""


class Said(Struct, frozen=True):
    """A notice in one language.

    `title` is also the mail's subject and the text message, so it names nobody and nothing;
    `then`: what to do about it.
    """

    title: str
    says: str
    then: str = ""


class Wording(Struct, frozen=True, kw_only=True):
    """A notice in every language, and the page where one can act on it."""

    key: Key
    said: dict[str, Said]
    door: str

    @property
    def topic(self) -> Topic:
        """Its topic."""
        return Topic(self.key.partition(".")[0])


T = TypeVar("T")


def choose(said: Mapping[str, T], language: str) -> tuple[T, str]:
    """What is said in a language, and which that is: English where there is no other."""
    code = language.partition("-")[0].partition("_")[0].lower()
    return (said[code], code) if code in said else (said["en"], "en")


def wording(key: Key, *, en: Said, de: Said, door: str = "") -> Wording:
    """A notice, in the languages that the house speaks."""
    return Wording(key=key, said={"en": en, "de": de}, door=door)
