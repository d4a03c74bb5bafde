-- Who may see and write what of agreements and circles; and that what circles and everybody are shared
-- with is seen wherever it is asked what is shared (is_shared).

CREATE OR REPLACE FUNCTION is_shared(owner int, facility int, type text, asset int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM shares_of(acting_organisation()) g
        WHERE g.owner_id = owner AND g.valid @> acting_now()
          AND (g.facility_id IS NULL OR g.facility_id = facility)
          AND (g.asset_type IS NULL OR g.asset_type = type)
          AND (g.asset_id IS NULL OR g.asset_id = asset));
END $$;
CALL entrust('is_shared(int, int, text, int)', 'fallow_api');

REVOKE ALL ON FUNCTION shares_of(int) FROM PUBLIC;
CALL entrust('shared_with(int)', 'fallow_api', 'fallow_jobs');
CALL entrust('is_member(int, int)', 'fallow_api');
CALL entrust('agreement_takes_effect(int, timestamptz)');
CALL entrust('agreement_settles(int, timestamptz)', 'fallow_api', 'fallow_jobs');
CALL entrust('agreement_ends(int, int, text, text, timestamptz)', 'fallow_api', 'fallow_jobs');
CALL entrust('circle_settles(int, timestamptz)', 'fallow_api', 'fallow_jobs');
CALL entrust('circle_departs(int, int, timestamptz)', 'fallow_api', 'fallow_jobs');

-- Whether the acting organisation is one of the two sides of an agreement.
CREATE FUNCTION is_party(agreement int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM agreement g WHERE g.id = is_party.agreement AND acting_organisation() IN (g.owner_id, g.partner_id));
END $$;
CALL entrust('is_party(int)', 'fallow_api');

-- Whether all members of a circle have consented to take the acting organisation in, and it is asked.
CREATE FUNCTION is_asked(circle int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM circle_motion m
        WHERE m.circle_id = circle AND m.status = 'OPEN' AND m.invited_id = acting_organisation()
          AND NOT EXISTS (
            SELECT FROM circle_member o
            WHERE o.circle_id = circle AND upper_inf(o.during) AND NOT EXISTS (
                SELECT FROM circle_consent s
                WHERE s.motion_id = m.id AND s.organisation_id = o.organisation_id AND s.consents)));
END $$;
CALL entrust('is_asked(int)', 'fallow_api');

-- Whether the acting organisation reads of another's asset or place: also where one of its agreements,
-- or of a circle's of which it is a member, or what was proposed to it, is about just this one.
CREATE OR REPLACE FUNCTION may_read_of(owner int, facility int, type text, asset int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN is_shared(owner, facility, type, asset)
        OR EXISTS (
            SELECT FROM agreement g
            WHERE g.owner_id = owner AND (g.partner_id = me OR is_member(me, g.circle_id))
              AND (g.asset_id = asset OR EXISTS (
                SELECT FROM agreement_version v WHERE v.agreement_id = g.id AND v.asset_id = asset)))
        OR EXISTS (SELECT FROM reservation r WHERE r.organisation_id = me AND r.asset_id = asset);
END $$;
CALL entrust('may_read_of(int, int, text, int)', 'fallow_api');

CREATE OR REPLACE FUNCTION may_know_place(facility int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    me int := acting_organisation();
    owner int := (SELECT f.organisation_id FROM facility f WHERE f.id = facility);
BEGIN
    RETURN owner = me
        OR EXISTS (
            SELECT FROM agreement g
            WHERE g.owner_id = owner AND (g.partner_id = me OR is_member(me, g.circle_id))
              AND (g.facility_id = facility OR EXISTS (
                SELECT FROM agreement_version v WHERE v.agreement_id = g.id AND v.facility_id = facility)))
        OR is_shared(owner, facility, NULL, NULL)
        OR EXISTS (
            SELECT FROM asset a
            WHERE a.facility_id = facility AND is_shared(owner, facility, a.type, a.id))
        OR EXISTS (
            SELECT FROM reservation r JOIN asset a ON a.id = r.asset_id
            WHERE r.organisation_id = me AND a.facility_id = facility);
END $$;
CALL entrust('may_know_place(int)', 'fallow_api');

-- Whether two organisations are members of one circle, or one of them is asked to join the other.
CREATE FUNCTION are_in_circle(organisation int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN EXISTS (
        SELECT FROM circle_member o
        WHERE o.organisation_id = organisation AND upper_inf(o.during)
          AND (is_member(me, o.circle_id) OR is_asked(o.circle_id)));
END $$;
CALL entrust('are_in_circle(int)', 'fallow_api');

-- Whether the acting organisation may know another by name: also whoever proposed something to it or
-- has answered what it proposed, and who is with it in a circle. That it wrote a code tells it nothing.
CREATE OR REPLACE FUNCTION may_know(organisation int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    me int := acting_organisation();
BEGIN
    RETURN organisation = me
        OR EXISTS (SELECT FROM agreement g WHERE g.partner_id = me AND g.owner_id = organisation)
        OR EXISTS (
            SELECT FROM agreement g
            WHERE g.partner_id = organisation AND g.owner_id = me AND g.status IN ('ACCEPTED', 'DECLINED'))
        OR EXISTS (
            SELECT FROM asset a
            WHERE a.organisation_id = organisation AND is_shared(organisation, a.facility_id, a.type, a.id))
        OR are_in_circle(organisation)
        OR EXISTS (
            SELECT FROM circle c JOIN circle_motion m ON m.circle_id = c.id
            JOIN circle_consent s ON s.motion_id = m.id
            WHERE s.organisation_id = organisation AND is_member(me, c.id))
        OR EXISTS (
            SELECT FROM agreement g JOIN circle_member m ON m.circle_id = g.circle_id
            WHERE g.owner_id = me AND m.organisation_id = organisation)
        OR EXISTS (
            SELECT FROM reservation r JOIN asset a ON a.id = r.asset_id
            WHERE r.organisation_id = organisation AND a.organisation_id = me)
        OR EXISTS (
            SELECT FROM reservation r JOIN asset a ON a.id = r.asset_id
            WHERE r.organisation_id = me AND a.organisation_id = organisation);
END $$;
CALL entrust('may_know(int)', 'fallow_api');

-- Whether an organisation may be told by the acting one: of an asset that either owns, or of what they
-- have with each other, an agreement or a circle.
CREATE OR REPLACE FUNCTION may_tell(organisation int, asset int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
DECLARE
    me int := acting_organisation();
BEGIN
    IF asset IS NOT NULL THEN
        RETURN organisation = me OR EXISTS (
            SELECT FROM asset a WHERE a.id = asset AND a.organisation_id IN (organisation, me));
    END IF;
    RETURN organisation = me
        OR EXISTS (SELECT FROM agreement g WHERE g.owner_id = me AND g.partner_id = organisation)
        OR EXISTS (SELECT FROM agreement g WHERE g.owner_id = organisation AND g.partner_id = me)
        OR are_in_circle(organisation)
        OR EXISTS (
            SELECT FROM circle_motion m
            WHERE m.invited_id = organisation AND m.status = 'OPEN' AND is_member(me, m.circle_id));
END $$;
CALL entrust('may_tell(int, int)', 'fallow_api');

-- Nobody accepts what it has proposed itself but where it decides alone; and nothing becomes valid or
-- ends but by the functions that look whether that was said.
CALL protect('agreement',
    'acting_organisation() IN (owner_id, partner_id) OR is_member(acting_organisation(), circle_id)',
    'SELECT, INSERT, UPDATE (status, edition)', 'acting_organisation() IN (owner_id, partner_id)');
ALTER POLICY api_adds ON agreement WITH CHECK (
    owner_id = acting_organisation() AND status = 'PROPOSED'
    AND (circle_id IS NULL OR is_member(acting_organisation(), circle_id)));

CALL protect('agreement_version', 'EXISTS (SELECT FROM agreement g WHERE g.id = agreement_id)',
    'SELECT, INSERT, UPDATE (status, decided_by_id, decided_by, decided_at, reason)', 'is_party(agreement_id)');
ALTER POLICY api_adds ON agreement_version WITH CHECK (
    is_party(agreement_id) AND proposed_by_id = acting_organisation() AND status = 'PROPOSED');
ALTER POLICY api_changes ON agreement_version WITH CHECK (
    is_party(agreement_id) AND decided_by_id = acting_organisation()
    AND (status <> 'ACCEPTED' OR proposed_by_id <> acting_organisation()
        OR EXISTS (SELECT FROM agreement g WHERE g.id = agreement_id AND g.reach <> 'PARTNER')));

-- What an agreement says is not its owner's to change alone.
CALL protect('policy', 'owner_id = acting_organisation()',
    writes => 'owner_id = acting_organisation() AND agreement_id IS NULL');

CALL protect('circle',
    'admin_id = acting_organisation() OR is_member(acting_organisation(), id) OR is_asked(id)',
    'SELECT, INSERT', 'admin_id = acting_organisation()');
CALL protect('circle_member', 'is_member(acting_organisation(), circle_id) OR is_asked(circle_id)', 'SELECT');
CALL protect('circle_motion',
    'is_member(acting_organisation(), circle_id)'
    ' OR is_asked(circle_id) AND (invited_id = acting_organisation() OR kind = ''TERMS'' AND status = ''CARRIED'')',
    'SELECT, INSERT, UPDATE (status, decided_at)',
    'is_member(acting_organisation(), circle_id) OR is_asked(circle_id) AND invited_id = acting_organisation()');
ALTER POLICY api_adds ON circle_motion WITH CHECK (
    is_member(acting_organisation(), circle_id) AND put_by_id = acting_organisation() AND status = 'OPEN');
ALTER POLICY api_changes ON circle_motion WITH CHECK (
    status IN ('REFUSED', 'WITHDRAWN')
    AND (is_member(acting_organisation(), circle_id) OR invited_id = acting_organisation()));
CALL protect('circle_consent', 'EXISTS (SELECT FROM circle_motion m WHERE m.id = motion_id)',
    'SELECT, INSERT, UPDATE',
    'organisation_id = acting_organisation()'
    ' AND EXISTS (SELECT FROM circle_motion m WHERE m.id = motion_id AND m.status = ''OPEN'')');
