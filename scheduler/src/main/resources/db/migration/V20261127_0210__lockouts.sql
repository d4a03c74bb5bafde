-- A lock-out has a kind, and may recur by a rule of RFC 5545 on the clock of a zone. Then its during
-- reaches from its first start to its end, if it has one, and what the rule gives within is locked
-- out. One that was ended before its time is cut to that moment.
ALTER TABLE lockout
    ADD COLUMN kind       text NOT NULL DEFAULT 'other' CHECK (kind IN (
        'maintenance', 'calibration', 'failed-qa', 'recall', 'fault', 'other')),
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN created_by text NOT NULL DEFAULT '', -- person@organisation, or the platform's job
    ADD COLUMN ended_at   timestamptz,
    ADD COLUMN ended_by   text,
    ADD COLUMN rule       text,
    ADD COLUMN starts     timestamp,                -- local, in the zone
    ADD COLUMN zone       text,
    ADD COLUMN length_s   int CHECK (length_s > 0),
    ADD COLUMN exceptions text[],                   -- local times at which it doesn't
    ADD CHECK (num_nulls(rule, starts, zone, length_s, exceptions) IN (0, 5));
