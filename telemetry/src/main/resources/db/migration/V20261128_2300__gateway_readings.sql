-- From which message a reading came, for the few at which somebody looks. Messages are numbered in the order in
-- which they come, so that the smallest kind of index does.
CREATE INDEX message_ledger_message ON message_ledger
    USING brin (message_id) WITH (pages_per_range = 16, autosummarize = on);

-- What assets report through a gateway now: of each asset and quantity (activity, power, counter) the last value,
-- when it was observed, and when its message came in. Only of one's own gateway, whose assets are one's own.
--
-- Chunks of readings to which something is still added have no index by asset. So usage says when each asset was
-- last heard of, and what lies about these moments is read once for all that are near each other: three minutes
-- back, as a gateway repeats each minute what hasn't changed, and one ahead, as usage is a little behind. Of assets
-- that fell silent at more than a hundred times far from each other, those that have been silent for longest are
-- left out.
CREATE FUNCTION gateway_readings(gateway int)
    RETURNS TABLE (asset text, name text, quantity text, observed_at timestamptz, received_at timestamptz,
                   activity smallint, power_w real, counter bigint)
    STABLE LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    since  timestamptz;
    until  timestamptz;
    assets int[];
BEGIN
    IF NOT owns_gateway(gateway_readings.gateway) THEN
        RETURN;
    END IF;
    FOR since, until, assets IN
        WITH heard AS (
            SELECT u.asset_id, u.last_time FROM gateway g
            JOIN asset a ON a.facility_id = g.facility_id
            JOIN usage_state u ON u.asset_id = a.id
            WHERE g.id = gateway_readings.gateway AND isfinite(u.last_time)),
        stretches AS (
            SELECT unnest(range_agg(tstzrange(last_time - interval '3 minutes', last_time + interval '1 minute')))
                AS stretch
            FROM heard
            ORDER BY stretch DESC LIMIT 100)
        SELECT lower(s.stretch), upper(s.stretch), array_agg(h.asset_id)
        FROM stretches s JOIN heard h ON h.last_time <@ s.stretch
        GROUP BY s.stretch
    LOOP
        RETURN QUERY
            WITH said AS MATERIALIZED (
                SELECT r.time, r.asset_id, r.activity, r.power_w, r.counter, r.message_id FROM reading r
                WHERE r.time >= since AND r.time < until AND r.asset_id = ANY (assets)),
            through AS (
                SELECT s.*, l.received_at FROM said s
                JOIN message_ledger l ON l.message_id = s.message_id
                WHERE l.gateway_id = gateway_readings.gateway
                  AND l.message_id BETWEEN (SELECT min(message_id) FROM said)
                                       AND (SELECT max(message_id) FROM said))
            SELECT DISTINCT ON (t.asset_id, q.quantity)
                   a.code::text, a.name, q.quantity, t.time, t.received_at,
                   CASE q.quantity WHEN 'activity' THEN t.activity END,
                   CASE q.quantity WHEN 'power' THEN t.power_w END,
                   CASE q.quantity WHEN 'counter' THEN t.counter END
            FROM through t
            JOIN asset a ON a.id = t.asset_id
            CROSS JOIN LATERAL (VALUES ('activity', t.activity IS NOT NULL), ('power', t.power_w IS NOT NULL),
                                       ('counter', t.counter IS NOT NULL)) q (quantity, said)
            WHERE q.said
            ORDER BY t.asset_id, q.quantity, t.time DESC, t.received_at DESC, t.power_w DESC, t.activity DESC;
    END LOOP;
END $$;
CALL entrust('gateway_readings(int)', 'fallow_api');
