CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Weekly wall-clock hours in the facility's zone: for a facility, or for one asset, whose own hours
-- then replace its facility's. 24:00 ends a day.
CREATE TABLE opening (
    id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    facility_id int NOT NULL REFERENCES facility,
    asset_id    int REFERENCES asset,
    day_of_week smallint NOT NULL CHECK (day_of_week BETWEEN 1 AND 7), -- ISO: 1 is Monday
    opens       time NOT NULL,
    closes      time NOT NULL,
    CHECK (opens < closes)
);

CREATE INDEX ON opening (facility_id);

-- A day on which a facility does not share (a holiday).
CREATE TABLE closed_day (
    facility_id int NOT NULL REFERENCES facility,
    day         date NOT NULL,
    reason      text NOT NULL,
    PRIMARY KEY (facility_id, day)
);

CREATE TABLE lockout (
    id       int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asset_id int NOT NULL REFERENCES asset,
    during   tstzrange NOT NULL CHECK (NOT isempty(during)),
    reason   text NOT NULL
);

CREATE INDEX ON lockout USING gist (asset_id, during);

-- Time before and after a reservation in which the asset is cleaned, set up or moved, by asset type;
-- a row of an asset's own wins.
CREATE TABLE turnaround (
    asset_type text,
    asset_id   int REFERENCES asset,
    before_s   int NOT NULL DEFAULT 0 CHECK (before_s >= 0),
    after_s    int NOT NULL DEFAULT 0 CHECK (after_s >= 0),
    CHECK ((asset_type IS NULL) <> (asset_id IS NULL)),
    UNIQUE (asset_type),
    UNIQUE (asset_id)
);
