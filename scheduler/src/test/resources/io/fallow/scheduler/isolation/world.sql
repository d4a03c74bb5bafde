-- Every table, filled for several organisations. Lakeside shares its MRI with the harbour clinic until
-- 2040; what it shared with the forge, its CT, it shared until 2025, and the forge booked it then. The
-- harbour clinic shares its ultrasound with a circle, of which lakeside is a member, and the forge is not,
-- though it is invited. The forge owns a mill, which nobody else sees. Idle GmbH has nothing
-- and shares with nobody.
INSERT INTO organisation (id, code, name) OVERRIDING SYSTEM VALUE VALUES
    (1, 'lakeside', 'Lakeside'), (2, 'harbor', 'Harbor'), (3, 'forge', 'Forge'), (4, 'idle', 'Idle GmbH');
INSERT INTO facility (id, organisation_id, code, name, zone, latitude, longitude) OVERRIDING SYSTEM VALUE
    SELECT id, id, 'main', 'Main', 'Europe/Berlin', 50, 10 FROM organisation WHERE id < 4;
INSERT INTO facility (id, organisation_id, code, name, zone, latitude, longitude) OVERRIDING SYSTEM VALUE
    VALUES (11, 1, 'annex', 'Annex', 'Europe/Berlin', 50, 10);
INSERT INTO asset (id, organisation_id, facility_id, code, name, type, purchase_price, currency, activity_rule)
    OVERRIDING SYSTEM VALUE
    SELECT id, owner, facility, code, code, type, 1000, 'EUR', '{"kind":"reported","maxGap":"PT5M"}'
    FROM (VALUES (101, 1, 1, 'mri', 'mri'), (102, 1, 11, 'ct', 'ct'), (103, 1, 1, 'xray', 'xray'),
                 (201, 2, 2, 'sono', 'ultrasound'), (301, 3, 3, 'mill', 'mill')) a (id, owner, facility, code, type);
INSERT INTO gateway (id, organisation_id, facility_id, code) OVERRIDING SYSTEM VALUE
    SELECT id * 10, id, id, 'gate' FROM organisation WHERE id < 4;
INSERT INTO gateway_credential (id, organisation_id, gateway_id, serial, kind, secret_hash, created_at, created_by)
    SELECT gen_random_uuid(), organisation_id, id, 1, 'password', 'h', '2026-01-01', 'x' FROM gateway;
INSERT INTO gateway_enrolment (gateway_id, organisation_id, token_hash, created_at, created_by, expires_at)
    SELECT id, organisation_id, decode(lpad(id::text, 64, '0'), 'hex'), '2026-01-01', 'x', '2026-01-02' FROM gateway;
INSERT INTO circle (id, admin_id, code, name, made_by, made_at) OVERRIDING SYSTEM VALUE
    VALUES (1, 1, 'coast', 'Coast', 'x', '2020-01-01');
INSERT INTO circle_member (circle_id, organisation_id, during)
    SELECT 1, id, tstzrange('2020-01-01', NULL) FROM organisation WHERE id < 3;
INSERT INTO circle_motion (id, circle_id, kind, addressee, invited_id, status, put_by_id, put_by, put_at)
    OVERRIDING SYSTEM VALUE VALUES (1, 1, 'INVITATION', 'forge', 3, 'OPEN', 1, 'x', '2026-01-01');
INSERT INTO circle_consent (motion_id, organisation_id, consents, said_by, said_at) VALUES (1, 1, true, 'x', '2026-01-01');
INSERT INTO agreement (id, owner_id, reach, partner_id, addressee, circle_id, asset_id, valid) OVERRIDING SYSTEM VALUE VALUES
    (1001, 1, 'PARTNER', 2, 'harbor', NULL, 101, '[2020-01-01,2040-01-01)'),
    (1002, 1, 'PARTNER', 3, 'forge', NULL, 102, '[2020-01-01,2025-01-01)'),
    (1003, 2, 'CIRCLE', NULL, NULL, 1, 201, '[2020-01-01,2040-01-01)');
INSERT INTO agreement_version (agreement_id, number, asset_id, end_notice_s, terms, status, proposed_by_id,
        proposed_by, proposed_at, decided_at)
    SELECT id, 1, asset_id, 0, '{}', 'ACCEPTED', owner_id, 'x', '2020-01-01', '2020-01-01' FROM agreement;
INSERT INTO member (organisation_id, person, roles, added_at, added_by)
    SELECT id, 'p', '{admin}', '2026-01-01', 'x' FROM organisation;
INSERT INTO api_key (id, organisation_id, name, hash, scopes, created_at, created_by, expires_at)
    SELECT gen_random_uuid(), id, 'k', decode(lpad(id::text, 64, '0'), 'hex'), '{booker}', '2026-01-01', 'x', '2026-02-01'
    FROM organisation;

-- Telemetry, of each asset and gateway.
INSERT INTO activity_rule (organisation_id, type, valid_from, rule)
    SELECT id, 'mri', '2020-01-01', '{"kind":"reported","maxGap":"PT5M"}' FROM organisation;
INSERT INTO usage_state (asset_id, last_time, activity, since, holds_until)
    SELECT id, '2026-01-01', 1, '2026-01-01', '2026-01-02' FROM asset;
INSERT INTO usage_interval (asset_id, started_at, ended_at, activity)
    SELECT id, '2026-01-01', '2026-01-02', 1 FROM asset;
INSERT INTO utilisation_hour (asset_id, hour, in_use_s, standby_s, off_s, fault_s, energy_wh)
    SELECT id, '2026-01-01', 3600, 0, 0, 0, 0 FROM asset;
INSERT INTO idle_forecast (asset_id, made_at, basis, first_quarter, chances, weeks)
    SELECT id, '2026-01-01', 0, 0, '\x00', '\x00' FROM asset;
INSERT INTO gateway_status (gateway_id, online, since) SELECT id, true, '2026-01-01' FROM gateway;
INSERT INTO gateway_traffic (gateway_id, last_message_at, messages, duplicates, readings, rejected)
    SELECT id, '2026-01-01', 1, 0, 1, 0 FROM gateway;
INSERT INTO gateway_epoch (gateway_id, epoch, seen, last_at, changed_at)
    SELECT id, 1, 1, '2026-01-01', '2026-01-01' FROM gateway;
INSERT INTO gateway_gap (gateway_id, epoch, first_sequence, last_sequence, noticed_at)
    SELECT id, 1, 1, 1, '2026-01-01' FROM gateway;
INSERT INTO gateway_health (gateway_id, received_at, said, epoch, settled, last_sequence)
    SELECT id, '2026-01-01', '{}', 1, 0, 1 FROM gateway;
INSERT INTO gateway_given_up (gateway_id, epoch, first_sequence, last_sequence, readings, why, told_at)
    SELECT id, 1, 1, 1, 1, 'AGE', '2026-01-01' FROM gateway;
INSERT INTO replay_request (organisation_id, gateway_id, reason, asked_at, asked_by)
    SELECT organisation_id, id, 'unknown-asset', '2026-01-01', 'x' FROM gateway;
INSERT INTO sparkplug_mapping (gateway_id, mapping) SELECT id, '{}' FROM gateway;

-- The calendar, of each facility and each asset.
INSERT INTO opening (facility_id, day_of_week, opens, closes) SELECT id, 1, '08:00', '12:00' FROM facility;
INSERT INTO opening (facility_id, asset_id, day_of_week, opens, closes)
    SELECT facility_id, id, 2, '08:00', '12:00' FROM asset;
INSERT INTO opening_exception (facility_id, day, reason) SELECT id, '2026-01-01', 'r' FROM facility;
INSERT INTO opening_exception (facility_id, asset_id, day, reason) SELECT facility_id, id, '2026-01-02', 'r' FROM asset;
INSERT INTO exception_hours (exception_id, opens, closes) SELECT id, '08:00', '12:00' FROM opening_exception;
INSERT INTO closed_day (facility_id, day, reason) SELECT id, '2026-01-03', 'r' FROM facility;
INSERT INTO facility_holiday (facility_id, day, name) SELECT id, '2026-01-04', 'r' FROM facility;
INSERT INTO lockout (asset_id, during, reason) SELECT id, '[2026-01-05,2026-01-06)', 'r' FROM asset;
INSERT INTO calibration (asset_id, days) SELECT id, 365 FROM asset;
INSERT INTO calibration_record (asset_id, at, passed, note, recorded_by, recorded_at)
    SELECT id, '2026-01-01', true, '', 'x', '2026-01-01' FROM asset;
INSERT INTO turnaround (asset_id, before_s) SELECT id, 60 FROM asset;
INSERT INTO turnaround (asset_type, before_s) VALUES ('mri', 60);

-- Terms.
INSERT INTO policy (owner_id, asset_type, terms, said_by, said_at)
    SELECT id, 'mri', '{}', 'x', '2026-01-01' FROM organisation;
INSERT INTO qualification (owner_id, holder_id, code, valid, granted_by, granted_at) VALUES
    (1, 2, 'trained', '[2020-01-01,2040-01-01)', 'x', '2020-01-01'),
    (1, 3, 'trained', '[2020-01-01,2025-01-01)', 'x', '2020-01-01');

-- Reservations: of the owner, of who it shares with, of who it shared with once, and each of its own.
INSERT INTO reservation (id, asset_id, organisation_id, booked_by, during, blocked, status, created_at, changed_at)
    SELECT format('00000000-0000-0000-0000-%s', lpad(n::text, 12, '0'))::uuid, asset, booker, 'p', during, during,
           'CONFIRMED', '2024-01-01', '2024-01-01'
    FROM (VALUES (1, 101, 1, tstzrange('2026-02-01', '2026-02-02')), (2, 101, 2, tstzrange('2026-02-03', '2026-02-04')),
                 (3, 102, 3, tstzrange('2024-02-01', '2024-02-02')), (4, 201, 2, tstzrange('2026-02-01', '2026-02-02')),
                 (5, 301, 3, tstzrange('2026-02-01', '2026-02-02')), (6, 103, 1, tstzrange('2026-02-01', '2026-02-02')))
         r (n, asset, booker, during);
INSERT INTO reservation_change (reservation_id, version, at, actor, action, status, during, blocked)
    SELECT id, 1, created_at, 'p', 'confirmed', status, during, blocked FROM reservation;
INSERT INTO reservation_fee (reservation_id, lead_s, percent) SELECT id, '{0}', '{50}' FROM reservation;
INSERT INTO given_up (reservation_id, version, asset_id, during, percent)
    SELECT id, 1, asset_id, during, 50 FROM reservation;
INSERT INTO series (id, organisation_id, booked_by, asset_id, local_start, length_s, rule, on_conflict, purpose, created_at)
    SELECT gen_random_uuid(), organisation_id, 'p', asset_id, '2026-01-01', 60, 'r', 'SKIP', '', created_at FROM reservation;
INSERT INTO bundle (id, organisation_id, booked_by, purpose, created_at)
    SELECT gen_random_uuid(), organisation_id, 'p', '', created_at FROM reservation;
INSERT INTO wait_entry (id, organisation_id, person, asset_type, range, least_s, most_s, purpose, state, created_at, changed_at)
    SELECT id, organisation_id, 'p', 'mri', during, 60, 60, '', 'WAITING', created_at, created_at FROM reservation;
INSERT INTO wait_offer (reservation_id, entry_id, offered_at, state) SELECT id, id, created_at, 'OPEN' FROM reservation;
INSERT INTO idempotency_key (organisation_id, person, key, fingerprint, created_at)
    SELECT id, 'p', 'k', '\x00', '2026-01-01' FROM organisation;
INSERT INTO relet_note (reservation_id) SELECT id FROM reservation;

-- What is told.
INSERT INTO event (at, organisation_id, kind, asset_id, reservation_id, data)
    SELECT created_at, organisation_id, 'reservation.confirmed', asset_id, id, '{}' FROM reservation;
INSERT INTO webhook (id, organisation_id, url, kinds, description, secret, created_at, created_by)
    SELECT gen_random_uuid(), id, 'https://example.org', '{}', '', 's', '2026-01-01', 'x' FROM organisation WHERE id < 4;
INSERT INTO webhook_delivery (webhook_id, message_id, kind, body, status, created_at)
    SELECT id, id::text, 'k', '{}', 'DELIVERED', '2026-01-01' FROM webhook;
INSERT INTO feed (id, secret_hash, organisation_id, scope, person, name, created_at)
    SELECT gen_random_uuid(), decode(lpad(id::text, 4, '0'), 'hex'), id, 'organisation', 'p', 'n', '2026-01-01'
    FROM organisation WHERE id < 4;

-- Who changed all that: the triggers have written it down. Each organisation's first entry is sealed.
INSERT INTO audit_seal (organisation_id, number, entry_id, made_at, sealed_at, digest, previous, key_id, code)
    SELECT organisation_id, 1, min(id), now(), now(), '\x00', '\x00', 'k', '\x00'
    FROM audit_entry GROUP BY organisation_id;
