package io.fallow.scheduler.calendar;

import io.fallow.telemetry.store.Question;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.TreeSet;

/**
 * The lock of an asset's time: whoever writes a reservation or a lock-out of an asset takes it
 * first. So what was read after taking it still holds when the transaction commits.
 */
public final class AssetLocks {

  /** Names our advisory locks; an asset's id is the other half of each. */
  private static final int LOCK_SPACE = 0x0FA1_0001;

  private AssetLocks() {}

  // In ascending order, whoever takes several: nobody waits for one who waits for them.
  private static final String TAKE =
      "SELECT pg_advisory_xact_lock(?, id) FROM unnest(?::int[]) WITH ORDINALITY a (id, n) ORDER BY n";

  /**
   * Waits for the locks and keeps them until the transaction ends. All assets of a transaction are
   * to be named at once.
   */
  public static void take(Connection connection, Collection<Integer> assetIds) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      statement.setInt(1, LOCK_SPACE);
      statement.setArray(2, SqlValues.ints(connection, new TreeSet<>(assetIds)));
      statement.execute();
    }
  }

  private static final String TAKE_ONE = "SELECT pg_advisory_xact_lock(?, ?)";

  /** Waits for the lock of one asset, and keeps it until the transaction ends. */
  public static Question<Boolean> taking(int assetId) {
    return new Question<>(
        TAKE_ONE, values -> values.add(LOCK_SPACE).add(assetId), row -> row.next());
  }

  private static final String TRY_TO_TAKE = "SELECT pg_try_advisory_xact_lock(?, ?)";

  /** Takes the lock of one asset if nobody has it; never waits. */
  public static boolean tryTake(Connection connection, int assetId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TRY_TO_TAKE)) {
      statement.setInt(1, LOCK_SPACE);
      statement.setInt(2, assetId);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
