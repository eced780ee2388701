"""The Data Rights Protocol meets the requests: an agent asks, a member confirms.

May be imported by: assembly.
"""

from bailee.gateways.drp.app import Agency, drp_app, is_endpoint

__all__ = ["Agency", "drp_app", "is_endpoint"]
