package io.fallow.scheduler.idle;

/**
 * Finds the windows of one asset after another that a viewer may have, and offers them to {@link
 * BestHits}: what {@link IdleWindows} calls offered, from the asset's row.
 */
final class RowScan {

  private final Span span;
  private final BestHits hits;
  private int slot;
  private double distanceKm;
  private AssetRow row;
  private IdleTerms terms;
  private int shortest;
  private int longest;
  private int nextBlocked;
  private int window;

  RowScan(Span span, BestHits hits) {
    this.span = span;
    this.hits = hits;
  }

  /**
   * What is looked for, in minutes.
   *
   * @param leastChance in steps, as they are told
   * @param present in which nothing begins earlier: the first full minute from it on
   * @param presentFloor the minute that holds the present
   */
  record Span(int from, int to, int shortest, int leastChance, int present, int presentFloor) {}

  /** Looks through an asset's windows in the order of their start, while one may be taken. */
  void scan(int itsSlot, double itsDistanceKm, AssetRow itsRow, Gate gate) {
    slot = itsSlot;
    distanceKm = itsDistanceKm;
    row = itsRow;
    terms = gate.terms();
    shortest = gate.shortest();
    longest = Math.min(terms.longest(), row.longest());
    int from = gate.from();
    int to = gate.to();
    nextBlocked = 0;
    for (window = row.firstEndingAfter(from); window < row.windows(); window++) {
      int start = Math.max(from, row.start(window));
      if (start >= to || !hits.couldTake(slot, start, Chances.STEPS, distanceKm)) {
        return;
      }
      if (hits.couldTake(slot, start, row.highest(window), distanceKm)) {
        free(start, Math.min(to, row.end(window)));
      }
    }
  }

  /** Takes out of a window what is blocked. */
  private void free(int start, int end) {
    int from = start;
    while (nextBlocked < row.blocked() && clearFrom(nextBlocked) <= from) {
      nextBlocked++;
    }
    int next = nextBlocked;
    while (next < row.blocked() && clearTo(next) < end) {
      likely(from, clearTo(next));
      from = Math.max(from, clearFrom(next));
      next++;
    }
    likely(from, end);
  }

  /** From when on it is free again after a blocked range. */
  private int clearFrom(int blocked) {
    return row.blockedTo(blocked) + terms.before();
  }

  /** Until when it is free before a blocked range. */
  private int clearTo(int blocked) {
    return row.blockedFrom(blocked) - terms.after();
  }

  /** Takes of a free range what is likely enough. */
  private void likely(int start, int end) {
    if (end - start < shortest) {
      return;
    }
    if (terms.offers(Chances.LEAST, span.leastChance())) {
      whole(start, end);
      return;
    }
    int from = start;
    for (int at = start; at < end; ) {
      int next = Math.min(end, Minutes.nextQuarter(at));
      if (!terms.offers(row.chanceAt(at), span.leastChance())) {
        whole(from, at);
        from = next;
      }
      at = next;
    }
    whole(from, end);
  }

  /** Cuts a likely range into what can be booked as a whole. */
  private void whole(int start, int end) {
    MinuteGrid grid = terms.grid();
    int last = grid.down(end);
    for (int from = grid.up(start); last - from >= shortest; ) {
      int to = Math.min(last, grid.down(from + longest));
      if (to <= from) {
        return;
      }
      offer(from, to);
      from = to;
    }
  }

  private void offer(int start, int end) {
    int bound = Math.min(terms.told(row.chanceAt(start)), terms.told(row.chanceAt(end - 1)));
    if (end - start >= shortest && hits.couldTake(slot, start, bound, distanceKm)) {
      hits.offer(slot, start, end, terms.told(lowest(start, end)), distanceKm);
    }
  }

  private int lowest(int start, int end) {
    boolean whole = start == row.start(window) && end == row.end(window);
    return whole ? row.lowest(window) : row.lowestChance(start, end);
  }
}
