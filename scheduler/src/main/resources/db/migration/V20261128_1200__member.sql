-- Who may act for an organisation, and as what. Whoever is not here may do nothing in its name, whatever
-- their token says.
CREATE TABLE member (
    organisation_id int NOT NULL REFERENCES organisation,
    person          text NOT NULL CHECK (char_length(person) BETWEEN 1 AND 255), -- the token's subject
    roles           text[] NOT NULL CHECK (
        cardinality(roles) >= 1
        AND array_position(roles, NULL) IS NULL
        AND roles <@ ARRAY['admin', 'operator', 'approver', 'booker', 'auditor']),
    added_at        timestamptz NOT NULL,
    added_by        text NOT NULL,
    PRIMARY KEY (organisation_id, person)
);

CREATE INDEX ON member (person);

CALL protect('member', 'organisation_id = acting_organisation()');
