"""New versions of the policy: published, told of beforehand, offered, and agreed to or not.

Keeps: change.no_reduction, change.notice.
May be imported by: rights.notices, pages, gateways, assembly.
"""

from bailee.rights.changes.meaning import Meaning
from bailee.rights.changes.offers import Changes, Offer
from bailee.rights.changes.publishing import (
    Draft,
    Pending,
    Publishing,
    VersionOrderError,
    pending_in,
)

__all__ = [
    "Changes",
    "Draft",
    "Meaning",
    "Offer",
    "Pending",
    "Publishing",
    "VersionOrderError",
    "pending_in",
]
