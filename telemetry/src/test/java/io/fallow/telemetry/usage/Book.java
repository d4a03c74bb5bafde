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

  private Frame frame;
  private final List<Sample> readings = new ArrayList<>();
  final TreeMap<Long, Stretch> stretches = new TreeMap<>();
  final TreeMap<Long, HourlyUtilisation> hours = new TreeMap<>();
  final TreeMap<Long, Memory> memories = new TreeMap<>();
  Optional<Position> position = Optional.empty();

  /** How many readings were given to derivations. */
  int read;

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
    work(new Change(from, endKnown ? to : Micros.NEVER_AFTER), span);
  }

  /** Other rules count. */
  void changeRules(Frame other, long span) {
    String basis = frame.basis();
    frame = other;
    if (position.isPresent() && !basis.equals(other.basis())) {
      long first =
          stretches.isEmpty() ? position.get().held().time() : stretches.firstEntry().getKey();
      work(new Change(Math.max(first, other.changedSince(basis)), Micros.NEVER_AFTER), span);
    }
  }

  private void work(Change change, long span) {
    long latest = readings.get(readings.size() - 1).time();
    Optional<Change> rest = Optional.of(change);
    while (rest.isPresent()) {
      Change next = rest.get();
      long limit = Math.min(latest + 1, next.from() + Math.min(span, Micros.DAY * 10_000));
      Task task = new Task(ASSET, frame, next, limit, limit <= latest, Micros.NEVER_BEFORE);
      rest = derive(Derivation.of(task, position));
    }
  }

  private Optional<Change> derive(Derivation derivation) {
    give(derivation);
    Optional<Outcome> outcome = derivation.outcome();
    if (outcome.isEmpty()) {
      return derive(derivation.wider());
    }
    store(outcome.get());
    return outcome.get().rest();
  }

  private void give(Derivation derivation) {
    derivation
        .wantedMemories()
        .ifPresent(
            wanted ->
                memories
                    .subMap(wanted.start(), true, wanted.end(), true)
                    .forEach(derivation::give));
    for (long wanted : derivation.wantedHours()) {
      Optional.ofNullable(hours.get(wanted)).map(HourSums::of).ifPresent(derivation::give);
    }
    for (long wanted : derivation.wantedStretches()) {
      Map.Entry<Long, Stretch> stored = stretches.lowerEntry(wanted);
      if (stored != null) {
        derivation.give(wanted, stored.getValue());
      }
    }
    for (Sample reading : readings) {
      if (derivation.readFrom() <= reading.time() && reading.time() < derivation.readUntil()) {
        read++;
      }
      derivation.add(reading);
    }
  }

  private void store(Outcome outcome) {
    if (outcome.clears()) {
      stretches.subMap(outcome.clearFrom(), outcome.clearUntil()).clear();
      hours.subMap(outcome.clearFrom(), outcome.clearUntil()).clear();
      memories.subMap(outcome.clearFrom(), true, outcome.clearUntil(), true).clear();
    }
    outcome.stretches().forEach(stretch -> stretches.put(stretch.start(), stretch));
    outcome.hours().forEach(sums -> hours.put(sums.hour(), sums.utilisation(ASSET)));
    outcome.memories().forEach((hour, memory) -> memories.put(hour, Memory.of(memory.bytes())));
    position = outcome.position();
  }
}
