"""How long things stay: what has to be kept, and what went when it was due.

Knows no service: a hold is on a category of a subject, a report is numbers of nobody.

Keeps: access.must_keep, retain.destroy.
May be imported by: rights, pages, assembly.
"""

from bailee.rights.retention.holds import Holds, Order, OrderError, Wanted
from bailee.rights.retention.reports import Report, Reports

__all__ = ["Holds", "Order", "OrderError", "Report", "Reports", "Wanted"]
