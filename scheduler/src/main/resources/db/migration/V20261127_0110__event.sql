-- What has happened, one row for each organisation that may know it: written in the transaction that
-- made it happen. Read in the order of (xid, id), and only below the oldest transaction still under
-- way, so that no reader passes one that commits late.
CREATE TABLE event (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid             xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at              timestamptz NOT NULL,
    organisation_id int NOT NULL REFERENCES organisation, -- who may read it
    kind            text NOT NULL,                        -- such as reservation.confirmed
    asset_id        int REFERENCES asset,
    reservation_id  uuid REFERENCES reservation,
    data            jsonb NOT NULL                        -- nothing that its reader may not know
);

CREATE INDEX ON event (xid, id);
CREATE INDEX ON event (organisation_id, xid, id);
