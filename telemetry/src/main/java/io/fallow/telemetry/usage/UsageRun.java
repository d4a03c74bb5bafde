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
  static final int ASSETS = 250;

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
    Map<Integer, Long> limits = new HashMap<>();
    List<Derivation> derivations = derivations(states, limits);
    new StoredUsage(connection).give(derivations);
    int readings = new ReadingScan(connection).feed(derivations);
    Map<Derivation, Outcome> outcomes = new LinkedHashMap<>();
    derivations.forEach(each -> outcomes.put(each, each.outcome()));
    new UsageWriter(connection).write(outcomes);
    Map<Integer, Long> rest = rest(outcomes, limits);
    claim.giveBack(rest);
    int late = (int) derivations.stream().filter(LateDerivation.class::isInstance).count();
    boolean more = states.size() == ASSETS || !rest.isEmpty();
    return new RunReport(states.size(), readings, late, more);
  }

  /** Makes the derivations, and notes for which of them there are readings beyond its limit. */
  private List<Derivation> derivations(Map<Integer, Claim.State> states, Map<Integer, Long> limits)
      throws SQLException {
    Map<Integer, Change> changes = claim.take(states.keySet());
    Map<Integer, Long> latest = claim.latest(states.keySet());
    Map<Integer, Long> first = claim.first(outdated(states));
    long span = Math.max(Micros.DAY, Math.min(LONGEST, ASSET_TIME / states.size()));
    List<Derivation> derivations = new ArrayList<>();
    for (Map.Entry<Integer, Claim.State> each : states.entrySet()) {
      int assetId = each.getKey();
      Change change = changes.get(assetId);
      Optional<Position> position = each.getValue().position();
      if (isOutdated(assetId, each.getValue())) {
        change = change.and(everything(position.get(), first.get(assetId)));
        position = Optional.empty();
      }
      long end = latest.getOrDefault(assetId, Micros.NEVER_AFTER - 1) + 1;
      long limit = change.from() + span;
      if (limit < end) {
        limits.put(assetId, limit);
      }
      derivations.add(
          Derivation.of(assetId, frames.get(assetId), position, change, Math.min(limit, end)));
    }
    return derivations;
  }

  /** What is left for another claim: a derivation that joined to what was stored has no rest. */
  private static Map<Integer, Long> rest(
      Map<Derivation, Outcome> outcomes, Map<Integer, Long> limits) {
    Map<Integer, Long> rest = new HashMap<>(limits);
    outcomes.forEach(
        (derivation, outcome) ->
            outcome
                .position()
                .ifPresent(
                    position ->
                        rest.computeIfPresent(
                            derivation.assetId(),
                            (id, limit) -> position.held().time() < limit ? limit : null)));
    return rest;
  }

  private List<Integer> outdated(Map<Integer, Claim.State> states) {
    return states.entrySet().stream()
        .filter(each -> isOutdated(each.getKey(), each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isOutdated(int assetId, Claim.State state) {
    return state.position().isPresent() && !frames.get(assetId).basis().equals(state.basis());
  }

  private static Change everything(Position position, Long first) {
    long last = position.held().time();
    return new Change(first == null ? last : first, last);
  }
}
