"""The parts of the provider, put together once.

May be imported by: services.apps.
"""

from __future__ import annotations

from typing import Self

from msgspec import Struct

from bailee.rights.consent import Consents
from bailee.rights.disclosure import Disclosures
from bailee.rights.notices import Notices
from bailee.rights.recipients import Recipients
from bailee.services.apps.connected import Connected
from bailee.services.apps.grants import Grants
from bailee.services.apps.provider import Provider
from bailee.services.apps.register import Register
from bailee.services.apps.tokens import Signs, Tokens
from bailee.vault import Vault

__all__ = ["Apps"]


class Apps(Struct, frozen=True):
    """Who the apps are, who is let in, what they hold, and what a member sees of it."""

    recipients: Recipients
    register: Register
    provider: Provider
    tokens: Tokens
    connected: Connected

    @classmethod
    def of(cls, vault: Vault, signs: Signs, notices: Notices) -> Self:
        """Over the vault, the keys that sign tokens, and what tells members of an app."""
        recipients, grants, consents = Recipients(vault), Grants(vault), Consents(vault)
        register = Register(vault, recipients)
        disclosures = Disclosures(vault, recipients)
        tokens = Tokens(vault, grants=grants, disclosures=disclosures, signs=signs)
        return cls(
            recipients=recipients,
            register=register,
            provider=Provider(
                vault,
                register=register,
                grants=grants,
                consents=consents,
                tokens=tokens,
                notices=notices,
            ),
            tokens=tokens,
            connected=Connected(
                grants=grants, register=register, tokens=tokens, consents=consents, notices=notices
            ),
        )
