-- A circle's admin hands it over to another member, which has to say yes: so one who leaves leaves no circle
-- behind without an admin. Such a motion is for its addressee alone to answer.
DO $$
DECLARE
    old name;
BEGIN
    FOR old IN
        SELECT conname FROM pg_constraint
        WHERE conrelid = 'circle_motion'::regclass AND contype = 'c'
          AND pg_get_constraintdef(oid) ~ 'INVITATION'
    LOOP
        EXECUTE format('ALTER TABLE circle_motion DROP CONSTRAINT %I', old);
    END LOOP;
END $$;
ALTER TABLE circle_motion
    ADD CHECK (kind IN ('INVITATION', 'TERMS', 'ADMIN')),
    ADD CHECK ((kind IN ('INVITATION', 'ADMIN')) = (addressee IS NOT NULL)),
    ADD CHECK (kind <> 'ADMIN' OR invited_id IS NOT NULL);

-- Nobody hands over but the admin.
ALTER POLICY api_adds ON circle_motion WITH CHECK (
    is_member(acting_organisation(), circle_id) AND put_by_id = acting_organisation() AND status = 'OPEN'
    AND (kind <> 'ADMIN' OR EXISTS (
        SELECT FROM circle c WHERE c.id = circle_id AND c.admin_id = acting_organisation())));

-- As before, and hands a circle over to a member that has accepted it. What the admin before had put to hand it
-- over to others is withdrawn.
CREATE OR REPLACE FUNCTION circle_settles(settled int, at timestamptz) RETURNS SETOF int
    LANGUAGE plpgsql AS $$
DECLARE
    m circle_motion;
BEGIN
    INSERT INTO circle_member (circle_id, organisation_id, during)
    SELECT c.id, c.admin_id, tstzrange(at, NULL) FROM circle c
    WHERE c.id = settled AND NOT EXISTS (SELECT FROM circle_member o WHERE o.circle_id = settled);
    FOR m IN SELECT * FROM circle_motion WHERE circle_id = settled AND status = 'OPEN' ORDER BY id LOOP
        CONTINUE WHEN EXISTS (
            SELECT FROM (
                SELECT c.organisation_id FROM circle_member c
                WHERE c.circle_id = settled AND upper_inf(c.during) AND m.kind <> 'ADMIN'
                UNION ALL SELECT m.invited_id WHERE m.kind <> 'TERMS') asked
            WHERE NOT EXISTS (
                SELECT FROM circle_consent s
                WHERE s.motion_id = m.id AND s.organisation_id = asked.organisation_id AND s.consents));
        UPDATE circle_motion SET status = 'CARRIED', decided_at = at WHERE id = m.id;
        IF m.kind = 'INVITATION' THEN
            INSERT INTO circle_member (circle_id, organisation_id, during)
            VALUES (settled, m.invited_id, tstzrange(at, NULL));
        ELSIF m.kind = 'ADMIN' THEN
            UPDATE circle SET admin_id = m.invited_id
            WHERE id = settled AND admin_id = m.put_by_id AND closed IS NULL
              AND EXISTS (
                SELECT FROM circle_member c
                WHERE c.circle_id = settled AND c.organisation_id = m.invited_id AND upper_inf(c.during));
            UPDATE circle_motion SET status = 'WITHDRAWN', decided_at = at
            WHERE circle_id = settled AND kind = 'ADMIN' AND status = 'OPEN';
            RETURN NEXT m.id;
            RETURN; -- nothing else lacks less than before
        ELSE
            PERFORM agreement_takes_effect(g.id, at) FROM agreement g
            WHERE g.circle_id = settled AND g.status = 'ACCEPTED' AND (upper_inf(g.valid) OR upper(g.valid) > at);
        END IF;
        RETURN NEXT m.id;
    END LOOP;
END $$;
CALL entrust('circle_settles(int, timestamptz)', 'fallow_api', 'fallow_jobs');

-- As before; and whoever is no member any more is not handed anything over.
CREATE OR REPLACE FUNCTION circle_departs(departed int, organisation int, at timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF organisation IS DISTINCT FROM acting_organisation()
        AND acting_organisation() <> (SELECT admin_id FROM circle WHERE id = departed) THEN
        RAISE EXCEPTION 'only its admin may' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE circle_member SET during = tstzrange(lower(during), at)
    WHERE circle_id = departed AND upper_inf(during) AND organisation_id = coalesce(organisation, organisation_id);
    UPDATE circle_motion SET status = 'WITHDRAWN', decided_at = at
    WHERE circle_id = departed AND status = 'OPEN' AND kind = 'ADMIN' AND invited_id = organisation;
    IF organisation IS NULL THEN
        UPDATE circle SET closed = at WHERE id = departed;
        UPDATE circle_motion SET status = 'WITHDRAWN', decided_at = at WHERE circle_id = departed AND status = 'OPEN';
    END IF;
END $$;
CALL entrust('circle_departs(int, int, timestamptz)', 'fallow_api', 'fallow_jobs');
