"""What a notice may name besides: the device, the app, until when. Never in a subject line.

May be imported by: rights.notices, pages.
"""

from __future__ import annotations

__all__ = ["DETAILS", "WHEN"]

DETAILS: dict[str, dict[str, str]] = {
    "device": {"en": "Device", "de": "Gerät"},
    "app": {"en": "App", "de": "App"},
    "passkey": {"en": "Passkey", "de": "Passkey"},
    "address": {"en": "Address", "de": "Adresse"},
    "network": {"en": "Network", "de": "Netz"},
    "child": {"en": "Child", "de": "Kind"},
    "act": {"en": "What was done", "de": "Was getan wurde"},
    "reason": {"en": "Reason", "de": "Grund"},
    "receipt": {"en": "Receipt", "de": "Quittung"},
    "noise_by": {
        "en": "Old copies of the keys open nothing after",
        "de": "Alte Kopien der Schlüssel öffnen nichts mehr nach",
    },
    "until": {"en": "Until", "de": "Bis"},
    "case": {"en": "Number", "de": "Nummer"},
    "count": {"en": "How many", "de": "Wie viele"},
    "version": {"en": "Version", "de": "Fassung"},
    "binds_from": {"en": "In force from", "de": "Gilt ab"},
    "takes": {"en": "Takes something from you", "de": "Nimmt dir etwas"},
    "others": {"en": "Changes besides", "de": "Ändert außerdem"},
    "title": {"en": "Title", "de": "Titel"},
    "text": {"en": "Text", "de": "Text"},
}
"""By the name of the value that a caller gives; the label that it is shown under."""
WHEN: dict[str, str] = {"en": "When", "de": "Wann"}
