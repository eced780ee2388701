"""From a promise to what keeps it: the modules that sign for it, and the tests that prove it.

Read from the checkout's own text: `Keeps:` in the sign of a module, `@pytest.mark.keeps` on a test.

May be imported by: pages, assembly, commands.
"""

from __future__ import annotations

from bailee.trace.collect import HOME, Proof, Trace, collect
from bailee.trace.standing import BY_CONSTRUCTION, EXCEPTIONS, Standing, is_kept, stand

__all__ = [
    "BY_CONSTRUCTION",
    "EXCEPTIONS",
    "HOME",
    "Proof",
    "Standing",
    "Trace",
    "collect",
    "is_kept",
    "stand",
]
