"""Who lives under a policy is told that there is a new version, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bailee.rights.notices.changes import Changes
from bailee.terms import BAILEE, StorageError, SubjectId
from tests.cast import ADA, BEN, CEM, Clock
from tests.homes import Place
from tests.policy.files import HOME
from tests.rights.notices.telling import Telling

NEWER = HOME.replace("version = 1", "version = 2")
Opens = Callable[..., Telling]


@pytest.fixture
def opens(place: Place) -> Opens:
    """Open the house's notices under some versions of the policy; the one before is closed."""

    def open_under(*texts: str) -> Telling:
        place.leave()
        return Telling(place.open(*texts))

    return open_under


async def admit(place: Place, *texts: str) -> None:
    """Take Ada and Ben in, under the first version."""
    vault = place.open(*texts)
    await vault.admit(ADA)
    await vault.admit(BEN)


@pytest.mark.keeps("use.notices")
async def test_everybody_is_told_of_a_new_version_once(place: Place, opens: Opens) -> None:
    await admit(place, HOME)
    assert await opens(HOME).notices.changes.announce() == 0
    notices = opens(HOME, NEWER).notices
    assert await notices.changes.announce() == 2
    assert (notices.unread(ADA), notices.unread(BEN)) == (1, 1)
    assert await notices.changes.announce() == 0
    assert await opens(HOME, NEWER).notices.changes.announce() == 0


async def test_telling_many_goes_on_where_a_restart_cut_it_short(
    place: Place, opens: Opens
) -> None:
    await admit(place, HOME)
    await opens(HOME).notices.changes.announce()
    assert await opens(HOME, NEWER).notices.changes.announce(at_most=1) == 1
    notices = opens(HOME, NEWER).notices
    assert await notices.changes.announce() == 1
    assert (notices.unread(ADA), notices.unread(BEN)) == (1, 1)


async def test_whoever_joins_later_knows_it_already(
    place: Place, opens: Opens, clock: Clock
) -> None:
    await admit(place, HOME)
    await opens(HOME).notices.changes.announce()
    telling = opens(HOME, NEWER)
    await telling.notices.changes.announce(at_most=1)
    clock.pass_days(1)
    await telling.vault.admit(CEM)
    await telling.notices.changes.announce()
    assert telling.notices.unread(CEM) == 0


async def test_a_disk_that_was_full_skips_nobody(place: Place, opens: Opens) -> None:
    await admit(place, HOME)
    await opens(HOME).notices.changes.announce()
    told = list[SubjectId]()

    async def tell(subject: SubjectId, _: int) -> None:
        told.append(subject)
        if len(told) == 2:
            raise StorageError("the disk is full")

    changes = Changes(opens(HOME, NEWER).vault, tell)
    with pytest.raises(StorageError):
        await changes.announce()
    assert await changes.announce() == 1
    assert told == [ADA, BEN, BEN]


async def test_whoever_is_gone_meanwhile_holds_up_nobody(place: Place, opens: Opens) -> None:
    await admit(place, HOME)
    await opens(HOME).notices.changes.announce()
    telling = opens(HOME, NEWER)
    await telling.notices.changes.announce(at_most=0)
    await telling.vault.forget(ADA, actor=BAILEE)
    await telling.notices.changes.announce()
    assert telling.notices.unread(BEN) == 1
