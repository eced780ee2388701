"""Whom the pages about joining and about families ask.

May be imported by: pages, assembly.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.rights.guardians import Approvals, Discovery, Family
from bailee.services.account import Addresses, Joining

__all__ = ["People"]


class People(Struct, frozen=True):
    """The way in, addresses, and what children and guardians have."""

    joining: Joining
    addresses: Addresses
    approvals: Approvals
    family: Family
    discovery: Discovery
