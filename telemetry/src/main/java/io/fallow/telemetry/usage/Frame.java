package io.fallow.telemetry.usage;

import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.RuleHistory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What an asset's usage depends on besides its readings: its rules and its facility's zone. */
final class Frame {

  /** Counts up when the derivation itself changes, so that all is derived anew. */
  private static final int EDITION = 2;

  private final RuleHistory rules;
  private final ZoneId zone;
  private final long asOf;
  private final List<Judge> judges = new ArrayList<>();
  private final String basis;

  /**
   * @param asOf everything that was said about rules up to this edition is in it
   */
  Frame(RuleHistory rules, ZoneId zone, long asOf) {
    this.rules = rules;
    this.zone = zone;
    this.asOf = asOf;
    List<RuleHistory.Span> spans = rules.spans();
    for (int i = 0; i < spans.size(); i++) {
      long until =
          i + 1 < spans.size() ? Micros.bounded(spans.get(i + 1).from()) : Micros.NEVER_AFTER;
      judges.add(Judge.of(spans.get(i).rule(), Micros.bounded(spans.get(i).from()), until));
    }
    this.basis = basis(rules.edition());
  }

  Frame(ActivityRule rule, ZoneId zone) {
    this(RuleHistory.always(rule), zone, 0);
  }

  static Frame of(Asset asset, long asOf) {
    return new Frame(asset.rules(), asset.facility().zone(), asOf);
  }

  /** A short text that is another one for every other frame; it is stored with what was derived. */
  String basis() {
    return basis;
  }

  private String basis(long edition) {
    StringBuilder text = new StringBuilder();
    text.append(zone).append(' ').append(rules.spans().get(0).rule());
    rules.edits().stream()
        .mapToLong(RuleHistory.Edit::id)
        .filter(id -> id <= edition)
        .sorted()
        .forEach(id -> text.append(' ').append(id));
    return EDITION + " " + edition + " " + digest(text.toString());
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * From when on what was derived on another basis may be wrong, in microseconds; {@link
   * Micros#NEVER_BEFORE} if from the beginning.
   */
  long changedSince(String other) {
    long edition = edition(other);
    if (edition < 0 || !basis(edition).equals(other)) {
      return Micros.NEVER_BEFORE;
    }
    return rules.changedSince(edition).map(Micros::bounded).orElse(Micros.NEVER_BEFORE);
  }

  /** Whether something was derived by rules that were said later than what is known here. */
  boolean isOlderThan(String other) {
    return edition(other) > asOf;
  }

  private static long edition(String basis) {
    String[] parts = basis.split(" ", -1);
    boolean readable = parts.length == 3 && parts[1].matches("\\d{1,18}");
    return readable ? Long.parseLong(parts[1]) : -1;
  }

  Judge judgeAt(long time) {
    for (Judge judge : judges) {
      if (judge.isInForceAt(time)) {
        return judge;
      }
    }
    return judges.get(0);
  }

  /** Whether by any of the rules what a reading says depends on those before it. */
  boolean remembers() {
    return judges.stream().anyMatch(judge -> judge.rule().remembers());
  }

  /** How far before a reading usage may lie that depends on it. */
  long reach() {
    return judges.stream().mapToLong(judge -> Micros.of(judge.rule().reach())).max().orElseThrow();
  }

  /** The longest time that any reading speaks. */
  long maxGap() {
    return judges.stream().mapToLong(Judge::maxGap).max().orElseThrow();
  }

  /** How long a reading of an instant speaks. */
  long maxGapAt(long time) {
    return judgeAt(time).maxGap();
  }

  ZoneId zone() {
    return zone;
  }

  ClockHour hourOf(long time) {
    return ClockHour.of(zone, time);
  }

  /** The first hour that can be derived from readings that are there from an instant on. */
  long firstHourFrom(long readingsFrom) {
    ClockHour hour = hourOf(readingsFrom + maxGap());
    return hour.start() == readingsFrom + maxGap() ? hour.start() : hour.end();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame frame && rules.equals(frame.rules) && zone.equals(frame.zone);
  }

  @Override
  public int hashCode() {
    return 31 * rules.hashCode() + zone.hashCode();
  }
}
