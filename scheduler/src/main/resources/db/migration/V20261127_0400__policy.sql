-- On what terms an owner lets its assets be booked: said for all its assets of a type, for one asset,
-- or for an agreement. Only what was said is here; term by term the most specific statement counts,
-- an agreement's before an asset's before a type's.
CREATE TABLE policy (
    id           int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id     int NOT NULL REFERENCES organisation,
    asset_type   text,
    asset_id     int REFERENCES asset,
    agreement_id int REFERENCES agreement,
    terms        jsonb NOT NULL,
    said_by      text NOT NULL,
    said_at      timestamptz NOT NULL,
    CHECK (num_nonnulls(asset_type, asset_id, agreement_id) = 1),
    UNIQUE NULLS NOT DISTINCT (owner_id, asset_type, asset_id, agreement_id)
);

-- Another at each change of what a book of policies is made of; so whoever has a book knows by one
-- row, inside any transaction, whether it still holds. From a sequence: what is rolled back is not
-- given again.
CREATE SEQUENCE policy_editions;
CREATE TABLE policy_edition (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one), -- row, and never two
    edition bigint NOT NULL
);
INSERT INTO policy_edition (edition) VALUES (nextval('policy_editions'));

CREATE FUNCTION policy_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE policy_edition SET edition = nextval('policy_editions');
    RETURN NULL;
END $$;

CREATE TRIGGER policy_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON policy
    FOR EACH STATEMENT EXECUTE FUNCTION policy_changed();
CREATE TRIGGER policy_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON turnaround
    FOR EACH STATEMENT EXECUTE FUNCTION policy_changed();
CREATE TRIGGER policy_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON facility
    FOR EACH STATEMENT EXECUTE FUNCTION policy_changed();
CREATE TRIGGER policy_changed AFTER INSERT OR DELETE OR TRUNCATE ON organisation
    FOR EACH STATEMENT EXECUTE FUNCTION policy_changed();
