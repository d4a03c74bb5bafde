-- How an organisation sees the asset of a code, for one who wants it in some time: one look with the owner's
-- rights, as each booking begins with it, and row by row under policies it took four times as long. It looks
-- for the acting organisation, or for another at an asset of the acting one's own; of an asset that isn't seen
-- it says nothing. The agreement that counts is that with the viewer itself before one with a circle before one
-- with everybody; of those the one that is most closely about the asset, then the newest. Whoever is shared
-- with by another one when it ends goes on having the asset.
CREATE FUNCTION sight(viewer int, owner text, asset text, starts timestamptz, ends timestamptz, at timestamptz)
    RETURNS TABLE (own boolean, agreement int, until timestamptz, edition text, policies bigint, taken boolean)
    STABLE LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN QUERY
        WITH shares AS MATERIALIZED (SELECT * FROM shares_of(viewer))
        SELECT a.organisation_id = viewer, g.id, g.until,
               concat_ws('.', a.xmin, f.xmin, o.xmin, rules_edition()),
               (SELECT p.edition FROM policy_edition p),
               EXISTS (
                   SELECT FROM reservation r
                   WHERE r.asset_id = a.id AND r.blocked && tstzrange(starts, ends)
                     AND r.status IN ('HELD', 'REQUESTED', 'CONFIRMED', 'IN_USE', 'COMPLETED'))
        FROM organisation o
        JOIN asset a ON a.organisation_id = o.id
        JOIN facility f ON f.id = a.facility_id
        LEFT JOIN LATERAL (
            SELECT g.id, CASE WHEN upper(g.valid) IS NOT NULL THEN (
                SELECT upper(span) FROM unnest((
                    SELECT range_agg(n.valid) FROM shares n
                    WHERE n.owner_id = g.owner_id
                      AND (n.facility_id IS NULL OR n.facility_id = a.facility_id)
                      AND (n.asset_type IS NULL OR n.asset_type = a.type)
                      AND (n.asset_id IS NULL OR n.asset_id = a.id))) span
                WHERE span && g.valid) END AS until
            FROM shares g
            WHERE a.organisation_id <> viewer AND g.owner_id = a.organisation_id AND g.valid @> at
              AND (g.facility_id IS NULL OR g.facility_id = a.facility_id)
              AND (g.asset_type IS NULL OR g.asset_type = a.type)
              AND (g.asset_id IS NULL OR g.asset_id = a.id)
            ORDER BY g.nearness, g.asset_id NULLS LAST, g.asset_type NULLS LAST,
                     g.facility_id NULLS LAST, g.id DESC
            LIMIT 1) g ON true
        WHERE o.code = owner AND a.code = asset
          AND (a.organisation_id = viewer OR g.id IS NOT NULL)
          AND (me IS NULL OR me = viewer OR me = a.organisation_id);
END $$;

CALL entrust('sight(int, text, text, timestamptz, timestamptz, timestamptz)', 'fallow_api', 'fallow_jobs');
