-- For the moment that a request is answered for; the server's own where nobody has said.
CREATE FUNCTION acting_now() RETURNS timestamptz
    STABLE PARALLEL SAFE LANGUAGE sql
    RETURN coalesce(NULLIF(current_setting('fallow.now', true), '')::timestamptz, now());

-- Lets a function run with its owner's rights, on the names of this schema and no others, for the
-- roles that are named and nobody else. Without roles it is a trigger's.
CREATE PROCEDURE entrust(function regprocedure, VARIADIC roles text[] DEFAULT '{}')
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', function, current_schema());
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', function);
    IF cardinality(roles) > 0 THEN
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', function, array_to_string(roles, ', '));
    END IF;
END $$;

REVOKE ALL ON PROCEDURE entrust FROM PUBLIC;

-- Grants the platform's jobs a table that no request has any business with.
CREATE PROCEDURE keep_from_requests(relation regclass)
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, fallow_api', relation);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO fallow_jobs', relation);
END $$;

REVOKE ALL ON PROCEDURE keep_from_requests FROM PUBLIC;

-- The newest number of what was said about activity rules, of whomever: another means that the registry
-- is to be read anew.
CREATE FUNCTION rules_edition() RETURNS bigint
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT coalesce(max(id), 0) FROM activity_rule);
END $$;

CALL entrust('rules_edition()', 'fallow_api', 'fallow_jobs');

-- What assets do at this moment, as that decides whether they are offered now. A request learns it of
-- those that it may book (may_book is the scheduler's), and their power only where it owns them.
CREATE FUNCTION usage_now(assets int[], hour bigint)
    RETURNS TABLE (asset_id int, last_time timestamptz, holds_until timestamptz, since timestamptz,
                   activity smallint, power_w real, memory bytea)
    STABLE LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    IF acting_organisation() IS NULL THEN
        RETURN QUERY
            SELECT s.asset_id, s.last_time, s.holds_until, s.since, s.activity, s.power_w, m.memory
            FROM usage_state s LEFT JOIN usage_memory m ON m.asset_id = s.asset_id AND m.hour = usage_now.hour
            WHERE s.asset_id = ANY (assets) AND s.last_time IS NOT NULL;
    ELSE
        RETURN QUERY
            SELECT s.asset_id, s.last_time, s.holds_until, s.since, s.activity,
                   CASE WHEN owns_asset(s.asset_id) THEN s.power_w END, m.memory
            FROM usage_state s LEFT JOIN usage_memory m ON m.asset_id = s.asset_id AND m.hour = usage_now.hour
            WHERE s.asset_id = ANY (assets) AND s.last_time IS NOT NULL AND may_book(s.asset_id);
    END IF;
END $$;

CALL entrust('usage_now(int[], bigint)', 'fallow_api', 'fallow_jobs');

-- Whether an asset's readings have run half a day ahead of what a forecast was made from.
CREATE FUNCTION has_run_ahead(asset int, seen_to timestamptz) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    -- One inside the other: telemetry alone has no may_book, and a condition is looked at as a whole.
    IF acting_organisation() IS NOT NULL THEN
        IF NOT may_book(asset) THEN
            RETURN NULL;
        END IF;
    END IF;
    RETURN EXISTS (
        SELECT FROM usage_state s
        WHERE s.asset_id = asset AND NOT coalesce(s.last_time < seen_to + interval '12 hours', s.last_time IS NULL));
END $$;

CALL entrust('has_run_ahead(int, timestamptz)', 'fallow_api', 'fallow_jobs');
