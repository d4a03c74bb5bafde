-- What policies ask costs a look into tables each time: told so, the planner asks it of the rows that a
-- statement is about, and not of all that a small table has. (After all that replaces one of them, as
-- that forgets its cost.)
DO $$
DECLARE
    asked regprocedure;
BEGIN
    FOR asked IN
        SELECT p.oid FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace AND p.proname IN (
            'is_shared', 'owns_asset', 'owns_gateway', 'owns_facility', 'may_book', 'may_read_of', 'may_know',
            'may_know_place', 'may_tell', 'is_sided', 'is_party', 'is_asked', 'is_member', 'are_in_circle')
    LOOP
        EXECUTE format('ALTER FUNCTION %s COST 20000', asked);
    END LOOP;
END $$;

-- What blocks any of some time of an asset, as far as the acting organisation sees it: found by the index on
-- times, which a statement under policies may not use, as whether ranges overlap could tell of rows that are
-- not shown. So each refused booking looked at all that was ever booked of its asset.
CREATE FUNCTION in_the_way(asset int, starts timestamptz, ends timestamptz) RETURNS SETOF uuid
    STABLE ROWS 2 COST 20000 LANGUAGE plpgsql AS $$
DECLARE
    me  int := acting_organisation();
    own boolean := me IS NULL OR owns_asset(asset);
BEGIN
    RETURN QUERY
        SELECT r.id FROM reservation r
        WHERE r.asset_id = asset AND r.blocked && tstzrange(starts, ends)
          AND r.status IN ('HELD', 'REQUESTED', 'CONFIRMED', 'IN_USE', 'COMPLETED')
          AND (own OR r.organisation_id = me);
END $$;

CALL entrust('in_the_way(int, timestamptz, timestamptz)', 'fallow_api', 'fallow_jobs');
