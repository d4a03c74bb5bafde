-- The power that one's own asset took in [since, until), by buckets of UTC: least, mean and most, the mean by time,
-- and for how many seconds of the bucket a power is known. A power that a reading tells holds until the next power,
-- or for the longest gap. Buckets in which none is known are left out.
CREATE FUNCTION asset_power(asset int, since timestamptz, until timestamptz, bucket interval)
    RETURNS TABLE (starts timestamptz, least_w real, mean_w double precision, most_w real, known_s double precision)
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    longest interval;
    before  interval;
    changes boolean;
BEGIN
    IF NOT owns_asset(asset_power.asset) THEN
        RETURN;
    END IF;
    longest := longest_gap(asset_power.asset, since);
    before := greatest(longest, longest_gap(asset_power.asset, since - longest));
    changes := EXISTS (
        SELECT FROM activity_rule r JOIN asset a ON a.id = asset_power.asset
        WHERE (r.asset_id = a.id OR r.organisation_id = a.organisation_id AND r.type = a.type)
          AND r.valid_from > since - before AND r.valid_from < until);
    RETURN QUERY
        WITH said AS (
            SELECT r.time, max(r.power_w) AS power_w FROM reading r
            WHERE r.asset_id = asset_power.asset AND r.time > since - before AND r.time < until
              AND r.power_w IS NOT NULL
            GROUP BY r.time),
        held AS (
            SELECT s.power_w, greatest(s.time, since) AS begins,
                   least(lead(s.time) OVER (ORDER BY s.time), until,
                         s.time + CASE WHEN changes THEN longest_gap(asset_power.asset, s.time) ELSE longest END)
                       AS ends
            FROM said s),
        parts AS (
            SELECT b.starts, h.power_w,
                   extract(epoch FROM least(h.ends, b.starts + bucket) - greatest(h.begins, b.starts))::double precision
                       AS seconds
            FROM held h
            CROSS JOIN LATERAL generate_series(time_bucket(bucket, h.begins), h.ends - interval '1 microsecond', bucket)
                b (starts)
            WHERE h.begins < h.ends)
        SELECT p.starts, min(p.power_w), sum(p.power_w * p.seconds) / sum(p.seconds), max(p.power_w), sum(p.seconds)
        FROM parts p
        GROUP BY p.starts
        ORDER BY p.starts;
END $$;
CALL entrust('asset_power(int, timestamptz, timestamptz, interval)', 'fallow_api');
