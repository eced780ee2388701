"""Everything held of a member, to take away; and how anybody sees that it is still as it was given.

May be imported by: pages, assembly.
"""

from bailee.rights.export.export import Export
from bailee.rights.export.manifest import NOTHING, Earlier

__all__ = ["NOTHING", "Earlier", "Export"]
