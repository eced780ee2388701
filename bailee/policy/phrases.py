"""What the software itself says of a policy, in each language that it speaks.

The file's sentences are the operator's; these are ours: how long, on what basis, who sees it,
and what has changed. A language that is not here reads the English.

May be imported by: policy.compare, policy.publish, pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bailee.policy.parts import Keep, KeepFrom, Words
from bailee.terms import ActorKind, Basis, Custody

LANGUAGES = ("en", "de")


def both(en: str, de: str) -> Words:
    """Write a phrase in both languages."""
    return {"en": en, "de": de}


def fill_in(phrase: Mapping[str, str], **parts: Words | str) -> Words:
    """Put words into a phrase, in each language; a name is the same in all."""
    return {
        language: phrase[language].format(
            **{name: in_language(part, language) for name, part in parts.items()}
        )
        for language in LANGUAGES
    }


def in_language(words: Words | str, language: str) -> str:
    """Choose a language: this one, its family's (`de` for `de-CH`), English, or what there is."""
    if isinstance(words, str):
        return words
    family = language.partition("-")[0]
    for known in (language, family, "en"):
        if known in words:
            return words[known]
    return next(iter(words.values()), "")


def listed(names: Iterable[str]) -> str:
    """List names in order."""
    return ", ".join(sorted(names))


def listed_words(phrases: Iterable[Words]) -> Words:
    """List phrases in each language."""
    known = list(phrases)
    return {
        language: ", ".join(in_language(phrase, language) for phrase in known)
        for language in LANGUAGES
    }


def days(count: int) -> Words:
    """Count days: `1 day`, `30 days`."""
    return both(*("1 day", "1 Tag") if count == 1 else (f"{count} days", f"{count} Tage"))


def lasts(keep: Keep) -> Words:
    """Say how long: `until 30 days after you turn it off`."""
    if keep.days == 0:
        return UNTIL[keep.event]
    return fill_in(AFTER[keep.event], days=days(keep.days))


UNTIL: Mapping[KeepFrom, Words] = {
    KeepFrom.COLLECTED: both("not a day", "keinen Tag"),
    KeepFrom.CHANGED: both("not a day", "keinen Tag"),
    KeepFrom.WITHDRAWN: both("until you turn it off", "bis du es ausschaltest"),
    KeepFrom.CLOSED: both("until you close your account", "bis du dein Konto schließt"),
}
AFTER: Mapping[KeepFrom, Words] = {
    KeepFrom.COLLECTED: both("for {days}", "{days} lang"),
    KeepFrom.CHANGED: both(
        "until {days} after it was last changed", "bis {days} nach der letzten Änderung"
    ),
    KeepFrom.WITHDRAWN: both(
        "until {days} after you turn it off", "bis {days} nach dem Ausschalten"
    ),
    KeepFrom.CLOSED: both(
        "until {days} after you close your account", "bis {days} nach Schließung deines Kontos"
    ),
}
BASES: Mapping[Basis, Words] = {
    Basis.CONSENT: both("your consent", "deiner Einwilligung"),
    Basis.CONTRACT: both("the contract with you", "dem Vertrag mit dir"),
    Basis.LEGAL_OBLIGATION: both("a legal duty", "einer gesetzlichen Pflicht"),
    Basis.VITAL_INTERESTS: both("someone's vital interests", "lebenswichtigen Interessen"),
    Basis.PUBLIC_TASK: both("a public task", "einer öffentlichen Aufgabe"),
    Basis.LEGITIMATE_INTERESTS: both("a legitimate interest", "einem berechtigten Interesse"),
}
CUSTODIES: Mapping[Custody, Words] = {
    Custody.KEPT: both("the server holds the key", "der Server hat den Schlüssel"),
    Custody.UNLOCKED: both(
        "the key is open only while one of your devices is connected",
        "der Schlüssel ist nur offen, solange eines deiner Geräte verbunden ist",
    ),
    Custody.SEALED: both("only you hold the key", "nur du hast den Schlüssel"),
}
KINDS: Mapping[ActorKind, Words] = {
    ActorKind.MEMBER: both("you yourself", "du selbst"),
    ActorKind.DEVICE: both("your devices", "deine Geräte"),
    ActorKind.STAFF: both("staff", "Mitarbeitende"),
    ActorKind.RECIPIENT: both("the apps that you allow it", "die Apps, denen du es erlaubst"),
    ActorKind.BAILEE: both("the software itself", "die Software selbst"),
}
EVIDENCE: Mapping[str, Words] = {
    "citation": both("the article of the law", "den Artikel des Gesetzes"),
    "confidentiality": both("a duty of secrecy", "eine Pflicht zur Verschwiegenheit"),
    "consent-impossible": both(
        "why you cannot be asked in time", "warum du nicht rechtzeitig gefragt werden kannst"
    ),
    "contract": both("a written contract", "einen schriftlichen Vertrag"),
    "document": both("the written authorization", "das Schreiben"),
    "interest": both("why it is in your interest", "warum es in deinem Interesse liegt"),
    "necessity": both("why exactly this is needed", "warum genau dies nötig ist"),
    "notice": both("proof that you were told before", "den Beleg, dass du es vorher erfahren hast"),
    "public-interest": both("the finding of public interest", "das festgestellte Gemeinwohl"),
    "rank-of-signatory": both("the rank of who signed", "den Rang, wer unterschrieben hat"),
    "reference": both("the file number", "das Aktenzeichen"),
    "register-entry": both("the entry in the register", "den Eintrag im Verzeichnis"),
    "scope": both("whose data, which, and of what time", "wessen Daten, welche, aus welcher Zeit"),
    "second-staff": both("a second member of staff", "eine zweite Person der Verwaltung"),
    "signature": both("the checked signature", "die geprüfte Unterschrift"),
    "threat": both("what threatens whom", "was wen bedroht"),
    "time-limit": both("an end", "ein Ende"),
}
UNITS: Mapping[str, Words] = {
    "days": both("days", "Tage"),
    "minutes": both("minutes", "Minuten"),
    "age_years": both("years of age", "Lebensjahre"),
}
EVERYONE = both("everyone", "alle")
HOLDERS = both("everyone of whom {names} is kept", "alle, von denen {names} aufbewahrt wird")
AGREED = both(
    "those who agreed to {purposes} for {names}",
    "alle, die {purposes} für {names} zugestimmt haben",
)
READERS = both("those who read it in “{names}”", "alle, die es in „{names}“ lesen")
