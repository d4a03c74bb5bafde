-- Who holds which session at the broker. A shared subscription deals its messages out to all its
-- sessions, also to those whose instance has died: another instance then takes the session over.
CREATE TABLE ingest_session (
    broker    text NOT NULL,
    client_id text NOT NULL,
    holder    uuid NOT NULL,
    seen_at   timestamptz NOT NULL,
    PRIMARY KEY (broker, client_id)
) WITH (fillfactor = 50);
