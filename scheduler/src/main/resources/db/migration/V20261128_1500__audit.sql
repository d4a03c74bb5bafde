-- Who changed what, for which organisation: an entry for each row that was added, changed or removed,
-- written by triggers in the transaction of the change. Entries are only ever added.
CREATE TABLE audit_entry (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id int NOT NULL,  -- that acted; else whose row it is; 0: the platform
    actor           text NOT NULL, -- person@organisation, key:id@organisation, or the platform
    at              timestamptz NOT NULL DEFAULT clock_timestamp(),
    what            text NOT NULL, -- the table
    action          text NOT NULL, -- insert, update or delete
    row_key         text NOT NULL, -- parts by /
    before          jsonb,         -- of an update: the columns that it changed
    after           jsonb
);

-- An organisation's entries as a chain: each by its number, with a code (HMAC-SHA-256, under a key
-- that isn't in the database) over the entry's digest, its place and the code before. Written about
-- a second after the entry, as a chain that bookings themselves added to would have an
-- organisation's bookings wait for each other.
CREATE TABLE audit_seal (
    organisation_id int NOT NULL,
    number          bigint NOT NULL,
    entry_id        bigint NOT NULL UNIQUE,
    made_at         timestamptz NOT NULL, -- the entry's
    sealed_at       timestamptz NOT NULL,
    digest          bytea NOT NULL,       -- SHA-256 of what the entry says
    previous        bytea NOT NULL,       -- the code of the number before; of the first: zeros
    key_id          text NOT NULL,
    code            bytea NOT NULL,
    PRIMARY KEY (organisation_id, number)
);

CREATE INDEX ON audit_seal (organisation_id, made_at);

-- How far entries have been sealed. All up to `through` are, or will never be there. All up to
-- `next_id` were begun before the transaction `next_xid`; once everything before that has ended, they
-- are decided, too.
CREATE TABLE audit_progress (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    through  bigint NOT NULL,
    next_id  bigint NOT NULL,
    next_xid xid8 NOT NULL
);

INSERT INTO audit_progress (through, next_id, next_xid) VALUES (0, 0, '0');

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what % says is never changed', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- Who asks for its audit sees what is its own. Jobs add seals, and change nothing.
CALL protect('audit_entry', 'organisation_id = acting_organisation()', 'SELECT');
CALL protect('audit_seal', 'organisation_id = acting_organisation()', 'SELECT');
REVOKE INSERT, UPDATE, DELETE ON audit_entry FROM fallow_jobs;
REVOKE UPDATE, DELETE ON audit_seal FROM fallow_jobs;
CALL keep_from_requests('audit_progress');
REVOKE INSERT, DELETE ON audit_progress FROM fallow_jobs;

-- Has a table audited from here on; to be called by each migration that makes a table which people
-- change. A test names the tables that are neither audited nor exempt for a reason. A function of
-- the table's own adds an entry in a third of the time that one for all tables takes; it runs as its
-- owner, so that nobody else needs the right to add entries.
--   own:     the column that tells whose a row is, where nobody in particular acts
--   key:     the columns by which a row is found
--   hidden:  those whose values aren't told, only that there is one
--   ignored: those that jobs write for themselves
--   worth:   which new rows are worth an entry
CREATE PROCEDURE audited(
    named regclass, own text, key text[], hidden text[] DEFAULT '{}', ignored text[] DEFAULT '{}',
    worth text DEFAULT 'true')
LANGUAGE plpgsql AS $make$
DECLARE
    owner text := CASE own
        WHEN 'asset_id' THEN '(SELECT organisation_id FROM asset WHERE id = ROW.asset_id)'
        WHEN 'facility_id' THEN '(SELECT organisation_id FROM facility WHERE id = ROW.facility_id)'
        WHEN 'gateway_id' THEN '(SELECT organisation_id FROM gateway WHERE id = ROW.gateway_id)'
        WHEN 'reservation_id' THEN
            '(SELECT organisation_id FROM reservation WHERE id = ROW.reservation_id)'
        WHEN 'exception_id' THEN
            '(SELECT organisation_id FROM opening_exception x JOIN facility f ON f.id = x.facility_id'
            ' WHERE x.id = ROW.exception_id)'
        ELSE 'ROW.' || own END;
    head text := $head$
        coalesce(acting_organisation(), $head$ || owner || $head$, 0),
        coalesce(acting_person(), 'platform'),
        TG_TABLE_NAME, lower(TG_OP), $head$
        || (SELECT 'concat_ws(''/'', ' || string_agg('ROW.' || quote_ident(part), ', ') || ')'
            FROM unnest(key) part);
    whole text := CASE ignored WHEN '{}' THEN 'to_jsonb(ROW)'
        ELSE format('to_jsonb(ROW) - %L::text[]', ignored) END;
    told text := CASE hidden WHEN '{}' THEN 'SIDE'
        ELSE format($told$CASE WHEN key = ANY (%L) AND SIDE <> 'null' THEN '"hidden"' ELSE SIDE END$told$,
                    hidden) END;
    side text := CASE hidden WHEN '{}' THEN whole
        ELSE format('(SELECT jsonb_object_agg(key, %s) FROM jsonb_each(%s))',
                    replace(told, 'SIDE', 'value'), whole) END;
    body text := $body$
    DECLARE
        was     jsonb;
        becomes jsonb;
    BEGIN
        IF TG_OP = 'INSERT' THEN
            INSERT INTO audit_entry (organisation_id, actor, what, action, row_key, after)
            VALUES (NEW_HEAD, NEW_SIDE);
        ELSIF TG_OP = 'DELETE' THEN
            INSERT INTO audit_entry (organisation_id, actor, what, action, row_key, before)
            VALUES (OLD_HEAD, OLD_SIDE);
        ELSE
            was := OLD_WHOLE;
            becomes := NEW_WHOLE;
            INSERT INTO audit_entry (organisation_id, actor, what, action, row_key, before, after)
            SELECT NEW_HEAD, before, after FROM (
                SELECT jsonb_object_agg(key, OLD_TOLD) AS before,
                       jsonb_object_agg(key, NEW_TOLD) AS after
                FROM jsonb_each(becomes) WHERE was -> key IS DISTINCT FROM value) difference
            WHERE after IS NOT NULL;
        END IF;
        RETURN NULL;
    END $body$;
BEGIN
    body := replace(body, 'NEW_HEAD', replace(head, 'ROW', 'NEW'));
    body := replace(body, 'OLD_HEAD', replace(head, 'ROW', 'OLD'));
    body := replace(body, 'NEW_SIDE', replace(side, 'ROW', 'NEW'));
    body := replace(body, 'OLD_SIDE', replace(side, 'ROW', 'OLD'));
    body := replace(body, 'NEW_TOLD', replace(told, 'SIDE', 'value'));
    body := replace(body, 'OLD_TOLD', replace(told, 'SIDE', '(was -> key)'));
    body := replace(body, 'NEW_WHOLE', replace(whole, 'ROW', 'NEW'));
    body := replace(body, 'OLD_WHOLE', replace(whole, 'ROW', 'OLD'));
    EXECUTE format('CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS %L',
                   'audit_' || named, body);
    EXECUTE format('CALL entrust(%L)', format('%I()', 'audit_' || named));
    EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %s
                    FOR EACH ROW WHEN (%s) EXECUTE FUNCTION %I()', named, worth, 'audit_' || named);
    EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s
                    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION %I()',
                   named, 'audit_' || named);
    EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %s
                    FOR EACH ROW EXECUTE FUNCTION %I()', named, 'audit_' || named);
END $make$;

CALL audited('organisation', 'id', '{id}');
CALL audited('member', 'organisation_id', '{organisation_id,person}');
CALL audited('facility', 'organisation_id', '{id}');
CALL audited('facility_holiday', 'facility_id', '{facility_id,day}');
CALL audited('gateway', 'organisation_id', '{id}');
CALL audited('gateway_credential', 'organisation_id', '{id}', '{secret_hash}',
             '{dismissed_at,last_used_at}');
CALL audited('gateway_enrolment', 'organisation_id', '{gateway_id}', '{token_hash}');
CALL audited('sparkplug_mapping', 'gateway_id', '{gateway_id}');
CALL audited('asset', 'organisation_id', '{id}');
CALL audited('activity_rule', 'organisation_id', '{id}');
CALL audited('opening', 'facility_id', '{id}');
CALL audited('opening_exception', 'facility_id', '{id}');
CALL audited('exception_hours', 'exception_id', '{exception_id,opens}');
CALL audited('closed_day', 'facility_id', '{facility_id,day}');
CALL audited('lockout', 'asset_id', '{id}');
CALL audited('calibration', 'asset_id', '{asset_id}');
CALL audited('calibration_record', 'asset_id', '{id}');
CALL audited('turnaround', 'asset_id', '{asset_type,asset_id}');
CALL audited('policy', 'owner_id', '{id}');
CALL audited('qualification', 'owner_id', '{id}');
CALL audited('agreement', 'owner_id', '{id}');
CALL audited('agreement_version', 'proposed_by_id', '{agreement_id,number}');
CALL audited('circle', 'admin_id', '{id}');
CALL audited('circle_member', 'organisation_id', '{circle_id,organisation_id}');
CALL audited('circle_motion', 'put_by_id', '{id}');
CALL audited('circle_consent', 'organisation_id', '{motion_id,organisation_id}');
CALL audited('reservation', 'organisation_id', '{id}');
CALL audited('series', 'organisation_id', '{id}');
CALL audited('bundle', 'organisation_id', '{id}');
CALL audited('wait_entry', 'organisation_id', '{id}', ignored => '{looked_at,passed_over}');
CALL audited('webhook', 'organisation_id', '{id}', '{secret,old_secret}',
             '{failing_since,failures,rests_until,claim,claimed_until}');
CALL audited('feed', 'organisation_id', '{id}', '{secret_hash}');

-- Of a reservation's versions only what its row doesn't say: the reasons that people give.
CALL audited('reservation_change', 'reservation_id', '{reservation_id,version}',
             worth => 'NEW.reason IS NOT NULL');

REVOKE ALL ON PROCEDURE audited FROM PUBLIC;
