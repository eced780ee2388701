-- Whose guardian somebody is: one guardian for a child, and nothing else about either.
CREATE TABLE guardian (
    subject TEXT PRIMARY KEY, guardian TEXT NOT NULL, since INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX guardian_of ON guardian (guardian);
