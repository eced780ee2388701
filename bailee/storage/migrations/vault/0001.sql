-- Everything about people is sealed (BLOB) or random (subject ids); times are seconds since 1970.
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE policy (
    version INTEGER PRIMARY KEY, text TEXT NOT NULL, digest TEXT NOT NULL, since INTEGER NOT NULL
);

CREATE TABLE subject (
    id TEXT PRIMARY KEY, state TEXT NOT NULL, is_child INTEGER NOT NULL, policy INTEGER NOT NULL,
    since INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE consent (
    subject TEXT NOT NULL, serial INTEGER NOT NULL, purpose TEXT NOT NULL, category TEXT NOT NULL,
    given INTEGER NOT NULL, at INTEGER NOT NULL, policy INTEGER NOT NULL,
    PRIMARY KEY (subject, serial)
) WITHOUT ROWID;

-- A holding whose last consent has ended, and when: the clock of keep_from = "withdrawn".
CREATE TABLE ended (
    subject TEXT NOT NULL, category TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (subject, category)
) WITHOUT ROWID;
CREATE INDEX ended_due ON ended (category, at);

-- A keyed digest that finds a subject: of a handle, an app password, a session.
CREATE TABLE name (
    digest BLOB PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, ref TEXT NOT NULL,
    until INTEGER
) WITHOUT ROWID;
CREATE INDEX name_subject ON name (subject, kind, ref);
CREATE INDEX name_until ON name (until) WHERE until IS NOT NULL;

CREATE TABLE folder (
    id INTEGER PRIMARY KEY AUTOINCREMENT, subject TEXT NOT NULL, category TEXT NOT NULL,
    name BLOB NOT NULL, token INTEGER NOT NULL, floor INTEGER NOT NULL, items INTEGER NOT NULL,
    size INTEGER NOT NULL, props BLOB NOT NULL, UNIQUE (subject, category, name)
);

CREATE TABLE item (
    id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, name BLOB NOT NULL, token INTEGER NOT NULL,
    version INTEGER NOT NULL, etag BLOB NOT NULL, alias BLOB, size INTEGER NOT NULL,
    collected INTEGER NOT NULL, changed INTEGER NOT NULL, expires INTEGER, brief BLOB,
    body BLOB NOT NULL, UNIQUE (folder, name)
);
CREATE UNIQUE INDEX item_alias ON item (folder, alias) WHERE alias IS NOT NULL;
CREATE INDEX item_token ON item (folder, token);
CREATE INDEX item_expires ON item (expires) WHERE expires IS NOT NULL;

-- The tombstones that tell a device what went.
CREATE TABLE gone (
    folder INTEGER NOT NULL, name BLOB NOT NULL, token INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (folder, name)
) WITHOUT ROWID;
CREATE INDEX gone_token ON gone (folder, token);

-- Folders whose key is shredded and whose noise is still to be swept.
CREATE TABLE orphan (folder INTEGER PRIMARY KEY);

-- Erasures begun: written before the key goes, removed when the last of it is done.
CREATE TABLE erasure (
    subject TEXT NOT NULL, category TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
    PRIMARY KEY (subject, category)
) WITHOUT ROWID;

-- The combination of class.combined: which pseudonym is whose, sealed under the subject's key.
CREATE TABLE link (
    subject TEXT NOT NULL, category TEXT NOT NULL, serial INTEGER NOT NULL, since INTEGER NOT NULL,
    pseudonym BLOB NOT NULL, PRIMARY KEY (subject, category, serial)
) WITHOUT ROWID;

-- Leaf n of the tree is the row with id n + 1.
CREATE TABLE journal (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, entry BLOB NOT NULL, who BLOB, detail BLOB
);
CREATE INDEX journal_who ON journal (who) WHERE who IS NOT NULL;
-- Whose lines are to be told of nobody: erased people, until the sweep has been there.
CREATE TABLE forgotten (who BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE tile (
    level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (level, number)
) WITHOUT ROWID;
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, at INTEGER NOT NULL, note TEXT NOT NULL);
