-- What an organisation may see of others'. All that a request's policies ask beyond "is it mine?" is
-- asked here: small functions that run with the owner's rights and tell no more than their name says.
-- They are in PL/pgSQL because its plans are kept from one call to the next.

-- Whether what an owner has is shared with the acting organisation at this moment. WHOEVER ADDS A WAY
-- OF SHARING (circles, open sharing) EXTENDS THIS FUNCTION, by CREATE OR REPLACE in a later migration
-- followed by CALL entrust(…): every policy that shows what is another's asks it, and nothing else does.
CREATE FUNCTION is_shared(owner int, facility int, type text, asset int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM agreement g
        WHERE g.partner_id = acting_organisation() AND g.owner_id = owner AND g.valid @> acting_now()
          AND (g.facility_id IS NULL OR g.facility_id = facility)
          AND (g.asset_type IS NULL OR g.asset_type = type)
          AND (g.asset_id IS NULL OR g.asset_id = asset));
END $$;

CALL entrust('is_shared(int, int, text, int)', 'fallow_api');

CREATE FUNCTION owns_asset(asset int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN EXISTS (SELECT FROM asset a WHERE a.id = asset AND a.organisation_id = acting_organisation());
END $$;

CALL entrust('owns_asset(int)', 'fallow_api');

-- Whether the acting organisation may book it: its own, or shared with it.
CREATE FUNCTION may_book(asset int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM asset a
        WHERE a.id = asset AND (a.organisation_id = acting_organisation()
          OR is_shared(a.organisation_id, a.facility_id, a.type, a.id)));
END $$;

CALL entrust('may_book(int)', 'fallow_api');

-- Whether the acting organisation reads of another's asset: it is shared with it, it has booked it once,
-- or an agreement of its own, of whatever time, is about just this one.
CREATE FUNCTION may_read_of(owner int, facility int, type text, asset int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN is_shared(owner, facility, type, asset)
        OR EXISTS (SELECT FROM agreement g WHERE g.partner_id = me AND g.owner_id = owner AND g.asset_id = asset)
        OR EXISTS (SELECT FROM reservation r WHERE r.organisation_id = me AND r.asset_id = asset);
END $$;

CALL entrust('may_read_of(int, int, text, int)', 'fallow_api');

-- Whether the acting organisation may know of a place: its own, one that is shared or in which something
-- is, or where it has booked.
CREATE FUNCTION may_know_place(facility int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    me int := acting_organisation();
    owner int := (SELECT f.organisation_id FROM facility f WHERE f.id = facility);
BEGIN
    RETURN owner = me
        OR EXISTS (
            SELECT FROM agreement g
            WHERE g.partner_id = me AND g.owner_id = owner AND g.facility_id = facility)
        OR is_shared(owner, facility, NULL, NULL)
        OR EXISTS (
            SELECT FROM asset a
            WHERE a.facility_id = facility AND is_shared(owner, facility, a.type, a.id))
        OR EXISTS (
            SELECT FROM reservation r JOIN asset a ON a.id = r.asset_id
            WHERE r.organisation_id = me AND a.facility_id = facility);
END $$;

CALL entrust('may_know_place(int)', 'fallow_api');

-- Whether the acting organisation may know another by name: they share or have shared, or have booked.
CREATE FUNCTION may_know(organisation int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN organisation = me
        OR EXISTS (SELECT FROM agreement g WHERE g.partner_id = me AND g.owner_id = organisation)
        OR EXISTS (SELECT FROM agreement g WHERE g.partner_id = organisation AND g.owner_id = me)
        OR EXISTS (
            SELECT FROM asset a
            WHERE a.organisation_id = organisation AND is_shared(organisation, a.facility_id, a.type, a.id))
        OR EXISTS (
            SELECT FROM reservation r JOIN asset a ON a.id = r.asset_id
            WHERE r.organisation_id = organisation AND a.organisation_id = me)
        OR EXISTS (
            SELECT FROM reservation r JOIN asset a ON a.id = r.asset_id
            WHERE r.organisation_id = me AND a.organisation_id = organisation);
END $$;

CALL entrust('may_know(int)', 'fallow_api');

CREATE FUNCTION owns_gateway(gateway int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN EXISTS (SELECT FROM gateway g WHERE g.id = gateway AND g.organisation_id = acting_organisation());
END $$;

CALL entrust('owns_gateway(int)', 'fallow_api');

CREATE FUNCTION owns_facility(facility int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN EXISTS (SELECT FROM facility f WHERE f.id = facility AND f.organisation_id = acting_organisation());
END $$;

CALL entrust('owns_facility(int)', 'fallow_api');

-- Whether a reservation is the acting organisation's, or of an asset of its own; NULL where there is
-- none, as there isn't of one that is being written by the same statement.
CREATE FUNCTION is_sided(reservation uuid) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN (
        SELECT r.organisation_id = me OR a.organisation_id = me
        FROM reservation r JOIN asset a ON a.id = r.asset_id WHERE r.id = reservation);
END $$;

CALL entrust('is_sided(uuid)', 'fallow_api');

-- Whether an organisation may be told of an asset by the acting one: either owns it.
CREATE FUNCTION may_tell(organisation int, asset int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN organisation = acting_organisation()
        OR EXISTS (
            SELECT FROM asset a
            WHERE a.id = asset AND a.organisation_id IN (organisation, acting_organisation()));
END $$;

CALL entrust('may_tell(int, int)', 'fallow_api');

-- What is known of others' time: that it is taken, and not by whom.

-- Whether any of some time is taken of an asset that the acting organisation may book, or was before
-- it ran out unmarked.
CREATE FUNCTION is_taken(asset int, starts timestamptz, ends timestamptz) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM reservation r
        WHERE r.asset_id = asset AND r.blocked && tstzrange(starts, ends)
          AND r.status IN ('HELD', 'REQUESTED', 'CONFIRMED', 'IN_USE', 'COMPLETED'));
END $$;

CALL entrust('is_taken(int, timestamptz, timestamptz)', 'fallow_api', 'fallow_jobs');

-- When assets are taken at a moment. Whose a reservation is, its two sides alone are told; jobs are told all.
CREATE FUNCTION taken_times(assets int[], starts timestamptz, ends timestamptz, at timestamptz)
    RETURNS TABLE (asset_id int, id uuid, organisation_id int, organisation text, during tstzrange,
                   blocked tstzrange, lapses_at timestamptz)
    STABLE LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN QUERY
        SELECT r.asset_id,
               CASE WHEN told.whose THEN r.id END,
               CASE WHEN told.whose THEN r.organisation_id END,
               CASE WHEN told.whose THEN o.code::text END,
               r.during, r.blocked,
               CASE WHEN r.status IN ('HELD', 'REQUESTED') THEN r.expires_at END
        FROM reservation r
        JOIN organisation o ON o.id = r.organisation_id
        JOIN asset a ON a.id = r.asset_id
        CROSS JOIN LATERAL (SELECT me IS NULL OR me IN (r.organisation_id, a.organisation_id) AS whose) told
        WHERE r.asset_id = ANY (assets) AND r.blocked && tstzrange(starts, ends)
          AND (r.status IN ('CONFIRMED', 'IN_USE', 'COMPLETED')
            OR r.status IN ('HELD', 'REQUESTED') AND r.expires_at > at)
          AND (me IS NULL OR told.whose OR may_book(r.asset_id))
        ORDER BY r.asset_id, lower(r.during);
END $$;

CALL entrust('taken_times(int[], timestamptz, timestamptz, timestamptz)', 'fallow_api', 'fallow_jobs');

-- Whether others than the acting organisation have an asset of another's in any of some time, at a moment:
-- of its own assets it sees all that is booked.
CREATE FUNCTION others_have(asset int, starts timestamptz, ends timestamptz, at timestamptz) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN NOT owns_asset(asset) AND EXISTS (
        SELECT FROM reservation r
        WHERE r.asset_id = asset AND r.blocked && tstzrange(starts, ends)
          AND r.organisation_id <> acting_organisation()
          AND (r.status IN ('CONFIRMED', 'IN_USE', 'COMPLETED')
            OR r.status IN ('HELD', 'REQUESTED') AND r.expires_at > at));
END $$;

CALL entrust('others_have(int, timestamptz, timestamptz, timestamptz)', 'fallow_api', 'fallow_jobs');

-- Whether somebody owes something for time of an asset that was given up, as long as nobody has it.
CREATE FUNCTION is_owed_for(asset int, time_range tstzrange) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN EXISTS (
            SELECT FROM reservation c
            WHERE c.asset_id = asset AND c.during && time_range AND c.status = 'CANCELLED' AND c.fee_percent > 0)
        OR EXISTS (
            SELECT FROM given_up g
            WHERE g.asset_id = asset AND g.during && time_range AND g.waived_at IS NULL);
END $$;

CALL entrust('is_owed_for(int, tstzrange)', 'fallow_api', 'fallow_jobs');

-- What is left of the use that an asset's calibration allows, as its windows end with it: how long it
-- was in use since, and until when that is known.
CREATE FUNCTION calibration_use(assets int[], in_use smallint)
    RETURNS TABLE (asset_id int, days int, run_hours int, calibrated timestamptz, in_use_s numeric, seen timestamptz)
    STABLE LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN QUERY
        SELECT c.asset_id, c.days, c.run_hours, last.at, coalesce(usage.in_use_s, 0), usage.seen
        FROM calibration c
        LEFT JOIN LATERAL (
            SELECT r.at FROM calibration_record r
            WHERE r.asset_id = c.asset_id AND r.passed
            ORDER BY r.at DESC LIMIT 1) last ON true
        LEFT JOIN LATERAL (
            SELECT sum(extract(epoch FROM i.ended_at - greatest(i.started_at, last.at)))
                     FILTER (WHERE i.activity = in_use) AS in_use_s,
                   max(i.ended_at) AS seen
            FROM usage_interval i
            WHERE i.asset_id = c.asset_id AND i.ended_at > last.at) usage ON c.run_hours IS NOT NULL
        WHERE c.asset_id = ANY (assets) AND (me IS NULL OR may_book(c.asset_id));
END $$;

CALL entrust('calibration_use(int[], smallint)', 'fallow_api', 'fallow_jobs');

-- The time for which assets that are calibrated by use are booked, by whomever, beyond what is known of it.
CREATE FUNCTION calibration_booked(assets int[]) RETURNS TABLE (asset_id int, begins timestamptz, ends timestamptz)
    STABLE LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN QUERY
        SELECT r.asset_id, greatest(lower(r.during), usage.seen), upper(r.during)
        FROM calibration c
        JOIN reservation r ON r.asset_id = c.asset_id
        LEFT JOIN LATERAL (
            SELECT i.ended_at AS seen FROM usage_interval i
            WHERE i.asset_id = c.asset_id ORDER BY i.started_at DESC LIMIT 1) usage ON true
        WHERE c.asset_id = ANY (assets) AND c.run_hours IS NOT NULL
          AND r.status IN ('HELD', 'REQUESTED', 'CONFIRMED', 'IN_USE')
          AND (usage.seen IS NULL OR upper(r.during) > usage.seen)
          AND (me IS NULL OR may_book(c.asset_id));
END $$;

CALL entrust('calibration_booked(int[])', 'fallow_api', 'fallow_jobs');
