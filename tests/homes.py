"""Data folders to tell stories in: a vault alone or a whole house, over real files and keys."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from bailee.assembly import Folder, House
from bailee.keys import FileRoot, Ring
from bailee.policy.decide import Policy
from bailee.policy.load import load
from bailee.services.account import NewMember
from bailee.services.cloud import Cloud
from bailee.services.devices import NewDevice
from bailee.storage import Database, SqliteKeys
from bailee.terms import (
    BAILEE,
    Actor,
    Agreement,
    Category,
    FolderId,
    ItemId,
    NotFoundError,
    Purpose,
    Session,
    SubjectId,
)
from bailee.vault import Body, Holding, Item, Shelf, Vault
from tests.cast import ADA, PHONE, Clock
from tests.letters import ORIGIN
from tests.outbox import Outbox
from tests.policy.files import CONTACTS, HOME, SYNC, USAGE_CLAUSES

PLACES, NOTES = Category("places"), Category("notes")
DIARY, LETTERS = Category("diary"), Category("letters")
MAIN = FolderId("main")
PASSWORD = "correct horse battery"
_CLAUSE = """
[category.{name}]
under = "cloud.import"
says = {{ en = "We keep {name}.", de = "Wir behalten {name}." }}
class = "personal"
purposes = ["sync"]
basis = "consent"
keep_days = {days}
keep_from = "{event}"
custody = "{custody}"
seen_by = ["member", "device"]
"""
MANY = (
    HOME
    + USAGE_CLAUSES
    + _CLAUSE.format(name=PLACES, days=2, event="collected", custody="kept")
    + _CLAUSE.format(name=NOTES, days=10, event="changed", custody="kept")
    + _CLAUSE.format(name=DIARY, days=0, event="withdrawn", custody="unlocked")
    + _CLAUSE.format(name=LETTERS, days=0, event="withdrawn", custody="sealed")
)
"""The home policy and a category for each thing that a category can be."""
UNLOCKED = HOME.replace('custody = "kept"', 'custody = "unlocked"', 1)
"""The home policy, with the key of contacts left to the devices."""


def policy(text: str = MANY) -> Policy:
    """Read a policy, whatever services there are."""
    return load(text, origin="story.toml", services=None)


def after_notice(text: str) -> str:
    """The same policy, in force thirty days after every story begins."""
    return text.replace("since = 2026-01-01", "since = 2026-01-31", 1)


class Place:
    """One data folder and its root key; opened, left in order, or by a power cut."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.data, self.root_key = path / "data", path / "elsewhere" / "root.key"
        self.clock = clock
        self._open: list[tuple[Database, SqliteKeys]] = []

    def open(self, *texts: str) -> Vault:
        """Open the vault, under these versions of the policy."""
        self.data.mkdir(exist_ok=True)
        self.root = FileRoot(self.root_key, create=True)
        self.store = SqliteKeys(self.data / "keys.db")
        self.ring = Ring(self.store, self.root)
        self.database = Database(self.data / "vault.db", kind="vault")
        self._open.append((self.database, self.store))
        known = {one.version: one for one in map(policy, texts or (MANY,))}
        return Vault(self.database, self.ring, policies=known, clock=self.clock)

    def leave(self) -> None:
        """Close what is open; after a power cut, that is more than one."""
        while self._open:
            database, store = self._open.pop()
            database.close()
            store.close()


class Home:
    """One data folder for a whole house; opened, left in order, or by a power cut."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.data, self.root_key = path / "data", path / "elsewhere" / "root.key"
        self.clock = clock
        self.post = Outbox()
        self._open: list[House] = []
        self._dark: list[House] = []

    @property
    def folder(self) -> Folder:
        """Its paths, not yet claimed."""
        return Folder(self.data, root_key=self.root_key)

    async def open(self, *, policy: str | None = None) -> House:
        """Open it; `policy` is written down first."""
        folder = self.folder.claim()
        if policy is not None:
            folder.policy.write_text(policy)
        try:
            house = await House.open(folder, clock=self.clock, post=self.post, origin=ORIGIN)
        except BaseException:
            folder.release()
            raise
        self._open.append(house)
        return house

    async def wait_for_force(self, house: House) -> House:
        """Let days pass until what is announced is in force, if anything is."""
        if house.vault.versions.pending is not None:
            await house.notices.changes.announce()
            while not await house.publishing.bring_into_force():
                self.clock.pass_days(1)
        return house

    def cut_power(self) -> None:
        """Stop without a word: nothing more is written down."""
        for house in self._open:
            house.folder.release()
        self._dark += self._open
        self._open = []

    async def leave(self) -> None:
        """Close what is open, in order."""
        while self._open:
            await self._open.pop().close()
        while self._dark:
            house = self._dark.pop()
            house.database.close()
            house.store.close()


class Resident(Struct, frozen=True):
    """A member who lives in a house, signed in, with a phone that syncs."""

    house: House
    member: NewMember
    token: str
    session: Session
    phone: NewDevice

    @property
    def subject(self) -> SubjectId:
        """Who they are."""
        return self.member.subject

    @property
    def actor(self) -> Actor:
        """Their phone."""
        return Actor(f"device:{self.phone.id}")

    @property
    def cloud(self) -> Cloud:
        """Their contacts, as their phone sees them."""
        return Cloud(self.house.vault, of=self.subject, actor=self.actor)


async def move_in(house: House, handle: str) -> Resident:
    """Make a member, sign in, agree to sync and connect a phone."""
    member = await house.account.add(handle, password=PASSWORD)
    token = await house.account.sign_in(handle, PASSWORD, network="::1")
    session = await house.account.session(token)
    assert session is not None
    sync = Agreement(SYNC, CONTACTS)
    await house.consents.give(session.subject, sync, actor=session.actor)
    phone = await house.devices.add(session, "phone", username=handle)
    return Resident(house, member, token, session, phone)


def damage(data: Path, subject: SubjectId) -> None:
    """Let a disk lose what is kept of one subject."""
    with closing(sqlite3.connect(data / "vault.db")) as connection, connection:
        connection.execute(
            "UPDATE item SET body = zeroblob(length(body))"
            " WHERE folder IN (SELECT id FROM folder WHERE subject = ?)",
            (subject,),
        )


async def agree(vault: Vault, *categories: Category, of: SubjectId = ADA) -> None:
    """Agree to sync of these."""
    for category in categories:
        await vault.consent(of, Agreement(SYNC, category), given=True, actor=BAILEE)


async def withdraw(vault: Vault, category: Category = CONTACTS, *, of: SubjectId = ADA) -> None:
    """Take the consent back."""
    await vault.consent(of, Agreement(SYNC, category), given=False, actor=BAILEE)


def held(
    vault: Vault,
    category: Category = CONTACTS,
    *,
    of: SubjectId = ADA,
    actor: Actor = PHONE,
    purpose: Purpose = SYNC,
) -> Holding:
    """What is held of Ada, as her phone sees it, unless said otherwise."""
    return vault.holding(category, of=of, purpose=purpose, actor=actor)


async def shelf(holding: Holding, folder: FolderId = MAIN) -> Shelf:
    """Open a folder, made when there is none."""
    try:
        return holding.shelf(folder)
    except NotFoundError:
        await holding.add_folder(folder, props={})
        return holding.shelf(folder)


async def put(
    vault: Vault, name: str, text: str, *, category: Category = CONTACTS, of: SubjectId = ADA
) -> str:
    """Keep one item by its text; gives its ETag."""
    book = await shelf(held(vault, category, of=of))
    return (await book.put(ItemId(name), Body(text.encode(), text=text))).etag


async def read(book: Shelf, *names: str) -> list[Item]:
    """These items of a folder, in the order asked."""
    return [item async for run in book.read(map(ItemId, names)) for item in run]


async def texts(
    vault: Vault, category: Category = CONTACTS, *, of: SubjectId = ADA
) -> dict[str, str]:
    """Everything that is held, by name."""
    found = held(vault, category, of=of, actor=Actor(f"member:{of}"), purpose=Purpose("access"))
    return {item.name: item.body.decode() async for _, item in found.everything()}
