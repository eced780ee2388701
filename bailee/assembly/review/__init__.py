"""A review of what protects the data: keys, certificate, files, backups, endings, grants.

Keeps: security.review.
May be imported by: assembly, commands.
"""

from bailee.assembly.review.review import REVIEWED_AT, is_due, review
from bailee.assembly.review.standing import BACKED_UP_AT

__all__ = ["BACKED_UP_AT", "REVIEWED_AT", "is_due", "review"]
