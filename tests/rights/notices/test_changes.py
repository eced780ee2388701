"""Who lives under a policy is told of a new version when it is published, once, in plain words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bailee.policy.decide import Policy
from bailee.rights.notices.changes import Changes
from bailee.rights.notices.inbox import Value
from bailee.rights.notices.words import Key
from bailee.terms import BAILEE, Actor, State, StorageError, SubjectId
from bailee.vault import Vault
from tests.addresses import MAIL
from tests.cast import ADA, BEN, CEM, Clock
from tests.homes import Place, policy
from tests.policy.files import HOME
from tests.rights.notices.telling import Telling

pytestmark = pytest.mark.keeps("use.notices", "change.notice")
NEWER = HOME.replace("version = 1", "version = 2").replace("keep_days = 30", "keep_days = 60", 1)
LATER = NEWER.replace("since = 2026-01-01", "since = 2026-02-01")
Opens = Callable[..., Telling]


@pytest.fixture
async def opens(place: Place) -> Opens:
    """Ada and Ben live under the first version; the house can be opened again and again."""
    vault = place.open(HOME)
    await vault.admit(ADA)
    await vault.admit(BEN)

    def open_again(*texts: str, announced: str | None = None) -> Telling:
        place.leave()
        vault = place.open(*(texts or (HOME,)))
        if announced is not None:
            known = {2: policy(announced)}
            vault = Vault(
                place.database,
                place.ring,
                policies={1: policy(HOME)},
                clock=place.clock,
                announced=known,
            )
        return Telling(vault)

    return open_again


async def announce(telling: Telling, text: str = LATER) -> Policy:
    """Publish a version for later."""
    await telling.vault.versions.publish(policy(text), over=None)
    return policy(text)


async def test_everybody_is_told_once_however_often_the_house_starts(opens: Opens) -> None:
    telling = opens()
    await announce(telling)
    assert await telling.notices.changes.announce() == 2
    assert (telling.notices.unread(ADA), telling.notices.unread(BEN)) == (1, 1)
    assert await telling.notices.changes.announce() == 0
    assert await opens(announced=LATER).notices.changes.announce() == 0


@pytest.mark.parametrize("lang", ["en", "de"])
async def test_the_letter_says_what_changes_and_from_when(opens: Opens, lang: str) -> None:
    telling = opens()
    telling.move(mail=MAIL, lang=lang)
    await announce(telling)
    await telling.notices.changes.announce()
    await telling.notices.deliver()
    (letter,) = telling.outbox.to(MAIL)
    takes, day = {
        "en": ("Takes something from you: Contacts is now kept until 60 days", "1 February 2026"),
        "de": ("Nimmt dir etwas: Contacts wird jetzt aufbewahrt: bis 60 Tage", "1. Februar 2026"),
    }[lang]
    assert takes.casefold() in letter.text.casefold()
    assert day in letter.text.replace("February 1, 2026", "1 February 2026")
    assert letter.subject in {
        "A new privacy policy is coming",
        "Eine neue Datenschutzerklärung kommt",
    }


async def test_telling_many_goes_on_where_a_restart_cut_it_short(opens: Opens) -> None:
    telling = opens()
    await announce(telling)
    assert await telling.notices.changes.announce(at_most=1) == 1
    notices = opens(announced=LATER).notices
    assert await notices.changes.announce() == 1
    assert (notices.unread(ADA), notices.unread(BEN)) == (1, 1)


async def test_whoever_joins_while_it_is_announced_is_told_as_well(
    opens: Opens, clock: Clock
) -> None:
    telling = opens()
    await announce(telling)
    await telling.notices.changes.announce()
    clock.pass_days(3)
    await telling.vault.admit(CEM)
    assert await telling.notices.changes.announce() == 1
    assert telling.notices.unread(CEM) == 1


async def test_whom_it_binds_from_the_start_knows_it_already(opens: Opens) -> None:
    telling = opens()
    await telling.vault.versions.publish(policy(NEWER), over=[])
    await telling.vault.admit(CEM)
    assert await telling.notices.changes.announce() == 2
    assert telling.notices.unread(CEM) == 0


async def test_whose_account_rests_is_told_when_it_is_open_again(opens: Opens) -> None:
    telling, ada = opens(), Actor(f"member:{ADA}")
    await telling.vault.set_state(ADA, State.RESTRICTED, actor=ada)
    await announce(telling)
    assert await telling.notices.changes.announce() == 1
    await telling.vault.set_state(ADA, State.ACTIVE, actor=ada)
    assert await telling.notices.changes.announce() == 1
    assert telling.notices.unread(ADA) == 1


async def test_who_heard_of_a_version_hears_that_it_was_withdrawn(opens: Opens) -> None:
    telling = opens()
    await announce(telling)
    await telling.notices.changes.announce(at_most=1)
    await telling.vault.versions.withdraw(2)
    assert await telling.notices.changes.announce() == 1
    assert await telling.notices.changes.announce() == 0
    assert (telling.notices.unread(ADA), telling.notices.unread(BEN)) == (2, 0)


async def test_a_disk_that_was_full_skips_nobody_and_tells_nobody_twice(opens: Opens) -> None:
    telling, told = opens(), list[tuple[SubjectId, str]]()
    await announce(telling)

    async def tell(subject: SubjectId, _: Key, __: dict[str, Value], *, name: str) -> None:
        told.append((subject, name))
        if len(told) == 2:
            raise StorageError("the disk is full")

    changes = Changes(telling.vault, tell)
    with pytest.raises(StorageError):
        await changes.announce()
    assert await changes.announce() == 1
    assert [subject for subject, _ in told] == [ADA, BEN, BEN]
    assert told[1] == told[2]


async def test_a_notice_that_was_kept_before_the_power_went_is_not_kept_twice(
    opens: Opens, place: Place
) -> None:
    telling = opens()
    await announce(telling)
    await telling.notices.changes.announce()
    await place.database.submit(lambda tx: tx.run("UPDATE subject SET told_of = 1"))
    telling = opens(announced=LATER)
    assert await telling.notices.changes.announce() == 2
    assert telling.notices.unread(ADA) == 1


async def test_whoever_is_gone_meanwhile_holds_up_nobody(opens: Opens) -> None:
    telling = opens()
    await announce(telling)
    await telling.vault.forget(ADA, actor=BAILEE)
    assert await telling.notices.changes.announce() == 1
    assert telling.notices.unread(BEN) == 1
