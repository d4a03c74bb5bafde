package io.fallow.scheduler.idle;

/**
 * What a search asks of every asset that has the same terms and does the same now, reckoned once.
 *
 * @param from when a window begins at the earliest
 * @param to when one ends at the latest
 * @param shortest in minutes
 * @param leastChance that is asked for
 * @param front seen from where windows begin at the earliest
 */
record Gate(IdleTerms terms, int from, int to, int shortest, int leastChance, Front front) {

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
        Math.min(span.to(), span.presentFloor() + terms.horizon()),
        Math.max(span.shortest(), terms.shortest()),
        span.leastChance(),
        fronts.at(from));
  }

  /**
   * Whether an asset might have a window that is still taken: true too often rather than too
   * rarely. A window that begins as early as can be is no likelier than its first quarter-hours; of
   * one that begins later nothing more is said.
   */
  boolean lets(long stretch, int slot, double distanceKm, BestHits hits) {
    int start = Math.max(from, front.start(stretch));
    int chance = Front.chance(stretch, shortest);
    if (front.end(stretch) - start < shortest) {
      start = Math.max(from, front.end(stretch));
      chance = Chances.STEPS;
    } else if (!terms.offers(chance, leastChance)) {
      start = Minutes.nextQuarter(start);
      chance = Chances.STEPS;
    }
    return start < to && hits.couldTakeFrom(slot, start, terms.told(chance), distanceKm);
  }
}
