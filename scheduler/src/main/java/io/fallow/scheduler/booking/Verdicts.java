package io.fallow.scheduler.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is left of the broken rules once the asset's owner has had its say.
 *
 * @param standing the rules that stand in the way
 * @param overridden why the owner let others be broken; empty if there were none
 */
record Verdicts(List<Violation> standing, Optional<String> overridden) {

  /**
   * @param reason why rules may be broken, if anybody says so
   * @param byOwner whether it is the asset's owner who says so
   */
  static Verdicts of(List<Violation> broken, Optional<String> reason, boolean byOwner) {
    if (reason.isEmpty()) {
      return new Verdicts(broken, Optional.empty());
    }
    if (!byOwner) {
      List<Violation> more = new ArrayList<>(broken);
      more.add(Violation.firm("not-yours-to-override", "only the asset's owner overrides a rule"));
      return new Verdicts(List.copyOf(more), Optional.empty());
    }
    boolean firm = broken.stream().anyMatch(violation -> !violation.overridable());
    return firm
        ? new Verdicts(broken, Optional.empty())
        : new Verdicts(List.of(), broken.isEmpty() ? Optional.empty() : reason);
  }

  boolean allow() {
    return standing.isEmpty();
  }
}
