-- A request creates, moves and removes its own organisation's gateways, at its own facilities.
CALL protect('gateway', 'organisation_id = acting_organisation()',
    'SELECT, INSERT (organisation_id, facility_id, code, created_at), UPDATE (facility_id, removed_at)',
    writes => 'organisation_id = acting_organisation() AND owns_facility(facility_id)');
