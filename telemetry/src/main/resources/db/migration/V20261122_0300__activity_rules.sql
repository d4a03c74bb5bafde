-- What was said about how readings become activity: of all assets of an organisation that are of a
-- type, or of one asset. Rows are only added. Of one scope's rows, at any instant the one counts that
-- is valid from the latest instant not after it; of several from the same instant, the last said.
CREATE TABLE activity_rule (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES organisation,
    type            text,
    asset_id        int REFERENCES asset,
    valid_from      timestamptz NOT NULL,
    rule            jsonb, -- none: from then on the asset follows its type again
    said_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (num_nonnulls(type, asset_id) = 1),
    CHECK (type IS NULL OR rule IS NOT NULL)
);

CREATE INDEX ON activity_rule (organisation_id, type) WHERE type IS NOT NULL;
CREATE INDEX ON activity_rule (asset_id) WHERE asset_id IS NOT NULL;

COMMENT ON COLUMN asset.activity_rule IS
    'what counts as long as nothing is said in table activity_rule of the asset or its type';
