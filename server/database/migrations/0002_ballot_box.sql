-- Up Migration

-- The box of a secret vote while it is open: its counts, sealed under a key that is not in the database, always of
-- the same length. Neither it nor its former versions tell which ballot came with which voter.
CREATE TABLE ballot_box (
  conference text NOT NULL REFERENCES conference,
  vote bigint NOT NULL,
  salt bytea NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (conference, vote)
);
