-- Up to when somebody has looked for faults and for use that nothing explains: after a pause, however
-- long, one looks from there on.
CREATE TABLE watched_through (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one), -- row, and never two
    through timestamptz NOT NULL
);

-- What was judged after a long pause is old already: it is forgotten by when it was judged, so that no
-- other process, whose look began before, tells it once more.
ALTER TABLE judged_use ADD COLUMN judged_at timestamptz NOT NULL DEFAULT now();
DROP INDEX judged_use_started_at_idx;
CREATE INDEX ON judged_use (judged_at);
