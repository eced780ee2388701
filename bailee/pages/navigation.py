"""Where a member can go: a few sections, and in each the pages that belong together.

May be imported by: pages.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.pages.frame.speech import mark

__all__ = ["DESK", "SECTIONS", "Door", "Section", "section_at"]


class Door(Struct, frozen=True):
    """One page; `also`: the paths of pages that are reached through it and have no door."""

    path: str
    name: str
    also: tuple[str, ...] = ()

    def leads_to(self, path: str) -> bool:
        """Whether a page is this one, or behind it; the first pages have nothing behind them."""
        if path == self.path or path in self.also:
            return True
        ways = self.also if self.path in {FIRST, FIRST_OF_DESK} else (self.path, *self.also)
        return any(path.startswith(f"{way}/") for way in ways)


class Section(Struct, frozen=True):
    """Some doors under one name; the first is where the name leads."""

    name: str
    doors: tuple[Door, ...]

    def door_to(self, path: str) -> Door | None:
        """The door of this section through which a page is reached."""
        return next((door for door in self.doors if door.leads_to(path)), None)


FIRST, FIRST_OF_DESK = "/me", "/desk"
SECTIONS = (
    Section(
        mark("Your data"),
        (
            Door(FIRST, mark("What is held")),
            Door("/me/export", mark("Take a copy")),
            Door("/me/import", mark("Bring along")),
            Door("/me/erase", mark("Erase")),
            Door("/me/receipts", mark("Receipts")),
            Door("/me/requests", mark("Requests")),
            Door("/me/order", mark("What an order would get")),
        ),
    ),
    Section(
        mark("Inbox"),
        (Door("/me/inbox", mark("Notices")), Door("/me/notices", mark("What comes by mail"))),
    ),
    Section(
        mark("Choices"),
        (
            Door("/me/choices", mark("Choices")),
            Door("/me/policy", mark("Your version of the policy")),
        ),
    ),
    Section(mark("Devices"), (Door("/me/devices", mark("Devices")),)),
    Section(mark("Apps"), (Door("/me/apps", mark("Apps")),)),
    Section(
        mark("Account"),
        (
            Door("/me/account", mark("Your account")),
            Door("/me/profile", mark("Profile"), also=("/me/invite", "/me/age")),
            Door("/me/addresses", mark("Mail and phone")),
            Door("/me/security", mark("Security"), also=("/me/recovery", "/me/password")),
            Door("/me/family", mark("Family"), also=("/me/family-proof",)),
        ),
    ),
)
DESK = Section(
    mark("Desk"),
    (
        Door("/desk", mark("The desk")),
        Door("/desk/requests", mark("Requests")),
        Door("/desk/disclosures", mark("Disclosures")),
        Door("/desk/children", mark("Reports about children")),
        Door("/desk/grants", mark("Grants")),
        Door("/desk/holds", mark("What has to be kept")),
        Door("/desk/retention", mark("What went when it was due")),
    ),
)
"""For officers and staff; each of its pages looks for itself who comes in."""


def section_at(path: str) -> Section | None:
    """The section that a page is in."""
    return next((section for section in (*SECTIONS, DESK) if section.door_to(path)), None)
