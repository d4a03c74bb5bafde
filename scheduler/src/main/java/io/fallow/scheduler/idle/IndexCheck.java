package io.fallow.scheduler.idle;

import io.fallow.scheduler.idle.IndexKeeper.Current;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the index against the tables: explains some assets' time, as {@link IdleWindows} has it,
 * and puts right what differs. What changes while it looks is not a difference: it looks a second
 * time. Blocks; for the index's thread.
 */
final class IndexCheck {

  private static final Logger LOG = LoggerFactory.getLogger(IndexCheck.class);

  /** So few that the index stays fresh meanwhile, and searches hardly wait for a processor. */
  private static final int A_FEW = 5;

  private static final int MANY = 50;
  private static final long PAUSE_NS = Duration.ofSeconds(3).toNanos();

  private final IndexKeeper keeper;
  private final IndexMeters meters;
  private int next;
  private int left;
  private Result asked = new Result(0, 0);
  private long checkedNs = System.nanoTime();

  IndexCheck(IndexKeeper keeper, IndexMeters meters) {
    this.keeper = keeper;
    this.meters = meters;
  }

  /** What a check came to. */
  record Result(int assets, int differences) {

    private Result and(Result other) {
      return new Result(assets + other.assets, differences + other.differences);
    }

    @Override
    public String toString() {
      return assets + " assets, " + differences + " differences";
    }
  }

  /** Asks to check all assets in the turns to come, and to log the result. */
  void askForAll() {
    asked = new Result(0, 0);
    left = size();
  }

  private int size() {
    return keeper.current().orElseThrow().times().fleet().size();
  }

  /** Checks some of the assets that come next, if it is time; to be called between looks. */
  void turn(Instant now) {
    if (left > 0) {
      asked = asked.and(some(Math.min(left, MANY), now));
      left -= Math.min(left, MANY);
      if (left == 0) {
        LOG.info("Asked to check the index: {}", asked);
      }
    } else if (System.nanoTime() - checkedNs > PAUSE_NS) {
      some(A_FEW, now);
      checkedNs = System.nanoTime();
    }
  }

  /** Checks so many of the assets, from the one that comes next. */
  Result some(int count, Instant now) {
    int size = size();
    int from = next < size ? next : 0;
    int several = Math.min(count, size);
    next = (from + several) % Math.max(1, size);
    return check(
        IntStream.range(from, from + several).map(slot -> slot % size).boxed().toList(), now);
  }

  private Result check(List<Integer> slots, Instant now) {
    List<Integer> suspects = different(slots, now);
    if (!suspects.isEmpty()) {
      keeper.look(now);
      suspects = different(suspects, now);
    }
    for (int slot : suspects) {
      LOG.warn("The index was wrong about the asset in slot {}", slot);
      repair(slot, now);
    }
    meters.checked(slots.size(), suspects.size());
    return new Result(slots.size(), suspects.size());
  }

  private List<Integer> different(List<Integer> slots, Instant now) {
    Current current = keeper.current().orElseThrow();
    Fleet fleet = current.times().fleet();
    List<Integer> known = slots.stream().filter(slot -> slot < fleet.size()).toList();
    Map<Integer, List<BestHits.Hit>> exact = keeper.exactly(fleet, known, now);
    List<Integer> found = new ArrayList<>();
    for (int slot : known) {
      boolean same = exact.get(slot).equals(windows(current.times().row(slot), now));
      if (!same || !current.times().fronts().agree(slot)) {
        found.add(slot);
      }
    }
    return found;
  }

  /** All windows that anybody might be offered on the platform's terms. */
  private static List<BestHits.Hit> windows(AssetRow row, Instant now) {
    SearchRequest all =
        SearchRequest.within(now, now.plus(SearchRequest.LONGEST_RANGE))
            .atLeast(Duration.ofMinutes(1), SearchRequest.MOST_WINDOWS);
    BestHits hits = new BestHits(Order.SOONEST, SearchRequest.MOST_WINDOWS, BestHits.Hit.FIRST);
    RowScan.Span span = FleetSearch.span(all, Moments.of(now));
    Fronts alone = new Fronts(1, slot -> row);
    new RowScan(span, hits)
        .scan(0, 0, row, Gate.of(span, IdleTerms.PLATFORM, Integer.MIN_VALUE, alone));
    return hits.bestFirst();
  }

  private void repair(int slot, Instant now) {
    Current current = keeper.current().orElseThrow();
    keeper.rows(current.times().fleet(), List.of(slot), now).forEach(current.times()::put);
  }
}
