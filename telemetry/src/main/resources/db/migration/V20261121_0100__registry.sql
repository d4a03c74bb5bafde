CREATE EXTENSION IF NOT EXISTS timescaledb;

-- Who is who. Codes are what people and topics say; ids are what rows point to.
CREATE DOMAIN code AS text CHECK (VALUE ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$');

CREATE TABLE organisation (
    id   int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code code NOT NULL UNIQUE,
    name text NOT NULL
);

CREATE TABLE facility (
    id              int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES organisation,
    code            code NOT NULL,
    name            text NOT NULL,
    zone            text NOT NULL,
    latitude        double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude       double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    UNIQUE (organisation_id, code)
);

CREATE TABLE gateway (
    id              int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES organisation,
    facility_id     int NOT NULL REFERENCES facility,
    code            code NOT NULL,
    password_hash   text NOT NULL,
    UNIQUE (organisation_id, code)
);

CREATE TABLE asset (
    id              int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES organisation,
    facility_id     int NOT NULL REFERENCES facility,
    code            code NOT NULL,
    name            text NOT NULL,
    type            text NOT NULL CHECK (type ~ '^[a-z][a-z0-9_]*$'),
    capabilities    text[] NOT NULL DEFAULT '{}',
    purchase_price  numeric(14, 2),
    currency        char(3),
    -- How readings become activity: {"kind":"reported","maxGap":"PT5M"} or
    -- {"kind":"power","inUseAboveW":2500,"standbyAboveW":150,"maxGap":"PT5M"}
    activity_rule   jsonb NOT NULL,
    UNIQUE (organisation_id, code)
);

CREATE INDEX ON asset (facility_id);
