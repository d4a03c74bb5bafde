-- From when on all raw readings of an asset are there. What lies before has been dropped, at least in
-- part: what was derived from it can't be derived again, and stays as it is. To derive from an instant
-- on takes the readings of the longest gap before it, too. An asset without a row has all its readings.
-- Written in the transaction that drops, under an EXCLUSIVE lock on usage_state: so no claim reads
-- readings while they go.
CREATE TABLE retention_floor (
    asset_id      int PRIMARY KEY,
    readings_from timestamptz NOT NULL
);
