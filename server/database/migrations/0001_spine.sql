-- Up Migration

-- One row per conference: the head of its log and, while it is live, the node that owns it. Every append locks
-- this row, so an append and a change of owner can never cross.
CREATE TABLE conference (
  id text PRIMARY KEY,
  seq bigint NOT NULL DEFAULT 0,
  hash bytea NOT NULL,
  at timestamptz(3) NOT NULL,
  owner text,
  epoch bigint NOT NULL DEFAULT 0,
  lease_until timestamptz
);

-- The truth. `payload` is the canonical JSON {actor, event} as it was hashed; it and its salt may one day be
-- erased together (personal data) without breaking the chain.
CREATE TABLE event (
  conference text NOT NULL REFERENCES conference,
  seq bigint NOT NULL CHECK (seq > 0),
  at timestamptz(3) NOT NULL,
  type text NOT NULL,
  version integer NOT NULL,
  salt bytea,
  payload text,
  commitment bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (conference, seq)
);

-- What every command led to, so that a retry gets the same answer.
CREATE TABLE command (
  conference text NOT NULL REFERENCES conference,
  id text NOT NULL,
  actor text NOT NULL,
  result jsonb NOT NULL,
  PRIMARY KEY (conference, id)
);

-- Texts: one Y.Doc each. `seq` counts its updates.
CREATE TABLE document (
  conference text NOT NULL REFERENCES conference,
  id text NOT NULL,
  seq bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (conference, id)
);

CREATE TABLE document_update (
  conference text NOT NULL,
  document text NOT NULL,
  seq bigint NOT NULL CHECK (seq > 0),
  update_id text NOT NULL,
  author text NOT NULL,
  update bytea NOT NULL,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (conference, document, seq),
  UNIQUE (conference, document, update_id),
  FOREIGN KEY (conference, document) REFERENCES document
);

-- The whole text up to `seq`, to load without replaying every update.
CREATE TABLE document_snapshot (
  conference text NOT NULL,
  document text NOT NULL,
  seq bigint NOT NULL,
  state bytea NOT NULL,
  PRIMARY KEY (conference, document, seq),
  FOREIGN KEY (conference, document) REFERENCES document
);

-- The Yjs client ids that were issued, so that nobody can write under another's.
CREATE TABLE document_client (
  conference text NOT NULL,
  document text NOT NULL,
  client bigint NOT NULL,
  author text NOT NULL,
  issued_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (conference, document, client),
  FOREIGN KEY (conference, document) REFERENCES document
);

-- Updates that came after the seal: kept, never applied, offered as a correction.
CREATE TABLE late_update (
  conference text NOT NULL,
  document text NOT NULL,
  update_id text NOT NULL,
  author text NOT NULL,
  update bytea NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (conference, document, update_id)
);

-- Sealed files and attachments, by their SHA-256.
CREATE TABLE blob (
  sha256 bytea PRIMARY KEY,
  bytes bytea NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now()
);

-- Document numbers of each body, unique per kind and term; a voided number stays visible.
CREATE TABLE register (
  body text NOT NULL,
  kind text NOT NULL,
  term text NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  conference text NOT NULL REFERENCES conference,
  version integer NOT NULL,
  voided_at timestamptz,
  PRIMARY KEY (body, kind, term, number)
);

-- Who may sign in. Rights are in each conference's log; this holds only identity.
CREATE TABLE person (
  id text PRIMARY KEY,
  name text NOT NULL,
  title text,
  organises boolean NOT NULL DEFAULT false
);

-- A link, its token hashed. A person's link signs that person in; a hall's link announces a device of that hall.
CREATE TABLE invitation (
  id text PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  conference text REFERENCES conference,
  person text REFERENCES person,
  hall_bridge text,
  home text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  CHECK ((person IS NULL) <> (hall_bridge IS NULL)),
  CHECK (hall_bridge IS NULL OR conference IS NOT NULL)
);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  invitation text NOT NULL REFERENCES invitation,
  person text REFERENCES person,
  conference text REFERENCES conference,
  hall_bridge text,
  device text,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);

-- Servers on this database: where each is reached.
CREATE TABLE node (
  id text PRIMARY KEY,
  url text NOT NULL,
  -- Machine, address and port that it listens on.
  seat text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now()
);
