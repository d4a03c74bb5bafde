-- How far an asset's readings have been turned into intervals, and what the newest of them said.
CREATE TABLE usage_state (
    asset_id  int PRIMARY KEY,
    last_time timestamptz,
    activity  smallint,
    power_w   real
);

-- Maximal stretches of one activity, without holes from an asset's first reading to its last.
CREATE TABLE usage_interval (
    asset_id   int NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz NOT NULL,
    activity   smallint NOT NULL,
    PRIMARY KEY (asset_id, started_at),
    CHECK (started_at < ended_at)
);

-- By clock hour of the asset's facility; the hour is named by the instant at which it starts.
CREATE TABLE utilisation_hour (
    asset_id  int NOT NULL,
    hour      timestamptz NOT NULL,
    in_use_s  double precision NOT NULL,
    standby_s double precision NOT NULL,
    off_s     double precision NOT NULL,
    fault_s   double precision NOT NULL,
    energy_wh double precision NOT NULL,
    PRIMARY KEY (asset_id, hour)
);
