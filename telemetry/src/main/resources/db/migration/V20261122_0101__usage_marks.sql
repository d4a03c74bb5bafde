-- What a batch of ingest changed: one row for all of its assets, as a row for each would cost as
-- much as the readings do. Usage collects these rows and makes work of them, asset by asset, in
-- usage_dirty. The arrays go together: the asset, and the instants between which its readings lie,
-- in microseconds since 1970.
CREATE TABLE usage_mark (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    made_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    from_time   timestamptz NOT NULL, -- the earliest of all
    asset_ids   int[] NOT NULL,
    from_micros bigint[] NOT NULL,
    to_micros   bigint[] NOT NULL
);

-- Rows live for seconds: to compress them would be labour lost.
ALTER TABLE usage_mark
    ALTER COLUMN asset_ids SET STORAGE EXTERNAL,
    ALTER COLUMN from_micros SET STORAGE EXTERNAL,
    ALTER COLUMN to_micros SET STORAGE EXTERNAL;

-- A whole number of microseconds as an instant; exact within centuries from now.
CREATE FUNCTION of_micros(micros bigint) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN timestamptz '1970-01-01 00:00:00+00' + micros * interval '1 microsecond';

-- Since when readings wait to be turned into usage, collected or not.
CREATE VIEW usage_waiting AS
    SELECT from_time FROM usage_dirty
    UNION ALL
    SELECT from_time FROM usage_mark;

-- The newest reading of an asset is known by usage_state and by the changes that wait.
DROP TABLE asset_latest;
