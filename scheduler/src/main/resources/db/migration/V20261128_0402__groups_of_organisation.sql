-- Lists them, latest first.
CREATE INDEX ON series (organisation_id, created_at, id);
CREATE INDEX ON bundle (organisation_id, created_at, id);
