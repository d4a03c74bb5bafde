-- Reservations of which readings that come late may still tell something.
CREATE INDEX ON reservation (upper(during))
    WHERE (status = 'COMPLETED' AND used_until IS NULL) OR (status = 'NO_SHOW' AND checked_in_at IS NULL);

-- Whom it was told that the reservation before theirs is still going on: once each.
CREATE TABLE delayed_start (
    reservation_id uuid NOT NULL REFERENCES reservation,
    delayed_by     uuid NOT NULL REFERENCES reservation,
    told_at        timestamptz NOT NULL,
    PRIMARY KEY (reservation_id, delayed_by)
);

-- Stretches of use that have been judged: whether anything explains them. Kept for some days.
CREATE TABLE judged_use (
    asset_id   int NOT NULL REFERENCES asset,
    started_at timestamptz NOT NULL,
    explained  boolean NOT NULL,
    PRIMARY KEY (asset_id, started_at)
);

CREATE INDEX ON judged_use (started_at);
