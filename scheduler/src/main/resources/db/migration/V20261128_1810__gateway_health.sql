-- An organisation reads how its own gateways are, and what they gave up.
CALL protect('gateway_health', 'owns_gateway(gateway_id)', 'SELECT');
CALL protect('gateway_given_up', 'owns_gateway(gateway_id)', 'SELECT');
