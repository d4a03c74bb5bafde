-- Row security granted jobs all tables that it found, whichever came first.
CALL settle_ingest();
REVOKE INSERT, UPDATE, DELETE ON usage_waiting FROM fallow_jobs;

-- Which session's transaction has been writing for longest; sessions of logins that the owner of the schema
-- knows nothing of are not named.
CREATE FUNCTION longest_writer() RETURNS text
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT concat_ws(', ', 'process ' || pid, nullif(application_name, ''), state, 'since ' || xact_start)
            FROM pg_stat_activity WHERE backend_xid IS NOT NULL
            ORDER BY age(backend_xid) DESC LIMIT 1);
END $$;

CALL entrust('longest_writer()', 'fallow_jobs');

-- By how much events are ahead of the count of transactions. What can be seen was written by transactions
-- that this snapshot knows; unless another server numbered them.
CREATE FUNCTION events_ahead() RETURNS bigint
    LANGUAGE sql
    RETURN greatest(
        (SELECT xid FROM event ORDER BY xid DESC LIMIT 1),
        (SELECT xid FROM webhook_spread),
        (SELECT from_xid FROM webhook ORDER BY from_xid DESC LIMIT 1))::text::bigint + 1
      - (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint + shift FROM event_order);

-- Lets the count go on behind them, and says by how much it was shifted. Waits for all who write events.
CREATE FUNCTION shift_events() RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    ahead bigint;
    next  text;
BEGIN
    LOCK TABLE event, webhook, webhook_spread IN ACCESS EXCLUSIVE MODE;
    ahead := events_ahead();
    IF coalesce(ahead, 0) <= 0 THEN
        RETURN 0;
    END IF;
    UPDATE event_order SET shift = shift + ahead;
    next := format('((pg_current_xact_id()::text::bigint + %s)::text)::xid8', (SELECT shift FROM event_order));
    EXECUTE 'ALTER TABLE event ALTER COLUMN xid SET DEFAULT ' || next;
    EXECUTE 'ALTER TABLE webhook ALTER COLUMN from_xid SET DEFAULT ' || next;
    RETURN ahead;
END $$;

CALL entrust('shift_events()', 'fallow_jobs');
