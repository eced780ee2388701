"""Contacts over CardDAV: who asks, what `services.cloud` does about it, what is answered.

`dav_app` makes the application. It decides nothing and keeps nothing: the policy speaks in the
vault, statuses are given in `gateways.problems`, and RFCs are known to `protocols.dav`.

Keeps: cloud.import, cloud.push.
May be imported by: assembly.
"""

from __future__ import annotations

from bailee.gateways.dav.app import dav_app

__all__ = ["dav_app"]
