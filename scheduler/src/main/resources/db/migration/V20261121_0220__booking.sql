-- Time before and after a reservation in which the asset is cleaned, set up or moved, by asset type;
-- a row of an asset's own wins.
CREATE TABLE turnaround (
    asset_type text,
    asset_id   int REFERENCES asset,
    before_s   int NOT NULL DEFAULT 0 CHECK (before_s >= 0),
    after_s    int NOT NULL DEFAULT 0 CHECK (after_s >= 0),
    CHECK ((asset_type IS NULL) <> (asset_id IS NULL)),
    UNIQUE (asset_type),
    UNIQUE (asset_id)
);

CREATE TABLE reservation (
    id              uuid PRIMARY KEY,
    asset_id        int NOT NULL REFERENCES asset,
    organisation_id int NOT NULL REFERENCES organisation, -- who booked
    booked_by       text NOT NULL,                        -- the person, as the token names them
    during          tstzrange NOT NULL CHECK (NOT isempty(during)),
    blocked         tstzrange NOT NULL CHECK (blocked @> during), -- with turnaround
    status          text NOT NULL CHECK (status IN ('HELD', 'CONFIRMED', 'CANCELLED', 'EXPIRED')),
    purpose         text NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    hold_expires_at timestamptz CHECK ((status = 'HELD') <= (hold_expires_at IS NOT NULL)),
    CONSTRAINT never_booked_twice
        EXCLUDE USING gist (asset_id WITH =, blocked WITH &&) WHERE (status IN ('HELD', 'CONFIRMED'))
);

CREATE INDEX ON reservation (organisation_id, created_at);
CREATE INDEX ON reservation (hold_expires_at) WHERE status = 'HELD';
