"""The catalogue's chapters on protection and on how long things stay.

May be imported by: policy.catalogue.
"""

from __future__ import annotations

from bailee.policy.catalogue import needs
from bailee.policy.catalogue.clause import Clause, Value, clause

SECURITY: tuple[Clause, ...] = (
    clause(
        "security.transport",
        "Everything that travels is encrypted on its way.",
        "Alles, was unterwegs ist, ist unterwegs verschlüsselt.",
    ),
    clause(
        "security.rest",
        "Everything that is kept is encrypted, for each person and category with a key of its own.",
        "Alles, was aufbewahrt wird, ist verschlüsselt, je Mensch und Kategorie mit eigenem "
        "Schlüssel.",
    ),
    clause(
        "security.own_eyes",
        "A category can be kept so that only the member's devices, or the member alone, open it.",
        "Eine Kategorie kann so aufbewahrt werden, dass nur die Geräte des Mitglieds oder das "
        "Mitglied allein sie öffnen können.",
    ),
    clause(
        "security.review",
        "Keys, certificates, files, backups, overdue deletions and grants are reviewed, and the "
        "report carries its date.",
        "Schlüssel, Zertifikate, Dateien, Sicherungen, überfällige Löschungen und Freigaben werden "
        "geprüft, und der Bericht trägt sein Datum.",
        values=(
            Value("days", least=1, most=366, usual=90, what="at the latest after how many days"),
        ),
    ),
    clause(
        "security.staff",
        "Staff open data only with a grant for a case, bound to secrecy and to an end, and each "
        "look is shown to the member.",
        "Mitarbeitende öffnen Daten nur mit einer Freigabe für einen Fall, zur Verschwiegenheit "
        "verpflichtet und auf Zeit; jeder Blick wird dem Mitglied gezeigt.",
    ),
    clause(
        "security.evidence",
        "What happened is written down so that nobody can change it unseen, and members can check "
        "their own lines.",
        "Was geschah, wird so festgehalten, dass niemand es unbemerkt ändern kann, und Mitglieder "
        "können ihre eigenen Zeilen prüfen.",
    ),
)
RETENTION: tuple[Clause, ...] = (
    clause(
        "retain.destroy",
        "What has served its purpose goes by itself when its days are over, or loses every link to "
        "its person.",
        "Was seinen Zweck erfüllt hat, verschwindet nach seiner Frist von selbst oder verliert "
        "jede Verknüpfung zu seinem Menschen.",
    ),
    clause(
        "retain.recipients",
        "Those who hold data on the operator's behalf delete it when told to and confirm it; who "
        "has not is listed.",
        "Wer im Auftrag Daten aufbewahrt, löscht sie auf Anweisung und bestätigt es; wer es nicht "
        "getan hat, steht auf der Liste.",
        needs=needs.PROCESSORS,
    ),
)
CLAUSES = (*SECURITY, *RETENTION)
