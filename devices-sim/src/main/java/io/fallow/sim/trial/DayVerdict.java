package io.fallow.sim.trial;

import io.fallow.sim.trial.Fact.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What was found out of a day, against what there was. */
final class DayVerdict {

  private static final Duration CLOSE = Duration.ofMinutes(1);

  /**
   * Of one kind.
   *
   * @param wrong said though it wasn't so, or of another time
   * @param missed not said
   * @param unseen not said either, as nothing was heard of the machine when it would have been of
   *     use
   */
  record Count(int inTruth, int right, int wrong, int missed, int unseen) {
    static final Count NONE = new Count(0, 0, 0, 0, 0);

    Count plus(Count other) {
      return new Count(
          inTruth + other.inTruth,
          right + other.right,
          wrong + other.wrong,
          missed + other.missed,
          unseen + other.unseen);
    }
  }

  private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
  private final List<String> faults = new ArrayList<>();

  /**
   * Compares.
   *
   * @param unheard what could not be told in time
   */
  DayVerdict(Collection<Fact> truth, Collection<Fact> said, Predicate<Fact> unheard) {
    List<Fact> open = new ArrayList<>(truth);
    truth.forEach(fact -> count(fact, new Count(1, 0, 0, 0, 0)));
    for (Fact each : said) {
      Optional<Fact> same = open.stream().filter(fact -> isSame(fact, each)).findFirst();
      same.ifPresent(open::remove);
      count(each, same.isPresent() ? new Count(0, 1, 0, 0, 0) : new Count(0, 0, 1, 0, 0));
      if (same.isEmpty()) {
        faults.add("wrong: " + each);
      }
    }
    for (Fact each : open) {
      boolean unseen = each.kind().isOfTheMoment() && unheard.test(each);
      count(each, unseen ? new Count(0, 0, 0, 0, 1) : new Count(0, 0, 0, 1, 0));
      if (!unseen) {
        faults.add("missed: " + each);
      }
    }
  }

  private static boolean isSame(Fact fact, Fact said) {
    return fact.kind() == said.kind()
        && fact.subject().equals(said.subject())
        && isClose(fact.at(), said.at(), fact.kind());
  }

  /** When one is told of a moment depends on when one looks. */
  private static boolean isClose(Instant one, Instant other, Kind kind) {
    return kind == Kind.NEXT_START_DELAYED
        || Duration.between(one, other).abs().compareTo(CLOSE) <= 0;
  }

  private void count(Fact fact, Count one) {
    counts.merge(fact.kind(), one, Count::plus);
  }

  Count of(Kind kind) {
    return counts.getOrDefault(kind, Count.NONE);
  }

  /** Nothing wrong, and nothing missed that could be seen. */
  boolean sound() {
    return total().wrong() == 0 && total().missed() == 0 && total().right() > 0;
  }

  Count total() {
    return counts.values().stream().reduce(Count.NONE, Count::plus);
  }

  /** What was wrong or missed, in words. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            "                        in truth  right  wrong  missed  not heard of in time\n");
    for (Kind kind : Kind.values()) {
      line(text, kind.words(), of(kind));
    }
    line(text, "all", total());
    return text.toString();
  }

  private static void line(StringBuilder text, String words, Count count) {
    text.append(
        "%-22s  %8d  %5d  %5d  %6d  %20d%n"
            .formatted(
                words,
                count.inTruth(),
                count.right(),
                count.wrong(),
                count.missed(),
                count.unseen()));
  }
}
