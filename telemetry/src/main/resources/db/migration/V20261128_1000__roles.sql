-- Who may do what in the database. Three roles that nobody logs in as; logins are made members of one:
--   fallow_api     a request of an organisation: row by row, what policies let that organisation see
--   fallow_ingest  takes messages in: adds readings, and changes nothing that was stored
--   fallow_jobs    the platform's own work, for all organisations
-- The role that migrates owns everything, and is none of them.

-- Roles are the cluster's, not the database's: another database may have made them already, or be
-- making them at this moment, which shows as a unique violation once it has committed.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['fallow_api', 'fallow_ingest', 'fallow_jobs'] LOOP
        BEGIN
            IF to_regrole(wanted) IS NULL THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', wanted);
                -- One login may do for all: it then takes these roles on, and inherits nothing of theirs.
                EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', wanted, current_user);
            END IF;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'the role % is missing, and % may not make it', wanted, current_user
                    USING ERRCODE = 'insufficient_privilege',
                          HINT = 'As a superuser: CREATE ROLE fallow_api NOLOGIN; '
                              || 'CREATE ROLE fallow_ingest NOLOGIN; CREATE ROLE fallow_jobs NOLOGIN; '
                              || format('GRANT fallow_api, fallow_ingest, fallow_jobs TO %I WITH INHERIT FALSE;',
                                        current_user);
        END;
    END LOOP;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname IN ('fallow_api', 'fallow_ingest', 'fallow_jobs')
               AND (rolsuper OR rolbypassrls)) THEN
        RAISE EXCEPTION 'a role of Fallow''s passes by row-level security'
            USING HINT = 'ALTER ROLE … NOSUPERUSER NOBYPASSRLS';
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO fallow_api, fallow_ingest, fallow_jobs', current_schema());
END $$;

-- The organisation that a transaction acts for: NULL where none does, as nothing equals NULL. Once a
-- transaction that set it has ended, the setting is '' on its connection, and not gone.
CREATE FUNCTION acting_organisation() RETURNS int
    STABLE PARALLEL SAFE LANGUAGE sql
    RETURN NULLIF(current_setting('fallow.organisation', true), '')::int;

-- Who acts, for whom, such as marta.silva@harbor-clinic; NULL is the platform itself.
CREATE FUNCTION acting_person() RETURNS text
    STABLE PARALLEL SAFE LANGUAGE sql
    RETURN NULLIF(current_setting('fallow.actor', true), '');

-- To be called for each table of which a request may read or write something. Called again, it puts
-- what it is told now in the place of what it was told before.
--   sees    what rows a request sees, as an expression over the table's columns
--   may     what it may do with the table: some of SELECT, INSERT, UPDATE, DELETE
--   writes  which rows it may add, change and delete: the same that it sees, where nothing is said
-- Jobs see and change all. So does who owns the table: without a policy of its own the owner could
-- not migrate its rows, as the security is forced on it, too.
CREATE PROCEDURE protect(
    relation regclass, sees text, may text DEFAULT 'SELECT, INSERT, UPDATE, DELETE', writes text DEFAULT NULL)
    LANGUAGE plpgsql AS $$
DECLARE
    old name;
    owner regrole := (SELECT relowner FROM pg_class WHERE oid = relation);
BEGIN
    FOR old IN SELECT polname FROM pg_policy WHERE polrelid = relation LOOP
        EXECUTE format('DROP POLICY %I ON %s', old, relation);
    END LOOP;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', relation);
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, fallow_api', relation);
    EXECUTE format('GRANT %s ON %s TO fallow_api', may, relation);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO fallow_jobs', relation);
    EXECUTE format('CREATE POLICY owner_all ON %s TO %s USING (true) WITH CHECK (true)', relation, owner);
    EXECUTE format('CREATE POLICY jobs_all ON %s TO fallow_jobs USING (true) WITH CHECK (true)', relation);
    EXECUTE format('CREATE POLICY api_sees ON %s FOR SELECT TO fallow_api USING (%s)', relation, sees);
    IF may ~* 'INSERT' THEN
        EXECUTE format('CREATE POLICY api_adds ON %s FOR INSERT TO fallow_api WITH CHECK (%s)',
            relation, coalesce(writes, sees));
    END IF;
    IF may ~* 'UPDATE' THEN
        EXECUTE format('CREATE POLICY api_changes ON %s FOR UPDATE TO fallow_api USING (%2$s) WITH CHECK (%2$s)',
            relation, coalesce(writes, sees));
    END IF;
    IF may ~* 'DELETE' THEN
        EXECUTE format('CREATE POLICY api_deletes ON %s FOR DELETE TO fallow_api USING (%s)',
            relation, coalesce(writes, sees));
    END IF;
END $$;

REVOKE ALL ON PROCEDURE protect FROM PUBLIC;
