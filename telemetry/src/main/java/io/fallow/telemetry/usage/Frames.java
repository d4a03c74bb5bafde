package io.fallow.telemetry.usage;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules and zones of all assets, as the registry had them lately. An asset whose rule or zone
 * has changed is marked, so that its usage is derived anew. Used by one thread.
 */
final class Frames {

  private static final Logger LOG = LoggerFactory.getLogger(Frames.class);
  private static final Duration TRUSTED = Duration.ofSeconds(30);
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(2);

  private final Database database;
  private final Registry registry;
  private Map<Integer, Frame> frames = Map.of();
  private Instant refreshed = Instant.MIN;
  private long edition = -1;

  Frames(Database database, Registry registry) {
    this.database = database;
    this.registry = registry;
  }

  /**
   * Asks the registry again when it was long ago, when an asset is new, or when something was said
   * about rules.
   */
  void refresh(Collection<Integer> assetIds, Instant now) {
    long asOf = registry.rulesEdition();
    boolean allKnown = frames.keySet().containsAll(assetIds);
    boolean old = refreshed.isBefore(now.minus(allKnown ? TRUSTED : AT_MOST_EVERY));
    if (old || asOf != edition) {
      Map<Integer, Frame> found = new HashMap<>();
      for (Asset asset : registry.assets()) {
        found.put(asset.id(), Frame.of(asset, asOf));
      }
      boolean changed = !found.equals(frames);
      database.inTransaction(connection -> announce(connection, found, changed));
      frames = Map.copyOf(found);
      edition = asOf;
      refreshed = now;
      dropUnregistered(assetIds);
    }
  }

  /** Assets are registered before they have readings: nobody will ever ask for the others. */
  private void dropUnregistered(Collection<Integer> assetIds) {
    List<Integer> unknown = new ArrayList<>(assetIds);
    unknown.removeAll(frames.keySet());
    if (!unknown.isEmpty()) {
      LOG.warn("Assets {} have readings but are not registered: they get no usage", unknown);
      database.inTransaction(connection -> drop(connection, unknown));
    }
  }

  private static final String DROP = "DELETE FROM usage_dirty WHERE asset_id = ANY (?)";

  private static int drop(Connection connection, Collection<Integer> unknown) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DROP)) {
      delete.setArray(1, Rows.ids(connection, unknown));
      return delete.executeUpdate();
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

  private static int announce(Connection connection, Map<Integer, Frame> frames, boolean changed)
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
      if (!changed) {
        return 0;
      }
      marks.setArray(1, connection.createArrayOf("int4", ids));
      marks.setArray(2, connection.createArrayOf("text", bases));
      return marks.executeUpdate();
    }
  }
}
