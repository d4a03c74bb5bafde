-- What a booking writes beside its reservation comes from the row that it has just written, and
-- nothing it names is ever deleted. To look each of them up again cost a fifth of the database's
-- work, and had all bookings share locks of one row, their owner's.
ALTER TABLE event
    DROP CONSTRAINT event_organisation_id_fkey,
    DROP CONSTRAINT event_asset_id_fkey,
    DROP CONSTRAINT event_reservation_id_fkey;
ALTER TABLE reservation_change DROP CONSTRAINT reservation_change_reservation_id_fkey;

DROP INDEX reservation_organisation_id_created_at_idx; -- reservation_of_organisation serves instead

-- A facility's own hours, without those of each of its assets.
CREATE INDEX opening_of_facility ON opening (facility_id) WHERE asset_id IS NULL;
DROP INDEX opening_facility_id_idx;
