package io.fallow.telemetry.usage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is stored of one asset, kept in memory and brought up to date as the database is. */
final class Book {

  private static final int ASSET = 1;

  private final Frame frame;
  private final List<Sample> readings = new ArrayList<>();
  final TreeMap<Long, Stretch> stretches = new TreeMap<>();
  final TreeMap<Long, HourlyUtilisation> hours = new TreeMap<>();
  Optional<Position> position = Optional.empty();

  Book(Frame frame) {
    this.frame = frame;
  }

  static Book of(Frame frame, Collection<Sample> readings) {
    Book book = new Book(frame);
    book.arrive(readings, true, Micros.NEVER_AFTER);
    return book;
  }

  /**
   * Readings come in, in any order.
   *
   * @param endKnown whether the derivation is told how far they reach
   * @param span how much time a single derivation may take in
   */
  void arrive(Collection<Sample> batch, boolean endKnown, long span) {
    readings.addAll(batch);
    readings.sort(Comparator.comparingLong(Sample::time));
    long from = batch.stream().mapToLong(Sample::time).min().orElseThrow();
    long to = batch.stream().mapToLong(Sample::time).max().orElseThrow();
    long latest = readings.get(readings.size() - 1).time();
    Change change = new Change(from, endKnown ? to : Micros.NEVER_AFTER);
    while (change != null) {
      long limit = change.from() + span;
      derive(change, limit);
      change = limit <= latest ? new Change(limit, Micros.NEVER_AFTER) : null;
    }
  }

  private void derive(Change change, long limit) {
    Derivation derivation = Derivation.of(ASSET, frame, position, change, limit);
    derivation
        .wantedHour()
        .map(hours::get)
        .ifPresent(stored -> derivation.give(HourSums.of(stored)));
    for (long wanted : derivation.wantedStretches()) {
      Map.Entry<Long, Stretch> stored = stretches.lowerEntry(wanted);
      if (stored != null) {
        derivation.give(wanted, stored.getValue());
      }
    }
    readings.stream().sorted((a, b) -> Long.compare(a.time(), b.time())).forEach(derivation::add);
    store(derivation.outcome());
  }

  private void store(Outcome outcome) {
    if (outcome.clears()) {
      stretches.subMap(outcome.clearFrom(), outcome.clearUntil()).clear();
      hours.subMap(outcome.clearFrom(), outcome.clearUntil()).clear();
    }
    outcome.stretches().forEach(stretch -> stretches.put(stretch.start(), stretch));
    outcome.hours().forEach(sums -> hours.put(sums.hour(), sums.utilisation(ASSET)));
    position = outcome.position();
  }
}
