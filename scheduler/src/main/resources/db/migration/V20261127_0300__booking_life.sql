-- A completed reservation's turnaround is still to come: it blocks its time like a live one, and as
-- what it blocked was its own, it never gets in the way of history.
ALTER TABLE reservation DROP CONSTRAINT never_booked_twice;
ALTER TABLE reservation ADD CONSTRAINT never_booked_twice
    EXCLUDE USING gist (asset_id WITH =, blocked WITH &&)
    WHERE (status IN ('HELD', 'REQUESTED', 'CONFIRMED', 'IN_USE', 'COMPLETED'));

-- Cancelled at a cost, which is waived when others take the time.
CREATE INDEX ON reservation USING gist (asset_id, during)
    WHERE status = 'CANCELLED' AND fee_percent > 0;

-- What an organisation asked for under a key of its own, and what it was answered: written with what
-- was made, so that a repeated request makes nothing twice.
CREATE TABLE idempotency_key (
    organisation_id int NOT NULL REFERENCES organisation,
    person          text NOT NULL,
    key             text NOT NULL,
    fingerprint     bytea NOT NULL,       -- of the operation and all that it was given
    created_at      timestamptz NOT NULL,
    answer          text,                 -- status, headers and body; null until it is known
    PRIMARY KEY (organisation_id, person, key)
);

CREATE INDEX ON idempotency_key (created_at);
