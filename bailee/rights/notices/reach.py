"""Where a member can be reached: what whoever keeps addresses answers.

May be imported by: rights, services, assembly.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from bailee.rights.notices.words.wording import SAFETY
from bailee.terms import BAILEE, Category, SubjectId
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = ["Known", "Reach", "Reachable"]


class Reachable(Struct, frozen=True):
    """How to reach a member: confirmed addresses only. Numbers are in E.164, `language` a tag.

    `former_…`: addresses given up of late, which security notices go to as well, so that whoever
    took an account over cannot silence its member.
    """

    mail: str | None = None
    number: str | None = None
    language: str = "en"
    former_mails: tuple[str, ...] = ()
    former_numbers: tuple[str, ...] = ()


class Reach(Protocol):
    """Knows where members can be reached."""

    async def reach(self, subject: SubjectId) -> Reachable:
        """Where a member can be reached now. Raises `Refused` in a state that forbids to look."""
        ...


class _Profile(Struct, frozen=True):
    """Of a member's profile, what matters for writing to them."""

    language: str = ""


class Known:
    """What the profile alone tells: the language. Nobody has confirmed an address yet."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    async def reach(self, subject: SubjectId) -> Reachable:
        """The language of the profile."""
        records = Records(
            self._vault, Category("account"), _Profile, of=subject, purpose=SAFETY, actor=BAILEE
        )
        profile = await records.get("profile") or _Profile()
        return Reachable(language=profile.language or "en")
