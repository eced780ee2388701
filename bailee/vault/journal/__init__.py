"""What was decided, as lines that nobody rewrites unnoticed, and the tree over them.

Keeps: security.evidence.
May be imported by: vault.
"""

from bailee.vault.journal.lines import Act, Journal, Leaf, Prepared, Told
from bailee.vault.journal.tree import Tree, Verified

__all__ = ["Act", "Journal", "Leaf", "Prepared", "Told", "Tree", "Verified"]
