-- Who waits for time that is not free. Turns go by number: first come, first served.
CREATE TABLE wait_entry (
    id              uuid PRIMARY KEY,
    turn            bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    organisation_id int NOT NULL REFERENCES organisation,
    person          text NOT NULL,
    asset_type      text NOT NULL,
    asset_id        int REFERENCES asset, -- just this one; null: any of the type
    owner           text,                 -- only assets of the organisation of this code
    latitude        float8,
    longitude       float8,
    radius_km       float8,
    range           tstzrange NOT NULL CHECK (NOT isempty(range)),
    least_s         int NOT NULL CHECK (least_s > 0),
    most_s          int NOT NULL CHECK (most_s >= least_s),
    purpose         text NOT NULL,
    state           text NOT NULL CHECK (state IN ('WAITING', 'FULFILLED', 'WITHDRAWN', 'EXPIRED')),
    created_at      timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    looked_at       timestamptz, -- when something was last looked for
    passed_over     jsonb,       -- the last spot that rules kept from being offered, and why
    CHECK ((latitude IS NULL) = (longitude IS NULL) AND (latitude IS NULL) = (radius_km IS NULL))
);

CREATE INDEX ON wait_entry (asset_type, turn) WHERE state = 'WAITING';
CREATE INDEX ON wait_entry (organisation_id, turn);

-- What was offered: a hold in the waiting one's name. One that was not taken has passed, and its
-- time is not offered to the same entry again.
CREATE TABLE wait_offer (
    reservation_id uuid PRIMARY KEY REFERENCES reservation,
    entry_id       uuid NOT NULL REFERENCES wait_entry,
    offered_at     timestamptz NOT NULL,
    state          text NOT NULL CHECK (state IN ('OPEN', 'TAKEN', 'PASSED'))
);

CREATE UNIQUE INDEX ON wait_offer (entry_id) WHERE state = 'OPEN';
CREATE INDEX ON wait_offer (entry_id);

-- What has happened lately to assets of a type may have freed time of theirs.
CREATE INDEX ON event (at) WHERE asset_id IS NOT NULL;
