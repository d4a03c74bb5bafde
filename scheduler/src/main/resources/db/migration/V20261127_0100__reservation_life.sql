-- A reservation's whole life. HELD, REQUESTED, CONFIRMED and IN_USE are live: they block their time.
ALTER TABLE reservation DROP CONSTRAINT never_booked_twice;
ALTER TABLE reservation DROP CONSTRAINT reservation_status_check;
ALTER TABLE reservation RENAME COLUMN hold_expires_at TO expires_at;

ALTER TABLE reservation
    ADD COLUMN version            int NOT NULL DEFAULT 1,        -- one more at each change
    ADD COLUMN agreement_id       int REFERENCES agreement,      -- on whose terms; null: its owner's
    ADD COLUMN group_id           uuid,                          -- the series or bundle it came with
    ADD COLUMN from_facility_id   int REFERENCES facility,       -- where the booker comes from
    ADD COLUMN checked_in_at      timestamptz,                   -- when its use began
    ADD COLUMN used_until         timestamptz,                   -- when its use ended
    ADD COLUMN overrun_since      timestamptz,                   -- in use past its end
    ADD COLUMN release_offered_at timestamptz,                   -- idle before its end
    ADD COLUMN fee_percent        smallint CHECK (fee_percent BETWEEN 0 AND 100),
    ADD COLUMN override_reason    text,                          -- why the owner let a rule be broken
    ADD CONSTRAINT reservation_status CHECK (status IN (
        'HELD', 'REQUESTED', 'CONFIRMED', 'IN_USE',
        'COMPLETED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'NO_SHOW', 'BUMPED')),
    ADD CONSTRAINT reservation_pending_expires
        CHECK ((status IN ('HELD', 'REQUESTED')) <= (expires_at IS NOT NULL)),
    ADD CONSTRAINT never_booked_twice
        EXCLUDE USING gist (asset_id WITH =, blocked WITH &&)
        WHERE (status IN ('HELD', 'REQUESTED', 'CONFIRMED', 'IN_USE'));

DROP INDEX reservation_hold_expires_at_idx;
CREATE INDEX ON reservation (expires_at) WHERE status IN ('HELD', 'REQUESTED');
CREATE INDEX ON reservation (group_id) WHERE group_id IS NOT NULL;
-- What is going on and what is about to: the transitions that telemetry makes ask for these.
CREATE INDEX ON reservation (lower(during)) WHERE status IN ('CONFIRMED', 'IN_USE');

-- Every version of a reservation, written with it: what it was before it was shortened or moved, by
-- whom, and why.
CREATE TABLE reservation_change (
    reservation_id uuid NOT NULL REFERENCES reservation,
    version        int NOT NULL,
    at             timestamptz NOT NULL,
    actor          text NOT NULL,         -- person@organisation, or the platform's own job
    action         text NOT NULL,         -- what was done, such as shorten
    status         text NOT NULL,
    during         tstzrange NOT NULL,
    blocked        tstzrange NOT NULL,
    reason         text,
    data           jsonb,
    PRIMARY KEY (reservation_id, version)
);
