package io.fallow.telemetry.registry;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What was said about the rule of an asset, or of an organisation's assets of a type.
 *
 * @param id greater than that of everything said before
 * @param from it counts from here on, until the next edit's
 * @param rule empty, for an asset only: from then on it follows its type
 * @param saidAt when it was said
 */
public record RuleEdit(long id, Instant from, Optional<ActivityRule> rule, Instant saidAt) {

  /** The last of those that are valid at a time is the one that counts then. */
  static final Comparator<RuleEdit> BY_VALIDITY =
      Comparator.comparing(RuleEdit::from).thenComparingLong(RuleEdit::id);
}
