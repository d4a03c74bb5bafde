-- That somebody wants rejects of a gateway sent through ingest again: one, or all of a reason that had come by then.
-- Telemetry takes it up: no request writes readings.
CREATE TABLE replay_request (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES organisation,
    gateway_id      int NOT NULL REFERENCES gateway,
    reject_id       bigint,
    reason          text,
    asked_at        timestamptz NOT NULL,
    asked_by        text NOT NULL,
    -- The last reject that was tried, in the order in which they came.
    done_at         timestamptz NOT NULL DEFAULT '-infinity',
    done_id         bigint NOT NULL DEFAULT 0,
    stored          int NOT NULL DEFAULT 0,
    refused         int NOT NULL DEFAULT 0,
    -- Until when a process is at it, or was.
    taken_until     timestamptz,
    ended_at        timestamptz,
    CHECK (num_nonnulls(reject_id, reason) = 1)
);

-- Nobody need ask for the same twice while it waits.
CREATE UNIQUE INDEX ON replay_request (gateway_id, coalesce(reason, ''), coalesce(reject_id, 0))
    WHERE ended_at IS NULL;
CREATE INDEX ON replay_request (gateway_id, id);

CALL keep_from_requests('replay_request');

-- Rejects are looked at gateway by gateway. They are few enough to pay for it.
CREATE INDEX ON rejected_message (gateway_id, received_at, id);

-- Rejects of one's own gateway, latest first: those received in [since, until), of a reason or one alone, that came
-- before the last of the page before. Of what was sent, the beginning.
CREATE FUNCTION gateway_rejects(gateway int, since timestamptz, until timestamptz, why text, one bigint,
                                before_at timestamptz, before_id bigint, most int)
    RETURNS TABLE (id bigint, received_at timestamptz, topic text, reason text, detail text, readings int,
                   bytes int, excerpt bytea, replayed_at timestamptz, replay_outcome text)
    STABLE LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    IF NOT owns_gateway(gateway) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT r.id, r.received_at, r.topic, r.reason, r.detail, r.readings,
               length(r.payload), substring(r.payload FROM 1 FOR 2048), r.replayed_at, r.replay_outcome
        FROM rejected_message r
        WHERE r.gateway_id = gateway AND r.received_at >= since AND r.received_at < until
          AND (why IS NULL OR r.reason = why) AND (one IS NULL OR r.id = one)
          AND (r.received_at, r.id) < (coalesce(before_at, 'infinity'), coalesce(before_id, 0))
        ORDER BY r.received_at DESC, r.id DESC
        LIMIT most;
END $$;
CALL entrust('gateway_rejects(int, timestamptz, timestamptz, text, bigint, timestamptz, bigint, int)', 'fallow_api');

-- How many there are in that time, by reason, and of how many the readings are stored by now.
CREATE FUNCTION gateway_reject_sums(gateway int, since timestamptz, until timestamptz)
    RETURNS TABLE (reason text, rejects bigint, readings bigint, replayed bigint, latest timestamptz)
    STABLE LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    IF NOT owns_gateway(gateway) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT r.reason, count(*), sum(r.readings)::bigint, count(r.replayed_at), max(r.received_at)
        FROM rejected_message r
        WHERE r.gateway_id = gateway AND r.received_at >= since AND r.received_at < until
        GROUP BY r.reason;
END $$;
CALL entrust('gateway_reject_sums(int, timestamptz, timestamptz)', 'fallow_api');
