package io.fallow.scheduler.idle;

/**
 * What a search asks of every asset that has the same terms and does the same now, reckoned once.
 *
 * @param from when a window begins at the earliest, on the grid
 * @param to when one ends at the latest
 * @param shortest in minutes
 * @param leastChance that is asked for
 * @param anyChance whether that is no more than any window has
 * @param front seen from where windows begin at the earliest
 */
record Gate(
    IdleTerms terms,
    int from,
    int to,
    int shortest,
    int leastChance,
    boolean anyChance,
    Front front) {

  /**
   * The gate of some terms.
   *
   * @param notBefore until which what the asset does now keeps others away
   */
  static Gate of(RowScan.Span span, IdleTerms terms, int notBefore, Fronts fronts) {
    int earliest = Math.max(span.from(), span.present() + terms.notice());
    int from = terms.grid().up(Math.max(earliest, notBefore));
    return new Gate(
        terms,
        from,
        Math.min(Math.min(span.to(), span.presentFloor() + terms.horizon()), terms.until()),
        Math.max(span.shortest(), terms.shortest()),
        span.leastChance(),
        terms.offers(Chances.LEAST, span.leastChance()),
        fronts.at(from));
  }

  /**
   * Whether an asset might have a window that is still taken: true too often rather than too
   * rarely.
   */
  boolean lets(int slot, double distanceKm, BestHits hits) {
    return hits.order() == Order.LIKELIEST
        ? letsPeak(front.peak(slot), slot, distanceKm, hits)
        : letsNext(front.next(slot), slot, distanceKm, hits);
  }

  /**
   * By when the asset is free next: a window that begins then is no likelier than its first
   * quarter-hour, and one that nothing cuts just as likely as all of it; of one that begins later
   * nothing is said.
   */
  private boolean letsNext(long next, int slot, double distanceKm, BestHits hits) {
    int start = Math.max(from, NextFree.start(next, front.from()));
    int end = NextFree.end(next, front.from());
    if (next == 0 || start >= to) {
      return false;
    }
    int first = NextFree.first(next);
    if (end - start < shortest) {
      return couldTake(slot, Math.max(from, end), Chances.STEPS, distanceKm, hits);
    }
    if (!anyChance && !terms.offers(first, leastChance)) {
      return couldTake(slot, Minutes.nextQuarter(start), Chances.STEPS, distanceKm, hits);
    }
    int whole = NextFree.whole(next);
    boolean exact = isUncut(start, end) && (anyChance || terms.offers(whole, leastChance));
    return couldTake(slot, start, terms.told(exact ? whole : first), distanceKm, hits);
  }

  private boolean isUncut(int start, int end) {
    return end <= to
        && end - start <= terms.longest()
        && terms.after() == 0
        && terms.grid().has(end);
  }

  /**
   * By the asset's peak: windows that nothing cuts are no likelier than the best of them, and no
   * earlier where as likely; the range's end may cut the last of them, and then its best part may
   * be likelier.
   */
  private boolean letsPeak(long peak, int slot, double distanceKm, BestHits hits) {
    if (peak == 0) {
      return false;
    }
    int longest = Peak.longest(peak);
    int highest = terms.told(Peak.highest(peak));
    boolean whole = Peak.isUncut(peak) && longest <= terms.longest();
    if (!whole || !anyChance || terms.chanceStep() > 1 || !terms.grid().hasQuarters()) {
      return couldTake(slot, from, highest, distanceKm, hits);
    }
    int start = Math.max(from, Peak.bestStart(peak, front.from()));
    return couldTake(slot, start, Peak.best(peak), distanceKm, hits)
        || couldTake(slot, Math.max(from, to - longest), highest, distanceKm, hits);
  }

  private boolean couldTake(int slot, int start, int chance, double distanceKm, BestHits hits) {
    return start < to && hits.couldTake(slot, start, chance, distanceKm);
  }
}
