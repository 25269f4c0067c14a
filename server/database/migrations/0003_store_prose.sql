-- Up Migration

-- Stores a batch that holds nothing but updates of texts, in one statement: a keystroke waits for one answer of the
-- database. Fails by DC001, with nothing stored, when a conference is another node's, or a head or a text is not where
-- the caller believes it to be. Heads, and then documents, come in the order of their ids, as they are locked
-- everywhere.
CREATE FUNCTION store_prose(
  node text,
  heads_of text[], epochs bigint[], heads bigint[],
  texts_in text[], texts text[], text_seqs bigint[], new_seqs bigint[],
  conferences text[], documents text[], seqs bigint[], update_ids text[], authors text[], updates bytea[],
  ats timestamptz[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1..cardinality(heads_of) LOOP
    PERFORM 1 FROM conference
      WHERE id = heads_of[i] AND owner = node AND epoch = epochs[i] AND seq = heads[i] FOR UPDATE;
    IF NOT FOUND THEN
      RAISE EXCEPTION USING ERRCODE = 'DC001', MESSAGE = 'a conference has gone on or away';
    END IF;
  END LOOP;
  FOR i IN 1..cardinality(texts) LOOP
    UPDATE document SET seq = new_seqs[i]
      WHERE conference = texts_in[i] AND id = texts[i] AND seq = text_seqs[i];
    IF NOT FOUND THEN
      RAISE EXCEPTION USING ERRCODE = 'DC001', MESSAGE = 'a text has gone on';
    END IF;
  END LOOP;
  INSERT INTO document_update (conference, document, seq, update_id, author, update, at)
    SELECT * FROM unnest(conferences, documents, seqs, update_ids, authors, updates, ats);
END
$$;
