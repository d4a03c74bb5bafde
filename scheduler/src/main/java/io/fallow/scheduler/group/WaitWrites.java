package io.fallow.scheduler.group;

import io.fallow.scheduler.idle.SearchRequest.Near;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Writes what people do with their entries of the wait-list. */
final class WaitWrites {

  private final Connection connection;
  private final Instant now;

  WaitWrites(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  private static final String INSERT =
      """
      INSERT INTO wait_entry (id, organisation_id, person, asset_type, asset_id, owner, latitude,
                              longitude, radius_km, range, least_s, most_s, purpose, state,
                              created_at, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, tstzrange(?, ?), ?, ?, ?, 'WAITING', ?, ?)
      """;

  /**
   * Takes the next turn.
   *
   * @param assetId of the asset wished for, if it is one
   */
  void insert(UUID id, Viewer viewer, Wish wish, Optional<Integer> assetId, String purpose)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, id);
      statement.setInt(2, viewer.organisationId());
      statement.setString(3, viewer.person());
      statement.setString(4, wish.type());
      statement.setObject(5, assetId.orElse(null), Types.INTEGER);
      statement.setString(6, wish.owner().orElse(null));
      statement.setObject(7, near(wish, Near::latitude), Types.DOUBLE);
      statement.setObject(8, near(wish, Near::longitude), Types.DOUBLE);
      statement.setObject(9, near(wish, Near::radiusKm), Types.DOUBLE);
      statement.setObject(10, SqlValues.timestamp(wish.range().start()));
      statement.setObject(11, SqlValues.timestamp(wish.range().end()));
      statement.setInt(12, Math.toIntExact(wish.least().toSeconds()));
      statement.setInt(13, Math.toIntExact(wish.most().toSeconds()));
      statement.setString(14, purpose);
      statement.setObject(15, SqlValues.timestamp(now));
      statement.setObject(16, SqlValues.timestamp(now));
      statement.executeUpdate();
    }
  }

  private static Double near(Wish wish, Function<Near, Double> value) {
    return wish.near().map(value).orElse(null);
  }

  private static final String WITHDRAW =
      """
      UPDATE wait_entry SET state = 'WITHDRAWN', changed_at = ?
      WHERE id = ? AND organisation_id = ? AND state = 'WAITING'
      """;

  /** Whether an entry of the viewer's organisation, which waited, does so no longer. */
  boolean withdraw(Viewer viewer, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WITHDRAW)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setObject(2, id);
      statement.setInt(3, viewer.organisationId());
      return statement.executeUpdate() == 1;
    }
  }
}
