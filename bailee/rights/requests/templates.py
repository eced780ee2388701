"""Answers to begin from, in the language of whoever asked; an officer fills in what is missing.

May be imported by: rights.requests.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.rights.requests.kinds import Kind

__all__ = ["TEMPLATES", "Template"]


class Template(Struct, frozen=True):
    """One answer to begin from; `kinds`: to what it fits. `…` stands where words are missing."""

    id: str
    kinds: frozenset[Kind]
    name: dict[str, str]
    says: dict[str, str]

    def text(self, language: str) -> str:
        """What it says in a language; English where there is no other."""
        return self.says.get(language, self.says["en"])


_ALL = frozenset(Kind)
TEMPLATES: tuple[Template, ...] = (
    Template(
        "corrected",
        frozenset({Kind.RECTIFY}),
        {"en": "Corrected", "de": "Berichtigt"},
        {
            "en": "What was wrong has been corrected: …\n\nYou see it under “What is held”.",
            "de": "Was falsch war, ist berichtigt: …\n\nDu siehst es unter „Was hier liegt“.",
        },
    ),
    Template(
        "not-wrong",
        frozenset({Kind.RECTIFY}),
        {"en": "It is right as it is", "de": "Es stimmt so"},
        {
            "en": "We looked into it and found it to be right: …\n\nIf you see it otherwise, "
            "complain, and say what we overlooked.",
            "de": "Wir haben nachgesehen und gefunden, dass es so stimmt: …\n\nWenn du das anders "
            "siehst, beschwere dich und schreib, was wir übersehen haben.",
        },
    ),
    Template(
        "objection-heeded",
        frozenset({Kind.OBJECT}),
        {"en": "The objection is heeded", "de": "Dem Widerspruch folgen wir"},
        {
            "en": "Your interest weighs more than ours. From now on this is no longer done with "
            "your data: …",
            "de": "Dein Interesse wiegt schwerer als unseres. Ab jetzt geschieht mit deinen Daten "
            "nicht mehr: …",
        },
    ),
    Template(
        "objection-weighed",
        frozenset({Kind.OBJECT}),
        {"en": "The reasons to go on weigh more", "de": "Die Gründe dafür wiegen schwerer"},
        {
            "en": "We weighed your reasons against ours and go on, because: …\n\nIf you see it "
            "otherwise, complain; you can also turn to a supervisory authority.",
            "de": "Wir haben deine Gründe gegen unsere abgewogen und machen weiter, weil: …\n\n"
            "Wenn du das anders siehst, beschwere dich; du kannst dich auch an eine "
            "Aufsichtsbehörde wenden.",
        },
    ),
    Template(
        "nothing-found",
        frozenset({Kind.ACCESS, Kind.ERASE_PART, Kind.RECTIFY}),
        {"en": "Nothing can be found", "de": "Nichts ist zu finden"},
        {
            "en": "What members keep here is sealed under keys of their own, and there is no "
            "index of the names or numbers in it: we cannot look for you there. Beyond that we "
            "hold nothing of you but this request, which you can erase by your link.",
            "de": "Was Mitglieder hier aufbewahren, ist unter ihren eigenen Schlüsseln versiegelt, "
            "und ein Verzeichnis der Namen oder Nummern darin gibt es nicht: Wir können dort nicht "
            "nach dir suchen. Sonst haben wir nichts von dir als diesen Antrag, den du über deinen "
            "Link löschen kannst.",
        },
    ),
    Template(
        "remedied",
        frozenset({Kind.COMPLAIN, Kind.APPEAL}),
        {"en": "You are right", "de": "Du hast recht"},
        {
            "en": "You are right. This is what we did about it: …",
            "de": "Du hast recht. Das haben wir daraufhin getan: …",
        },
    ),
    Template(
        "explained",
        _ALL - {Kind.APPEAL},
        {"en": "An explanation", "de": "Eine Erklärung"},
        {
            "en": "Thank you for asking. This is how it is: …",
            "de": "Danke, dass du fragst. So verhält es sich: …",
        },
    ),
)
"""All of them."""
