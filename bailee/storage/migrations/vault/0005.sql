-- Versions of the policy that were published, whether they are in force or not: told of from `at` on.
-- `told_at`: when everybody who was here had been told. `withdrawn_at`: before it was in force.
CREATE TABLE announcement (
    version INTEGER PRIMARY KEY, text TEXT NOT NULL, digest TEXT NOT NULL, at INTEGER NOT NULL,
    told_at INTEGER, withdrawn_at INTEGER
) STRICT;

-- The newest version that a subject was told of, and the newest of whose withdrawal they were.
ALTER TABLE subject ADD COLUMN told_of INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subject ADD COLUMN told_back INTEGER NOT NULL DEFAULT 0;
CREATE INDEX subject_told ON subject (told_of);
