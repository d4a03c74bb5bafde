-- How companies come to share: with one partner by an agreement that both sides accept, with a circle
-- of members who all consent to each other, or with everybody. What is shared stands in agreement;
-- how it came to be so, in the versions and motions beside it, none of which is ever deleted.

-- Organisations that share with each other on common terms.
CREATE TABLE circle (
    id       int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    admin_id int NOT NULL REFERENCES organisation,
    code     text NOT NULL CHECK (code ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    name     text NOT NULL,
    made_by  text NOT NULL,
    made_at  timestamptz NOT NULL,
    closed   timestamptz,
    UNIQUE (admin_id, code)
);

CREATE TABLE circle_member (
    circle_id       int NOT NULL REFERENCES circle,
    organisation_id int NOT NULL REFERENCES organisation,
    during          tstzrange NOT NULL,
    EXCLUDE USING gist (circle_id WITH =, organisation_id WITH =, during WITH &&)
);
CREATE INDEX ON circle_member (organisation_id);

-- What all members of a circle have to consent to, and whom it takes in as well: a new member, or
-- other common terms. One refusal ends it.
CREATE TABLE circle_motion (
    id         int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    circle_id  int NOT NULL REFERENCES circle,
    kind       text NOT NULL CHECK (kind IN ('INVITATION', 'TERMS')),
    addressee  text, -- a code as it was written, whether or not there is such an organisation
    invited_id int REFERENCES organisation,
    terms      jsonb,
    status     text NOT NULL CHECK (status IN ('OPEN', 'CARRIED', 'REFUSED', 'WITHDRAWN')),
    put_by_id  int NOT NULL REFERENCES organisation,
    put_by     text NOT NULL,
    put_at     timestamptz NOT NULL,
    decided_at timestamptz,
    CHECK ((kind = 'INVITATION') = (addressee IS NOT NULL)),
    CHECK ((kind = 'TERMS') = (terms IS NOT NULL)),
    CHECK ((status = 'OPEN') = (decided_at IS NULL))
);
CREATE INDEX ON circle_motion (circle_id);
CREATE INDEX ON circle_motion (invited_id) WHERE kind = 'INVITATION';
-- One at a time about the same.
CREATE UNIQUE INDEX ON circle_motion (circle_id, coalesce(addressee, '')) WHERE status = 'OPEN';

CREATE TABLE circle_consent (
    motion_id       int NOT NULL REFERENCES circle_motion,
    organisation_id int NOT NULL REFERENCES organisation,
    consents        boolean NOT NULL,
    said_by         text NOT NULL,
    said_at         timestamptz NOT NULL,
    PRIMARY KEY (motion_id, organisation_id)
);

-- An agreement is with a partner, with a circle or with everybody. Until it is accepted it is valid at
-- no time: so whoever asks what is shared need not know how agreements are made.
ALTER TABLE agreement
    ALTER COLUMN partner_id DROP NOT NULL,
    ALTER COLUMN valid DROP NOT NULL,
    ALTER COLUMN valid DROP DEFAULT,
    ADD COLUMN reach text NOT NULL DEFAULT 'PARTNER' CHECK (reach IN ('PARTNER', 'CIRCLE', 'OPEN')),
    ADD COLUMN circle_id int REFERENCES circle,
    ADD COLUMN addressee text, -- a partner's code as it was written, whether or not there is one
    ADD COLUMN status text NOT NULL DEFAULT 'ACCEPTED'
        CHECK (status IN ('PROPOSED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN')),
    ADD COLUMN edition int NOT NULL DEFAULT 1, -- another after each step
    ADD COLUMN end_notice_s bigint NOT NULL DEFAULT 0 CHECK (end_notice_s >= 0),
    ADD COLUMN ended_by_id int REFERENCES organisation,
    ADD COLUMN ended_by text,
    ADD COLUMN ended_at timestamptz, -- when notice was given
    ADD COLUMN end_reason text,
    ADD CHECK ((reach = 'CIRCLE') = (circle_id IS NOT NULL)),
    ADD CHECK (partner_id IS NULL OR reach = 'PARTNER'),
    ADD CHECK (valid IS NULL OR partner_id IS NOT NULL OR reach <> 'PARTNER'),
    ADD CHECK ((valid IS NULL) = (status <> 'ACCEPTED'));

UPDATE agreement g SET addressee = o.code FROM organisation o WHERE o.id = g.partner_id;
ALTER TABLE agreement ADD CHECK ((reach = 'PARTNER') = (addressee IS NOT NULL));

-- One at a time about the same things for the same others; at another time there may be another.
DO $$
DECLARE
    old name;
BEGIN
    FOR old IN SELECT conname FROM pg_constraint WHERE conrelid = 'agreement'::regclass AND contype = 'x' LOOP
        EXECUTE format('ALTER TABLE agreement DROP CONSTRAINT %I', old);
    END LOOP;
END $$;
ALTER TABLE agreement ADD CONSTRAINT agreement_once EXCLUDE USING gist (
    owner_id WITH =,
    (coalesce(partner_id, 0)) WITH =,
    (coalesce(circle_id, 0)) WITH =,
    (coalesce(facility_id, 0)) WITH =,
    (coalesce(asset_type, '')) WITH =,
    (coalesce(asset_id, 0)) WITH =,
    valid WITH &&);
CREATE INDEX ON agreement (circle_id) WHERE circle_id IS NOT NULL;
CREATE INDEX ON agreement (owner_id) WHERE reach = 'OPEN';

-- What the two sides of an agreement have proposed to each other. The newest accepted one counts.
CREATE TABLE agreement_version (
    agreement_id   int NOT NULL REFERENCES agreement,
    number         int NOT NULL,
    facility_id    int REFERENCES facility,
    asset_type     text,
    asset_id       int REFERENCES asset,
    from_at        timestamptz, -- not before it is accepted
    until_at       timestamptz,
    end_notice_s   bigint NOT NULL CHECK (end_notice_s >= 0),
    terms          jsonb NOT NULL,
    status         text NOT NULL CHECK (status IN ('PROPOSED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN')),
    proposed_by_id int NOT NULL REFERENCES organisation,
    proposed_by    text NOT NULL,
    proposed_at    timestamptz NOT NULL,
    decided_by_id  int REFERENCES organisation,
    decided_by     text,
    decided_at     timestamptz,
    reason         text,
    CHECK ((status = 'PROPOSED') = (decided_at IS NULL)),
    PRIMARY KEY (agreement_id, number)
);
CREATE UNIQUE INDEX ON agreement_version (agreement_id) WHERE status = 'PROPOSED';

INSERT INTO agreement_version (agreement_id, number, facility_id, asset_type, asset_id, from_at, until_at,
    end_notice_s, terms, status, proposed_by_id, proposed_by, proposed_at, decided_by_id, decided_by, decided_at)
SELECT g.id, 1, g.facility_id, g.asset_type, g.asset_id, lower(g.valid), upper(g.valid), 0,
       coalesce(p.terms, '{}'), 'ACCEPTED', g.owner_id, 'the platform', coalesce(lower(g.valid), now()),
       g.partner_id, 'the platform', coalesce(lower(g.valid), now())
FROM agreement g LEFT JOIN policy p ON p.agreement_id = g.id;

-- Makes the newest accepted version of an agreement count: what it is about, when, and on what terms.
-- A circle's common terms go before its members' own. Whatever the caller may see or change itself, it
-- brings about no more than what was accepted.
CREATE FUNCTION agreement_takes_effect(taken int, at timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v     agreement_version;
    g     agreement;
    terms jsonb;
BEGIN
    SELECT * INTO g FROM agreement WHERE id = taken FOR UPDATE;
    SELECT * INTO STRICT v FROM agreement_version
    WHERE agreement_id = taken AND status = 'ACCEPTED' ORDER BY number DESC LIMIT 1;
    UPDATE agreement SET
        facility_id = v.facility_id, asset_type = v.asset_type, asset_id = v.asset_id,
        end_notice_s = v.end_notice_s, status = 'ACCEPTED',
        valid = CASE WHEN g.ended_at IS NOT NULL THEN g.valid
            ELSE tstzrange(CASE WHEN lower(g.valid) <= at THEN lower(g.valid)
                                ELSE greatest(v.from_at, at) END, v.until_at) END
    WHERE id = taken;
    terms := v.terms || coalesce((
        SELECT m.terms FROM circle_motion m
        WHERE m.circle_id = g.circle_id AND m.kind = 'TERMS' AND m.status = 'CARRIED'
        ORDER BY m.decided_at DESC, m.id DESC LIMIT 1), '{}');
    INSERT INTO policy (owner_id, agreement_id, terms, said_by, said_at)
    VALUES (g.owner_id, taken, terms, v.decided_by, at)
    ON CONFLICT (owner_id, asset_type, asset_id, agreement_id)
    DO UPDATE SET terms = EXCLUDED.terms, said_by = EXCLUDED.said_by, said_at = EXCLUDED.said_at;
END $$;

-- Ends an accepted agreement for one of its sides when its notice is over, but no later than it would
-- have ended anyway; one that would begin later still never does.
CREATE FUNCTION agreement_ends(ended int, side int, by text, why text, at timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agreement
    SET ended_by_id = side, ended_by = by, ended_at = at, end_reason = nullif(why, ''),
        valid = valid * tstzrange(NULL, at + end_notice_s * interval '1 second')
    WHERE id = ended AND status = 'ACCEPTED' AND ended_at IS NULL
      AND side IN (owner_id, partner_id) AND side = coalesce(acting_organisation(), side);
END $$;

-- The same, asked for by one of the agreement's sides.
CREATE FUNCTION agreement_settles(taken int, at timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF acting_organisation() IS NULL OR EXISTS (
        SELECT FROM agreement g WHERE g.id = taken AND acting_organisation() IN (g.owner_id, g.partner_id)) THEN
        PERFORM agreement_takes_effect(taken, at);
    END IF;
END $$;

-- What others share with an organisation, at all times: nearness 1 by an agreement with it, 2 with a
-- circle of which both are members, 3 with everybody. THE ONE PLACE that knows how sharing comes about.
CREATE FUNCTION shares_of(viewer int) RETURNS TABLE (
    id int, owner_id int, nearness int, facility_id int, asset_type text, asset_id int, valid tstzrange)
    LANGUAGE sql STABLE AS $$
    SELECT g.id, g.owner_id, 1, g.facility_id, g.asset_type, g.asset_id, g.valid
    FROM agreement g WHERE g.partner_id = viewer AND g.valid IS NOT NULL
    UNION ALL
    SELECT g.id, g.owner_id, 2, g.facility_id, g.asset_type, g.asset_id, g.valid * m.during * o.during
    FROM circle_member m
    JOIN agreement g ON g.circle_id = m.circle_id AND g.owner_id <> viewer
    JOIN circle_member o ON o.circle_id = m.circle_id AND o.organisation_id = g.owner_id
    WHERE m.organisation_id = viewer
    UNION ALL
    SELECT g.id, g.owner_id, 3, g.facility_id, g.asset_type, g.asset_id, g.valid
    FROM agreement g WHERE g.reach = 'OPEN' AND g.owner_id <> viewer
$$;

-- The same for the searches and bookings of an organisation, which learns nothing of what is shared with
-- another.
CREATE FUNCTION shared_with(viewer int) RETURNS TABLE (
    id int, owner_id int, nearness int, facility_id int, asset_type text, asset_id int, valid tstzrange)
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF viewer = coalesce(acting_organisation(), viewer) THEN
        RETURN QUERY SELECT * FROM shares_of(viewer);
    END IF;
END $$;

-- A change of who sees what is another edition of the terms: what was judged before it is judged again.
CREATE TRIGGER policy_changed AFTER INSERT OR UPDATE OF valid, facility_id, asset_type, asset_id OR DELETE
    ON agreement FOR EACH STATEMENT EXECUTE FUNCTION policy_changed();
CREATE TRIGGER policy_changed AFTER INSERT OR UPDATE OR DELETE
    ON circle_member FOR EACH STATEMENT EXECUTE FUNCTION policy_changed();

-- Whether an organisation is a member of a circle.
CREATE FUNCTION is_member(organisation int, circle int) RETURNS boolean
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM circle_member m
        WHERE m.circle_id = circle AND m.organisation_id = organisation AND upper_inf(m.during));
END $$;

-- Carries what all members of a circle have consented to, and whom it takes in as well; returns those
-- motions. Of a new circle its admin is the first member. To be called after each consent and each
-- departure, by one at a time for a circle. Whatever the caller may see or change itself, it brings
-- about no more than what was consented to.
CREATE FUNCTION circle_settles(settled int, at timestamptz) RETURNS SETOF int
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
                WHERE c.circle_id = settled AND upper_inf(c.during)
                UNION ALL SELECT m.invited_id WHERE m.kind = 'INVITATION') asked
            WHERE NOT EXISTS (
                SELECT FROM circle_consent s
                WHERE s.motion_id = m.id AND s.organisation_id = asked.organisation_id AND s.consents));
        UPDATE circle_motion SET status = 'CARRIED', decided_at = at WHERE id = m.id;
        IF m.kind = 'INVITATION' THEN
            INSERT INTO circle_member (circle_id, organisation_id, during)
            VALUES (settled, m.invited_id, tstzrange(at, NULL));
        ELSE
            PERFORM agreement_takes_effect(g.id, at) FROM agreement g
            WHERE g.circle_id = settled AND g.status = 'ACCEPTED' AND (upper_inf(g.valid) OR upper(g.valid) > at);
        END IF;
        RETURN NEXT m.id;
    END LOOP;
END $$;

-- Ends a membership, or with no organisation all of them and the circle itself. Members leave by
-- themselves; its admin removes them, and closes it.
CREATE FUNCTION circle_departs(departed int, organisation int, at timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF organisation IS DISTINCT FROM acting_organisation()
        AND acting_organisation() <> (SELECT admin_id FROM circle WHERE id = departed) THEN
        RAISE EXCEPTION 'only its admin may' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE circle_member SET during = tstzrange(lower(during), at)
    WHERE circle_id = departed AND upper_inf(during) AND organisation_id = coalesce(organisation, organisation_id);
    IF organisation IS NULL THEN
        UPDATE circle SET closed = at WHERE id = departed;
        UPDATE circle_motion SET status = 'WITHDRAWN', decided_at = at WHERE circle_id = departed AND status = 'OPEN';
    END IF;
END $$;
