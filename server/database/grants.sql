-- All that the running server may do, stated anew after every migration: what is not granted here is refused.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM diemcau_app;
GRANT USAGE ON SCHEMA public TO diemcau_app;

-- Facts are only ever added: nobody but the owner of the database can change or remove one.
GRANT SELECT, INSERT ON event, command, document_update, late_update, blob TO diemcau_app;
GRANT SELECT, INSERT ON document_client, document_snapshot TO diemcau_app;

-- Heads move on; a number of the register can be voided, never given back.
GRANT SELECT, INSERT, UPDATE ON conference, document TO diemcau_app;
GRANT SELECT, INSERT, UPDATE (voided_at) ON register TO diemcau_app;

-- Who may sign in.
GRANT SELECT, INSERT, UPDATE ON person, invitation TO diemcau_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session, node TO diemcau_app;

-- A box is emptied when its vote ends.
GRANT SELECT, INSERT, UPDATE, DELETE ON ballot_box TO diemcau_app;

-- What came from elsewhere, and who may read it.
GRANT SELECT, INSERT ON archive, archive_reader TO diemcau_app;
