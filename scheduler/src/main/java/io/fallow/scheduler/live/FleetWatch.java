package io.fallow.scheduler.live;

import io.fallow.telemetry.gateways.GatewayConnection;
import io.fallow.telemetry.gateways.GatewayQueries;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.usage.ActivityNow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells what the assets of some organisations do otherwise than at the look before. A look costs
 * one transaction, however many watch: it reads those of which a trigger has marked that their
 * activity changed, those whose time is up by what was read of them, and in turn a part of all the
 * others, so that nothing known here is older than some looks. Blocks; for one thread at a time.
 */
public final class FleetWatch {

  /** All of a fleet is read again within so many looks. */
  private static final int LOOKS_AROUND = 20;

  /** Marks are kept for longer than this. */
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(5).toNanos();

  private static final String NOTHING_YET = "9223372036854775807";

  private final Database database;
  private final TreeMap<Integer, SeenAsset> assets = new TreeMap<>();
  private final Map<Integer, ActivityNow> told = new HashMap<>();
  private Map<String, GatewayConnection> gateways = Map.of();
  private Set<Integer> watched = Set.of();
  private String from = NOTHING_YET;
  private long looked = System.nanoTime();
  private int turn = Integer.MIN_VALUE;

  /** Watches by what this database has. */
  public FleetWatch(Database database) {
    this.database = database;
  }

  private record Look(FleetRows.Read assets, List<GatewayConnection> gateways) {}

  /**
   * What is otherwise now than at the look before. Of an organisation that was not among those of
   * the look before nothing is told: whoever asks for all of its assets after this look, and is
   * told what later ones find, misses nothing.
   *
   * @throws io.fallow.telemetry.store.StoreException when the database fails; then the next look
   *     tells it all
   */
  public List<LiveChange> look(Set<Integer> organisations, Instant now) {
    forgetOthers(organisations);
    Set<Integer> fresh = new HashSet<>(organisations);
    if (System.nanoTime() - looked < LONGEST_PAUSE_NANOS) {
      fresh.removeAll(watched);
    }
    Set<Integer> again = dueAgain(now);
    Look look = database.inTransaction(connection -> read(connection, again, fresh, organisations));
    looked = System.nanoTime();
    from = look.assets().next();
    look.assets().assets().forEach(each -> assets.put(each.assetId(), each));
    List<LiveChange> changes = new ArrayList<>(ofAssets(now));
    changes.addAll(ofGateways(look.gateways()));
    watched = Set.copyOf(organisations);
    return changes;
  }

  private void forgetOthers(Set<Integer> organisations) {
    if (!organisations.containsAll(watched)) {
      assets.values().removeIf(each -> !organisations.contains(each.organisationId()));
      told.keySet().retainAll(assets.keySet());
      Set<Integer> still = new HashSet<>(watched);
      still.retainAll(organisations);
      watched = still;
    }
  }

  /** What changed by the clock alone is told by what is true in the database, not by memory. */
  private Set<Integer> dueAgain(Instant now) {
    Set<Integer> due = new HashSet<>();
    assets.forEach(
        (id, asset) -> {
          if (!SeenAsset.isSame(asset.latest().at(now), told.get(id))) {
            due.add(id);
          }
        });
    int share = assets.size() / LOOKS_AROUND + 1;
    List<Integer> next = assets.tailMap(turn, false).keySet().stream().limit(share).toList();
    turn = next.size() < share ? Integer.MIN_VALUE : next.get(next.size() - 1);
    due.addAll(next);
    return due;
  }

  private Look read(
      Connection connection, Set<Integer> again, Set<Integer> fresh, Set<Integer> organisations)
      throws SQLException {
    return new Look(
        FleetRows.read(connection, from, again, fresh, organisations),
        GatewayQueries.connections(connection, organisations));
  }

  private List<LiveChange> ofAssets(Instant now) {
    List<LiveChange> changes = new ArrayList<>();
    for (SeenAsset asset : assets.values()) {
      LiveChange.OfAsset change = asset.at(now);
      Optional<ActivityNow> before = Optional.ofNullable(told.put(asset.assetId(), change.now()));
      boolean same = before.filter(known -> SeenAsset.isSame(known, change.now())).isPresent();
      if (!same && watched.contains(asset.organisationId())) {
        changes.add(change);
      }
    }
    return changes;
  }

  private List<LiveChange> ofGateways(List<GatewayConnection> found) {
    Map<String, GatewayConnection> now = new LinkedHashMap<>();
    List<LiveChange> changes = new ArrayList<>();
    for (GatewayConnection each : found) {
      LiveChange.OfGateway change = new LiveChange.OfGateway(each);
      GatewayConnection before = gateways.get(change.id());
      now.put(change.id(), each);
      boolean same = before != null && before.online() == each.online();
      if (!same && watched.contains(each.organisationId())) {
        changes.add(change);
      }
    }
    gateways = now;
    return changes;
  }
}
