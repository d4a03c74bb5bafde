-- Who has booked an asset may know what it did for them: within their session, during it and after,
-- and nothing beside it. The owner may, too, who knows it anyway. What an asset did is otherwise its
-- owner's alone: these functions are the only door to it, and clip all that goes through.

-- How long a reading of an asset's speaks at most, by the rule that counts at a moment.
CREATE FUNCTION longest_gap(asset int, at timestamptz) RETURNS interval
STABLE LANGUAGE plpgsql AS $$
DECLARE
    is_of record;
    said  jsonb;
BEGIN
    SELECT r.rule INTO said FROM activity_rule r
    WHERE r.asset_id = asset AND r.valid_from <= at ORDER BY r.valid_from DESC, r.id DESC LIMIT 1;
    IF said IS NULL THEN
        SELECT a.organisation_id, a.type, a.activity_rule INTO is_of FROM asset a WHERE a.id = asset;
        SELECT r.rule INTO said FROM activity_rule r
        WHERE r.organisation_id = is_of.organisation_id AND r.type = is_of.type
          AND r.valid_from <= at
        ORDER BY r.valid_from DESC, r.id DESC LIMIT 1;
    END IF;
    RETURN (coalesce(said, is_of.activity_rule) ->> 'maxGap')::interval;
END $$;

CALL entrust('longest_gap(int, timestamptz)');

-- The time that a reservation's booker had an asset for, as far as it has come: one row for what was
-- booked, and one for what it was used beyond that. It begins early with who came early, and ends
-- with who left early; and never reaches into what was another's. None for others than its two sides,
-- before it begins, and where nobody had it.
CREATE FUNCTION session_parts(reservation uuid)
RETURNS TABLE (asset int, beyond boolean, starts timestamptz, ends timestamptz, running boolean)
STABLE LANGUAGE plpgsql AS $$
DECLARE
    me   int := acting_organisation();
    seen timestamptz := acting_now();
    mine record;
    before timestamptz; -- when whoever had it before had left
    after  timestamptz; -- when whoever has it next may come
BEGIN
    SELECT r.*, lower(r.during) AS begins, upper(r.during) AS finishes INTO mine
    FROM reservation r JOIN asset a ON a.id = r.asset_id
    WHERE r.id = reservation AND me IN (r.organisation_id, a.organisation_id)
      AND r.status IN ('CONFIRMED', 'IN_USE', 'COMPLETED')
      AND least(lower(r.during), r.checked_in_at) <= seen;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT max(greatest(upper(r.during), r.used_until)) INTO before FROM reservation r
    WHERE r.asset_id = mine.asset_id AND r.id <> mine.id AND r.during << mine.during
      AND upper(r.during) > mine.begins - interval '1 day'
      AND r.status IN ('CONFIRMED', 'IN_USE', 'COMPLETED');
    SELECT min(lower(r.blocked)) INTO after FROM reservation r
    WHERE r.asset_id = mine.asset_id AND r.id <> mine.id AND r.during >> mine.during
      AND r.status IN ('HELD', 'REQUESTED', 'CONFIRMED', 'IN_USE', 'COMPLETED');
    asset := mine.asset_id;
    running := mine.status <> 'COMPLETED' AND (seen < mine.finishes OR mine.overrun_since IS NOT NULL);
    beyond := false;
    starts := least(mine.begins, greatest(mine.checked_in_at, before));
    IF mine.checked_in_at IS NULL THEN
        starts := mine.begins;
    END IF;
    ends := least(mine.finishes, seen,
        CASE WHEN mine.status = 'COMPLETED' THEN greatest(mine.used_until, mine.begins) END);
    IF starts < ends THEN
        RETURN NEXT;
    END IF;
    beyond := true;
    starts := mine.finishes;
    ends := least(seen, after,
        CASE WHEN mine.status = 'COMPLETED' THEN mine.used_until
             WHEN mine.overrun_since IS NULL THEN mine.finishes END);
    IF starts < ends THEN
        RETURN NEXT;
    END IF;
END $$;

CALL entrust('session_parts(uuid)', 'fallow_api');

-- What the asset did in that time, clipped to it.
CREATE FUNCTION session_intervals(reservation uuid)
RETURNS TABLE (beyond boolean, started_at timestamptz, ended_at timestamptz, activity smallint)
STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
        SELECT p.beyond, greatest(i.started_at, p.starts), least(i.ended_at, p.ends), i.activity
        FROM session_parts(reservation) p
        JOIN usage_interval i ON i.asset_id = p.asset
          AND i.started_at < p.ends AND i.ended_at > p.starts
          AND i.started_at >= coalesce(
              (SELECT max(first.started_at) FROM usage_interval first
               WHERE first.asset_id = p.asset AND first.started_at <= p.starts), '-infinity')
        ORDER BY 1, 2;
END $$;

CALL entrust('session_intervals(uuid)', 'fallow_api');

-- The energy that it took in that time, as usage reckons it: the power that a reading tells holds
-- until the next one, or for the longest gap. With the seconds for which a power is known: without
-- any, nothing is known of the energy.
CREATE FUNCTION session_energy(reservation uuid)
RETURNS TABLE (beyond boolean, energy_wh double precision, known_s double precision)
STABLE LANGUAGE plpgsql AS $$
DECLARE
    part record;
    longest interval;
    changes boolean;
BEGIN
    FOR part IN SELECT * FROM session_parts(reservation) LOOP
        longest := longest_gap(part.asset, part.starts);
        changes := EXISTS (
            SELECT FROM activity_rule r JOIN asset a ON a.id = part.asset
            WHERE (r.asset_id = a.id OR r.organisation_id = a.organisation_id AND r.type = a.type)
              AND r.valid_from > part.starts - longest AND r.valid_from < part.ends);
        beyond := part.beyond;
        SELECT sum(held.power_w * held.seconds) / 3600, sum(held.seconds)
        INTO energy_wh, known_s
        FROM (
            SELECT said.power_w::double precision AS power_w,
                   extract(epoch FROM
                       least(lead(said.time) OVER (ORDER BY said.time), part.ends,
                             said.time + CASE WHEN changes THEN longest_gap(part.asset, said.time)
                                              ELSE longest END)
                       - greatest(said.time, part.starts))::double precision AS seconds
            FROM (
                SELECT DISTINCT ON (r.time) r.time, r.power_w FROM reading r
                WHERE r.asset_id = part.asset AND r.time < part.ends
                  AND r.time > part.starts - greatest(longest, longest_gap(part.asset, part.starts - longest))
                ORDER BY r.time, coalesce(r.activity, -1) DESC, coalesce(r.power_w, -1) DESC) said) held
        WHERE held.power_w IS NOT NULL AND held.seconds > 0;
        RETURN NEXT;
    END LOOP;
END $$;

CALL entrust('session_energy(uuid)', 'fallow_api');
