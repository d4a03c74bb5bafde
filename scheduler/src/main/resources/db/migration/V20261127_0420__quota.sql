-- Finds what an organisation has booked from some time on, for its quotas.
CREATE INDEX reservation_of_organisation ON reservation (organisation_id, upper(during));
