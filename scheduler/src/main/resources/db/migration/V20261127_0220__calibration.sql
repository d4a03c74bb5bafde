-- How often an asset must be calibrated: after so many days, after so many hours in use, or
-- whichever comes first. An asset without a row needs no calibration.
CREATE TABLE calibration (
    asset_id  int PRIMARY KEY REFERENCES asset,
    days      int CHECK (days > 0),
    run_hours int CHECK (run_hours > 0),
    CHECK (num_nonnulls(days, run_hours) > 0)
);

-- Calibrations that were done. The newest by its instant counts; one that was not passed counts for
-- nothing, and locks the asset out for itself.
CREATE TABLE calibration_record (
    id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asset_id    int NOT NULL REFERENCES asset,
    at          timestamptz NOT NULL,
    passed      boolean NOT NULL,
    note        text NOT NULL,
    recorded_by text NOT NULL, -- person@organisation
    recorded_at timestamptz NOT NULL
);

CREATE INDEX ON calibration_record (asset_id, at);
