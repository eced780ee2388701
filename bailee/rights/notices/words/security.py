"""What is told for an account's safety.

May be imported by: rights.notices.
"""

from __future__ import annotations

from bailee.rights.notices.words.wording import Said, Wording, wording

__all__ = ["SECURITY"]

_NOT_ME = "If it was not you, change your password and remove what you do not know."
_NICHT_ICH = "Wenn nicht, ändere dein Passwort und entferne, was du nicht kennst."

SECURITY: tuple[Wording, ...] = (
    wording(
        "security.signed-in",
        en=Said(
            "A new sign-in to your account",
            "Somebody signed in to your account from a browser that we had not seen before.",
            f"If it was you, all is well. {_NOT_ME}",
        ),
        de=Said(
            "Eine neue Anmeldung in deinem Konto",
            "Jemand hat sich mit einem Browser angemeldet, den wir noch nicht kannten.",
            f"Wenn du das warst, ist alles gut. {_NICHT_ICH}",
        ),
        door="/me/password",
    ),
    wording(
        "security.password-changed",
        en=Said(
            "Your password was changed",
            "The password of your account is a new one; every other session has ended.",
            "If it was not you, begin a recovery at once.",
        ),
        de=Said(
            "Dein Passwort wurde geändert",
            "Dein Konto hat ein neues Passwort; alle anderen Sitzungen sind beendet.",
            "Wenn du das nicht warst, beginne sofort eine Wiederherstellung.",
        ),
        door="/me/password",
    ),
    wording(
        "security.passkey-added",
        en=Said("A passkey was added", "A new passkey can open your account.", _NOT_ME),
        de=Said(
            "Ein Passkey kam hinzu",
            "Ein neuer Passkey kann dein Konto öffnen.",
            f"Wenn du das warst, ist alles gut. {_NICHT_ICH}",
        ),
    ),
    wording(
        "security.passkey-removed",
        en=Said(
            "A passkey was removed", "One of your passkeys opens your account no more.", _NOT_ME
        ),
        de=Said(
            "Ein Passkey wurde entfernt",
            "Einer deiner Passkeys öffnet dein Konto nicht mehr.",
            f"Wenn du das warst, ist alles gut. {_NICHT_ICH}",
        ),
    ),
    wording(
        "security.passkey-doubtful",
        en=Said(
            "A passkey was refused",
            "Somebody came with a passkey of yours that counts backwards: it may have been copied. "
            "It was refused.",
            "Sign in another way and remove that passkey.",
        ),
        de=Said(
            "Ein Passkey wurde abgewiesen",
            "Jemand kam mit einem deiner Passkeys, der rückwärts zählt: Er kann kopiert worden "
            "sein. Er wurde abgewiesen.",
            "Melde dich auf anderem Weg an und entferne diesen Passkey.",
        ),
        door="/me/security",
    ),
    wording(
        "security.password-removed",
        en=Said(
            "Your password was removed",
            "Your account opens with passkeys alone now.",
            "If it was not you, sign in with a passkey and set a password.",
        ),
        de=Said(
            "Dein Passwort wurde entfernt",
            "Dein Konto öffnet sich jetzt nur noch mit Passkeys.",
            "Wenn du das nicht warst, melde dich mit einem Passkey an und lege ein Passwort fest.",
        ),
        door="/me/security",
    ),
    wording(
        "security.one-time-codes-on",
        en=Said(
            "One-time codes are on",
            "From now on your account asks for a one-time code besides the password.",
            _NOT_ME,
        ),
        de=Said(
            "Einmalcodes sind eingeschaltet",
            "Ab jetzt fragt dein Konto nach dem Passwort auch nach einem Einmalcode.",
            f"Wenn du das warst, ist alles gut. {_NICHT_ICH}",
        ),
    ),
    wording(
        "security.one-time-codes-off",
        en=Said(
            "One-time codes are off",
            "Your account no longer asks for a one-time code besides the password.",
            _NOT_ME,
        ),
        de=Said(
            "Einmalcodes sind ausgeschaltet",
            "Dein Konto fragt nach dem Passwort nicht mehr nach einem Einmalcode.",
            f"Wenn du das warst, ist alles gut. {_NICHT_ICH}",
        ),
    ),
    wording(
        "security.recovery-codes-made",
        en=Said(
            "New recovery codes were made",
            "The recovery codes of your account are new ones; the ones before are void.",
            _NOT_ME,
        ),
        de=Said(
            "Neue Wiederherstellungscodes",
            "Dein Konto hat neue Wiederherstellungscodes; die bisherigen gelten nicht mehr.",
            f"Wenn du das warst, ist alles gut. {_NICHT_ICH}",
        ),
    ),
    wording(
        "security.recovery-begun",
        en=Said(
            "A recovery of your account was begun",
            "Somebody says that they lost access to your account, and asked to get in another way. "
            "Nothing opens before the time below.",
            "If it was not you, sign in and stop it under Security; the letter beside this one "
            "has a link that stops it, too.",
        ),
        de=Said(
            "Eine Wiederherstellung deines Kontos hat begonnen",
            "Jemand sagt, der Zugang zu deinem Konto sei verloren, und will auf anderem Weg "
            "hinein. Vor der unten genannten Zeit öffnet sich nichts.",
            "Wenn du das nicht warst, melde dich an und halte sie unter Sicherheit an; auch der "
            "Brief daneben hat einen Link, der sie anhält.",
        ),
        door="/me/security",
    ),
    wording(
        "security.recovery-soon",
        en=Said(
            "A recovery of your account ends in a day",
            "A day from now, whoever began it can set a new password.",
            "If it was not you, sign in and stop it under Security.",
        ),
        de=Said(
            "Die Wiederherstellung deines Kontos endet in einem Tag",
            "In einem Tag kann, wer sie begonnen hat, ein neues Passwort festlegen.",
            "Wenn du das nicht warst, melde dich an und halte sie unter Sicherheit an.",
        ),
        door="/me/security",
    ),
    wording(
        "security.recovery-open",
        en=Said(
            "A recovery of your account can be completed",
            "Its time has come: whoever began it can set a new password now.",
            "If it was not you, sign in and stop it under Security at once.",
        ),
        de=Said(
            "Die Wiederherstellung deines Kontos kann abgeschlossen werden",
            "Ihre Zeit ist gekommen: Wer sie begonnen hat, kann jetzt ein Passwort festlegen.",
            "Wenn du das nicht warst, melde dich an und halte sie sofort unter Sicherheit an.",
        ),
        door="/me/security",
    ),
    wording(
        "security.recovery-done",
        en=Said(
            "Your account was recovered",
            "The recovery is complete, and the account opens with what was set up in it.",
            "If it was not you, write to the officer named in the policy at once.",
        ),
        de=Said(
            "Dein Konto wurde wiederhergestellt",
            "Die Wiederherstellung ist abgeschlossen; das Konto öffnet sich mit dem, was dabei "
            "eingerichtet wurde.",
            "Wenn du das nicht warst, schreib sofort an die Stelle, die die Erklärung nennt.",
        ),
        door="/policy",
    ),
    wording(
        "security.recovery-stopped",
        en=Said(
            "The recovery was stopped",
            "The recovery of your account was stopped; everything stays as it was.",
        ),
        de=Said(
            "Die Wiederherstellung wurde beendet",
            "Die Wiederherstellung deines Kontos wurde beendet; alles bleibt, wie es war.",
        ),
    ),
    wording(
        "security.device-added",
        en=Said(
            "A device was added",
            "A device has a password of its own now and can reach your data.",
            "If it was not you, remove it: its password stops working at once.",
        ),
        de=Said(
            "Ein Gerät kam hinzu",
            "Ein Gerät hat jetzt ein eigenes Passwort und erreicht deine Daten.",
            "Wenn du das nicht warst, entferne es: Sein Passwort gilt sofort nicht mehr.",
        ),
        door="/me/devices",
    ),
    wording(
        "security.device-removed",
        en=Said("A device was removed", "Its password stopped working; nothing comes from it."),
        de=Said(
            "Ein Gerät wurde entfernt", "Sein Passwort gilt nicht mehr; von ihm kommt nichts mehr."
        ),
        door="/me/devices",
    ),
    wording(
        "security.address-changed",
        en=Said(
            "An address of your account was changed",
            "A mail address or phone number of your account is a new one. Notices go there.",
            _NOT_ME,
        ),
        de=Said(
            "Eine Adresse deines Kontos wurde geändert",
            "Eine E-Mail-Adresse oder Telefonnummer deines Kontos ist neu. Nachrichten gehen "
            "dorthin.",
            f"Wenn du das warst, ist alles gut. {_NICHT_ICH}",
        ),
    ),
    wording(
        "security.address-removed",
        en=Said(
            "An address of your account was removed",
            "A mail address or phone number no longer belongs to your account.",
            _NOT_ME,
        ),
        de=Said(
            "Eine Adresse deines Kontos wurde entfernt",
            "Eine E-Mail-Adresse oder Telefonnummer gehört nicht mehr zu deinem Konto.",
            f"Wenn du das warst, ist alles gut. {_NICHT_ICH}",
        ),
    ),
    wording(
        "security.app-connected",
        en=Said(
            "An app was connected",
            "Another app may sign you in and read what you released to it.",
            "If it was not you, disconnect it and change your password.",
        ),
        de=Said(
            "Eine App wurde verbunden",
            "Eine andere App darf dich anmelden und lesen, was du für sie freigegeben hast.",
            "Wenn du das nicht warst, trenne sie und ändere dein Passwort.",
        ),
    ),
    wording(
        "security.app-disconnected",
        en=Said("An app was disconnected", "It reads nothing of yours any more."),
        de=Said("Eine App wurde getrennt", "Sie liest nichts mehr von dir."),
    ),
    wording(
        "security.account-closing",
        en=Said(
            "Your account is being closed",
            "Your account was closed. Until the time below it can be had back whole; after that, "
            "everything in it is erased.",
            "If it was not you, sign in and reopen it.",
        ),
        de=Said(
            "Dein Konto wird geschlossen",
            "Dein Konto wurde geschlossen. Bis zu der unten genannten Zeit bekommst du es ganz "
            "zurück; danach wird alles darin gelöscht.",
            "Wenn du das nicht warst, melde dich an und öffne es wieder.",
        ),
    ),
    wording(
        "security.operator-acted",
        en=Said(
            "The operator did something with your account",
            "Whoever runs this server acted on your account. It is in your journal, too.",
            "If you do not know why, ask the officer named in the policy.",
        ),
        de=Said(
            "Der Betreiber hat etwas an deinem Konto getan",
            "Wer diesen Server betreibt, hat an deinem Konto gehandelt. Es steht auch in deinem "
            "Journal.",
            "Wenn du nicht weißt, warum, frag die Stelle, die die Erklärung nennt.",
        ),
        door="/me",
    ),
    wording(
        "security.staff-looked",
        en=Said(
            "A member of staff looked at your data",
            "An officer let a member of staff look at some of your data, for one case and for some "
            "days. Each look stands in your ledger, with its reason.",
            "If you know of no such case, ask the officer named in the policy.",
        ),
        de=Said(
            "Jemand von den Mitarbeitenden hat deine Daten angesehen",
            "Die Datenschutzstelle hat jemandem von den Mitarbeitenden erlaubt, einige deiner "
            "Daten anzusehen, für einen Fall und für einige Tage. Jeder Blick steht in deinem "
            "Journal, mit seinem Grund.",
            "Wenn du von keinem solchen Fall weißt, frage die Stelle, die die Erklärung nennt.",
        ),
        door="/me",
    ),
    wording(
        "security.staff-misuse",
        en=Said(
            "An officer questions a look at your data",
            "An officer found that a member of staff may have looked at your data without need. "
            "The grant has ended, and it is looked into.",
            "What was looked at stands in your ledger.",
        ),
        de=Said(
            "Ein Blick auf deine Daten wird geprüft",
            "Die Datenschutzstelle hält es für möglich, dass jemand von den Mitarbeitenden deine "
            "Daten ohne Not angesehen hat. Die Freigabe ist beendet, und es wird geprüft.",
            "Was angesehen wurde, steht in deinem Journal.",
        ),
        door="/me",
    ),
)
