-- Up Migration

-- Anybody may ask whether a file is one that was made here: by its SHA-256, without reading the logs of all conferences.
CREATE INDEX event_file ON event (((payload::jsonb -> 'event') ->> 'sha256'))
  WHERE type IN ('minutes-rendered', 'minutes-signed', 'minutes-stamped');

-- And of a printed page, which version it is, by the entry that sealed it.
CREATE INDEX event_seal ON event (conference) WHERE type = 'minutes-sealed';
