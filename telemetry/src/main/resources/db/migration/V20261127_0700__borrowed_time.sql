-- When others than its owner used an asset: what it did then says nothing of what its owner needs it for.
CREATE TABLE borrowed_time (
    loan      uuid PRIMARY KEY,
    asset_id  int NOT NULL REFERENCES asset,
    from_time timestamptz NOT NULL,
    to_time   timestamptz, -- none: it lasts
    CHECK (from_time < to_time)
);

CREATE INDEX ON borrowed_time (asset_id);
