-- A calendar is read row by row, some for each booking: so where the acting organisation may book is found once
-- for a statement, and not for each row (the subselects are that). Its own places, and those in which something
-- is shared with it at this moment.
CREATE FUNCTION bookable_places() RETURNS int[]
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN ARRAY(
        SELECT f.id FROM facility f WHERE f.organisation_id = me
        UNION
        SELECT f.id
        FROM shares_of(me) g JOIN facility f ON f.organisation_id = g.owner_id
        WHERE g.valid @> acting_now()
          AND (g.facility_id IS NULL OR g.facility_id = f.id)
          AND (g.asset_type IS NULL OR EXISTS (
            SELECT FROM asset a WHERE a.facility_id = f.id AND a.type = g.asset_type))
          AND (g.asset_id IS NULL OR EXISTS (
            SELECT FROM asset a WHERE a.facility_id = f.id AND a.id = g.asset_id)));
END $$;

CALL entrust('bookable_places()', 'fallow_api');

CALL protect('opening', 'facility_id = ANY ((SELECT bookable_places())::int[]) AND (asset_id IS NULL OR may_book(asset_id))',
    writes => 'owns_facility(facility_id)');
CALL protect('opening_exception',
    'facility_id = ANY ((SELECT bookable_places())::int[]) AND (asset_id IS NULL OR may_book(asset_id))',
    writes => 'owns_facility(facility_id)');
CALL protect('closed_day', 'facility_id = ANY ((SELECT bookable_places())::int[])',
    writes => 'owns_facility(facility_id)');
CALL protect('facility_holiday', 'facility_id = ANY ((SELECT bookable_places())::int[])',
    writes => 'owns_facility(facility_id)');
