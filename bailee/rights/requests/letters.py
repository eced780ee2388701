"""What somebody without an account is written: a code, and that something happened.

Nothing of what was asked or answered stands in a letter: it may be read by others on its way.
May be imported by: rights.requests.
"""

from __future__ import annotations

from bailee.rights.notices.plain import Words

__all__ = ["code", "told"]


def code(digits: str, language: str) -> Words:
    """The code that shows that an address reaches whoever typed it."""
    if language == "de":
        return Words(
            "Dein Code",
            f"Jemand möchte hier einen Antrag zu Daten stellen und hat diese Adresse angegeben. "
            f"Der Code dafür:\n\n    {digits}\n\nEr gilt eine Viertelstunde. Wenn du das nicht "
            "warst, ist nichts zu tun: Ohne den Code wird nichts aufbewahrt.\n",
            f"Dein Code: {digits}. Wenn du das nicht warst, ist nichts zu tun.",
        )
    return Words(
        "Your code",
        "Somebody wants to make a request about data here, and gave this address. The code for "
        f"it:\n\n    {digits}\n\nIt is good for a quarter of an hour. If it was not you, there is "
        "nothing to do: without the code, nothing is kept.\n",
        f"Your code: {digits}. If it was not you, there is nothing to do.",
    )


_SAID: dict[str, dict[str, tuple[str, str]]] = {
    "received": {
        "en": ("Your request was received", "A person answers it. Follow it here:"),
        "de": ("Dein Antrag ist da", "Ein Mensch beantwortet ihn. Hier siehst du, wie es steht:"),
    },
    "asked-back": {
        "en": ("A question about your request", "To answer you, more has to be known. It is here:"),
        "de": ("Eine Frage zu deinem Antrag", "Für die Antwort fehlt noch etwas. Lies es hier:"),
    },
    "answered": {
        "en": ("Your request was answered", "Read the answer here:"),
        "de": ("Dein Antrag ist beantwortet", "Lies die Antwort hier:"),
    },
    "refused": {
        "en": ("Your request was refused", "Read here why, with the evidence, and how to appeal:"),
        "de": (
            "Dein Antrag wurde abgelehnt",
            "Lies hier, warum, mit dem Beleg, und wie du Einspruch einlegst:",
        ),
    },
    "late": {
        "en": (
            "Your request is late",
            "It should have been answered by now. Those who must answer it were told again:",
        ),
        "de": (
            "Dein Antrag ist überfällig",
            "Er sollte schon beantwortet sein. Wer ihn beantworten muss, wurde erneut erinnert:",
        ),
    },
}
_NUMBER = {"en": "Number", "de": "Nummer"}


def told(what: str, number: str, link: str, language: str) -> Words:
    """That something happened to a request, and the link to it."""
    code_ = language if language in _NUMBER else "en"
    subject, says = _SAID[what][code_]
    return Words(subject, f"{says}\n\n{link}\n\n{_NUMBER[code_]} {number}\n", f"{subject}: {link}")
