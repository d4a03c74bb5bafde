-- What an owner vouches for: that an organisation, or one of its people, is qualified for something
-- the owner's policies may ask for. Withdrawn ones stay, so that it can be told why a booking was allowed.
CREATE TABLE qualification (
    id         int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id   int NOT NULL REFERENCES organisation, -- who vouches
    holder_id  int NOT NULL REFERENCES organisation,
    person     text,                                 -- as the token names them; null: the organisation
    code       code NOT NULL,
    valid      tstzrange NOT NULL CHECK (NOT isempty(valid)),
    granted_by text NOT NULL,
    granted_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE INDEX ON qualification (owner_id, holder_id);
CREATE INDEX ON qualification (holder_id);
