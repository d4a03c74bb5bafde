-- Days on which a facility's people may rest though the week goes on. Not the days on which it does
-- not share: those are its owner's decision.
CREATE TABLE facility_holiday (
    facility_id int NOT NULL REFERENCES facility,
    day         date NOT NULL,
    name        text NOT NULL,
    PRIMARY KEY (facility_id, day)
);

-- The newest forecast of each asset, by quarter-hour; it can be made anew at any time.
CREATE TABLE idle_forecast (
    asset_id      int PRIMARY KEY REFERENCES asset,
    made_at       timestamptz NOT NULL,
    -- The asset's newest reading that had been turned into usage by then.
    seen_to       timestamptz,
    -- The zone and holidays that it was made with, in short.
    basis         int NOT NULL,
    -- Number of the first quarter-hour foretold, counted from 1970.
    first_quarter bigint NOT NULL,
    -- A byte for each: 0 for nothing expected, else one more than the chance in steps of 0.005.
    chances       bytea NOT NULL,
    -- A byte for each: weeks observed, in quarters of a week.
    weeks         bytea NOT NULL
);
