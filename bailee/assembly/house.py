"""An open house: vault, services and rights over one data folder.

May be imported by: assembly, commands.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bailee.assembly.clock import WallClock
from bailee.assembly.folder import Folder, write_whole
from bailee.assembly.post.console import Console
from bailee.assembly.post.whereabouts import Whereabouts
from bailee.assembly.versions import announced, archived, first, take_up
from bailee.keys import FileRoot, Ring, TokenKeys
from bailee.rights import cases, guardians, notices
from bailee.rights.bringing import Bringing
from bailee.rights.changes import Changes, Publishing
from bailee.rights.consent import Consents
from bailee.rights.desk import Desk
from bailee.rights.erasure import Erasure
from bailee.rights.evidence import Evidence
from bailee.rights.export import Export
from bailee.rights.ledger import Ledger
from bailee.rights.notices import Notices, Post, Ways
from bailee.rights.requests import Strangers, Wish
from bailee.rights.states import States
from bailee.services import account, apps, cloud, devices
from bailee.services.account import Addresses, Codes, Joining, Recoveries, Sendings
from bailee.services.apps import Apps
from bailee.storage import Database, SqliteKeys, house_of
from bailee.terms import Category, Clock, Custody, Purpose, Service, StorageError
from bailee.vault import STAFF_GRANT, Vault, check_keys

__all__ = ["DEFAULT_POLICY", "SERVICES", "House"]

JOURNAL = Service(
    name="journal",
    collects={Category("journal"): "application/json"},
    purposes=frozenset({Purpose("safety")}),
    custodies=frozenset({Custody.KEPT}),
)
SERVICES = (
    account.SERVICE,
    devices.SERVICE,
    cloud.SERVICE,
    apps.SERVICE,
    guardians.SERVICE,
    cases.SERVICE,
    *notices.SERVICES,
    JOURNAL,
)
"""Everything that is collected here; held against the policy before a server starts."""
DEFAULT_POLICY = Path(__file__).parent.parent.parent / "policies" / "home.toml"


@dataclass(frozen=True, slots=True)
class House:
    """The parts of a running Bailee."""

    folder: Folder
    clock: Clock
    database: Database
    store: SqliteKeys
    root: FileRoot
    ring: Ring
    policy_file: Path
    publishing: Publishing
    vault: Vault
    post: Post
    origin: str
    notices: Notices
    account: account.Account
    addresses: Addresses
    recoveries: Recoveries
    approvals: guardians.Approvals
    family: guardians.Family
    desk: Desk
    strangers: Strangers
    joining: Joining
    devices: devices.Devices
    consents: Consents
    ledger: Ledger
    export: Export
    erasure: Erasure
    states: States
    changes: Changes
    evidence: Evidence
    apps: Apps

    @classmethod
    async def open(
        cls,
        folder: Folder,
        *,
        policy: Path | None = None,
        clock: Clock | None = None,
        post: Post | None = None,
        origin: str = "",
        as_it_was: bool = False,
    ) -> Self:
        """Open a claimed data folder; the first time, make what is missing.

        `post`: who carries letters (default: the terminal shows them). `origin`: where members
        find these pages, for the links in letters.
        `as_it_was`: under the versions that were in force, whatever a policy file says now.
        Raises `StorageError`, `KeyUnavailableError`, `PolicyError` and tells what to do.
        """
        folder.check(has_keys=False)
        clock = clock or WallClock()
        if policy is None and not folder.policy.exists():
            _copy(DEFAULT_POLICY, folder.policy)
        store = SqliteKeys(folder.keys)
        folder.check(has_keys=bool(store.count()))
        root = _root_of(folder, store)
        ring = Ring(store, root)
        database = Database(folder.vault, kind="vault")
        _check(database)
        check_keys(database, folder.keys, losses=store.losses(), count=store.count())
        file = policy or folder.policy
        vault = await _vault_of(database, ring, file, clock=clock)
        publishing = Publishing(vault, services=SERVICES)
        if not as_it_was:
            await take_up(publishing, file)
        keeping = (database, store, root, ring, file, publishing)
        house = cls._furnish(folder, keeping, vault, post=post or Console(), origin=origin)
        await house.account.drop_half_made()
        return house

    @classmethod
    def _furnish(
        cls,
        folder: Folder,
        keeping: tuple[Database, SqliteKeys, FileRoot, Ring, Path, Publishing],
        vault: Vault,
        *,
        post: Post,
        origin: str,
    ) -> Self:
        told = Notices(vault, ways=Ways(post, Whereabouts(vault), origin))
        addresses, members = Addresses(vault, post, told), account.Account(vault, told)
        states = States(vault, told)
        way_out = guardians.Desk(post, told.tell, origin)
        approvals, desk = guardians.Approvals(vault, way_out), Desk.of(vault, way_out, states)
        return cls(
            folder,
            vault.clock,
            *keeping,
            vault=vault,
            post=post,
            origin=origin,
            notices=told,
            account=members,
            addresses=addresses,
            recoveries=Recoveries(vault, members, addresses=addresses, post=post, telling=told),
            approvals=approvals,
            family=guardians.Family(vault, way_out),
            desk=desk,
            strangers=_strangers(vault, desk, post),
            joining=Joining(vault, post, members=members, addresses=addresses, approvals=approvals),
            devices=devices.Devices(vault, told),
            consents=Consents(vault, services=SERVICES),
            ledger=Ledger(vault),
            export=Export(vault, media=media(), secret=secret()),
            erasure=Erasure(vault),
            states=states,
            changes=Changes(vault),
            evidence=Evidence(vault),
            apps=Apps.of(vault, TokenKeys(keeping[3]), told),
        )

    @property
    def bringing(self) -> Bringing:
        """What members bring along, and who takes it."""
        return Bringing([cloud.CardTaker(self.vault)])

    async def close(self) -> None:
        """Write everything down and close."""
        try:
            await self.vault.settle()
            await self.vault.agree_with_keys()
        finally:
            self.database.close()
            self.store.close()
            self.folder.release()


def _strangers(vault: Vault, desk: Desk, post: Post) -> Strangers:
    """The way in for requests of people without an account, with its codes and bounds."""
    return Strangers(
        vault,
        desk.requests,
        post,
        codes=Codes[Wish](vault.clock),
        to=Sendings(vault.clock),
        by=Sendings(vault.clock, at_most=20, apart_s=0),
    )


def _root_of(folder: Folder, store: SqliteKeys) -> FileRoot:
    """The root key; made when the house has no keys yet. Raises `KeyUnavailableError`."""
    root = FileRoot(folder.root_key, create=not store.count(), house=store.house)
    mine = folder.path.absolute()
    root.claim(mine, is_twin=lambda other: house_of(other / folder.keys.name) == store.house)
    return root


async def _vault_of(database: Database, ring: Ring, file: Path, *, clock: Clock) -> Vault:
    """The vault under every version that was in force; under the file's when there is none yet."""
    known = archived(database)
    if not known:
        known = await first(database, file, services=SERVICES, clock=clock)
    coming = announced(database)
    return await _mended(Vault(database, ring, policies=known, clock=clock, announced=coming))


async def _mended(vault: Vault) -> Vault:
    """Finish what a crash cut short, and drop what a restored copy brought back."""
    await vault.mend()
    # No key goes with what an app holds, so all of it goes: whether it was taken back since the
    # copy was made, nobody can tell, and its member only has to sign in there again.
    apps_hold: dict[str, str] = dict.fromkeys(apps.KINDS, "app:")
    # Nor with what staff were let see: an officer can let them again.
    apps_hold[STAFF_GRANT] = "grant:"
    await vault.drop_what_has_no_key(holders={devices.SECRET: devices.HOLDER, **apps_hold})
    return vault


def _check(database: Database) -> None:
    """After a crash, look whether the file is whole before anything is written to it."""
    if database.is_clean():
        return
    faults = database.check()
    if faults:
        raise StorageError(
            f"{database.path} is damaged", hint="restore a backup of it; the file was left as it is"
        )


def media() -> dict[Category, str]:
    """The media type of each category, as the services declare it."""
    return {name: kind for service in SERVICES for name, kind in service.collects.items()}


def secret() -> frozenset[Category]:
    """The categories that prove who somebody is."""
    return frozenset(name for service in SERVICES for name in service.secret)


def _copy(source: Path, target: Path) -> None:
    try:
        write_whole(target, source.read_bytes())
    except OSError as error:
        raise StorageError(
            f"{target} cannot be written: {error.strerror}", hint="check the data folder"
        ) from error
