-- How gateways come in: by credentials, each with a user name of its own at the broker, so that an
-- old one and its successor can be valid side by side. Secrets are kept as hashes alone.
ALTER TABLE gateway ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
-- A removed gateway stays for the sake of what it sent; nothing of it counts any more.
ALTER TABLE gateway ADD COLUMN removed_at timestamptz;

CREATE TABLE gateway_credential (
    id              uuid PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES organisation,
    gateway_id      int NOT NULL REFERENCES gateway,
    -- The user name is organisation.gateway for 1, organisation.gateway.serial after that.
    serial          int NOT NULL CHECK (serial >= 1),
    kind            text NOT NULL CHECK (kind IN ('password', 'certificate')),
    secret_hash     text CHECK ((kind = 'password') = (secret_hash IS NOT NULL)),
    created_at      timestamptz NOT NULL,
    created_by      text NOT NULL,
    -- From when on it is not valid any more; NULL while nobody has said so.
    ends_at         timestamptz,
    -- When brokers were told so, and had cut its connection.
    dismissed_at    timestamptz,
    last_used_at    timestamptz,
    UNIQUE (gateway_id, serial)
);
CREATE INDEX ON gateway_credential (ends_at) WHERE ends_at IS NOT NULL AND dismissed_at IS NULL;

INSERT INTO gateway_credential
  (id, organisation_id, gateway_id, serial, kind, secret_hash, created_at, created_by)
SELECT gen_random_uuid(), organisation_id, id, 1, 'password', password_hash, created_at, 'registration'
FROM gateway;
ALTER TABLE gateway DROP COLUMN password_hash;

-- A one-time token by which a gateway's program comes by its first credential. At most one a
-- gateway; used up, it is gone.
CREATE TABLE gateway_enrolment (
    gateway_id      int PRIMARY KEY REFERENCES gateway,
    organisation_id int NOT NULL REFERENCES organisation,
    token_hash      bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    created_at      timestamptz NOT NULL,
    created_by      text NOT NULL,
    expires_at      timestamptz NOT NULL
);

CALL protect('gateway_credential', 'organisation_id = acting_organisation()');
CALL protect('gateway_enrolment', 'organisation_id = acting_organisation()');
