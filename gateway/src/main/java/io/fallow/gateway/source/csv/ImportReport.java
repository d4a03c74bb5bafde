package io.fallow.gateway.source.csv;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of each row of an export: stored as it is, stored after mending, or rejected. Their
 * numbers add up to the rows.
 */
public final class ImportReport {

  private long rows;
  private long stored;
  private final Map<Finding, Tally> mended = new EnumMap<>(Finding.class);
  private final Map<Finding, Tally> rejected = new EnumMap<>(Finding.class);
  private final Map<Finding, Tally> noted = new EnumMap<>(Finding.class);

  ImportReport() {}

  void stored() {
    rows++;
    stored++;
  }

  void mended(Finding finding, long line, String text) {
    rows++;
    count(mended, finding, line, text);
  }

  void rejected(Finding finding, long line, String text) {
    rows++;
    count(rejected, finding, line, text);
  }

  void noted(Finding finding, long line, String text) {
    count(noted, finding, line, text);
  }

  /** Rows of the file, without its head line. */
  public long rows() {
    return rows;
  }

  /** Rows that became readings as they are. */
  public long storedAsTheyAre() {
    return stored;
  }

  /** Rows that became readings after mending, by what was mended first. */
  public Map<Finding, Tally> mended() {
    return Map.copyOf(mended);
  }

  /** Rows that became no readings, by the first reason. */
  public Map<Finding, Tally> rejected() {
    return Map.copyOf(rejected);
  }

  /** What else is remarkable; these rows are counted above. */
  public Map<Finding, Tally> noted() {
    return Map.copyOf(noted);
  }

  /** How many readings came of the rows. */
  public long readings() {
    return stored + sum(mended);
  }

  /** For people. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append("rows read           %,10d%n".formatted(rows));
    text.append("stored as they are  %,10d%n".formatted(stored));
    append(text, "mended and stored", mended);
    append(text, "rejected", rejected);
    if (!noted.isEmpty()) {
      append(text, "noted besides", noted);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String title, Map<Finding, Tally> tallies) {
    text.append("%-18s  %,10d%n".formatted(title, sum(tallies)));
    tallies.forEach(
        (finding, tally) ->
            text.append(
                "  %-16s  %,10d  %s%n%32sfirst in line %d: %s%n"
                    .formatted(
                        finding.code(),
                        tally.count(),
                        finding.words(),
                        "",
                        tally.firstLine(),
                        tally.firstText())));
  }

  private static long sum(Map<Finding, Tally> tallies) {
    return tallies.values().stream().mapToLong(Tally::count).sum();
  }

  private static void count(Map<Finding, Tally> tallies, Finding finding, long line, String text) {
    tallies.merge(finding, new Tally(1, line, text), (old, one) -> old.more());
  }

  /**
   * How often something was found.
   *
   * @param firstLine number of the first such line in the file
   * @param firstText that line
   */
  public record Tally(long count, long firstLine, String firstText) {
    private Tally more() {
      return new Tally(count + 1, firstLine, firstText);
    }
  }
}
