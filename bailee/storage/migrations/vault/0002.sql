-- Since when an account is in its state, whether its member put it there, and when that ends.
ALTER TABLE subject ADD COLUMN state_since INTEGER;
ALTER TABLE subject ADD COLUMN state_is_own INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subject ADD COLUMN state_ends INTEGER;
CREATE INDEX subject_ends ON subject (state_ends) WHERE state_ends IS NOT NULL;
