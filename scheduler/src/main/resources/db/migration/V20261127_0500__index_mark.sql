-- What has changed since the index of idle windows, which each scheduler keeps in its memory, last
-- looked: written by triggers, in the transaction of the change. Whoever reads takes all rows whose
-- transaction is no older than the oldest that was under way at the look before: so none that commits
-- late is passed over. Rows live for minutes.
CREATE TABLE index_mark (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    made_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- time: when something can be had; presence: what it does now; sharing: who sees what on which
    -- terms; registry: what there is; check: an operator wants the index held against the tables
    what        text NOT NULL CHECK (what IN ('time', 'presence', 'sharing', 'registry', 'check')),
    asset_id    int,
    facility_id int
);

CREATE INDEX ON index_mark (xid);

CREATE FUNCTION index_mark_asset() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO index_mark (what, asset_id) VALUES (TG_ARGV[0], coalesce(NEW.asset_id, OLD.asset_id));
    RETURN NULL;
END $$;

CREATE FUNCTION index_mark_facility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO index_mark (what, facility_id)
    VALUES (TG_ARGV[0], coalesce(NEW.facility_id, OLD.facility_id));
    RETURN NULL;
END $$;

CREATE FUNCTION index_mark_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO index_mark (what) VALUES (TG_ARGV[0]);
    RETURN NULL;
END $$;

CREATE TRIGGER index_mark AFTER INSERT OR DELETE OR UPDATE OF status, during, blocked, expires_at
    ON reservation FOR EACH ROW EXECUTE FUNCTION index_mark_asset('time');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON lockout FOR EACH ROW EXECUTE FUNCTION index_mark_asset('time');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON calibration FOR EACH ROW EXECUTE FUNCTION index_mark_asset('time');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON calibration_record FOR EACH ROW EXECUTE FUNCTION index_mark_asset('time');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON opening FOR EACH ROW EXECUTE FUNCTION index_mark_facility('time');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON opening_exception FOR EACH ROW EXECUTE FUNCTION index_mark_facility('time');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON closed_day FOR EACH ROW EXECUTE FUNCTION index_mark_facility('time');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON facility_holiday FOR EACH ROW EXECUTE FUNCTION index_mark_facility('time');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON idle_forecast FOR EACH ROW EXECUTE FUNCTION index_mark_asset('time');

-- Only what changes counts here, and whether there was a time of which nothing is known: not that
-- each reading says the same again.
CREATE TRIGGER index_mark AFTER UPDATE ON usage_state FOR EACH ROW
    WHEN (OLD.activity IS DISTINCT FROM NEW.activity OR NEW.last_time > OLD.holds_until)
    EXECUTE FUNCTION index_mark_asset('presence');

CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON agreement FOR EACH STATEMENT EXECUTE FUNCTION index_mark_all('sharing');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON policy_edition FOR EACH STATEMENT EXECUTE FUNCTION index_mark_all('sharing');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON asset FOR EACH STATEMENT EXECUTE FUNCTION index_mark_all('registry');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON facility FOR EACH STATEMENT EXECUTE FUNCTION index_mark_all('registry');
CREATE TRIGGER index_mark AFTER INSERT OR UPDATE OR DELETE
    ON organisation FOR EACH STATEMENT EXECUTE FUNCTION index_mark_all('registry');
