-- taken: nothing but when an asset is booked. So the index reads its reservations anew, and neither
-- its calendar nor its forecast.
ALTER TABLE index_mark DROP CONSTRAINT index_mark_what_check;
ALTER TABLE index_mark ADD CONSTRAINT index_mark_what_check
    CHECK (what IN ('time', 'taken', 'presence', 'sharing', 'registry', 'check'));

DROP TRIGGER index_mark ON reservation;
CREATE TRIGGER index_mark AFTER INSERT OR DELETE OR UPDATE OF status, during, blocked, expires_at
    ON reservation FOR EACH ROW EXECUTE FUNCTION index_mark_asset('taken');
