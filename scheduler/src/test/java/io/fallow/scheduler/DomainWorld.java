package io.fallow.scheduler;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.booking.BookingService;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.Turnarounds;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.scheduler.idle.IdleIndex;
import io.fallow.scheduler.idle.IdleSources;
import io.fallow.scheduler.idle.WindowSearch;
import io.fallow.scheduler.policy.Policies;
import io.fallow.scheduler.policy.Qualifications;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.Terms;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.fallow.telemetry.store.SqlValues;
import io.fallow.telemetry.usage.UsageQueries;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A small world in a real database: the hospital {@code lakeside} shares its machines with the
 * clinic {@code harbor}; the shop {@code forge} shares nothing.
 */
public final class DomainWorld implements AutoCloseable {

  public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A Monday, 09:00 in Berlin. */
  public static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final Database database;
  public final Registry registry;
  public final Sharing sharing;
  public final Calendars calendars;
  public final Turnarounds turnarounds;
  public final Policies policies;
  public final Qualifications qualifications;
  public final IdleSources sources;
  public final IdleIndex index;
  public final WindowSearch search;
  public final BookingService booking;
  public final Organisation lakeside;
  public final Organisation harbor;
  public final Organisation forge;
  public final Facility clinic;

  private final TestDatabase server = TestDatabase.create();

  public DomainWorld() {
    database = open(16);
    database.migrate();
    registry = new Registry(database);
    sharing = new Sharing(database, registry);
    calendars = new Calendars(database);
    turnarounds = new Turnarounds(database);
    policies = new Policies(database);
    qualifications = new Qualifications(database);
    IdleForecasts forecasts = new IdleForecasts(database);
    UsageQueries usage = new UsageQueries(database);
    sources = new IdleSources(database, registry, sharing, calendars, forecasts, usage, policies);
    index = IdleIndex.over(sources, meters);
    search = new WindowSearch(sources, index, meters);
    booking =
        new BookingService(database, registry, sharing, calendars, policies, forecasts, meters);
    lakeside = registry.registerOrganisation("lakeside", "Lakeside hospitals");
    harbor = registry.registerOrganisation("harbor", "Harbor clinic");
    forge = registry.registerOrganisation("forge", "Forge");
    clinic = registry.registerFacility("lakeside", "main", "Main site", BERLIN, 52.5, 13.4);
    calendars.replaceOpenings(clinic, WeeklyOpening.always());
    sharing.agree(
        new Terms(lakeside, harbor, Terms.Scope.everything(), NOW.minus(Duration.ofDays(100))));
  }

  /** Another pool of connections to the same database. */
  public final Database open(int connections) {
    return Database.open(
        new DatabaseConfig(
            "test", server.jdbcUrl(), server.user(), server.password(), connections));
  }

  /** An asset of lakeside's. */
  public Asset asset(String code, String type) {
    return registry.registerAsset(
        new NewAsset(
            "lakeside",
            "main",
            code,
            code,
            type,
            Set.of(),
            new ActivityRule.Reported(Duration.ofMinutes(5))));
  }

  /** An asset that stood idle around the clock for four weeks. */
  public Asset idleAsset(String code) {
    Asset asset = asset(code, "mri");
    observe(asset, clock -> false);
    return asset;
  }

  private static final String INTERVAL =
      "INSERT INTO usage_interval (asset_id, started_at, ended_at, activity) VALUES (?, ?, ?, ?)";

  private static final String STANDS_IDLE =
      """
      INSERT INTO usage_state (asset_id, last_time, activity, since, holds_until)
      VALUES (?, ?, ?, ?, ?::timestamptz + interval '1 year')
      ON CONFLICT DO NOTHING
      """;

  private static void standIdle(Connection connection, Asset asset, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STANDS_IDLE)) {
      statement.setInt(1, asset.id());
      statement.setObject(2, SqlValues.timestamp(now));
      statement.setShort(3, Activity.STANDBY.code());
      statement.setObject(4, SqlValues.timestamp(now));
      statement.setObject(5, SqlValues.timestamp(now));
      statement.executeUpdate();
    }
  }

  /**
   * Gives an asset the four weeks before {@link #NOW}, busy in some hours on its wall clock. Since
   * then it stands idle.
   */
  public void observe(Asset asset, Predicate<LocalDateTime> busy) {
    observe(asset, NOW, busy);
  }

  /** Gives an asset the four weeks before some moment; since then it stands idle. */
  public void observe(Asset asset, Instant now, Predicate<LocalDateTime> busy) {
    database.inTransaction(
        connection -> {
          standIdle(connection, asset, now);
          try (PreparedStatement statement = connection.prepareStatement(INTERVAL)) {
            for (int hour = 1; hour <= 28 * 24; hour++) {
              Instant start = now.minus(Duration.ofHours(hour));
              boolean used = busy.test(LocalDateTime.ofInstant(start, asset.facility().zone()));
              statement.setInt(1, asset.id());
              statement.setObject(2, SqlValues.timestamp(start));
              statement.setObject(3, SqlValues.timestamp(start.plus(Duration.ofHours(1))));
              statement.setShort(4, (used ? Activity.IN_USE : Activity.STANDBY).code());
              statement.addBatch();
            }
            return statement.executeBatch().length;
          }
        });
  }

  public Viewer viewer(Organisation organisation) {
    return new Viewer(organisation.id(), organisation.code(), "someone@" + organisation.code());
  }

  @Override
  public void close() {
    index.close();
    database.close();
    server.close();
  }
}
