-- All that the running server may do, stated anew after every migration: what is not granted here is refused.
-- Facts are only ever added: no UPDATE, DELETE or TRUNCATE on them for anyone but the owner of the database.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM diemcau_app;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM diemcau_app;
GRANT USAGE ON SCHEMA public TO diemcau_app;
