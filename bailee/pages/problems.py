"""What each kind of problem means and what can be done: `/problems/NAME` (RFC 9457 §3.1.1).

May be imported by: pages.
"""

from __future__ import annotations

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, Visit


class Explained(Struct, frozen=True):
    """A kind of problem, in words for people."""

    title: str
    means: str
    helps: str


EXPLAINED = {
    "changed": Explained(
        mark("It has changed in the meantime"),
        mark(
            "Another device was faster, and what you wanted to change is no longer as you saw it. "
            "Nothing was overwritten."
        ),
        mark("Let the device sync, look at what is there now, and make the change again."),
    ),
    "condition": Explained(
        mark("A condition was not met"),
        mark("The app asked for something under a condition, and the condition does not hold."),
        mark("Let the app sync again. Nothing was changed."),
    ),
    "conflict": Explained(
        mark("There is one already"),
        mark("Something with this name or identity is already kept here."),
        mark("Change the one that is here, or choose another name."),
    ),
    "damaged": Explained(
        mark("This is damaged"),
        mark(
            "What is kept here is no longer what was put in: its disk has lost or changed some "
            "of it. Everything else of yours is untouched."
        ),
        mark(
            "If a device still has it, change it there, and it is kept anew. Else ask whoever "
            "runs this server for it from a backup."
        ),
    ),
    "elsewhere": Explained(
        mark("That is not on this server"),
        mark("The address points to another server, and nothing is sent from here to others."),
        mark("Use an address of this server."),
    ),
    "foreign-form": Explained(
        mark("That form did not come from here"),
        mark(
            "Forms are only accepted from the pages of this server, and only in the sign-in "
            "that they were made for. So no other site can act in your name."
        ),
        mark("Open the page again and send the form once more. Nothing was changed."),
    ),
    "internal": Explained(
        mark("Something went wrong on our side"),
        mark("This server met something that it was not made for. It is not your doing."),
        mark(
            "Try again in a moment. If it happens again, tell whoever runs this server when it "
            "was; the server's log has the rest, and nothing about you."
        ),
    ),
    "locked": Explained(
        mark("This can be opened only by you"),
        mark(
            "The key is held by your devices and your password, and none of them is at hand now. "
            "Without it, this server cannot read what it keeps for you."
        ),
        mark(
            "Sign in again, since your password opens it too, or let a device sync and try again."
        ),
    ),
    "malformed": Explained(
        mark("That could not be read"),
        mark("What was sent is not in a form that this server understands."),
        mark("Go back, open the page again and try once more. Nothing was changed."),
    ),
    "media-type": Explained(
        mark("That is not a kind of content accepted here"),
        mark("This address takes another type of content than the one that was sent."),
        mark("If you wrote the program that sent it, look at its Content-Type header."),
    ),
    "method": Explained(
        mark("That cannot be done with this address"),
        mark("The address exists, but it does not answer this kind of request."),
        mark("Go to the first page and find your way from there."),
    ),
    "not-found": Explained(
        mark("There is nothing here for you"),
        mark(
            "Either nothing has this address, or it belongs to somebody else. Both answers are "
            "the same, so that nobody learns what others keep."
        ),
        mark("Check the address, or go to the first page and find your way from there."),
    ),
    "not-possible": Explained(
        mark("That cannot be done"),
        mark("What you asked for is understood, but cannot be done as things are."),
        mark("The reason says what stands in the way. Change that, and try again."),
    ),
    "refused": Explained(
        mark("The policy does not allow that"),
        mark(
            "Everything that happens to data here is first held against the privacy policy. "
            "What it does not say is refused, and the refusal is written down for you to see."
        ),
        mark("Read the sentence that decided it. If it is a choice of yours, you can change it."),
    ),
    "signed-out": Explained(
        mark("You are not signed in"),
        mark("This page shows something that is yours, and does not know yet that it is you."),
        mark("Sign in and come back."),
    ),
    "slow": Explained(
        mark("That took too long to arrive"),
        mark("The rest of what was being sent did not come in time."),
        mark("Check the connection and try again. Nothing was changed."),
    ),
    "storage": Explained(
        mark("This server cannot write just now"),
        mark("Its disk is full, read-only or damaged. What was confirmed to you before is kept."),
        mark("Try again later. Whoever runs this server has been told in its log."),
    ),
    "throttled": Explained(
        mark("Too many tries"),
        mark(
            "After some wrong passwords, this server waits before it looks at the next one. "
            "That makes guessing hopeless."
        ),
        mark("Wait for as long as the page says, then try again."),
    ),
    "too-large": Explained(
        mark("That is too large"),
        mark("What was sent is larger than this server takes in at this address."),
        mark("Send less at once. If it was a contact, its photo is often what is large."),
    ),
}


async def _explain(visit: Visit) -> Response:
    name = str(visit.http.path_params["name"])
    if name not in EXPLAINED:
        raise HTTPException(404)
    return visit.show("explained.html", problem=EXPLAINED[name])


def routes(doors: Doors) -> list[Route]:
    """The explanations."""
    return [doors.public("/problems/{name}", show=_explain)]
