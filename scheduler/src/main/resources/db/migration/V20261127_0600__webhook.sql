CREATE INDEX ON event USING brin (at); -- for the sweep

-- Where an organisation wants to be told of its events.
CREATE TABLE webhook (
    id              uuid PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES organisation,
    url             text NOT NULL,
    kinds           text[] NOT NULL,              -- of events; empty for all
    description     text NOT NULL,
    secret          text NOT NULL,                -- to sign with, so not only its hash
    old_secret      text,                         -- signs as well until receivers know the new one
    old_secret_until timestamptz CHECK ((old_secret IS NULL) = (old_secret_until IS NULL)),
    created_at      timestamptz NOT NULL,
    created_by      text NOT NULL,
    from_xid        xid8 NOT NULL DEFAULT pg_current_xact_id(), -- tells what is written from here on
    disabled_at     timestamptz,
    disabled_reason text CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL)),
    failing_since   timestamptz,                  -- nothing has got through since
    failures        int NOT NULL DEFAULT 0,       -- in a row
    rests_until     timestamptz,                  -- the receiver is left alone
    claim           uuid,                         -- of the process that is just sending to it
    claimed_until   timestamptz CHECK ((claim IS NULL) = (claimed_until IS NULL))
);

CREATE INDEX ON webhook (organisation_id);

-- Events up to here have been given to the webhooks that want them.
CREATE TABLE webhook_spread (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    xid      xid8 NOT NULL,
    id       bigint NOT NULL
);

INSERT INTO webhook_spread (xid, id) VALUES ('0', 0);

-- One message for one webhook.
CREATE TABLE webhook_delivery (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- in the order of the events
    webhook_id      uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
    message_id      text NOT NULL UNIQUE,         -- the same at each attempt
    kind            text NOT NULL,
    body            text NOT NULL,                -- as it is signed
    status          text NOT NULL CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED')),
    created_at      timestamptz NOT NULL,
    attempts        int NOT NULL DEFAULT 0,
    first_attempt_at timestamptz,
    last_attempt_at timestamptz,
    next_attempt_at timestamptz CHECK ((status = 'PENDING') = (next_attempt_at IS NOT NULL)),
    response_status int,
    response_text   text                          -- its beginning, or why there was none
);

CREATE INDEX ON webhook_delivery (webhook_id, id);
CREATE INDEX ON webhook_delivery (webhook_id, next_attempt_at) WHERE status = 'PENDING';
CREATE INDEX ON webhook_delivery USING brin (created_at);
