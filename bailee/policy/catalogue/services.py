"""The catalogue's chapters on what people come for, service by service.

May be imported by: policy.catalogue.
"""

from __future__ import annotations

from bailee.policy.catalogue import needs
from bailee.policy.catalogue.clause import Clause, Value, clause

ACCOUNT: tuple[Clause, ...] = (
    clause("account.service", "One account opens every service.", "Ein Konto öffnet jeden Dienst."),
    clause(
        "account.devices",
        "The account lists its devices; technical or diagnostic details beyond that take a further "
        "agreement.",
        "Das Konto führt seine Geräte auf; technische Angaben und Diagnosen darüber hinaus "
        "verlangen eine weitere Zustimmung.",
        is_allowance=True,
    ),
    clause(
        "account.withdraw",
        "Signing a device out, there or from afar, ends what it sends.",
        "Wer ein Gerät abmeldet, dort oder aus der Ferne, beendet, was es sendet.",
    ),
    clause(
        "account.undo",
        "Whoever closes their account stops everything at once, and has some days to change their "
        "mind before all of it is erased.",
        "Wer sein Konto schließt, beendet sofort alles und hat einige Tage, es sich anders zu "
        "überlegen, bevor alles gelöscht wird.",
        values=(
            Value(
                "days",
                least=0,
                most=90,
                usual=14,
                what="for how many days a closed account can be opened again",
                more_is_better=True,
            ),
        ),
    ),
)
CLOUD: tuple[Clause, ...] = (
    clause(
        "cloud.import",
        "Members can bring in what their devices hold, category by category, with the apps they "
        "already have.",
        "Mitglieder können hereinbringen, was ihre Geräte enthalten, Kategorie für Kategorie, mit "
        "den Apps, die sie schon haben.",
        is_allowance=True,
    ),
    clause(
        "cloud.push",
        "What one device brings in reaches the member's others.",
        "Was ein Gerät hereinbringt, erreicht die anderen des Mitglieds.",
    ),
    clause(
        "cloud.withdraw",
        "Each category has a switch; turning it off ends its use, and its days begin to run.",
        "Jede Kategorie hat einen Schalter; wer ihn ausschaltet, beendet die Nutzung, und die "
        "Frist beginnt zu laufen.",
    ),
)
FIND: tuple[Clause, ...] = (
    clause(
        "find.locate",
        "A device that may be found sends where it is, and can be rung, locked or wiped.",
        "Ein Gerät, das gefunden werden darf, sendet, wo es ist, und kann klingeln, gesperrt oder "
        "geleert werden.",
        needs=needs.FIND,
        is_allowance=True,
    ),
    clause(
        "find.sim",
        "When its SIM is changed, a device reports the new number by text message, and its owner "
        "is told.",
        "Wird die SIM gewechselt, meldet ein Gerät die neue Nummer per SMS, und wem es gehört, der "
        "erfährt davon.",
        needs=needs.FIND,
        is_allowance=True,
    ),
    clause(
        "find.withdraw",
        "Turning it off ends it, and the places go.",
        "Wer es ausschaltet, beendet es, und die Orte verschwinden.",
        needs=needs.FIND,
    ),
)
MESSAGES: tuple[Clause, ...] = (
    clause(
        "message.free",
        "Messages between devices that turned them on are carried at no charge.",
        "Nachrichten zwischen Geräten, die sie eingeschaltet haben, werden kostenlos befördert.",
        needs=needs.MESSAGES,
    ),
    clause(
        "message.unread",
        "Only what is encrypted from end to end is accepted, and it goes once it was delivered.",
        "Angenommen wird nur, was von Ende zu Ende verschlüsselt ist, und nach der Zustellung "
        "verschwindet es.",
        needs=needs.MESSAGES,
        values=(
            Value(
                "days", least=1, most=60, usual=20, what="after how many days the undelivered goes"
            ),
        ),
    ),
    clause(
        "message.activation",
        "Turning messages on registers the telephone number and the identities of SIM and device.",
        "Wer Nachrichten einschaltet, meldet Telefonnummer sowie die Kennungen von SIM und Gerät "
        "an.",
        needs=needs.MESSAGES,
        is_allowance=True,
    ),
    clause(
        "message.withdraw",
        "Turning messages off drops what waits and frees the number.",
        "Wer Nachrichten ausschaltet, verwirft, was wartet, und gibt die Nummer frei.",
        needs=needs.MESSAGES,
    ),
)
OTHERS: tuple[Clause, ...] = (
    clause(
        "experience.identifier",
        "In the experience program the number of a device becomes a pseudonym at the door and is "
        "never kept.",
        "Im Erfahrungsprogramm wird die Nummer eines Geräts an der Tür zum Pseudonym und nie "
        "aufbewahrt.",
        needs=needs.EXPERIENCE,
        is_allowance=True,
    ),
    clause(
        "spam.report",
        "A message that a member marks as unwanted can be sent in with its number, without the "
        "name of who marked it.",
        "Eine Nachricht, die ein Mitglied als unerwünscht markiert, kann mit ihrer Nummer "
        "eingesandt werden, ohne den Namen dessen, der sie markiert hat.",
        needs=needs.SPAM,
        is_allowance=True,
    ),
    clause(
        "spam.filter",
        "Devices fetch what was learned from reports and judge by themselves; nobody's messages "
        "are sent in to be judged.",
        "Geräte holen sich, was aus Meldungen gelernt wurde, und urteilen selbst; niemandes "
        "Nachrichten werden zur Prüfung eingesandt.",
        needs=needs.SPAM,
    ),
)
CLAUSES = (*ACCOUNT, *CLOUD, *FIND, *MESSAGES, *OTHERS)
