"""The account as pages and commands ask for it: who is a member, and how they come in.

Keeps: collect.account, account.service, use.safety.
May be imported by: services.account.
"""

from __future__ import annotations

from bailee.services.account.credentials import Credentials
from bailee.services.account.entry.entry import Entry
from bailee.services.account.entry.sessions import Sessions
from bailee.services.account.members import Members
from bailee.services.account.telling import Silence, Telling
from bailee.vault import Vault

__all__ = ["Account"]


class Account(Members, Entry):
    """Members and how they sign in; what each part needs is made once, here."""

    def __init__(self, vault: Vault, telling: Telling | None = None) -> None:
        """Over the vault, and where members are told of what happens to their sign-in."""
        credentials = Credentials(vault)
        Members.__init__(self, vault, credentials)
        Entry.__init__(self, vault, credentials, Sessions(vault), telling or Silence())
