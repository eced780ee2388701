"""What is written to an address: a code, that it is taken, that it was given up.

Nothing personal stands in a subject line, and a text message is one of 160 characters.
May be imported by: services.account.
"""

from __future__ import annotations

from bailee.rights.notices.plain import Words

__all__ = ["changed", "code", "invited", "taken"]


def code(digits: str, language: str) -> Words:
    """The code that shows that this address reaches whoever typed it."""
    if language == "de":
        return Words(
            "Dein Code",
            f"{digits} ist dein Code. Er gilt fünfzehn Minuten.\n\n"
            "Wenn du keinen wolltest, brauchst du nichts zu tun; gib ihn niemandem.\n",
            f"{digits} ist dein Code, 15 Minuten lang. Gib ihn niemandem.",
        )
    return Words(
        "Your code",
        f"{digits} is your code. It is good for fifteen minutes.\n\n"
        "If you did not ask for one, do nothing, and give it to nobody.\n",
        f"{digits} is your code, for 15 minutes. Give it to nobody.",
    )


def invited(link: str, language: str) -> Words:
    """An invitation by the operator."""
    if language == "de":
        return Words(
            "Eine Einladung",
            "Wer diesen Server betreibt, lädt dich ein, hier ein Konto zu eröffnen. Der Link gilt "
            f"sieben Tage und einmal:\n\n{link}\n\nWillst du keins, brauchst du nichts zu tun; "
            "diese Adresse wurde nicht aufbewahrt.\n",
            f"Du bist eingeladen, hier ein Konto zu eröffnen: {link}",
        )
    return Words(
        "An invitation",
        "Whoever runs this server invites you to open an account here. The link is good for seven "
        f"days, once:\n\n{link}\n\nIf you do not want one, there is nothing to do: this address "
        "was not kept.\n",
        f"You are invited to open an account here: {link}",
    )


def taken(language: str) -> Words:
    """That this address belongs to an account already: for its member's eyes alone."""
    if language == "de":
        return Words(
            "Du hast schon ein Konto",
            "Jemand wollte mit dieser Adresse ein Konto anlegen oder sie einem Konto geben. Sie "
            "gehört schon zu einem.\n\nWarst du es, dann melde dich mit deinem Namen an. Wenn "
            "nicht, brauchst du nichts zu tun: Es hat sich nichts geändert.\n",
            "Diese Adresse gehört schon zu einem Konto. Melde dich mit deinem Namen an.",
        )
    return Words(
        "You have an account already",
        "Somebody wanted to open an account with this address, or to add it to one. It belongs "
        "to an account already.\n\nIf it was you, sign in with your name. If not, there is "
        "nothing to do: nothing has changed.\n",
        "This address belongs to an account already. Sign in with your name.",
    )


def changed(link: str, language: str) -> Words:
    """That this address was given up, and how it comes back."""
    if language == "de":
        return Words(
            "Deine Adresse wurde geändert",
            "Diese Adresse gehört nicht mehr zu deinem Konto. Warst du das nicht, dann mach es "
            f"innerhalb von 72 Stunden hier rückgängig:\n\n{link}\n\nAlle, die angemeldet sind, "
            "werden dann abgemeldet.\n",
            f"Adresse vom Konto entfernt. Warst du das nicht: {link}",
        )
    return Words(
        "Your address was changed",
        "This address is no longer one of your account. If that was not you, undo it here within "
        f"72 hours:\n\n{link}\n\nWhoever is signed in will be signed out.\n",
        f"Address taken off your account. If that was not you: {link}",
    )
