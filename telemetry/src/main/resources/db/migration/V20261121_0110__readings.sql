-- Raw readings: append-only. No per-row key (messages are deduplicated, not rows) and no index that
-- leads on the asset in the hot chunk: both would halve the rate at which readings can be written.
CREATE TABLE reading (
    time       timestamptz NOT NULL,
    asset_id   int NOT NULL,
    activity   smallint,
    power_w    real,
    counter    bigint,
    message_id bigint NOT NULL
);

SELECT create_hypertable('reading', 'time', chunk_time_interval => interval '1 day', create_default_indexes => false);

CREATE INDEX reading_time ON reading USING brin (time) WITH (pages_per_range = 16);

-- One row per accepted message. A message without a sequence is known by a 128-bit hash of its
-- topic and payload, whose halves then stand in epoch and sequence.
CREATE SEQUENCE message_id;

CREATE TABLE message_ledger (
    gateway_id  int NOT NULL,
    by_hash     boolean NOT NULL,
    epoch       bigint NOT NULL,
    sequence    bigint NOT NULL,
    message_id  bigint NOT NULL,
    received_at timestamptz NOT NULL,
    stored      int NOT NULL,
    rejected    int NOT NULL,
    PRIMARY KEY (gateway_id, by_hash, epoch, sequence)
);

-- What could not be accepted: whole messages, or single readings of a message.
CREATE TABLE rejected_message (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    received_at timestamptz NOT NULL,
    topic       text NOT NULL,
    gateway_id  int,
    message_id  bigint,
    reason      text NOT NULL,
    detail      text NOT NULL,
    readings    int NOT NULL, -- in the payload; 0 where nobody could tell
    payload     bytea NOT NULL
);

CREATE INDEX ON rejected_message (received_at);

-- The newest reading of each asset.
CREATE TABLE asset_latest (
    asset_id int PRIMARY KEY,
    time     timestamptz NOT NULL,
    activity smallint,
    power_w  real,
    counter  bigint
);

-- Work for usage: append-only, so that ingest never waits for a worker. The changed readings lie
-- between the two instants; without the second, nobody knows how far they reach.
CREATE TABLE usage_dirty (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asset_id  int NOT NULL,
    from_time timestamptz NOT NULL,
    to_time   timestamptz
);
