package io.fallow.telemetry.usage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One transaction that claims some waiting assets and brings their usage up to date. */
final class UsageRun {

  /** Assets of one claim. */
  static final int ASSETS = 2_000;

  /** How much time a claim takes in at most, over all its assets: it bounds what is in memory. */
  private static final long ASSET_TIME = 1_000 * Micros.DAY;

  /** And for a single asset: it bounds the chunks, and so the locks, of a transaction. */
  private static final long LONGEST = 90 * Micros.DAY;

  private final Connection connection;
  private final Claim claim;
  private final Map<Integer, Frame> frames;

  /** A run over assets of these. The transaction must not have done anything yet. */
  UsageRun(Connection connection, Map<Integer, Frame> frames) throws SQLException {
    this.connection = connection;
    this.claim = new Claim(connection);
    this.frames = frames;
  }

  RunReport run() throws SQLException {
    Map<Integer, Claim.State> states = claim.lock(frames.keySet(), ASSETS);
    if (states.isEmpty()) {
      return RunReport.NOTHING;
    }
    Map<Integer, Change> beyond = new HashMap<>();
    List<Derivation> derivations = derivations(states, beyond);
    new StoredUsage(connection).give(derivations);
    int readings = new ReadingScan(connection).feed(derivations);
    Map<Derivation, Outcome> outcomes = new LinkedHashMap<>();
    derivations.forEach(each -> outcomes.put(each, each.outcome()));
    new UsageWriter(connection).write(outcomes);
    Map<Integer, Change> rest = rest(outcomes, beyond);
    claim.giveBack(rest);
    int late = (int) derivations.stream().filter(LateDerivation.class::isInstance).count();
    boolean more = states.size() == ASSETS || !rest.isEmpty();
    return new RunReport(states.size(), readings, late, more);
  }

  /** Makes the derivations, and notes for which of them there are readings beyond its limit. */
  private List<Derivation> derivations(
      Map<Integer, Claim.State> states, Map<Integer, Change> beyond) throws SQLException {
    Map<Integer, Change> changes = claim.take(states.keySet());
    Map<Integer, Long> newest = newest(states, changes);
    forgetOutdated(states, changes);
    long span = Math.max(Micros.DAY, Math.min(LONGEST, ASSET_TIME / states.size()));
    List<Derivation> derivations = new ArrayList<>();
    states.forEach(
        (assetId, state) -> {
          Change change = changes.get(assetId);
          long end = newest.getOrDefault(assetId, change.from()) + 1;
          long limit = Math.min(end, change.from() + span);
          if (limit < end) {
            beyond.put(assetId, new Change(limit, end - 1));
          }
          derivations.add(
              Derivation.of(assetId, frames.get(assetId), state.position(), change, limit));
        });
    return derivations;
  }

  /** The newest readings: nothing needs to be looked for beyond them. */
  private Map<Integer, Long> newest(Map<Integer, Claim.State> states, Map<Integer, Change> changes)
      throws SQLException {
    Map<Integer, Long> newest = claim.newest(changes);
    states.forEach(
        (assetId, state) ->
            state
                .position()
                .ifPresent(known -> newest.merge(assetId, known.held().time(), Math::max)));
    return newest;
  }

  /** An asset that was derived by another rule or zone is as if nothing were known of it yet. */
  private void forgetOutdated(Map<Integer, Claim.State> states, Map<Integer, Change> changes)
      throws SQLException {
    List<Integer> outdated = new ArrayList<>(states.keySet());
    outdated.removeIf(assetId -> !isOutdated(assetId, states.get(assetId)));
    Map<Integer, Long> first = claim.first(outdated);
    for (Integer assetId : outdated) {
      Claim.State state = states.get(assetId);
      long last = state.position().orElseThrow().held().time();
      changes.merge(assetId, new Change(first.getOrDefault(assetId, last), last), Change::and);
      states.put(assetId, new Claim.State(Optional.empty(), state.basis()));
    }
  }

  private boolean isOutdated(int assetId, Claim.State state) {
    return state.position().isPresent() && !frames.get(assetId).basis().equals(state.basis());
  }

  /** What is left for another claim: a derivation that joined to what was stored has no rest. */
  private static Map<Integer, Change> rest(
      Map<Derivation, Outcome> outcomes, Map<Integer, Change> beyond) {
    Map<Integer, Change> rest = new HashMap<>(beyond);
    outcomes.forEach(
        (derivation, outcome) ->
            outcome
                .position()
                .ifPresent(
                    position ->
                        rest.computeIfPresent(
                            derivation.assetId(),
                            (id, left) -> position.held().time() < left.from() ? left : null)));
    return rest;
  }
}
