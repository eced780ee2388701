"""What a guardian is written while they are no member: the question, a second look, a receipt.

Nothing personal stands in a subject line.
May be imported by: rights.guardians.
"""

from __future__ import annotations

from datetime import UTC, datetime

from bailee.rights.erasure import Receipt
from bailee.rights.notices.plain import Words

__all__ = ["asked", "erased", "proof", "second_look"]


def asked(handle: str, link: str, language: str) -> Words:
    """The question, with the link to answer it."""
    if language == "de":
        return Words(
            "Ein Kind bittet um deine Zustimmung",
            f"Ein Kind möchte hier ein Konto mit dem Namen {handle} und hat diese Adresse als die "
            "seiner Sorgeberechtigten angegeben. Bis zu einer Antwort behalten wir nur diesen "
            "Namen, den Geburtsmonat und diese Adresse.\n\nZustimmen, Zweck für Zweck, oder "
            f"ablehnen kannst du hier, 72 Stunden lang und einmal:\n\n{link}\n\nOhne Antwort wird "
            "nach 14 Tagen alles gelöscht. Kennst du das Kind nicht, dann lehne ab.\n",
            f"Ein Kind ({handle}) bittet um Zustimmung zu einem Konto: {link}",
        )
    return Words(
        "A child asks for your approval",
        f"A child would like an account here by the name of {handle}, and gave this address as "
        "their guardian's. Until there is an answer we keep this name, the month of birth and "
        "this address, and nothing else.\n\nApprove, purpose by purpose, or refuse here, within "
        f"72 hours and once:\n\n{link}\n\nWithout an answer all of it is erased after 14 days. If "
        "you do not know this child, refuse.\n",
        f"A child ({handle}) asks you to approve an account: {link}",
    )


def second_look(handle: str, link: str, language: str) -> Words:
    """A day after the approval: it can still be taken back with one click."""
    if language == "de":
        return Words(
            "Ein zweiter Blick auf deine Zustimmung",
            f"Vor einem Tag wurde dem Konto von {handle} zugestimmt, und zwar von dir, wenn alles "
            f"stimmt.\n\nWenn nicht, lehne hier mit einem Klick ab, dann wird alles gelöscht:\n\n"
            f"{link}\n\nDas geht 72 Stunden lang. Diese Adresse löschen wir jetzt; ablehnen "
            "kannst du jederzeit von deinem eigenen Konto aus.\n",
            f"Du hast dem Konto von {handle} zugestimmt. Wenn nicht: {link}",
        )
    return Words(
        "A second look at your approval",
        f"A day ago the account of {handle} was approved; by you, if all is well.\n\nIf not, "
        f"refuse here with one click, and all of it is erased:\n\n{link}\n\nThat is possible for "
        "72 hours. We forget this address now; from your own account you can refuse at any time.\n",
        f"You approved the account of {handle}. If you did not: {link}",
    )


def erased(handle: str, receipt: Receipt, language: str) -> Words:
    """The receipt: what was held is gone."""
    dead = datetime.fromtimestamp(receipt.backups_dead_by, tz=UTC).date().isoformat()
    if language == "de":
        return Words(
            "Quittung: gelöscht",
            f"Das Konto von {handle} ist gelöscht, und alles, was darin war. Was auf Platten oder "
            f"in Sicherungen übrig ist, kann niemand lesen; ab {dead} gilt das auch für alte "
            f"Sicherungen der Schlüssel. Diese Adresse ist mit gelöscht.\n\n"
            f"{receipt.note}",
            f"Das Konto von {handle} ist gelöscht. Quittung {receipt.id}",
        )
    return Words(
        "Receipt: erased",
        f"The account of {handle} is erased, with all that was in it. What is left on disks or in "
        f"backups can be read by nobody; from {dead} on that is true of old backups of keys as "
        f"well. This address is erased with it.\n\n{receipt.note}",
        f"The account of {handle} is erased. Receipt {receipt.id}",
    )


def proof(link: str, language: str) -> Words:
    """To the address of an account that a guardian says is their child's."""
    if language == "de":
        return Words(
            "Jemand sagt, dass dieses Konto einem Kind gehört",
            "Jemand sagt, das Konto mit dieser Adresse gehöre dem eigenen Kind. Es ist "
            "eingefroren, bis das geklärt ist.\n\nIst es so, dann öffne diesen Link, angemeldet im "
            f"eigenen Konto, und bestätige es:\n\n{link}\n\nGelöscht wird damit nichts; es "
            "entscheidet, wer hier dafür zuständig ist. Ist es nicht so, dann melde dich an und "
            "sag es.\n",
            f"Gehört dieses Konto deinem Kind? Dann bestätige es: {link}",
        )
    return Words(
        "Somebody says that this account is a child's",
        "Somebody says that the account of this address is their child's. It is frozen until that "
        f"is settled.\n\nIf it is so, open this link, signed in to your own account, and confirm "
        f"it:\n\n{link}\n\nThat erases nothing; the officer decides. If it is not so, sign in and "
        "say so.\n",
        f"Is this your child's account? Then confirm it: {link}",
    )
