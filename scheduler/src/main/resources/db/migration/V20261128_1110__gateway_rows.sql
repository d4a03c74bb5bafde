-- Operators make gateways by themselves now, whose secrets are kept elsewhere.
CALL protect('gateway', 'organisation_id = acting_organisation()', 'SELECT, INSERT, UPDATE');
