"""What leaves the house, and the only ways it does: by consent to apps, or by a case of the policy.

`Disclosures` tells apps what members let them know. `Orders` is the officers' desk: a file for what
is asked, evidence that is checked, two who decide, a package for its recipient, and a person told.

Keeps: share.none, children.no_disclosure, security.evidence.
May be imported by: services.apps, rights.desk, pages, assembly.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.rights.disclosure.apps import Disclosures, Wanted
from bailee.rights.disclosure.cabinet import Cabinet, Opened
from bailee.rights.disclosure.counts import Counts, Event
from bailee.rights.disclosure.deciding import Deciding
from bailee.rights.disclosure.file import RANKS, DisclosureError, DisclosureFile, Gag, Phase, Scope
from bailee.rights.disclosure.package import Package
from bailee.rights.disclosure.preview import CaseAnswers, would_get
from bailee.rights.disclosure.telling import Telling, Told
from bailee.rights.guardians import Desk as WayOut
from bailee.rights.roles import Roles
from bailee.terms import SubjectId
from bailee.vault import Vault

__all__ = [
    "RANKS",
    "CaseAnswers",
    "DisclosureError",
    "DisclosureFile",
    "Disclosures",
    "Event",
    "Gag",
    "Opened",
    "Orders",
    "Package",
    "Phase",
    "Scope",
    "Told",
    "Wanted",
]


class Orders(Struct, frozen=True):
    """Disclosure by a case: files, decisions, what people are told, and the public numbers."""

    vault: Vault
    cabinet: Cabinet
    deciding: Deciding
    telling: Telling
    counts: Counts

    @classmethod
    def of(cls, vault: Vault, way_out: WayOut, roles: Roles) -> Orders:
        """Over the vault; `way_out` carries notices, `roles` say who is an officer."""
        counts = Counts(vault)
        cabinet, telling = Cabinet(vault, roles, counts), Telling(vault, way_out)
        return cls(vault, cabinet, Deciding(vault, cabinet, telling, counts), telling, counts)

    def would_get(self, subject: SubjectId) -> list[CaseAnswers]:
        """What each case would open of a member now."""
        return would_get(self.vault, subject)
