-- Reservations as a calendar, behind a link that needs no token: whoever has it may read it.
CREATE TABLE feed (
    id              uuid PRIMARY KEY,
    secret_hash     bytea NOT NULL UNIQUE,  -- SHA-256 of the link's secret, which nobody keeps
    organisation_id int NOT NULL REFERENCES organisation,
    scope           text NOT NULL CHECK (scope IN ('asset', 'person', 'organisation')),
    asset_id        int REFERENCES asset CHECK ((scope = 'asset') = (asset_id IS NOT NULL)),
    person          text NOT NULL,          -- who made it; of a personal one also whose it is
    name            text NOT NULL,
    created_at      timestamptz NOT NULL
);

CREATE INDEX ON feed (organisation_id);
