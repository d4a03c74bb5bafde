package io.fallow.scheduler.idle;

/**
 * What decides about a window's place in an answer.
 *
 * @param start in {@link Minutes}
 * @param distanceKm 0 where no place was named
 * @param chance in steps, as it is told
 * @param asset public id
 */
record Rank(int start, double distanceKm, int chance, String asset) {

  int unlikeliness() {
    return -chance;
  }
}
