"""What members bring along from elsewhere, or back from a copy of their own.

May be imported by: services, pages, assembly.
"""

from bailee.rights.bringing.bringing import Bringing, Report
from bailee.rights.bringing.package import PackageError, Taken, opened
from bailee.rights.bringing.taker import Kept, NotTakenError, Taker

__all__ = [
    "Bringing",
    "Kept",
    "NotTakenError",
    "PackageError",
    "Report",
    "Taken",
    "Taker",
    "opened",
]
