"""The words of the house as people read them: categories, keepers of keys, refusals, evidence.

May be imported by: pages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Protocol

from bailee.pages.frame.speech import HOME, Speech, mark, mark_many
from bailee.policy import phrases, reasons
from bailee.policy.parts import Keep
from bailee.terms import Basis, Category, Custody, Purpose

CATEGORIES = {
    "account": mark("Account"),
    "apps": mark("Connected apps"),
    "cases": mark("Requests and cases"),
    "child": mark("Child’s account"),
    "contacts": mark("Contacts"),
    "credentials": mark("Passwords"),
    "devices": mark("Devices"),
    "journal": mark("Journal"),
    "notices": mark("Notices"),
    "topics": mark("Topics of mail"),
    "sign-ins": mark("Sign-ins"),
}
PURPOSES = {
    "apps": mark("Other apps"),
    "news": mark("News"),
    "rights": mark("Your rights"),
    "safety": mark("Safety"),
    "service": mark("Your account"),
    "sync": mark("Sync"),
}
# Why there is no switch, by what the processing rests on.
BASES = {
    Basis.CONTRACT: mark("Your account cannot be run without it (contract)."),
    Basis.LEGITIMATE_INTERESTS: mark(
        "It keeps you and everybody here safe (legitimate interest); you can object to the officer."
    ),
    Basis.LEGAL_OBLIGATION: mark("The law demands it."),
    Basis.VITAL_INTERESTS: mark("It protects somebody’s life or limb."),
    Basis.PUBLIC_TASK: mark("It is a task in the public interest."),
    Basis.CONSENT: mark("It rests on your consent."),
}
TURNERS = {
    "guardian": mark("by your guardian"),
    "bailee": mark("by this server"),
    "staff": mark("by whoever runs this server"),
    "device": mark("by a device of yours"),
}
CUSTODIES = {
    Custody.KEPT: mark("Encrypted under a key of its own. This server looks after the key."),
    Custody.UNLOCKED: mark(
        "Encrypted under a key of its own, which opens only while one of your devices is "
        "connected, or you are signed in."
    ),
    Custody.SEALED: mark("Encrypted before it comes here. Only you have the key."),
}
COUNTS = {
    "items": mark_many("%(num)s item is held now", "%(num)s items are held now"),
    "disclosures": mark_many("disclosed %(num)s time so far", "disclosed %(num)s times so far"),
    "expiry-removed": mark_many(
        "the last expiry removed %(num)s item", "the last expiry removed %(num)s items"
    ),
    "lines": mark_many("the journal has %(num)s line", "the journal has %(num)s lines"),
}
MOMENTS = {
    "expiry-ran": mark("expiry last ran on %(day)s"),
    "reviewed-at": mark("the last security review was on %(day)s"),
    "rotated-at": mark("the keys were last renewed on %(day)s"),
}


class Switch(Protocol):
    """What has a purpose and a category: a choice, a turn of it, an agreement."""

    @property
    def purpose(self) -> Purpose:
        """What for."""
        ...

    @property
    def category(self) -> Category:
        """Of what."""
        ...


_FIGURE = re.compile(r"[a-z][a-z-]*")


class Words:
    """The same words in one language. A word that we do not know is shown as it is."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def category(self, category: Category | str | None) -> str:
        """`Contacts`; of none in particular, `Account`."""
        name = category or "account"
        known = CATEGORIES.get(name)
        return self._speech.gettext(known) if known else name.replace("-", " ").capitalize()

    def purpose(self, purpose: str) -> str:
        """`Sync`."""
        known = PURPOSES.get(purpose)
        return self._speech.gettext(known) if known else purpose.replace("-", " ").capitalize()

    def switch(self, of: Switch) -> str:
        """What a switch is called: `Sync: Contacts`."""
        return f"{self.purpose(of.purpose)}: {self.category(of.category)}"

    def basis(self, basis: Basis) -> str:
        """Why something has no switch."""
        return self._speech.gettext(BASES[basis])

    def turner(self, by: str) -> str:
        """By whom a switch was turned, unless by its member."""
        return self._speech.gettext(TURNERS[by]) if by in TURNERS else ""

    def categories(self, categories: Collection[Category]) -> str:
        """`Contacts and Devices`."""
        return self._speech.join([self.category(category) for category in categories])

    def custody(self, custody: Custody) -> str:
        """Who can open it, in a sentence."""
        return self._speech.gettext(CUSTODIES[custody])

    def seers(self, kinds: Collection[str]) -> str:
        """`you, signed in, and your devices`."""
        return self._speech.join(
            [self.phrase(said) for kind, said in phrases.KINDS.items() if kind in kinds]
        )

    def lasts(self, keep: Keep) -> str:
        """`until 30 days after you turn it off`."""
        return self.phrase(phrases.lasts(keep))

    def phrase(self, said: Mapping[str, str]) -> str:
        """What the policy's own vocabulary calls it, in this language."""
        return phrases.in_language(dict(said), self._speech.code)

    def reason(self, reason: str) -> tuple[str, str]:
        """Why something was refused, and the language that it is said in."""
        code = self._speech.code
        if code == HOME:
            return reason, HOME
        told = reasons.in_language(reason, language=code, named=self._named)
        return (reason, HOME) if told is None else (told, code)

    def _named(self, kind: str, name: str) -> str:
        if kind == "category":
            return self.category(name)
        known = PURPOSES.get(name) if kind == "purpose" else None
        return self._speech.gettext(known) if known else name

    def evidence(self, figures: Mapping[str, int]) -> list[str]:
        """`1,312 items are held now`, for every figure that the house shows."""
        return [said for name, value in figures.items() if (said := self._figure(name, value))]

    def _figure(self, name: str, value: int) -> str:
        if name in MOMENTS:
            return self._speech.gettext(MOMENTS[name], day=self._speech.moment(value))
        if name in COUNTS:
            return self._speech.ngettext(*COUNTS[name], value)
        if name == "bytes":
            return self._speech.size(value)
        return f"{name}: {self._speech.number(value)}" if _FIGURE.fullmatch(name) else ""
