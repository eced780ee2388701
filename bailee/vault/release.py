"""The second door, out of the house: what a recipient is told, and no more than is asked for.

Every call decides anew whether it may leave, and is written down whether it did or not.

Keeps: share.none, children.no_disclosure, security.evidence.
May be imported by: rights.disclosure only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from bailee.terms import Actor, Category, FolderId, ItemId, Operation, Purpose, SubjectId
from bailee.vault.case import ByCase, Case, Left
from bailee.vault.vault import Vault

__all__ = ["ByCase", "Case", "Left", "Outgoing", "by_case", "enveloped", "signer_of"]

_MAIN = FolderId("main")
_read = msgspec.json.Decoder(dict[str, object]).decode


class Outgoing:
    """What leaves of one subject in one category, for a purpose, to one recipient."""

    def __init__(
        self, vault: Vault, category: Category, *, of: SubjectId, purpose: Purpose, to: Actor
    ) -> None:
        """Decide nothing yet."""
        self._holding = vault.holding(category, of=of, purpose=purpose, actor=to)

    def decide(self) -> None:
        """Decide, and have it written down only when it is refused. Raises `Refused`."""
        self._holding.decide(Operation.DISCLOSE)

    def note(self) -> None:
        """Tell that the subject is known here, and nothing else of them. Raises `Refused`."""
        self._holding.hand_over(_MAIN, [])

    def fields(self, wanted: Mapping[ItemId, Collection[str]]) -> dict[ItemId, dict[str, object]]:
        """These fields of these records, where there are any. Raises `Refused`, `LockedError`."""
        found = self._holding.hand_over(_MAIN, list(wanted))
        return {
            item.name: {
                name: value for name, value in _read(item.body).items() if name in wanted[item.name]
            }
            for item in found
        }


def by_case(vault: Vault, case: Case, *, of: SubjectId, told: SubjectId, to: Actor) -> ByCase:
    """What may leave of one subject by a case. `told`: in whose journal it is written down."""
    return vault.by_case(case, of=of, told=told, to=to)


def signer_of(document: bytes, signature: bytes, certificate: bytes, *, now: int) -> str:
    """Check a detached signature; the fingerprint of its certificate. Raises `PaperError`."""
    from bailee.keys import cms  # noqa: PLC0415 - for who has orders to check

    return cms.verify(document, signature, certificate, now=now)


def enveloped(package: bytes, certificate: bytes) -> bytes:
    """Encrypt for one recipient, who alone opens it. Raises `PaperError`."""
    from bailee.keys import cms  # noqa: PLC0415 - as above

    return cms.envelope(package, certificate)
