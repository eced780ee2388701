"""OpenID Connect over HTTP: what apps ask of the house, and what it says of itself.

`oidc_app` makes the application. Statuses are the standards' own (`protocols.oidc.errors`); what is
allowed is decided in the vault. The pages that a member sees on the way are in `pages.apps`.

Keeps: account.service.
May be imported by: assembly.
"""

from __future__ import annotations

from bailee.gateways.oidc.app import is_endpoint, oidc_app
from bailee.gateways.oidc.ports import Provider

__all__ = ["Provider", "is_endpoint", "oidc_app"]
