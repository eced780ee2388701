"""The one error of the log.

May be imported by: protocols.tlog.
"""

from __future__ import annotations


class ProofError(Exception):
    """A proof, a signed head or a stored tree does not hold, or cannot be read."""
