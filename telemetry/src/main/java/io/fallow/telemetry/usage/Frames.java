package io.fallow.telemetry.usage;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules and zones of all assets, as the registry had them lately. An asset whose rule or zone
 * has changed is marked, so that its usage is derived anew. Used by one thread.
 */
final class Frames {

  private static final Duration TRUSTED = Duration.ofSeconds(30);
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(2);

  private final Database database;
  private final Registry registry;
  private Map<Integer, Frame> frames = Map.of();
  private Instant refreshed = Instant.MIN;

  Frames(Database database, Registry registry) {
    this.database = database;
    this.registry = registry;
  }

  /** Asks the registry again when it was long ago, or when an asset is new. */
  void refresh(Collection<Integer> assetIds, Instant now) {
    boolean allKnown = frames.keySet().containsAll(assetIds);
    if (refreshed.isBefore(now.minus(allKnown ? TRUSTED : AT_MOST_EVERY))) {
      Map<Integer, Frame> found = new HashMap<>();
      for (Asset asset : registry.assets()) {
        found.put(asset.id(), Frame.of(asset));
      }
      if (!found.equals(frames)) {
        database.inTransaction(connection -> announce(connection, found));
        frames = Map.copyOf(found);
      }
      refreshed = now;
    }
  }

  /** The frames of those of the assets that the registry knows. */
  Map<Integer, Frame> of(Collection<Integer> assetIds) {
    Map<Integer, Frame> found = new HashMap<>();
    for (Integer assetId : assetIds) {
      Frame frame = frames.get(assetId);
      if (frame != null) {
        found.put(assetId, frame);
      }
    }
    return found;
  }

  private static final String NEW_ASSETS =
      """
      INSERT INTO usage_state (asset_id) SELECT unnest(?::int[])
      ON CONFLICT DO NOTHING
      """;

  private static final String CHANGED_BASIS =
      """
      INSERT INTO usage_dirty (asset_id, from_time, to_time)
      SELECT s.asset_id, s.last_time, s.last_time
      FROM unnest(?::int[], ?::text[]) AS known (asset_id, basis)
      JOIN usage_state s USING (asset_id)
      WHERE s.last_time IS NOT NULL AND s.basis IS DISTINCT FROM known.basis
      """;

  private static int announce(Connection connection, Map<Integer, Frame> frames)
      throws SQLException {
    Object[] ids = frames.keySet().stream().sorted().toArray();
    Object[] bases = new Object[ids.length];
    for (int i = 0; i < ids.length; i++) {
      bases[i] = frames.get(ids[i]).basis();
    }
    try (PreparedStatement states = connection.prepareStatement(NEW_ASSETS);
        PreparedStatement marks = connection.prepareStatement(CHANGED_BASIS)) {
      states.setArray(1, connection.createArrayOf("int4", ids));
      states.executeUpdate();
      marks.setArray(1, connection.createArrayOf("int4", ids));
      marks.setArray(2, connection.createArrayOf("text", bases));
      return marks.executeUpdate();
    }
  }
}
