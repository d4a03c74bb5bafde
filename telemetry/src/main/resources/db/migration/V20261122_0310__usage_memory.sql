-- What an asset's readings before an instant leave behind for those that follow, where its rule
-- remembers (hysteresis, dwell, counters): at the beginning of each of its facility's clock hours in
-- which the last reading before it still spoke, so that late readings need not be followed back to
-- the first; and, under the greatest number, after the newest reading. By the hour's first
-- microsecond since 1970. The form of what is left behind is the program's own.
CREATE TABLE usage_memory (
    asset_id int NOT NULL,
    hour     bigint NOT NULL,
    memory   bytea NOT NULL,
    PRIMARY KEY (asset_id, hour)
) WITH (fillfactor = 80);
