-- Up Migration

-- Stores a batch that holds nothing but updates of texts, in one statement: a keystroke waits for one answer of the
-- database. Answers false, with nothing stored, when a conference is another node's, or a head or a text is not where
-- the caller believes it to be. Heads and documents are locked in the order of their ids, as everywhere.
CREATE FUNCTION store_prose(
  node text,
  heads_of text[], epochs bigint[], heads bigint[],
  texts_in text[], texts text[], text_seqs bigint[],
  conferences text[], documents text[], seqs bigint[], update_ids text[], authors text[], updates bytea[],
  ats timestamptz[]
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  found_heads bigint;
  found_texts bigint;
BEGIN
  SELECT count(*) INTO found_heads FROM (
    SELECT 1 FROM unnest(heads_of, epochs, heads) AS known (id, epoch, seq)
    JOIN conference USING (id)
    WHERE conference.owner = node AND conference.epoch = known.epoch AND conference.seq = known.seq
    ORDER BY id FOR UPDATE OF conference
  ) AS locked;
  IF found_heads <> cardinality(heads_of) THEN
    RETURN false;
  END IF;
  SELECT count(*) INTO found_texts FROM (
    SELECT 1 FROM unnest(texts_in, texts, text_seqs) AS known (conference, id, seq)
    JOIN document USING (conference, id)
    WHERE document.seq = known.seq
    ORDER BY conference, id FOR UPDATE OF document
  ) AS locked;
  IF found_texts <> cardinality(texts) THEN
    RETURN false;
  END IF;
  INSERT INTO document_update (conference, document, seq, update_id, author, update, at)
    SELECT * FROM unnest(conferences, documents, seqs, update_ids, authors, updates, ats);
  UPDATE document SET seq = newest.seq
    FROM (
      SELECT conference, id, max(seq) AS seq FROM unnest(conferences, documents, seqs) AS new (conference, id, seq)
      GROUP BY conference, id
    ) AS newest
    WHERE document.conference = newest.conference AND document.id = newest.id;
  RETURN true;
END
$$;
