package io.fallow.scheduler.idle;

import io.fallow.scheduler.policy.Policy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The best so many of the windows that are offered to it, behind the last one of the page before: a
 * heap whose top is the worst. Not safe for threads; nothing is made for a window that isn't taken.
 */
final class BestHits {

  private final Order order;
  private final Hit after;
  private final Hit[] heap;
  private int size;

  /**
   * @param after behind which hits are taken; one that ranks before all others to take all
   */
  BestHits(Order order, int most, Hit after) {
    this.order = order;
    this.heap = new Hit[most];
    this.after = after;
  }

  /** In which they are told. */
  Order order() {
    return order;
  }

  /** A window found, by its slot. */
  record Hit(int slot, int start, int end, int chance, double distanceKm) {

    /** Ranks before all others, in any order. */
    static final Hit FIRST = new Hit(-1, Integer.MIN_VALUE, 0, Integer.MAX_VALUE, -1);

    /** What is offered among the stretches of one asset's time, as of slot 0. */
    static List<Hit> offered(List<Stretch> stretches) {
      return stretches.stream()
          .filter(stretch -> stretch.verdict() == Verdict.OFFERED)
          .filter(
              it ->
                  Duration.between(it.start(), it.end()).compareTo(Policy.PLATFORM.shortest()) >= 0)
          .map(
              it ->
                  new Hit(
                      0,
                      Minutes.floor(it.start()),
                      Minutes.floor(it.end()),
                      Chances.steps(it.probability()),
                      0))
          .toList();
    }
  }

  /**
   * Whether a window that starts no earlier, lies no nearer and is no likelier might still be
   * taken.
   */
  boolean couldTake(int slot, int start, int chance, double distanceKm) {
    return size < heap.length || compare(slot, start, chance, distanceKm, heap[0]) < 0;
  }

  void offer(int slot, int start, int end, int chance, double distanceKm) {
    if (!couldTake(slot, start, chance, distanceKm)
        || compare(slot, start, chance, distanceKm, after) <= 0) {
      return;
    }
    Hit hit = new Hit(slot, start, end, chance, distanceKm);
    if (size < heap.length) {
      heap[size] = hit;
      rise(size++);
    } else {
      heap[0] = hit;
      sink();
    }
  }

  private void rise(int from) {
    int at = from;
    while (at > 0 && isWorse(heap[at], heap[(at - 1) / 2])) {
      swap(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  }

  private void sink() {
    int at = 0;
    while (true) {
      int worst = at;
      for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
        worst = isWorse(heap[child], heap[worst]) ? child : worst;
      }
      if (worst == at) {
        return;
      }
      swap(at, worst);
      at = worst;
    }
  }

  private boolean isWorse(Hit one, Hit other) {
    return compare(one, other) > 0;
  }

  private void swap(int one, int other) {
    Hit hit = heap[one];
    heap[one] = heap[other];
    heap[other] = hit;
  }

  /** All that were taken, best first. */
  List<Hit> bestFirst() {
    Hit[] hits = Arrays.copyOf(heap, size);
    Comparator<Hit> best = this::compare;
    Arrays.sort(hits, best);
    return List.of(hits);
  }

  private int compare(Hit one, Hit other) {
    return compare(one.slot, one.start, one.chance, one.distanceKm, other);
  }

  /** As {@link Order#comparator} has it, without an object for each. */
  private int compare(int slot, int start, int chance, double distanceKm, Hit other) {
    int starts = Integer.compare(start, other.start);
    int distances = Double.compare(distanceKm, other.distanceKm);
    int chances = Integer.compare(other.chance, chance);
    int slots = Integer.compare(slot, other.slot);
    return switch (order) {
      case SOONEST -> first(starts, distances, chances, slots);
      case NEAREST -> first(distances, starts, chances, slots);
      case LIKELIEST -> first(chances, starts, distances, slots);
    };
  }

  private static int first(int one, int two, int three, int four) {
    return one != 0 ? one : two != 0 ? two : three != 0 ? three : four;
  }
}
