package io.fallow.telemetry.usage;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The power that assets took, from their readings: a function of the database tells it to their
 * owner, in whose scope this is called. Safe for any number of threads; every call blocks, and
 * throws {@link io.fallow.telemetry.store.StoreException} when the database fails.
 */
public final class PowerCurve {

  /** What a screen shows side by side. */
  private static final int MOST_POINTS = 1_500;

  /** In seconds. All of them divide a day, so that buckets begin at full hours of UTC. */
  private static final long[] STEPS = {
    10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400
  };

  private final Database database;

  /** Asks this database. */
  public PowerCurve(Database database) {
    this.database = database;
  }

  /**
   * What is known of one bucket, cut to the range that was asked about.
   *
   * @param start of the whole bucket
   * @param meanW by time
   * @param knownS seconds for which a power is known, more than none
   */
  public record Bucket(Instant start, double leastW, double meanW, double mostW, double knownS) {

    /** The energy that it stands for, in watt-hours. */
    public double energyWh() {
      return meanW * knownS / 3_600;
    }
  }

  /** How long buckets are, so that a range has at most about 1,500. */
  public static Duration step(Instant from, Instant to) {
    long seconds = Duration.between(from, to).toSeconds();
    return Duration.ofSeconds(
        LongStream.of(STEPS)
            .filter(step -> seconds <= step * MOST_POINTS)
            .findFirst()
            .orElse(STEPS[STEPS.length - 1]));
  }

  private static final String CURVE =
      """
      SELECT starts, least_w, mean_w, most_w, known_s
      FROM asset_power(?, ?, ?, make_interval(secs => ?)) ORDER BY starts
      """;

  /** In order; buckets of which nothing is known are left out. */
  public List<Bucket> of(int assetId, Instant from, Instant to, Duration step) {
    return database.reading(connection -> read(connection, assetId, from, to, step));
  }

  private static List<Bucket> read(
      Connection connection, int assetId, Instant from, Instant to, Duration step)
      throws SQLException {
    List<Bucket> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(CURVE)) {
      query.setInt(1, assetId);
      query.setObject(2, SqlValues.timestamp(from));
      query.setObject(3, SqlValues.timestamp(to));
      query.setDouble(4, (double) step.toSeconds());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Bucket(
                  SqlValues.instant(row, "starts"),
                  row.getDouble("least_w"),
                  row.getDouble("mean_w"),
                  row.getDouble("most_w"),
                  row.getDouble("known_s")));
        }
      }
    }
    return found;
  }
}
