"""Statements about folders and the items in them.

One change log per folder: a rising integer, given to each change. It is the sync token, the ctag
and the cursor of whoever listens.

May be imported by: vault.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import closing
from typing import NamedTuple

from bailee.storage.engine import Tx

_TOKEN_BITS = 32
_FOLDER = "id, subject, category, name, token, floor, items, size, props"
_HEAD = "id, name, token, version, etag, alias, size, collected, changed"
_NEXT_BODIES = (
    f"SELECT {_HEAD}, body FROM item WHERE folder = ? AND token > ? ORDER BY token LIMIT ?"
)
_ONE_BODY = f"SELECT {_HEAD}, body FROM item WHERE folder = ? AND name = ?"


class FolderRow(NamedTuple):
    """A folder as it is kept: its name and properties sealed."""

    id: int
    subject: str
    category: str
    name: bytes
    token: int
    floor: int
    items: int
    size: int
    props: bytes


class Head(NamedTuple):
    """An item without its body."""

    id: int
    name: bytes
    token: int
    version: int
    etag: bytes
    alias: bytes | None
    size: int
    collected: int
    changed: int


class ItemRow(NamedTuple):
    """An item to keep."""

    folder: int
    name: bytes
    version: int
    etag: bytes
    alias: bytes | None
    size: int
    collected: int
    changed: int
    expires: int | None
    brief: bytes | None
    body: bytes


def folders(tx: Tx, subject: str, category: str) -> list[FolderRow]:
    """The folders of a holding, oldest first."""
    rows = tx.all(
        f"SELECT {_FOLDER} FROM folder WHERE subject = ? AND category = ? ORDER BY id",
        (subject, category),
    )
    return [FolderRow(*row) for row in rows]


def folder_at(tx: Tx, number: int) -> FolderRow | None:
    """One folder by the number of its row."""
    row = tx.one(f"SELECT {_FOLDER} FROM folder WHERE id = ?", (number,))
    return FolderRow(*row) if row else None


def folder(tx: Tx, subject: str, category: str, name: bytes) -> FolderRow | None:
    """One folder by its sealed name."""
    row = tx.one(
        f"SELECT {_FOLDER} FROM folder WHERE subject = ? AND category = ? AND name = ?",
        (subject, category, name),
    )
    return FolderRow(*row) if row else None


def add_folder(tx: Tx, subject: str, category: str, *, name: bytes, props: bytes) -> bool:
    """Add a folder; False when there is one of this name.

    Its tokens begin above those of any folder before it: whoever still has a token of one that
    was removed is told to start again.
    """
    row = tx.one(
        "INSERT INTO folder (subject, category, name, token, floor, items, size, props)"
        " VALUES (?, ?, ?, 0, 0, 0, 0, ?) ON CONFLICT DO NOTHING RETURNING id",
        (subject, category, name, props),
    )
    if row is None:
        return False
    first = row[0] << _TOKEN_BITS
    tx.run("UPDATE folder SET token = ?1, floor = ?1 WHERE id = ?2", (first, row[0]))
    return True


def describe_folder(tx: Tx, folder: int, props: bytes) -> None:
    """Replace a folder's properties; a change that devices hear of."""
    tx.run("UPDATE folder SET props = ?, token = token + 1 WHERE id = ?", (props, folder))


def orphan_folders(tx: Tx, subject: str, category: str, *, only: int | None = None) -> list[Totals]:
    """Take folders out of the house; what was in them is swept later. Answers their totals."""
    rows = tx.all(
        "DELETE FROM folder WHERE subject = ?1 AND category = ?2 AND id = coalesce(?3, id)"
        " RETURNING id, items, size",
        (subject, category, only),
    )
    tx.many("INSERT INTO orphan (folder) VALUES (?)", [(row[0],) for row in rows])
    return [Totals(row[1], row[2]) for row in rows]


class Totals(NamedTuple):
    """How many items, and how many bytes of them before sealing."""

    items: int
    size: int


def totals(tx: Tx, subject: str, category: str, *linked: str) -> Totals:
    """What a holding holds, with what is under pseudonyms; the cost does not grow with it."""
    whose = (subject, *linked)
    row = tx.one(
        "SELECT coalesce(sum(items), 0), coalesce(sum(size), 0) FROM folder"
        f" WHERE category = ? AND subject IN ({', '.join('?' * len(whose))})",
        (category, *whose),
    )
    return Totals(*(row or (0, 0)))


def totals_of_all(tx: Tx, category: str) -> Totals:
    """What is held of everybody in a category."""
    row = tx.one(
        "SELECT coalesce(sum(items), 0), coalesce(sum(size), 0) FROM folder WHERE category = ?",
        (category,),
    )
    return Totals(*(row or (0, 0)))


def categories(tx: Tx, subject: str) -> list[str]:
    """The categories in which a subject has folders."""
    return [
        row[0]
        for row in tx.all("SELECT DISTINCT category FROM folder WHERE subject = ?", (subject,))
    ]


def holdings(tx: Tx) -> list[tuple[str, str]]:
    """Subject and category of everything that is held."""
    return [(row[0], row[1]) for row in tx.all("SELECT DISTINCT subject, category FROM folder")]


def linked_categories(tx: Tx, subject: str) -> list[str]:
    """The non-personal categories that are linked to a subject."""
    return [
        row[0] for row in tx.all("SELECT DISTINCT category FROM link WHERE subject = ?", (subject,))
    ]


def sweep(tx: Tx, *, limit: int) -> int:
    """Remove some of what erased folders left; 0 when nothing is left."""
    row = tx.one("SELECT folder FROM orphan LIMIT 1")
    if row is None:
        return 0
    removed = tx.count(
        "DELETE FROM item WHERE id IN (SELECT id FROM item WHERE folder = ? LIMIT ?)",
        (row[0], limit),
    )
    if removed < limit:
        tx.run("DELETE FROM gone WHERE folder = ?", row)
        tx.run("DELETE FROM orphan WHERE folder = ?", row)
    return removed + 1


def head(tx: Tx, folder: int, name: bytes) -> Head | None:
    """One item without its body."""
    row = tx.one(f"SELECT {_HEAD} FROM item WHERE folder = ? AND name = ?", (folder, name))
    return Head(*row) if row else None


def heads(tx: Tx, folder: int) -> list[Head]:
    """All items of a folder, without bodies."""
    rows = tx.all(f"SELECT {_HEAD} FROM item WHERE folder = ?", (folder,))
    return [Head(*row) for row in rows]


def changed_since(tx: Tx, folder: int, token: int, limit: int) -> list[Head]:
    """Items that changed after a token, oldest change first."""
    rows = tx.all(
        f"SELECT {_HEAD} FROM item WHERE folder = ? AND token > ? ORDER BY token LIMIT ?",
        (folder, token, limit),
    )
    return [Head(*row) for row in rows]


def count_upto(tx: Tx, folder: int, token: int) -> int:
    """How many items have not changed after a token."""
    row = tx.one("SELECT count(*) FROM item WHERE folder = ? AND token <= ?", (folder, token))
    return int(row[0]) if row else 0


def gone_since(tx: Tx, folder: int, token: int, limit: int) -> list[tuple[bytes, int]]:
    """Names and tokens of items that went after a token, oldest first."""
    rows = tx.all(
        "SELECT name, token FROM gone WHERE folder = ? AND token > ? ORDER BY token LIMIT ?",
        (folder, token, limit),
    )
    return [(row[0], row[1]) for row in rows]


def body(tx: Tx, folder: int, name: bytes) -> tuple[Head, bytes] | None:
    """One item with its body."""
    row = tx.one(_ONE_BODY, (folder, name))
    return (Head(*row[:9]), row[9]) if row else None


def walk(
    tx: Tx, folder: int, after: int, *, most: int, most_bytes: int
) -> list[tuple[Head, bytes]]:
    """Items with bodies that changed after a token, oldest change first.

    No more than `most`, and with the one that reaches `most_bytes` it ends.
    """
    found, size = list[tuple[Head, bytes]](), 0
    with closing(tx.each(_NEXT_BODIES, (folder, after, most))) as rows:
        for row in rows:
            head = Head(*row[:9])
            found.append((head, row[9]))
            size += head.size
            if size >= most_bytes:
                break
    return found


def briefs(tx: Tx, folder: int, names: list[bytes]) -> list[tuple[Head, bytes | None]]:
    """Items with the sealed rows that searches read."""
    sql = f"SELECT {_HEAD}, brief FROM item WHERE folder = ? AND name = ?"
    rows = [tx.one(sql, (folder, name)) for name in names]
    return [(Head(*row[:9]), row[9]) for row in rows if row is not None]


def alias_holder(tx: Tx, folder: int, alias: bytes) -> bytes | None:
    """The name of the item that has this alias."""
    row = tx.one("SELECT name FROM item WHERE folder = ? AND alias = ?", (folder, alias))
    return row[0] if row else None


def next_token(tx: Tx, folder: int, *, items: int, size: int) -> int | None:
    """Count a change of the folder; its token, or None when the folder is gone."""
    row = tx.one(
        "UPDATE folder SET token = token + 1, items = items + ?, size = size + ? WHERE id = ?"
        " RETURNING token",
        (items, size, folder),
    )
    return row[0] if row else None


def keep(tx: Tx, row: ItemRow, *, token: int, replaces: Head | None) -> bool:
    """Keep an item, new or in the place of another; False when that is not how things are.

    Another item has its name or its alias, or the one to replace is another version by now.
    """
    if replaces is None:
        tx.run("DELETE FROM gone WHERE folder = ? AND name = ?", (row.folder, row.name))
        sql = (
            "INSERT OR IGNORE INTO item (folder, name, version, etag, alias, size, collected,"
            " changed, expires, brief, body, token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        return tx.count(sql, (*row, token)) == 1
    sql = (
        "UPDATE OR IGNORE item SET version = ?, etag = ?, alias = ?, size = ?, collected = ?,"
        " changed = ?, expires = ?, brief = ?, body = ?, token = ? WHERE id = ? AND version = ?"
    )
    return tx.count(sql, (*row[2:], token, replaces.id, replaces.version)) == 1


def remove(tx: Tx, folder: int, found: Head, *, token: int, at: int) -> None:
    """Remove an item and leave its tombstone."""
    tx.run("DELETE FROM item WHERE id = ?", (found.id,))
    tx.run(
        "INSERT OR REPLACE INTO gone (folder, name, token, at) VALUES (?, ?, ?, ?)",
        (folder, found.name, token, at),
    )


def forget_tombstones(tx: Tx, *, before: int) -> int:
    """Drop tombstones older than a time, and raise the floor of the tokens that need them."""
    tx.run(
        "UPDATE folder SET floor = max(floor, coalesce((SELECT max(token) FROM gone"
        " WHERE gone.folder = folder.id AND at < ?1), 0))"
        " WHERE id IN (SELECT folder FROM gone WHERE at < ?1)",
        (before,),
    )
    return tx.count("DELETE FROM gone WHERE at < ?", (before,))


def judge_anew(tx: Tx, category: str, *, policy: int, since: str | None, seconds: int) -> None:
    """Set when the items go whose subjects a version of the policy binds.

    `since`: the column that their time is counted from; None: they have none of their own. What is
    under a pseudonym may belong to anybody: it goes when the earlier of both times is over.
    """
    at = f"{since} + {int(seconds)}" if since else "NULL"
    tx.run(
        f"UPDATE item SET expires = {at} WHERE folder IN (SELECT folder.id FROM folder"
        " JOIN subject ON subject.id = folder.subject WHERE category = ? AND policy = ?)",
        (category, policy),
    )
    if since:
        tx.run(
            f"UPDATE item SET expires = min(coalesce(expires, {at}), {at})"
            " WHERE folder IN (SELECT id FROM folder WHERE category = ?"
            " AND subject NOT IN (SELECT id FROM subject))",
            (category,),
        )


def judge_anew_of(tx: Tx, subject: str, category: str, *, since: str | None, seconds: int) -> None:
    """The same for what is held of one subject under their own id."""
    at = f"{since} + {int(seconds)}" if since else "NULL"
    tx.run(
        f"UPDATE item SET expires = {at}"
        " WHERE folder IN (SELECT id FROM folder WHERE subject = ? AND category = ?)",
        (subject, category),
    )


def due(tx: Tx, *, now: int, limit: int, but: Collection[int] = ()) -> list[tuple[FolderRow, Head]]:
    """Items whose own time is over, but for what is held and those in some folders."""
    folder_columns = ", ".join(f"folder.{name}" for name in _FOLDER.split(", "))
    item_columns = ", ".join(f"item.{name}" for name in _HEAD.split(", "))
    rows = tx.all(
        f"SELECT {folder_columns}, {item_columns} FROM item JOIN folder ON folder.id = item.folder"
        " WHERE item.expires <= ? AND folder.id NOT IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM hold"
        " WHERE hold.subject = folder.subject AND hold.category = folder.category) LIMIT ?",
        (now, json.dumps(sorted(but)), limit),
    )
    return [(FolderRow(*row[:9]), Head(*row[9:])) for row in rows]


def due_by_holding(tx: Tx, *, now: int) -> list[tuple[str, str, int]]:
    """Subject, category and number of the items whose own time is over, held or not."""
    rows = tx.all(
        "SELECT folder.subject, folder.category, count(*) FROM item"
        " JOIN folder ON folder.id = item.folder WHERE item.expires <= ?"
        " GROUP BY folder.subject, folder.category",
        (now,),
    )
    return [(row[0], row[1], row[2]) for row in rows]
