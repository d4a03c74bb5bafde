-- A reject can be sent through ingest again, once what was wrong has been put right.
ALTER TABLE rejected_message
    ADD COLUMN replayed_at    timestamptz, -- when its readings were stored after all
    ADD COLUMN replay_outcome text;        -- what the latest attempt came to
