package io.fallow.telemetry.registry;

import java.util.List;

/** That something is no activity rule, with everything that is wrong with it. */
public final class InvalidRuleException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  InvalidRuleException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, each in words for people; at least one. */
  public List<String> faults() {
    return faults;
  }
}
