"""Cards: read, searched and rewritten as vCard 3.0 (RFC 2426) and 4.0 (RFC 6350).

A card is kept byte for byte as it came; what is here reads it, never repairs it. `read` says
whether it is a card at all, `CardFilter` whether a query wants it (RFC 6352 §10.5), `convert` and
`only` make the form that was asked for (RFC 6352 §10.4).

May be imported by: vault, rights, services.cloud, gateways.dav, tests.
"""

from __future__ import annotations

from bailee.protocols.content.text import searchable
from bailee.protocols.vcard.card import Card, read
from bailee.protocols.vcard.convert import convert, only
from bailee.protocols.vcard.lines import MAX_SIZE, VERSIONS, MalformedError, UnsupportedError
from bailee.protocols.vcard.match import CardFilter

__all__ = [
    "MAX_SIZE",
    "VERSIONS",
    "Card",
    "CardFilter",
    "MalformedError",
    "UnsupportedError",
    "convert",
    "only",
    "read",
    "searchable",
]
