package io.fallow.scheduler.policy;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** What was given is no policy. */
public final class InvalidPolicyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient List<PolicyFault> faults;

  InvalidPolicyException(List<PolicyFault> faults) {
    super(
        faults.stream().map(fault -> fault.term() + " " + fault.message()).collect(joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** All that is wrong with it. */
  public List<PolicyFault> faults() {
    return faults;
  }
}
