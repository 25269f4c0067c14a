-- Up Migration

-- Conferences that came from another server in a dossier, to be read and nothing else. Their rights are not in their
-- logs, whose persons are another server's.
CREATE TABLE archive (
  conference text PRIMARY KEY REFERENCES conference,
  imported_at timestamptz(3) NOT NULL DEFAULT now(),
  -- When the dossier was made, by a server that only demonstrated or not; its manifest, and the SHA-256 of the
  -- certificate that signed that.
  made_at timestamptz(3) NOT NULL,
  demonstration boolean NOT NULL,
  manifest bytea NOT NULL,
  certificate bytea NOT NULL
);

-- Who may read each: persons of this server.
CREATE TABLE archive_reader (
  conference text NOT NULL REFERENCES archive,
  person text NOT NULL REFERENCES person,
  PRIMARY KEY (conference, person)
);
