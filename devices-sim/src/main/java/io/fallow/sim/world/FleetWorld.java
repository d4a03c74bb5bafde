package io.fallow.sim.world;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.Terms;
import io.fallow.telemetry.forecast.ForecastWorker;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Many assets at several sites, made within seconds: a few that were watched for four weeks, and
 * copies of them with copies of their forecasts. The fleet's owner shares all of them around the
 * clock with each partner. Machines are busy for eight hours of each day at most, and always idle
 * from 20:00 to 04:00 UTC.
 *
 * @param assets how many; their codes are {@code m1}, {@code m2}, …
 */
public record FleetWorld(int assets) {

  /** Who owns all assets. */
  public static final String OWNER = "fleet";

  /** Who may book them. */
  public static final List<String> PARTNERS =
      List.of("partner-1", "partner-2", "partner-3", "partner-4");

  /** Of the assets in turn. */
  public static final List<String> TYPES = List.of("mill", "lathe", "laser", "mri", "tractor");

  /** So many were watched, the first ones; the others are copies. */
  public static final int WATCHED = 20;

  private static final int SITES = 10;
  private static final int HOURS_WATCHED = 28 * 24;
  private static final ActivityRule RULE = new ActivityRule.Reported(Duration.ofMinutes(5));

  /** The public id of an asset, counted from 1. */
  public static String asset(int number) {
    return OWNER + ".m" + number;
  }

  /** Makes it in a database without a fleet, as if it had been watched until now. Blocks. */
  public void register(Database database, Instant now) {
    Registry registry = new Registry(database);
    share(registry, new Sharing(database, registry), now);
    sites(registry, new Calendars(database));
    int watched = Math.min(WATCHED, assets);
    IntStream.rangeClosed(1, watched).forEach(number -> watched(registry, number));
    OffsetDateTime at = SqlValues.timestamp(now);
    run(database, INTERVALS, Activity.IN_USE.code(), Activity.STANDBY.code(), at, HOURS_WATCHED);
    run(database, STATES, at, Activity.STANDBY.code(), at, at);
    forecast(database, registry, now);
    run(database, COPIES, watched + 1, assets, watched);
    run(database, COPIED_STATES, watched);
    run(database, COPIED_FORECASTS, watched);
    run(database, "SET LOCAL ROLE NONE; ANALYZE"); // as the owner
  }

  private static void share(Registry registry, Sharing sharing, Instant now) {
    Organisation owner = registry.registerOrganisation(OWNER, "Fleet");
    for (String code : PARTNERS) {
      Organisation partner = registry.registerOrganisation(code, "Partner " + code);
      sharing.agree(
          new Terms(owner, partner, Terms.Scope.everything(), now.minus(Duration.ofDays(60))));
    }
  }

  private static void sites(Registry registry, Calendars calendars) {
    for (int site = 0; site < SITES; site++) {
      Facility facility =
          registry.registerFacility(
              OWNER, "site-" + site, "Site " + site, ZoneOffset.UTC, 46 + site / 2.0, 7 + site);
      calendars.replaceOpenings(facility, WeeklyOpening.always());
    }
  }

  private static void watched(Registry registry, int number) {
    registry.registerAsset(
        new NewAsset(
            OWNER,
            "site-" + number % SITES,
            "m" + number,
            "Machine " + number,
            TYPES.get(number % TYPES.size()),
            Set.of("size-" + number % 3),
            RULE));
  }

  private static void forecast(Database database, Registry registry, Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try (ForecastWorker worker =
        new ForecastWorker(database, registry, new SimpleMeterRegistry(), clock)) {
      worker.runOnce();
    }
  }

  private static final String INTERVALS =
      """
      INSERT INTO usage_interval (asset_id, started_at, ended_at, activity)
      SELECT a.id, h, h + interval '1 hour',
             CASE WHEN extract(hour FROM h AT TIME ZONE 'UTC') - 5 - a.id % 6 BETWEEN 0 AND 7
                  THEN ?::smallint ELSE ?::smallint END
      FROM (SELECT date_trunc('hour', ?::timestamptz) AS until) now
      CROSS JOIN generate_series(
        until - ? * interval '1 hour', until - interval '1 hour', interval '1 hour') h
      CROSS JOIN asset a JOIN organisation o ON o.id = a.organisation_id AND o.code = 'fleet'
      """;

  private static final String STATES =
      """
      INSERT INTO usage_state (asset_id, last_time, activity, power_w, since, holds_until)
      SELECT a.id, ?::timestamptz, ?::smallint, 0, ?::timestamptz - interval '1 hour',
             ?::timestamptz + interval '1 day'
      FROM asset a JOIN organisation o ON o.id = a.organisation_id AND o.code = 'fleet'
      """;

  private static final String COPIES =
      """
      INSERT INTO asset OVERRIDING SYSTEM VALUE
      SELECT copy.*
      FROM generate_series(?, ?) n
      JOIN asset first ON first.code = 'm' || ((n - 1) % ? + 1)
      JOIN organisation o ON o.id = first.organisation_id AND o.code = 'fleet'
      CROSS JOIN LATERAL jsonb_populate_record(
        first,
        jsonb_build_object(
          'id', nextval(pg_get_serial_sequence('asset', 'id')),
          'code', 'm' || n, 'name', 'Machine ' || n)) AS copy
      """;

  private static final String COPIED =
      """
      FROM asset copy
      JOIN organisation o ON o.id = copy.organisation_id AND o.code = 'fleet'
      JOIN asset first ON first.organisation_id = o.id AND first.id <> copy.id
        AND first.code = 'm' || ((substr(copy.code, 2)::int - 1) % ? + 1)
      """;

  private static final String COPIED_STATES =
      """
      INSERT INTO usage_state (asset_id, last_time, activity, power_w, since, holds_until)
      SELECT copy.id, s.last_time, s.activity, s.power_w, s.since, s.holds_until
      """
          + COPIED
          + "JOIN usage_state s ON s.asset_id = first.id";

  private static final String COPIED_FORECASTS =
      """
      INSERT INTO idle_forecast
        (asset_id, made_at, seen_to, basis, first_quarter, chances, weeks)
      SELECT copy.id, f.made_at, f.seen_to, f.basis, f.first_quarter, f.chances, f.weeks
      """
          + COPIED
          + "JOIN idle_forecast f ON f.asset_id = first.id";

  private static void run(Database database, String sql, Object... values) {
    database.inTransaction(connection -> run(connection, sql, values));
  }

  private static int run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
      return statement.getUpdateCount();
    }
  }
}
