-- Weekly hours may hold for some days only, both named days included, by the facility's calendar. On
-- a day on which hours of an asset's own hold, of whatever weekday, its facility's do not.
ALTER TABLE opening
    ADD COLUMN valid_from  date, -- null: always did
    ADD COLUMN valid_until date, -- null: for ever
    ADD CHECK (valid_from <= valid_until);

CREATE INDEX ON opening (asset_id) WHERE asset_id IS NOT NULL;

-- A single day on which other hours hold than the week's, or none: of a facility, or of one asset,
-- whose own exception goes before its facility's. Goes before a closed day as well.
CREATE TABLE opening_exception (
    id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    facility_id int NOT NULL REFERENCES facility,
    asset_id    int REFERENCES asset,
    day         date NOT NULL,
    reason      text NOT NULL
);

CREATE UNIQUE INDEX ON opening_exception (facility_id, day) WHERE asset_id IS NULL;
CREATE UNIQUE INDEX ON opening_exception (asset_id, day) WHERE asset_id IS NOT NULL;

-- The hours of such a day; a day without any is closed.
CREATE TABLE exception_hours (
    exception_id int NOT NULL REFERENCES opening_exception ON DELETE CASCADE,
    opens        time NOT NULL,
    closes       time NOT NULL, -- 24:00 ends the day
    CHECK (opens < closes),
    PRIMARY KEY (exception_id, opens)
);
