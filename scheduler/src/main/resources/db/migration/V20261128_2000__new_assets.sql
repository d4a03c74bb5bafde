-- An organisation registers its own machines: at its own facilities, and nowhere else. What was
-- registered isn't changed by a request.
CALL protect('asset',
    'organisation_id = acting_organisation() OR may_read_of(organisation_id, facility_id, type, id)',
    'SELECT (id, organisation_id, facility_id, code, name, type, capabilities, xmin), '
        'INSERT (organisation_id, facility_id, code, name, type, capabilities, activity_rule)',
    writes => 'organisation_id = acting_organisation() AND owns_facility(facility_id)');
