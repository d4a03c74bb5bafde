-- Who made and who revoked a key is on record; that it was used is not a change.
CALL audited('api_key', 'organisation_id', '{id}', '{hash}', '{last_used_at}');
