"""Every reason that a no can have, said once, in each language.

Whoever decides takes one from here; pages tell it in the language of whoever reads. A house test
holds that no refusal brings words of its own.

Keeps: use.permitted.
May be imported by: policy, vault, pages.
"""

from __future__ import annotations

from bailee.policy.parts import Words
from bailee.policy.phrases import both
from bailee.policy.reasons.reason import Named, Reason, told

__all__ = ["ALL", "Named", "Reason", "in_language"]


def _reason(en: str, de: str) -> Reason:
    words: Words = both(en, de)
    return Reason(words)


NOT_AGREED = _reason(
    "you have not agreed to {purpose}", "du hast dem Zweck „{purpose}“ nicht zugestimmt"
)
NOT_SAID = _reason(
    "the policy says nothing about {category}",
    "die Datenschutzerklärung sagt nichts über „{category}“",
)
OTHER_PURPOSE = _reason(
    "the policy does not say that {category} is for {purpose}",
    "die Datenschutzerklärung sagt nicht, dass „{category}“ für „{purpose}“ da ist",
)
NO_PART = _reason(
    "to {operation} {category} is no part of {purpose}",
    "„{category}“ {operation}, gehört nicht zu „{purpose}“",
)
IS_SEALED = _reason(
    "{category} is sealed: only its member has the key",
    "„{category}“ ist versiegelt: Nur das Mitglied selbst hat den Schlüssel",
)
NOT_SEEN_BY = _reason(
    "{category} may not be seen by {kind}", "„{category}“ darf von {kind} nicht gesehen werden"
)
LEAVES = _reason(
    "data leaves this house only by a case of disclosure",
    "Daten verlassen dieses Haus nur durch einen Fall der Weitergabe",
)
NO_CHILD_ANSWERS = _reason(
    "a child cannot answer for the data of others",
    "ein Kind kann nicht für die Daten anderer einstehen",
)
A_CHILD = _reason(
    "a child's data goes to no third party", "die Daten eines Kindes gehen an niemanden sonst"
)
ONLY_YOU_SEE = _reason(
    "only you yourself, signed in, may see all that is held of you",
    "nur du selbst, angemeldet, darfst alles sehen, was über dich hier liegt",
)
ONLY_YOU_ERASE = _reason(
    "only you yourself, signed in, may have it erased",
    "nur du selbst, angemeldet, darfst es löschen lassen",
)
ONLY_WHAT_IS_DUE = _reason(
    "only what is due goes, and it goes by itself",
    "nur was fällig ist, geht, und es geht von selbst",
)
NO_CASE = _reason(
    "the policy has no case `{case}`",
    "die Datenschutzerklärung hat keinen Fall der Weitergabe „{case}“",
)
NOT_COVERED = _reason(
    "this case does not cover {categories}",
    "dieser Fall der Weitergabe umfasst nicht: {categories}",
)
NOTHING_NAMED = _reason(
    "it is not said which categories are to leave",
    "es ist nicht gesagt, welche Kategorien weitergegeben werden sollen",
)
NO_EVIDENCE = _reason("evidence is missing: {evidence}", "es fehlt an Belegen: {evidence}")
IS_HELD = _reason(
    "this account waits for approval, and takes in nothing until then",
    "dieses Konto wartet auf Freigabe und nimmt bis dahin nichts an",
)
MUST_KEEP = _reason(
    "{category} has to be kept until a date: it can be read and added to, not changed or removed",
    "„{category}“ muss bis zu einem Tag aufbewahrt werden: lesen und ergänzen geht, ändern und "
    "löschen nicht",
)
NO_HOLDS = _reason(
    "the policy that binds this member does not say that anything has to be kept",
    "die Datenschutzerklärung, die für dieses Mitglied gilt, sagt nicht, dass etwas aufbewahrt "
    "werden muss",
)
NOT_HELD = _reason(
    "{category} cannot be held: only what is personal, readable here and no part of keeping an "
    "account in order",
    "„{category}“ kann nicht zurückbehalten werden: nur was persönlich ist, hier lesbar und nicht "
    "Teil der Kontoführung",
)
IS_FROZEN = _reason(
    "this account is frozen until a question is settled",
    "dieses Konto ist eingefroren, bis eine Frage geklärt ist",
)
IS_CLOSING = _reason("this account is being closed", "dieses Konto wird geschlossen")
NOT_YOUR_CHOICE = _reason(
    "this was not your choice, and you cannot take it back",
    "das hast nicht du entschieden, und du kannst es nicht zurücknehmen",
)
NOT_WHILE_FROZEN = _reason(
    "a frozen account cannot be closed with days to undo it, only erased",
    "ein eingefrorenes Konto lässt sich nicht mit Bedenkzeit schließen, nur löschen",
)
IS_LEAVING = _reason(
    "its member is leaving, and nobody may keep them",
    "wer geht, darf von niemandem aufgehalten werden",
)
NO_SUCH_TURN = _reason(
    "an account cannot go from there to here",
    "ein Konto kann nicht von diesem Stand in jenen wechseln",
)
NOT_FOR_OTHERS = _reason(
    "nobody agrees to a version of the policy for somebody else",
    "niemand stimmt für jemand anderen einer Fassung der Erklärung zu",
)
NOT_YOURS = _reason("this belongs to somebody else", "das gehört jemand anderem")
NO_MORE = _reason(
    "a guardian may agree, withdraw and erase, and read nothing",
    "sorgeberechtigte Personen dürfen zustimmen, widerrufen und löschen lassen, und nichts lesen",
)
ASK_GUARDIAN = _reason(
    "a guardian has to agree to this", "dem muss eine sorgeberechtigte Person zustimmen"
)
NO_CHILD = _reason(
    "a child cannot be a guardian", "ein Kind kann keine sorgeberechtigte Person sein"
)
GUARDIAN_NOT_ACTIVE = _reason(
    "a guardian needs an account that is open",
    "eine sorgeberechtigte Person braucht ein offenes Konto",
)
NOBODY_WAITS = _reason(
    "nobody waits for a guardian here", "hier wartet niemand auf eine sorgeberechtigte Person"
)
HAS_GUARDIAN = _reason(
    "this child has a guardian already", "dieses Kind hat schon eine sorgeberechtigte Person"
)
NOT_ONES_OWN = _reason(
    "nobody decides on their own request while there is another officer",
    "niemand entscheidet über den eigenen Antrag, solange es jemand anderen dafür gibt",
)
NOT_WHO_REFUSED = _reason(
    "another officer decides on the appeal than the one who refused",
    "über den Einspruch entscheidet jemand anderes als wer abgelehnt hat",
)
NO_REFUSALS = _reason(
    "the policy does not say that a request can be refused",
    "die Datenschutzerklärung sagt nicht, dass ein Antrag abgelehnt werden kann",
)
NO_GRANT = _reason(
    "staff open this only with a grant for one case",
    "Mitarbeitende öffnen das nur mit einer Freigabe für einen einzelnen Fall",
)
LOOKS_ONLY = _reason(
    "a grant lets staff look, and nothing else",
    "eine Freigabe lässt Mitarbeitende hinsehen, sonst nichts",
)
NOT_OWN_GRANT = _reason(
    "nobody gives a grant to themselves", "niemand gibt sich selbst eine Freigabe"
)
GRANT_TOO_LONG = _reason(
    "a grant ends after fourteen days at the latest",
    "eine Freigabe endet spätestens nach vierzehn Tagen",
)
NOT_BOUND = _reason(
    "whoever looks has to accept confidentiality first",
    "wer hinsieht, muss zuerst die Verschwiegenheit annehmen",
)
NO_OFFICER_GAVE = _reason(
    "an officer gives grants, to a member of staff",
    "Freigaben erteilt die Datenschutzstelle, an Mitarbeitende",
)

ALL = tuple(one for one in list(globals().values()) if isinstance(one, Reason))


_PATTERNS = tuple((one, one.pattern()) for one in ALL)


def in_language(said: str, *, language: str, named: Named) -> str | None:
    """Say a reason, given in English, in another language; None when it is none of ours."""
    return told(said, _PATTERNS, language=language, named=named)
