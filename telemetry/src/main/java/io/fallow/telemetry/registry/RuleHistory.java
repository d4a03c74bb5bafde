package io.fallow.telemetry.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By which rule an asset's readings are judged, for all times: a reading is judged, and speaks for
 * as long as, the rule says that counts at the reading's own time.
 *
 * @param spans in order of time, the first from {@link Instant#MIN}; neighbours differ
 * @param edits all that was ever said about the asset's or its type's rule, also where it has been
 *     overruled since
 */
public record RuleHistory(List<Span> spans, List<Edit> edits) {

  /** A rule that counts from an instant up to the next one's. */
  public record Span(Instant from, ActivityRule rule) {}

  /**
   * That something was said about the rule from an instant on.
   *
   * @param id greater than that of everything said before
   */
  public record Edit(long id, Instant from) {}

  /** Takes copies. */
  public RuleHistory {
    if (spans.isEmpty() || !spans.get(0).from().equals(Instant.MIN)) {
      throw new IllegalArgumentException("the first rule counts from the beginning of time");
    }
    spans = List.copyOf(spans);
    edits = List.copyOf(edits);
  }

  /** The same rule at all times. */
  public static RuleHistory always(ActivityRule rule) {
    return new RuleHistory(List.of(new Span(Instant.MIN, rule)), List.of());
  }

  /**
   * What counts at any time: what was said of the asset; where nothing was, or what was said was
   * withdrawn, what was said of its type; else what it was registered with.
   */
  static RuleHistory of(ActivityRule registered, List<RuleEdit> ofType, List<RuleEdit> ofAsset) {
    List<RuleEdit> all = new ArrayList<>(ofType);
    all.addAll(ofAsset);
    List<Span> spans = new ArrayList<>(List.of(new Span(Instant.MIN, registered)));
    all.stream()
        .map(RuleEdit::from)
        .distinct()
        .sorted()
        .forEach(
            from -> {
              ActivityRule rule =
                  said(ofAsset, from).or(() -> said(ofType, from)).orElse(registered);
              if (!rule.equals(spans.get(spans.size() - 1).rule())) {
                spans.add(new Span(from, rule));
              }
            });
    return new RuleHistory(
        spans, all.stream().map(edit -> new Edit(edit.id(), edit.from())).toList());
  }

  private static Optional<ActivityRule> said(List<RuleEdit> edits, Instant time) {
    return edits.stream()
        .filter(edit -> !edit.from().isAfter(time))
        .max(RuleEdit.BY_VALIDITY)
        .flatMap(RuleEdit::rule);
  }

  /** The rule that counts at an instant. */
  public ActivityRule at(Instant time) {
    ActivityRule rule = spans.get(0).rule();
    for (Span span : spans) {
      if (span.from().isAfter(time)) {
        break;
      }
      rule = span.rule();
    }
    return rule;
  }

  /** The greatest id of what was said; 0 when nothing was. */
  public long edition() {
    return edits.stream().mapToLong(Edit::id).max().orElse(0);
  }

  /** From when on the history may differ from what it was at an earlier edition. */
  public Optional<Instant> changedSince(long edition) {
    return edits.stream()
        .filter(edit -> edit.id() > edition)
        .map(Edit::from)
        .min(Instant::compareTo);
  }
}
