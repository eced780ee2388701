"""What is written to every address of a member whose account somebody wants to get back into.

In both languages at once: which one they read is not known of an address alone.
May be imported by: services.account.
"""

from __future__ import annotations

from bailee.rights.notices.plain import Words

__all__ = ["begun"]


def begun(link: str) -> Words:
    """That a recovery runs, and the link that stops it."""
    return Words(
        "Somebody wants to get back into your account",
        "Somebody wants to get back into your account without its password, and had the proofs to "
        "begin. Until the time in the notice beside this letter, nothing changes. If it was not "
        f"you, stop it here:\n\n{link}\n\n"
        "Jemand will ohne Passwort wieder in dein Konto und hatte die Nachweise, um damit zu "
        "beginnen. Bis zu der Zeit, die in der Nachricht neben diesem Brief steht, ändert sich "
        "nichts. Warst du das nicht, dann halte es mit diesem Link an.\n",
        f"Recovery of your account begun. Not you? Stop it: {link}",
    )
