"""The services that are not built yet, in plain words: whoever waits for one collects nothing.

May be imported by: policy.
"""

from __future__ import annotations

ACCESS_LOG = "the access log"
ACTIVATION = "activation records"
AFTER_SALES = "the after-sales service"
EXPERIENCE = "the experience program"
FIND = "finding devices"
MESSAGES = "messages"
ORDERS = "orders"
PROCESSORS = "the register of processors"
PROMOTIONS = "promotions"
SHARING = "sharing between members"
SPAM = "the spam service"
SUGGESTIONS = "suggestions"
SUPPORT = "the support desk"
TRENDS = "trends"
WEB = "the web service"

GERMAN: dict[str, str] = {
    ACCESS_LOG: "das Zugriffsprotokoll",
    ACTIVATION: "die Aktivierung von Geräten",
    AFTER_SALES: "der Kundendienst nach dem Kauf",
    EXPERIENCE: "das Erfahrungsprogramm",
    FIND: "das Finden von Geräten",
    MESSAGES: "die Nachrichten",
    ORDERS: "die Bestellungen",
    PROCESSORS: "das Verzeichnis der Auftragsverarbeiter",
    PROMOTIONS: "die Aktionen und Verlosungen",
    SHARING: "das Teilen unter Mitgliedern",
    SPAM: "der Spamdienst",
    SUGGESTIONS: "die Empfehlungen",
    SUPPORT: "die Beratung",
    TRENDS: "die Trends",
    WEB: "der Webdienst",
}


def needs_in(language: str, needs: str) -> str:
    """Name what is missing in a language; English where there is no other word."""
    return GERMAN[needs] if language.startswith("de") else needs
