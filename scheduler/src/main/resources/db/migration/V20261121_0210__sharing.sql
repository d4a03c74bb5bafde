-- What an owner lets a partner book: everything, one facility, one type or one asset of the owner's.
CREATE TABLE agreement (
    id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id    int NOT NULL REFERENCES organisation,
    partner_id  int NOT NULL REFERENCES organisation,
    facility_id int REFERENCES facility,
    asset_type  text,
    asset_id    int REFERENCES asset,
    valid       tstzrange NOT NULL DEFAULT tstzrange(now(), NULL),
    CHECK (owner_id <> partner_id),
    -- One agreement at a time about the same things; at another time there may be another.
    EXCLUDE USING gist (
        owner_id WITH =,
        partner_id WITH =,
        (coalesce(facility_id, 0)) WITH =,
        (coalesce(asset_type, '')) WITH =,
        (coalesce(asset_id, 0)) WITH =,
        valid WITH &&)
);

CREATE INDEX ON agreement (partner_id);
