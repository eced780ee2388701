"""All keys of a data folder: opened on demand, wrapped at rest, shredded for good.

A row of the key store is one wrapped key. Its holder says what opens it: `bailee` (the
key-encryption key of its epoch alone) or `unlock` (that, and the member's unlock key). A member's
unlock key is itself kept once per device, password and recovery key, wrapped by each of them, and
is in memory only while one of their sessions lives.

Keeps: security.rest, security.own_eyes, access.residual.
May be imported by: keys.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Protocol

from bailee.keys.holding import Key
from bailee.keys.primitives import InvalidUnwrap, derive, draw, unwrap, wrap
from bailee.keys.root import Root
from bailee.keys.signing import Signer
from bailee.terms import Custody, KeyRow, KeyUnavailableError, LockedError, NotFoundError

__all__ = ["KeyStore", "Ring"]

_OPEN_KEYS = 4096
_HOUSE = ""
_UNLOCK = "unlock"
_BY_BAILEE = "bailee"


class KeyStore(Protocol):
    """Where wrapped keys are kept. Each call is durable when it returns."""

    def rows(self, subject: str, name: str) -> list[KeyRow]:
        """The wrapped copies of one key."""
        ...

    def keep(self, rows: list[KeyRow]) -> None:
        """Add or replace rows, all or none."""
        ...

    def forget(self, subject: str, *, name: str | None, holder: str | None) -> int:
        """Remove rows so that no file has them any more; answers how many."""
        ...

    def outside(self, epoch: int, *, limit: int) -> list[KeyRow]:
        """Some rows that are not of this epoch."""
        ...

    def count(self) -> int:
        """How many rows there are."""
        ...

    def names(self) -> set[tuple[str, str, str]]:
        """Subject, name and holder of every row."""
        ...

    def losses(self) -> int:
        """A number that changes whenever a row is forgotten."""
        ...


class Ring:
    """Opens and makes keys; the only place that holds them."""

    def __init__(self, store: KeyStore, root: Root) -> None:
        """Open the newest epoch. Raises `KeyUnavailableError`."""
        self._store, self._root = store, root
        self._keys: OrderedDict[tuple[str, str], Key] = OrderedDict()
        self._unlocked: dict[str, tuple[bytes, int]] = {}
        self._gone: set[str] = set()
        epochs = root.epochs()
        if not epochs and store.count():
            raise KeyUnavailableError(
                f"the keys of this data folder's epochs are not beside {root.describe()}",
                hint="name the root key that it was started with: --root-key FILE",
            )
        self._epochs = {epoch: root.open(epoch) for epoch in epochs} or {1: root.begin(1)}
        self._epoch = max(self._epochs)
        for row in store.outside(self._epoch, limit=1):
            self._opened(row)

    @property
    def epoch(self) -> int:
        """The epoch that new keys are wrapped in."""
        return self._epoch

    @property
    def is_rotating(self) -> bool:
        """Whether an epoch was begun and the one before has not ended."""
        return len(self._epochs) > 1

    def find(self, subject: str, name: str) -> Key | None:
        """The key, or None when there is none. Raises `LockedError`."""
        cached = self._keys.get((subject, name))
        if cached is not None:
            return cached
        rows = self._store.rows(subject, name)
        return self._remember(subject, name, self._secret_of(rows[0])) if rows else None

    def ensure(self, subject: str, name: str, custody: Custody = Custody.KEPT) -> Key:
        """The key, made when there is none. Raises `LockedError`, `NotFoundError`.

        An existing key keeps its custody; `settle` moves it.
        """
        found = self.find(subject, name)
        return found if found is not None else self._make(subject, name, custody)

    def _make(self, subject: str, name: str, custody: Custody) -> Key:
        self._need(subject)
        secret = draw()
        self._store.keep([self._row(subject, name, secret, custody)])
        return self._remember(subject, name, secret)

    def settle(self, subject: str, name: str, custody: Custody) -> bool:
        """Move an existing key to another custody; True when it was moved. Raises `LockedError`."""
        rows = self._store.rows(subject, name)
        wanted = _UNLOCK if custody is Custody.UNLOCKED else _BY_BAILEE
        stale = [row.holder for row in rows if row.holder != wanted]
        if stale:
            self._store.keep([self._row(subject, name, self._secret_of(rows[0]), custody)])
        for holder in stale:
            self._store.forget(subject, name=name, holder=holder)
        return bool(stale)

    def shred(self, subject: str, name: str | None = None) -> int:
        """Delete a key, or all keys of a subject; answers how many. What they sealed is noise.

        A subject whose keys are all gone gets no new one: whoever still writes for them is told.
        """
        for known in [k for k in self._keys if k[0] == subject and name in (None, k[1])]:
            del self._keys[known]
        if name is None:
            self._gone.add(subject)
            self._unlocked.pop(subject, None)
        return self._store.forget(subject, name=name, holder=None)

    def house_key(self, name: str) -> Key:
        """A key of the house itself, of nobody's data: blind names, say."""
        return self.ensure(_HOUSE, name)

    def signer(self, name: str) -> Signer:
        """A signing key of the house."""
        rows = self._store.rows(_HOUSE, name)
        secret = self._secret_of(rows[0]) if rows else draw()
        if not rows:
            self._store.keep([self._row(_HOUSE, name, secret, Custody.KEPT)])
        return Signer(secret)

    def house_secrets(self, name: str) -> list[bytes]:
        """What the house keeps of its own under a name, oldest first: private keys, say."""
        return [
            self._secret_of(self._store.rows(_HOUSE, key)[0]) for key in self._house_names(name)
        ]

    def add_house_secret(self, name: str, secret: bytes, *, most: int) -> None:
        """Keep another, of whole 8 bytes; of those before, so many that `most` are left."""
        names = self._house_names(name)
        serial = int(names[-1].rpartition("/")[2]) + 1 if names else 1
        self._store.keep([self._row(_HOUSE, f"{name}/{serial}", secret, Custody.KEPT)])
        for old in names[: len(names) + 1 - most]:
            self._store.forget(_HOUSE, name=old, holder=None)

    def _house_names(self, name: str) -> list[str]:
        found = [
            key
            for subject, key, _ in self._store.names()
            if subject == _HOUSE and key.startswith(f"{name}/")
        ]
        return sorted(found, key=lambda key: int(key.rpartition("/")[2]))

    def admit(self, subject: str, holder: str, secret: bytes, *, now: int) -> None:
        """Let a device, password or recovery key unlock the member's keys from now on.

        The first makes the unlock key; any further one needs a session that holds it. Raises
        `LockedError`.
        """
        self._need(subject)
        key = self._unlock_key(subject)
        if key is None and self._store.rows(subject, _UNLOCK):
            raise LockedError("no device or sign-in of yours holds your key now", hint="sign in")
        key = key or draw()
        inner = wrap(key, under=_holder_key(secret))
        self._store.keep([self._wrapped(subject, _UNLOCK, holder, inner)])
        self._unlocked[subject] = (key, now)

    def expel(self, subject: str, holder: str) -> None:
        """Take a device's, password's or recovery key's copy of the unlock key away."""
        self._store.forget(subject, name=_UNLOCK, holder=holder)

    def unlock(self, subject: str, holder: str, secret: bytes, *, now: int) -> bool:
        """Hold the member's unlock key in memory, for as long as sessions come back."""
        for row in self._store.rows(subject, _UNLOCK):
            if row.holder == holder:
                try:
                    key = unwrap(self._opened(row), under=_holder_key(secret))
                except InvalidUnwrap:
                    return False
                self._unlocked[subject] = (key, now)
                return True
        return False

    def touch(self, subject: str, *, now: int) -> bool:
        """Prolong the session that holds a member's unlock key; False when none does."""
        held = self._unlocked.get(subject)
        if held is None:
            return False
        self._unlocked[subject] = (held[0], now)
        return True

    def is_unlocked(self, subject: str) -> bool:
        """Whether a session of the member's holds their unlock key now."""
        return subject in self._unlocked

    def lock_idle(self, *, before: int) -> list[str]:
        """Forget unlock keys whose last session was before a time; answers whose."""
        idle = [subject for subject, (_, at) in self._unlocked.items() if at < before]
        for subject in idle:
            self.lock(subject)
        return idle

    def lock(self, subject: str) -> None:
        """Forget a member's unlock key and every key of theirs that is open."""
        self._unlocked.pop(subject, None)
        for known in [k for k in self._keys if k[0] == subject]:
            del self._keys[known]

    def names(self) -> set[tuple[str, str, str]]:
        """Subject, name and holder of every key that there is."""
        return self._store.names()

    def losses(self) -> int:
        """A number that changes whenever a key is lost, by erasure or by a device's removal."""
        return self._store.losses()

    def begin_epoch(self) -> int:
        """Start an epoch; `rewrap` moves the keys to it, `end_epochs` destroys the old ones."""
        self._epochs[self._epoch + 1] = self._root.begin(self._epoch + 1)
        self._epoch += 1
        return self._epoch

    def rewrap(self, *, limit: int = 1000) -> int:
        """Move some keys to the newest epoch; answers how many (0: all are there)."""
        rows = self._store.outside(self._epoch, limit=limit)
        self._store.keep(
            [self._wrapped(row.subject, row.name, row.holder, self._opened(row)) for row in rows]
        )
        return len(rows)

    def end_epochs(self) -> list[int]:
        """Destroy every epoch but the newest: older copies of the key store are noise now."""
        if self._store.outside(self._epoch, limit=1):
            message = "keys are left in an older epoch"
            raise RuntimeError(message)
        ended = [epoch for epoch in self._epochs if epoch != self._epoch]
        for epoch in ended:
            self._root.destroy(epoch)
            del self._epochs[epoch]
        return ended

    def _row(self, subject: str, name: str, secret: bytes, custody: Custody) -> KeyRow:
        if custody is not Custody.UNLOCKED:
            return self._wrapped(subject, name, _BY_BAILEE, secret)
        inner = wrap(secret, under=self._need_unlock_key(subject))
        return self._wrapped(subject, name, _UNLOCK, inner)

    def _wrapped(self, subject: str, name: str, holder: str, inner: bytes) -> KeyRow:
        wrapped = wrap(inner, under=self._epochs[self._epoch])
        return KeyRow(subject, name, holder, self._epoch, wrapped)

    def _opened(self, row: KeyRow) -> bytes:
        kek = self._epochs.get(row.epoch)
        if kek is None:
            kek = self._root.open(row.epoch)
        try:
            return unwrap(row.wrapped, under=kek)
        except InvalidUnwrap as error:
            raise KeyUnavailableError(
                f"{self._root.describe()} does not open the keys of this data folder",
                hint="name the root key that it was started with: --root-key FILE",
            ) from error

    def _secret_of(self, row: KeyRow) -> bytes:
        inner = self._opened(row)
        if row.holder == _UNLOCK:
            return unwrap(inner, under=self._need_unlock_key(row.subject))
        return inner

    def _need(self, subject: str) -> None:
        if subject in self._gone:
            raise NotFoundError("there is no such subject")

    def _unlock_key(self, subject: str) -> bytes | None:
        held = self._unlocked.get(subject)
        return held[0] if held else None

    def _need_unlock_key(self, subject: str) -> bytes:
        key = self._unlock_key(subject)
        if key is None:
            raise LockedError(
                "this is locked: its key is held by your devices alone",
                hint="connect with an app password or sign in",
            )
        return key

    def _remember(self, subject: str, name: str, secret: bytes) -> Key:
        key = self._keys[subject, name] = Key(secret)
        if len(self._keys) > _OPEN_KEYS:
            self._keys.popitem(last=False)
        return key


def _holder_key(secret: bytes) -> bytes:
    """The key that a holder's secret gives; at least 128 random bits, or already stretched."""
    return derive(secret, label=b"bailee unlock 1")
