package io.fallow.scheduler.idle;

import java.util.Comparator;

/** In which order windows are told; what is equal so far, by the next thing, at last by asset. */
public enum Order {
  /** By start, distance, chance. */
  SOONEST,
  /** By distance, start, chance; needs a place. */
  NEAREST,
  /** By chance, start, distance. */
  LIKELIEST;

  private static final Comparator<Rank> START = Comparator.comparingInt(Rank::start);
  private static final Comparator<Rank> DISTANCE = Comparator.comparingDouble(Rank::distanceKm);
  private static final Comparator<Rank> CHANCE = Comparator.comparingInt(Rank::unlikeliness);

  /** Best first. */
  Comparator<Rank> comparator() {
    Comparator<Rank> order =
        switch (this) {
          case SOONEST -> START.thenComparing(DISTANCE).thenComparing(CHANCE);
          case NEAREST -> DISTANCE.thenComparing(START).thenComparing(CHANCE);
          case LIKELIEST -> CHANCE.thenComparing(START).thenComparing(DISTANCE);
        };
    return order.thenComparing(Rank::asset);
  }
}
