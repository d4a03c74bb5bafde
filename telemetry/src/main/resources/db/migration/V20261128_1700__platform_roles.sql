-- The platform's own work is done by roles, too: fallow_ingest adds what comes in, and fallow_jobs does the
-- rest. Neither owns anything. What only an owner can do with a table, jobs do by the functions here.

-- Builds the index by asset and time on a chunk of readings: jobs see when a chunk is closed.
CREATE FUNCTION index_readings(chunk regclass) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    named name := (SELECT c.relname FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
                   WHERE h.inhparent = 'reading'::regclass AND h.inhrelid = chunk);
BEGIN
    IF named IS NULL THEN
        RAISE EXCEPTION '% is no chunk of readings', chunk USING ERRCODE = 'wrong_object_type';
    END IF;
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %s (asset_id, time)', named || '_asset', chunk);
END $$;

CALL entrust('index_readings(regclass)', 'fallow_jobs');

-- Summarises pages of a chunk of readings for the search by time, from a page on, or all that are not yet.
CREATE FUNCTION summarise_readings(chunk regclass, first_page bigint, pages bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    index regclass;
BEGIN
    FOR index IN
        SELECT i.indexrelid FROM pg_inherits h
        JOIN pg_index i ON i.indrelid = h.inhrelid
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_am m ON m.oid = c.relam AND m.amname = 'brin'
        WHERE h.inhparent = 'reading'::regclass AND h.inhrelid = chunk
    LOOP
        IF first_page IS NULL THEN
            PERFORM brin_summarize_new_values(index);
        ELSE
            PERFORM brin_summarize_range(index, page) FROM generate_series(first_page, pages - 1, 16) page;
        END IF;
    END LOOP;
END $$;

CALL entrust('summarise_readings(regclass, bigint, bigint)', 'fallow_jobs');

-- Drops the chunks of readings between two instants, and notes for each of their assets from when on its
-- readings are all there: by asset, as closed chunks have an index that leads on it.
CREATE FUNCTION drop_readings(starts timestamptz, ends timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO retention_floor AS f (asset_id, readings_from)
    SELECT id, ends FROM asset
    WHERE EXISTS (SELECT FROM reading WHERE asset_id = asset.id AND time >= starts AND time < ends)
    ON CONFLICT (asset_id) DO UPDATE SET readings_from = greatest(f.readings_from, EXCLUDED.readings_from);
    PERFORM drop_chunks('reading', older_than => ends, newer_than => starts);
END $$;

CALL entrust('drop_readings(timestamptz, timestamptz)', 'fallow_jobs');

-- Has readings compressed after a week, by TimescaleDB's own job; its licence has to allow it.
CREATE FUNCTION compress_readings() RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM timescaledb_information.hypertables
                   WHERE hypertable_schema = current_schema() AND hypertable_name = 'reading'
                     AND compression_enabled) THEN
        ALTER TABLE reading SET (timescaledb.compress,
            timescaledb.compress_segmentby = 'asset_id', timescaledb.compress_orderby = 'time');
    END IF;
    PERFORM add_compression_policy('reading', interval '7 days', if_not_exists => true);
END $$;

CALL entrust('compress_readings()', 'fallow_jobs');

-- Has the server count again what a table of this schema holds, unless somebody is just at it.
CREATE FUNCTION look_at_table(relation regclass) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_class
                   WHERE oid = relation AND relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')) THEN
        RAISE EXCEPTION '% is no table of this schema', relation USING ERRCODE = 'wrong_object_type';
    END IF;
    EXECUTE format('ANALYZE (SKIP_LOCKED) %s', relation);
END $$;

CALL entrust('look_at_table(regclass)', 'fallow_jobs');

-- What comes in is ingest's to add, and nobody's to change. COPY fails where policies apply: none does
-- here, and the organisation is checked before, by the topic. To be called after whatever grants jobs all
-- tables that it finds.
CREATE PROCEDURE settle_ingest()
    LANGUAGE plpgsql AS $$
BEGIN
    REVOKE ALL ON reading, message_ledger, rejected_message, usage_mark, ingest_session
        FROM PUBLIC, fallow_ingest, fallow_jobs;
    REVOKE ALL ON SEQUENCE message_id FROM PUBLIC, fallow_ingest, fallow_jobs;
    GRANT INSERT ON reading, rejected_message, usage_mark TO fallow_ingest;
    GRANT INSERT, SELECT (gateway_id, by_hash, epoch, sequence, message_id) ON message_ledger TO fallow_ingest;
    GRANT USAGE ON SEQUENCE message_id TO fallow_ingest;
    GRANT SELECT, INSERT, UPDATE ON ingest_session TO fallow_ingest;

    GRANT SELECT ON reading TO fallow_jobs;
    GRANT SELECT, DELETE ON message_ledger TO fallow_jobs;
    GRANT SELECT, DELETE, UPDATE (replayed_at, replay_outcome) ON rejected_message TO fallow_jobs;
    GRANT SELECT, INSERT, DELETE ON usage_mark TO fallow_jobs;
END $$;

REVOKE ALL ON PROCEDURE settle_ingest FROM PUBLIC;

-- Jobs do the rest, and see and change whatever is derived, and the registry.
GRANT SELECT, INSERT, UPDATE, DELETE ON
    organisation, facility, facility_holiday, asset, activity_rule,
    gateway, gateway_credential, gateway_enrolment, gateway_epoch, gateway_gap, gateway_status, gateway_traffic,
    usage_dirty, usage_state, usage_memory, usage_interval, utilisation_hour, idle_forecast, borrowed_time,
    sparkplug_mapping, sparkplug_host, sparkplug_session, retention_floor
    TO fallow_jobs;
GRANT SELECT ON usage_waiting TO fallow_jobs;
CALL settle_ingest();
