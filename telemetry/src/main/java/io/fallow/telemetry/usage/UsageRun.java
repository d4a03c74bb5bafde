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
    boolean full = states.size() == ASSETS;
    // Somebody else knows of later rules: these assets wait until they are known here, too.
    states.entrySet().removeIf(each -> frames.get(each.getKey()).isOlderThan(basis(each)));
    if (states.isEmpty()) {
      return RunReport.NOTHING;
    }
    List<Derivation> derivations = derivations(states);
    Map<Derivation, Outcome> outcomes = new LinkedHashMap<>();
    int readings = 0;
    List<Derivation> open = derivations;
    while (!open.isEmpty()) {
      readings += read(open);
      open = collect(open, outcomes);
    }
    new UsageWriter(connection).write(outcomes);
    new MemoryStore(connection).write(outcomes);
    Map<Integer, Change> rest = rest(outcomes);
    claim.giveBack(rest);
    int late = (int) derivations.stream().filter(LateDerivation.class::isInstance).count();
    return new RunReport(states.size(), readings, late, rest.size(), full || !rest.isEmpty());
  }

  private static String basis(Map.Entry<Integer, Claim.State> state) {
    String basis = state.getValue().basis();
    return basis == null ? "" : basis;
  }

  private int read(List<Derivation> derivations) throws SQLException {
    new MemoryStore(connection).give(derivations);
    new StoredUsage(connection).give(derivations);
    return new ReadingScan(connection).feed(derivations);
  }

  /** Keeps the outcomes, and gives the derivations that need more. */
  private static List<Derivation> collect(
      List<Derivation> derivations, Map<Derivation, Outcome> outcomes) {
    List<Derivation> open = new ArrayList<>();
    for (Derivation each : derivations) {
      Optional<Outcome> outcome = each.outcome();
      outcome.ifPresentOrElse(found -> outcomes.put(each, found), () -> open.add(each.wider()));
    }
    return open;
  }

  private List<Derivation> derivations(Map<Integer, Claim.State> states) throws SQLException {
    Map<Integer, Change> changes = claim.take(states.keySet());
    Map<Integer, Long> newest = newest(states, changes);
    takeInRules(states, changes);
    Map<Integer, Long> notBefore = notBefore(states, changes);
    long span = Math.max(Micros.DAY, Math.min(LONGEST, ASSET_TIME / states.size()));
    List<Derivation> derivations = new ArrayList<>();
    states.forEach(
        (assetId, state) -> {
          Change change = changes.get(assetId);
          long end = newest.getOrDefault(assetId, change.from()) + 1;
          long limit = Math.min(end, change.from() + span);
          long earliest = notBefore.getOrDefault(assetId, Micros.NEVER_BEFORE);
          Frame frame = frames.get(assetId);
          Task task = new Task(assetId, frame, change, limit, limit < end, earliest);
          derivations.add(Derivation.of(task, state.position()));
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

  /** To an asset that was derived by other rules, all readings have changed that these touch. */
  private void takeInRules(Map<Integer, Claim.State> states, Map<Integer, Change> changes)
      throws SQLException {
    List<Integer> outdated = new ArrayList<>(states.keySet());
    outdated.removeIf(assetId -> !isOutdated(assetId, states.get(assetId)));
    Map<Integer, Long> first = claim.first(outdated);
    for (Integer assetId : outdated) {
      Claim.State state = states.get(assetId);
      long last = state.position().orElseThrow().held().time();
      long begin = first.getOrDefault(assetId, last);
      long from = state.basis() == null ? begin : frames.get(assetId).changedSince(state.basis());
      changes.merge(assetId, new Change(Math.max(begin, from), Micros.NEVER_AFTER), Change::and);
    }
  }

  private boolean isOutdated(int assetId, Claim.State state) {
    return state.position().isPresent() && !frames.get(assetId).basis().equals(state.basis());
  }

  /** Where old readings are gone, what was derived from them stays: no change reaches there. */
  private Map<Integer, Long> notBefore(
      Map<Integer, Claim.State> states, Map<Integer, Change> changes) throws SQLException {
    List<Integer> late = new ArrayList<>();
    states.forEach(
        (assetId, state) -> {
          long from = changes.get(assetId).from();
          if (state.position().filter(known -> from <= known.held().time()).isPresent()) {
            late.add(assetId);
          }
        });
    Map<Integer, Long> notBefore = new HashMap<>();
    new RetentionFloor(connection)
        .of(late)
        .forEach(
            (assetId, floor) -> {
              long earliest = frames.get(assetId).firstHourFrom(floor);
              long last = states.get(assetId).position().orElseThrow().held().time();
              notBefore.put(assetId, earliest);
              changes.computeIfPresent(assetId, (id, change) -> change.since(earliest, last + 1));
            });
    return notBefore;
  }

  /** What is left for another claim. */
  private static Map<Integer, Change> rest(Map<Derivation, Outcome> outcomes) {
    Map<Integer, Change> rest = new HashMap<>();
    outcomes.forEach(
        (derivation, outcome) ->
            outcome.rest().ifPresent(change -> rest.put(derivation.assetId(), change)));
    return rest;
  }
}
