"""What DAV says no with: a status and the element that names the broken condition (RFC 4918 §16).

Statuses are the standards' own; which of our errors becomes which is the gateways' to say.

May be imported by: protocols.dav, gateways.
"""

from __future__ import annotations

from bailee.protocols.dav.xml import fragment
from bailee.protocols.http import MalformedError

__all__ = ["DavError", "MalformedError"]


class DavError(Exception):
    """A request that is understood and not granted.

    `condition` is the element of the precondition, ready to be written inside `DAV:error`, or
    empty where no standard names one; `headers` go out with the answer.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        condition: str = "",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.condition = condition
        self.headers = headers


def broken(name: str, detail: str, *, status: int = 403, inner: str = "") -> DavError:
    """A named condition was broken: `{DAV:}valid-sync-token` and its like; `inner` is XML."""
    return DavError(status, detail, condition=fragment(name, inner))


def not_allowed(allow: str) -> DavError:
    """The resource does not know the method (RFC 9110 §15.5.6)."""
    detail = "this address does not answer to that method"
    return DavError(405, detail, headers=(("allow", allow),))


def infinite_depth() -> DavError:
    """A listing without end (RFC 4918 §9.1.1)."""
    return broken("{DAV:}propfind-finite-depth", "list one level at a time: send Depth: 0 or 1")


def stale_token(*, status: int = 403) -> DavError:
    """The sync token is not one of ours, or too old (RFC 6578 §3.2)."""
    detail = "this sync token is no longer known: sync afresh"
    return broken("{DAV:}valid-sync-token", detail, status=status)


def unknown_report() -> DavError:
    """The resource has no such report (RFC 3253 §3.6)."""
    return broken("{DAV:}supported-report", "this address has no such report")
