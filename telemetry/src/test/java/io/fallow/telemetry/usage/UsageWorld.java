package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;

/** A database with an organisation, its facility and assets, and readings as ingest stores them. */
final class UsageWorld implements AutoCloseable {

  static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  final TestDatabase server = TestDatabase.create();
  final Database database = open(6);
  final Registry registry = new Registry(database);
  final UsageQueries queries = new UsageQueries(database);
  final MeterRegistry meters = new SimpleMeterRegistry();

  UsageWorld() {
    database.migrate();
    registry.registerOrganisation("lakeside", "Lakeside Hospitals");
    registry.registerFacility("lakeside", "main", "Main campus", CHICAGO, 41.9, -87.6);
  }

  private Database open(int connections) {
    return Database.open(
        new DatabaseConfig(
            "test", server.jdbcUrl(), server.user(), server.password(), connections));
  }

  Asset asset(String code, ActivityRule rule) {
    return registry.registerAsset(
        new NewAsset("lakeside", "main", code, "Machine " + code, "mri", Set.of(), rule));
  }

  UsageWorker worker(Clock clock) {
    return new UsageWorker(database, registry, meters, clock);
  }

  /** Works until nothing waits. */
  static void catchUp(UsageWorker worker) {
    int done = 1;
    while (done > 0) {
      done = worker.runOnce();
    }
  }

  /** Stores readings of assets in one transaction. */
  void store(Map<Integer, ? extends Collection<Sample>> readings) {
    database.inTransaction(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE NONE"); // as the owner
          }
          copy(connection, readings);
          mark(connection, readings);
          return null;
        });
  }

  private static void copy(
      Connection connection, Map<Integer, ? extends Collection<Sample>> readings)
      throws SQLException {
    StringBuilder rows = new StringBuilder();
    readings.forEach((asset, samples) -> samples.forEach(sample -> append(rows, asset, sample)));
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY reading (time, asset_id, activity, power_w, counter, message_id) FROM STDIN");
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    copy.endCopy();
  }

  private static void append(StringBuilder rows, int asset, Sample sample) {
    rows.append(Micros.instant(sample.time())).append('\t').append(asset).append('\t');
    rows.append(sample.activity() == Sample.NONE ? "\\N" : sample.activity()).append('\t');
    rows.append(sample.powerW() == Sample.NONE ? "\\N" : sample.powerW()).append('\t');
    rows.append(sample.counter() == Sample.NONE ? "\\N" : sample.counter()).append("\t1\n");
  }

  private static final String DIRTY =
      "INSERT INTO usage_dirty (asset_id, from_time, to_time) VALUES (?, ?, ?)";

  private static void mark(
      Connection connection, Map<Integer, ? extends Collection<Sample>> readings)
      throws SQLException {
    try (PreparedStatement dirty = connection.prepareStatement(DIRTY)) {
      for (var each : readings.entrySet()) {
        long from = each.getValue().stream().mapToLong(Sample::time).min().orElseThrow();
        long to = each.getValue().stream().mapToLong(Sample::time).max().orElseThrow();
        dirty.setInt(1, each.getKey());
        dirty.setObject(2, Micros.utc(from));
        dirty.setObject(3, Micros.utc(to));
        dirty.executeUpdate();
      }
    }
  }

  void execute(String sql) {
    database.inTransaction(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE NONE"); // as the owner
            return statement.execute(sql);
          }
        });
  }

  static Sample says(String time, Activity activity) {
    return new Sample(Micros.of(Instant.parse(time)), activity.code(), Sample.NONE, Sample.NONE);
  }

  static Sample draws(long time, float powerW) {
    return new Sample(time, Sample.NONE, powerW, Sample.NONE);
  }

  @Override
  public void close() {
    database.close();
    server.close();
  }
}
