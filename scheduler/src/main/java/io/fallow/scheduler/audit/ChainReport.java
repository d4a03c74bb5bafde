package io.fallow.scheduler.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a check has found.
 *
 * @param faults by organisation and number
 */
record ChainReport(OrganisationNames names, List<ChainSummary> chains, List<ChainFault> faults) {

  /** With faults in order; neighbours that are the same are told together. */
  static ChainReport of(
      OrganisationNames names, List<ChainSummary> chains, List<ChainFault> faults) {
    List<ChainFault> together = new ArrayList<>();
    for (ChainFault fault : faults.stream().sorted(ChainFault.IN_ORDER).toList()) {
      int last = together.size() - 1;
      if (last >= 0 && together.get(last).with(fault).isPresent()) {
        together.set(last, together.get(last).with(fault).get());
      } else {
        together.add(fault);
      }
    }
    return new ChainReport(names, chains, List.copyOf(together));
  }

  boolean isSound() {
    return faults.isEmpty();
  }

  long entries() {
    return chains.stream().mapToLong(ChainSummary::entries).sum();
  }

  long faultsOf(int organisationId) {
    return faults.stream().filter(fault -> fault.organisationId() == organisationId).count();
  }
}
