-- What has to be kept (access.must_keep), a row for each subject and category, and until when; what
-- the order says is sealed (`paper`).
CREATE TABLE hold (
    number TEXT NOT NULL, subject TEXT NOT NULL, category TEXT NOT NULL, until INTEGER NOT NULL,
    paper BLOB NOT NULL, PRIMARY KEY (number, subject, category)
) STRICT, WITHOUT ROWID;
CREATE INDEX hold_subject ON hold (subject, category);
CREATE INDEX hold_until ON hold (until);

-- Who was erased but for what is held: nothing finds them any more, and the rest goes with the hold.
CREATE TABLE remainder (
    subject TEXT PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
