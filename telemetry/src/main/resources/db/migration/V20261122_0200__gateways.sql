-- How far each numbering (epoch) of a gateway's messages has been looked at in the ledger, and when
-- something of it last changed.
CREATE TABLE gateway_epoch (
    gateway_id int NOT NULL,
    epoch      bigint NOT NULL,
    seen       bigint NOT NULL,
    last_at    timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (gateway_id, epoch)
) WITH (fillfactor = 50);

CREATE INDEX ON gateway_epoch (changed_at);

-- Numbers below the last one seen that the ledger does not have.
CREATE TABLE gateway_gap (
    gateway_id     int NOT NULL,
    epoch          bigint NOT NULL,
    first_sequence bigint NOT NULL,
    last_sequence  bigint NOT NULL,
    noticed_at     timestamptz NOT NULL,
    PRIMARY KEY (gateway_id, epoch, first_sequence),
    CHECK (first_sequence <= last_sequence)
);

-- What a gateway, or in its name the broker, last said of its connection.
CREATE TABLE gateway_status (
    gateway_id int PRIMARY KEY,
    online     boolean NOT NULL,
    since      timestamptz NOT NULL
);

-- What came in from a gateway; counted beside the transaction of the readings, so that a crash may
-- forget the last second of it.
CREATE TABLE gateway_traffic (
    gateway_id      int PRIMARY KEY,
    last_message_at timestamptz NOT NULL,
    messages        bigint NOT NULL,
    duplicates      bigint NOT NULL,
    readings        bigint NOT NULL,
    rejected        bigint NOT NULL,
    -- How far the gateway's clock is ahead of the platform's, in milliseconds, and when that was seen.
    clock_ahead_ms  bigint,
    clock_seen_at   timestamptz
) WITH (fillfactor = 50);
