-- Transactions are numbered by the server. After a logical dump was restored in another one, what
-- was written there begins again with lower numbers than what came along: so those are shifted to
-- lie behind. A start of the scheduler sees whether that is needed, and adds to the shift here and
-- in the defaults of event.xid and webhook.from_xid.
CREATE TABLE event_order (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    shift    bigint NOT NULL
);

INSERT INTO event_order (shift) VALUES (0);

-- Events before this place are final: every transaction that could add one has ended.
CREATE FUNCTION event_horizon() RETURNS xid8 STABLE LANGUAGE sql AS $$
    SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + shift)::text::xid8
    FROM event_order
$$;
