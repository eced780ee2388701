CREATE TABLE wrapped (
    subject TEXT NOT NULL, name TEXT NOT NULL, holder TEXT NOT NULL, epoch INTEGER NOT NULL,
    key BLOB NOT NULL, PRIMARY KEY (subject, name, holder)
) WITHOUT ROWID;
CREATE INDEX wrapped_epoch ON wrapped (epoch);
