package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.IndexMarks.Changes;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Builds the index from the database, and keeps it as the database is: each look takes in what has
 * changed since the one before, and what has changed by itself as time goes by. What a look cannot
 * do for the database's sake the next one does. Blocks; for one thread, but {@link #current} is for
 * any.
 */
final class IndexKeeper {

  private static final Duration AHEAD = Duration.ofDays(29);

  /** Longer than any turnaround. */
  private static final Duration AROUND = Duration.ofDays(3);

  private static final Duration ROW_LASTS = Duration.ofHours(1);
  private static final long FADING_MS = 2_000;
  private static final int AT_ONCE = 200;

  private final Sharing sharing;
  private final AssetTimes times;
  private final TermsBook terms;
  private final Presences presences;
  private final IndexMarks marks;
  private final AgreementTimes agreements;
  private final Set<Integer> waiting = new TreeSet<>();
  private final Set<Integer> waitingTaken = new TreeSet<>();
  private volatile Current current;
  private Instant agreementsChange = Instant.MAX;

  IndexKeeper(IdleSources sources) {
    this.sharing = sources.sharing();
    this.times = new AssetTimes(sources);
    this.terms = new TermsBook(sources.policies());
    this.presences = new Presences(sources.database(), sources.usage());
    this.marks = new IndexMarks(sources.database());
    this.agreements = new AgreementTimes(sources.database());
  }

  /** The index as it is. */
  record Current(FleetTimes times, FleetViews views) {}

  /** The index; empty until it has been built. */
  Optional<Current> current() {
    return Optional.ofNullable(current);
  }

  /** Builds the index from nothing. */
  void build(Instant now) {
    marks.begin();
    Fleet fleet = new Fleet(sharing.learn());
    FleetTimes all = new FleetTimes(fleet);
    renew(all, IntStream.range(0, fleet.size()).boxed().toList(), now);
    look(all, IntStream.range(0, fleet.size()), now);
    agreementsChange = agreements.nextChange(now);
    current = new Current(all, new FleetViews(fleet, sharing, terms));
  }

  /**
   * Takes in what has changed.
   *
   * @return what did
   */
  Changes look(Instant now) {
    Changes changes = marks.changes();
    waiting.addAll(changes.assets());
    waitingTaken.addAll(changes.taken());
    if (changes.of("registry")) {
      replaceFleet(now);
    } else if (changes.of("sharing") || !now.isBefore(agreementsChange)) {
      agreementsChange = agreements.nextChange(now);
      current.views.refresh(now);
    }
    FleetTimes all = current.times;
    changes.facilities().forEach(id -> all.fleet().ofFacility(id).forEach(s -> wait(all, s)));
    all.due(now.toEpochMilli()).forEach(slot -> wait(all, slot));
    waiting.addAll(times.limitedByUse(waitingTaken));
    renewWaiting(now);
    renewTaken(now);
    long fading = now.toEpochMilli() + FADING_MS;
    IntStream changed = changes.presences().stream().mapToInt(all.fleet()::slotOfId);
    look(all, IntStream.concat(changed, all.fading(fading)).filter(slot -> slot >= 0), now);
    return changes;
  }

  private void replaceFleet(Instant now) {
    Fleet fleet = new Fleet(sharing.learn());
    FleetTimes next = current.times.of(fleet);
    agreementsChange = agreements.nextChange(now);
    look(next, next.due(Long.MIN_VALUE), now);
    current = new Current(next, current.views.of(fleet, now));
  }

  private void wait(FleetTimes all, int slot) {
    waiting.add(all.fleet().asset(slot).id());
  }

  /** Makes the rows anew that have to be; those that fail wait on. */
  private void renewWaiting(Instant now) {
    FleetTimes all = current.times;
    List<Integer> slots =
        waiting.stream().map(all.fleet()::slotOfId).filter(slot -> slot >= 0).toList();
    renew(all, slots, now);
    waiting.clear();
  }

  /** Reads anew what is booked, of assets of which nothing else has changed. */
  private void renewTaken(Instant now) {
    FleetTimes all = current.times;
    times
        .taken(waitingTaken, covered(now), AROUND, Moments.of(now))
        .forEach((id, taken) -> renewTaken(all, all.fleet().slotOfId(id), taken));
    waitingTaken.clear();
  }

  private static void renewTaken(FleetTimes all, int slot, List<Taken> taken) {
    if (slot >= 0 && all.row(slot) != null) {
      all.put(slot, RowBuilder.row(all.row(slot), taken));
    }
  }

  private void renew(FleetTimes all, List<Integer> slots, Instant now) {
    for (int from = 0; from < slots.size(); from += AT_ONCE) {
      List<Integer> some = slots.subList(from, Math.min(slots.size(), from + AT_ONCE));
      rows(all.fleet(), some, now).forEach(all::put);
    }
  }

  /** The rows of some slots, worked out now. */
  Map<Integer, AssetRow> rows(Fleet fleet, Collection<Integer> slots, Instant now) {
    List<Asset> assets = slots.stream().map(fleet::asset).toList();
    TimeRange covered = covered(now);
    AssetTimes.Facts facts = times.facts(assets, covered, AROUND, Moments.of(now));
    Map<Integer, AssetRow> rows = new HashMap<>();
    for (int slot : slots) {
      int id = fleet.asset(slot).id();
      Instant due = now.plus(ROW_LASTS).plusSeconds(id % ROW_LASTS.toSeconds());
      rows.put(slot, RowBuilder.row(facts.calendar(id), facts.taken(id), facts.forecast(id), due));
    }
    return rows;
  }

  /** The windows of some slots on the platform's terms, as they are explained. */
  Map<Integer, List<BestHits.Hit>> exactly(Fleet fleet, List<Integer> slots, Instant now) {
    List<Asset> assets = slots.stream().map(fleet::asset).toList();
    TimeRange ahead = TimeRange.from(Minutes.instant(Minutes.ceil(now)), AHEAD);
    AssetTimes.Facts facts = times.facts(assets, ahead, AROUND, Moments.of(now));
    Map<Integer, List<BestHits.Hit>> exact = new HashMap<>();
    for (int slot : slots) {
      int id = fleet.asset(slot).id();
      AssetTime time = facts.bare(id, AssetTime.Moment.past(now));
      exact.put(slot, BestHits.Hit.offered(IdleWindows.stretches(time, Chances.LEAST)));
    }
    return exact;
  }

  private static TimeRange covered(Instant now) {
    int minute = Minutes.floor(now);
    return TimeRange.from(Minutes.instant(minute - Math.floorMod(minute, Minutes.QUARTER)), AHEAD);
  }

  /** Looks what assets do now. */
  private void look(FleetTimes all, IntStream slots, Instant now) {
    List<Integer> ids = slots.mapToObj(slot -> all.fleet().asset(slot).id()).distinct().toList();
    List<Integer> rest = new ArrayList<>(ids);
    while (!rest.isEmpty()) {
      List<Integer> some = rest.subList(0, Math.min(rest.size(), 10 * AT_ONCE));
      presences
          .idleUntilMs(some, now)
          .forEach((id, until) -> all.putIdleUntil(all.fleet().slotOfId(id), until));
      some.clear();
    }
  }

  void sweep() {
    marks.sweep();
  }
}
