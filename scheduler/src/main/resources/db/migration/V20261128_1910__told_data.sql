-- What an owner lets others know of an asset beyond windows and what it did in their own sessions: nothing,
-- unless terms say so (their `data`). Of two agreements the one counts by which the asset is seen.

-- Whether terms name a flow of data: those of an agreement before those of the asset before its type's.
CREATE FUNCTION terms_tell(agreement int, asset int, flow text) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN coalesce((
        SELECT p.terms -> 'data' ? flow
        FROM asset a JOIN policy p ON p.owner_id = a.organisation_id
        WHERE a.id = terms_tell.asset AND p.terms ? 'data'
          AND (p.agreement_id = terms_tell.agreement OR p.asset_id = a.id OR p.asset_type = a.type)
        ORDER BY p.agreement_id NULLS LAST, p.asset_id NULLS LAST
        LIMIT 1), false);
END $$;
CALL entrust('terms_tell(int, int, text)');

-- Whether the acting organisation is told of an asset: its own, or one that it sees on such terms.
CREATE FUNCTION is_told(asset int, flow text) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN coalesce((
        SELECT s.own OR terms_tell(s.agreement, a.id, flow)
        FROM asset a JOIN organisation o ON o.id = a.organisation_id
        CROSS JOIN LATERAL sight(acting_organisation(), o.code, a.code, acting_now(), acting_now(), acting_now()) s
        WHERE a.id = is_told.asset), false);
END $$;
CALL entrust('is_told(int, text)', 'fallow_api');

-- How long an asset was in use, and observed, in the weeks of its facility's calendar that begin in some time.
-- Whole weeks that are over, whatever time is asked about: else two answers would tell of an hour.
CREATE FUNCTION weekly_use(asset int, since timestamptz, until timestamptz)
    RETURNS TABLE (week date, in_use_s double precision, observed_s double precision)
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    IF NOT is_told(asset, 'utilisation') THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT w.starts::date, sum(u.in_use_s)::double precision,
               sum(u.in_use_s + u.standby_s + u.off_s + u.fault_s)::double precision
        FROM asset a JOIN facility f ON f.id = a.facility_id
        JOIN utilisation_hour u ON u.asset_id = a.id
        CROSS JOIN LATERAL (SELECT date_trunc('week', u.hour AT TIME ZONE f.zone) AS starts) w
        WHERE a.id = weekly_use.asset
          AND u.hour >= since AND u.hour < until + interval '8 days'
          AND w.starts AT TIME ZONE f.zone >= since AND w.starts AT TIME ZONE f.zone < until
          AND (w.starts + interval '7 days') AT TIME ZONE f.zone <= acting_now()
        GROUP BY w.starts
        ORDER BY w.starts;
END $$;
CALL entrust('weekly_use(int, timestamptz, timestamptz)', 'fallow_api');

-- Whether the acting organisation is told the power of a session: the owner, and the booker where the terms say
-- so on which it was booked. Those that count now, also when the agreement has ended since.
CREATE FUNCTION is_power_told(reservation uuid) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN EXISTS (
        SELECT FROM reservation r JOIN asset a ON a.id = r.asset_id
        WHERE r.id = is_power_told.reservation
          AND (a.organisation_id = me
            OR r.organisation_id = me AND terms_tell(r.agreement_id, a.id, 'session-power')));
END $$;
CALL entrust('is_power_told(uuid)', 'fallow_api');

-- The mean power that readings tell of each minute of a session, and of no moment beside it.
CREATE FUNCTION session_power(reservation uuid) RETURNS TABLE (minute timestamptz, power_w double precision)
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    IF NOT is_power_told(reservation) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT greatest(date_trunc('minute', r.time), p.starts), avg(r.power_w)::double precision
        FROM session_parts(reservation) p
        JOIN reading r ON r.asset_id = p.asset AND r.time >= p.starts AND r.time < p.ends
        WHERE r.power_w IS NOT NULL
        GROUP BY 1
        ORDER BY 1;
END $$;
CALL entrust('session_power(uuid)', 'fallow_api');
