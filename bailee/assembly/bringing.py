"""What the operator may bring in for a member: files that lie on the machine of this house.

Keeps: access.self.
May be imported by: assembly.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from bailee.assembly.house import House
from bailee.assembly.members import find_member
from bailee.terms import BAILEE

__all__ = ["bring_in"]


async def bring_in(house: House, *, path: str, handle: str) -> dict[str, Any]:
    """Take in a ZIP, a folder or a file for a member, who sees it in their ledger."""
    subject = find_member(house, handle)
    report = await house.bringing.take(Path(path), of=subject, actor=BAILEE)
    told: dict[str, Any] = msgspec.to_builtins(report)
    return told
