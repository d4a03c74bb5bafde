-- A request asks that rejects of its own organisation's gateways be replayed, and sees what became of it.
CALL protect('replay_request', 'organisation_id = acting_organisation()',
    'SELECT, INSERT (organisation_id, gateway_id, reject_id, reason, asked_at, asked_by)',
    writes => 'organisation_id = acting_organisation() AND owns_gateway(gateway_id)');
CALL audited('replay_request', 'organisation_id', '{id}', ignored => '{done_at,done_id,stored,refused,taken_until}');
