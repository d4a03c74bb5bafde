-- What a request sees and changes, table by table. A table that isn't here is granted to no request.

-- The registry: one's own, and of others what one shares in. Of another's asset what is needed to find
-- and name it: not its price, nor the rule by which its readings are judged. Nobody's passwords.
CALL protect('organisation', 'may_know(id)', 'SELECT');
CALL protect('facility', 'organisation_id = acting_organisation() OR may_know_place(id)', 'SELECT');
CALL protect('asset',
    'organisation_id = acting_organisation() OR may_read_of(organisation_id, facility_id, type, id)',
    'SELECT (id, organisation_id, facility_id, code, name, type, capabilities, xmin)');
CALL protect('gateway', 'organisation_id = acting_organisation()',
    'SELECT (id, organisation_id, facility_id, code)');
CALL protect('activity_rule', 'organisation_id = acting_organisation()', 'SELECT, INSERT');

-- What telemetry knows: the owner's alone. Forecasts are for all who may book.
CALL protect('usage_state', 'owns_asset(asset_id)', 'SELECT');
CALL protect('usage_interval', 'owns_asset(asset_id)', 'SELECT');
CALL protect('utilisation_hour', 'owns_asset(asset_id)', 'SELECT');
CALL protect('idle_forecast', 'may_book(asset_id)', 'SELECT');
CALL protect('gateway_status', 'owns_gateway(gateway_id)', 'SELECT');
CALL protect('gateway_traffic', 'owns_gateway(gateway_id)', 'SELECT');
CALL protect('gateway_epoch', 'owns_gateway(gateway_id)', 'SELECT');
CALL protect('gateway_gap', 'owns_gateway(gateway_id)', 'SELECT');
CALL protect('sparkplug_mapping', 'owns_gateway(gateway_id)');

-- The calendar: what windows are computed from is read by all who may book, and written by the owner.
CALL protect('opening', 'may_know_place(facility_id) AND (asset_id IS NULL OR may_book(asset_id))',
    writes => 'owns_facility(facility_id)');
CALL protect('opening_exception', 'may_know_place(facility_id) AND (asset_id IS NULL OR may_book(asset_id))',
    writes => 'owns_facility(facility_id)');
CALL protect('exception_hours', 'EXISTS (SELECT FROM opening_exception e WHERE e.id = exception_id)',
    writes => 'EXISTS (SELECT FROM opening_exception e WHERE e.id = exception_id AND owns_facility(e.facility_id))');
CALL protect('closed_day', 'may_know_place(facility_id)', writes => 'owns_facility(facility_id)');
CALL protect('facility_holiday', 'may_know_place(facility_id)', writes => 'owns_facility(facility_id)');
CALL protect('lockout', 'may_book(asset_id)', writes => 'owns_asset(asset_id)');
CALL protect('calibration', 'may_book(asset_id)', writes => 'owns_asset(asset_id)');
CALL protect('calibration_record', 'owns_asset(asset_id)', 'SELECT, INSERT');
-- That of a type is everybody's, as it is the platform's.
CALL protect('turnaround', 'CASE WHEN asset_id IS NULL THEN acting_organisation() IS NOT NULL ELSE may_book(asset_id) END',
    'SELECT');

-- Terms: both sides of an agreement read it, and what the owner said of it. The edition tells no terms.
CALL protect('agreement', 'acting_organisation() IN (owner_id, partner_id)', 'SELECT',
    writes => 'owner_id = acting_organisation()');
CALL protect('policy', 'owner_id = acting_organisation()');
CALL protect('policy_edition', 'acting_organisation() IS NOT NULL', 'SELECT');
CALL protect('qualification', 'acting_organisation() IN (owner_id, holder_id)',
    'SELECT, INSERT, UPDATE', writes => 'owner_id = acting_organisation()');

-- Reservations are their booker's and the asset's owner's. Who books has the asset shared at that moment.
CALL protect('reservation', 'organisation_id = acting_organisation() OR owns_asset(asset_id)',
    'SELECT, INSERT, UPDATE');
ALTER POLICY api_adds ON reservation
    WITH CHECK (organisation_id = acting_organisation() AND may_book(asset_id) OR owns_asset(asset_id));
-- What is written with a reservation comes in the same statement, to which that is not there as yet.
CALL protect('reservation_change', 'is_sided(reservation_id)', 'SELECT, INSERT',
    writes => 'is_sided(reservation_id) IS NOT FALSE');
CALL protect('reservation_fee', 'is_sided(reservation_id)');
CALL protect('given_up', 'is_sided(reservation_id)', 'SELECT, INSERT');
CALL protect('series', 'organisation_id = acting_organisation()');
CALL protect('bundle', 'organisation_id = acting_organisation()');
CALL protect('wait_entry', 'organisation_id = acting_organisation()');
CALL protect('wait_offer', 'EXISTS (SELECT FROM wait_entry e WHERE e.id = entry_id)');
CALL protect('idempotency_key', 'organisation_id = acting_organisation()');

-- What is told: one's own is read; the other side of what one did is told, which may not be read.
CALL protect('event', 'organisation_id = acting_organisation()', 'SELECT, INSERT',
    writes => 'may_tell(organisation_id, asset_id)');
CALL protect('event_order', 'acting_organisation() IS NOT NULL', 'SELECT');
CALL protect('webhook', 'organisation_id = acting_organisation()');
CALL protect('webhook_delivery', 'EXISTS (SELECT FROM webhook w WHERE w.id = webhook_id)');
CALL protect('feed', 'organisation_id = acting_organisation()');

-- Triggers write what no request may.
CALL entrust('index_mark_asset()');
CALL entrust('index_mark_facility()');
CALL entrust('index_mark_all()');
CALL entrust('policy_changed()');

ALTER VIEW usage_waiting SET (security_invoker = true);

-- That somebody may owe less from now on, as time that was given up is booked again: a request notes it
-- with its booking, and the platform looks after it. Notes can't be read, and so tell nobody of others.
CREATE TABLE relet_note (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reservation_id uuid NOT NULL -- which may complete what was given up
);

CALL protect('relet_note', 'false', 'INSERT', writes => 'is_sided(reservation_id) IS NOT FALSE');

-- The platform's jobs need all tables and numbers of this schema but the history of its migrations.
DO $$
DECLARE
    relation regclass;
BEGIN
    FOR relation IN
        SELECT c.oid FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v')
          AND c.relname NOT LIKE 'flyway%'
          AND NOT has_table_privilege('fallow_jobs', c.oid, 'INSERT')
    LOOP
        CALL keep_from_requests(relation);
    END LOOP;
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO fallow_jobs', current_schema());
END $$;
