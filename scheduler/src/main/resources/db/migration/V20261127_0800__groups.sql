-- What was booked by one request: reservation.group_id names it.

-- One asset, again and again. The local start is what the clock at the asset's facility shows.
CREATE TABLE series (
    id              uuid PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES organisation, -- who booked
    booked_by       text NOT NULL,                        -- the person, as the token names them
    asset_id        int NOT NULL REFERENCES asset,
    local_start     timestamp NOT NULL,
    length_s        int NOT NULL CHECK (length_s > 0),
    rule            text NOT NULL,                        -- RFC 5545
    on_conflict     text NOT NULL CHECK (on_conflict IN ('REFUSE', 'SKIP', 'PROPOSE')),
    purpose         text NOT NULL,
    created_at      timestamptz NOT NULL
);

-- Several assets together.
CREATE TABLE bundle (
    id              uuid PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES organisation,
    booked_by       text NOT NULL,
    purpose         text NOT NULL,
    created_at      timestamptz NOT NULL
);
