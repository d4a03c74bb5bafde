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
  private static final int SOME = 100;

  private final IndexKeeper keeper;
  private final IndexMeters meters;
  private int next;

  IndexCheck(IndexKeeper keeper, IndexMeters meters) {
    this.keeper = keeper;
    this.meters = meters;
  }

  /** What a check came to. */
  record Result(int assets, int differences) {

    @Override
    public String toString() {
      return assets + " assets, " + differences + " differences";
    }
  }

  /** Checks the assets that come next in turn. */
  Result some(Instant now) {
    int size = keeper.current().orElseThrow().times().fleet().size();
    int from = next < size ? next : 0;
    next = from + SOME;
    return check(IntStream.range(from, Math.min(size, next)).boxed().toList(), now);
  }

  /** Checks all assets. */
  Result all(Instant now) {
    int size = keeper.current().orElseThrow().times().fleet().size();
    int different = 0;
    for (int from = 0; from < size; from += SOME) {
      int to = Math.min(size, from + SOME);
      different += check(IntStream.range(from, to).boxed().toList(), now).differences();
    }
    return new Result(size, different);
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
      if (!exact.get(slot).equals(windows(current.times().row(slot), now))) {
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
