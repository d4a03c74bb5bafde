-- What a gateway last said of how it is. It holds every message of its numbering behind settled, up to the
-- last, that it did not give up: what is missing of those is not lost.
CREATE TABLE gateway_health (
    gateway_id     int PRIMARY KEY,
    received_at    timestamptz NOT NULL,
    said           json NOT NULL,
    epoch          bigint NOT NULL,
    settled        bigint NOT NULL,
    last_sequence  bigint NOT NULL,
    -- How far the gateway's clock is ahead of the platform's, by its answer to a ping, and when that came.
    clock_ahead_ms bigint,
    clock_seen_at  timestamptz
) WITH (fillfactor = 50);

-- Messages that a gateway gave up: nobody waits for them any more.
CREATE TABLE gateway_given_up (
    gateway_id     int NOT NULL,
    epoch          bigint NOT NULL,
    first_sequence bigint NOT NULL,
    last_sequence  bigint NOT NULL,
    readings       bigint NOT NULL,
    from_time      timestamptz,
    to_time        timestamptz,
    why            text NOT NULL CHECK (why IN ('FULL', 'AGE', 'DAMAGED')),
    told_at        timestamptz NOT NULL,
    PRIMARY KEY (gateway_id, epoch, first_sequence),
    CHECK (first_sequence <= last_sequence)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON gateway_health, gateway_given_up TO fallow_jobs;
