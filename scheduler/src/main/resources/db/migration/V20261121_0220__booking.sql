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
