-- Which metrics of an edge node tell what of which assets; a gateway without a row has the usual
-- mapping. The form of the JSON is README's.
CREATE TABLE sparkplug_mapping (
    gateway_id int PRIMARY KEY REFERENCES gateway ON DELETE CASCADE,
    mapping    jsonb NOT NULL
);

-- Which process is the host application of a name, and until when if it does not say so again.
CREATE TABLE sparkplug_host (
    host_id    text PRIMARY KEY,
    holder     uuid NOT NULL,
    held_until timestamptz NOT NULL
);

-- Sessions that live, for the process that is the host next.
CREATE TABLE sparkplug_session (
    gateway_id int PRIMARY KEY REFERENCES gateway ON DELETE CASCADE,
    number     bigint,               -- the node's bdSeq
    last_heard timestamptz NOT NULL, -- by the node's clock
    assets     text[] NOT NULL       -- codes of the assets that the session vouches for
);
