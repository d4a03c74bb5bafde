package io.fallow.sim.trial;

/**
 * What the database has of what was published.
 *
 * @param published messages that the broker acknowledged to their gateway, all of them
 * @param lostMessages of these that the ledger doesn't have
 * @param doubledMessages that it has more than once
 * @param readings of the published messages
 * @param lostReadings of these that are not stored
 * @param doubledReadings that are stored more than once
 * @param sentAgain messages that gateways sent again as the broker had lost them
 */
record Verdict(
    long published,
    long lostMessages,
    long doubledMessages,
    long readings,
    long lostReadings,
    long doubledReadings,
    long sentAgain) {

  static final Verdict NONE = new Verdict(0, 0, 0, 0, 0, 0, 0);

  boolean sound() {
    return published > 0
        && lostMessages == 0
        && doubledMessages == 0
        && lostReadings == 0
        && doubledReadings == 0;
  }

  Verdict plus(Verdict other) {
    return new Verdict(
        published + other.published,
        lostMessages + other.lostMessages,
        doubledMessages + other.doubledMessages,
        readings + other.readings,
        lostReadings + other.lostReadings,
        doubledReadings + other.doubledReadings,
        sentAgain + other.sentAgain);
  }

  @Override
  public String toString() {
    return """
        messages that the broker acknowledged  %,12d
          lost                                 %,12d
          doubled                              %,12d
          lost by the broker and sent again    %,12d
        readings in them                       %,12d
          lost                                 %,12d
          doubled                              %,12d
        """
        .formatted(
            published,
            lostMessages,
            doubledMessages,
            sentAgain,
            readings,
            lostReadings,
            doubledReadings);
  }
}
