-- How far an asset's readings have been turned into intervals. Its row is the lock under which that
-- is done.
CREATE TABLE usage_state (
    asset_id    int PRIMARY KEY,
    -- The newest reading that has been turned into intervals (none yet: null), what it says, when
    -- that activity began, and until when it is believed in the absence of another reading.
    last_time   timestamptz,
    activity    smallint,
    power_w     real,
    since       timestamptz,
    holds_until timestamptz,
    -- The rule and zone that the intervals were derived by: when they change, all is derived anew.
    basis       text
) WITH (fillfactor = 70);

-- Maximal stretches of one activity, without holes from an asset's first reading to its last.
CREATE TABLE usage_interval (
    asset_id   int NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz NOT NULL,
    activity   smallint NOT NULL,
    PRIMARY KEY (asset_id, started_at),
    CHECK (started_at < ended_at)
) WITH (fillfactor = 90);

-- By clock hour of the asset's facility; the hour is named by the instant at which it starts. An
-- hour in which nothing was observed has no row.
CREATE TABLE utilisation_hour (
    asset_id  int NOT NULL,
    hour      timestamptz NOT NULL,
    in_use_s  double precision NOT NULL,
    standby_s double precision NOT NULL,
    off_s     double precision NOT NULL,
    fault_s   double precision NOT NULL,
    energy_wh double precision NOT NULL,
    PRIMARY KEY (asset_id, hour)
) WITH (fillfactor = 90);
