-- By whom a consent was given or withdrawn: its member, their guardian, the house; empty: not noted.
ALTER TABLE consent ADD COLUMN turned_by TEXT NOT NULL DEFAULT '';
