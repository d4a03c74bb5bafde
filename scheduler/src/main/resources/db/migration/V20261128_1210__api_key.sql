-- What programs show in place of a person's token. The secret itself is kept nowhere: of its 256 random
-- bits the hash is enough to know it again, and no guessing leads back.
CREATE TABLE api_key (
    id              uuid PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES organisation,
    name            text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    hash            bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32), -- SHA-256
    scopes          text[] NOT NULL CHECK (cardinality(scopes) >= 1),
    created_at      timestamptz NOT NULL,
    created_by      text NOT NULL,
    expires_at      timestamptz NOT NULL CHECK (expires_at <= created_at + interval '366 days'),
    last_used_at    timestamptz, -- exact to a few minutes
    revoked_at      timestamptz
);

CREATE INDEX ON api_key (organisation_id);

CALL protect('api_key', 'organisation_id = acting_organisation()');
