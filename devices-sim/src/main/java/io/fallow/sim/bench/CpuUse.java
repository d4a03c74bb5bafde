package io.fallow.sim.bench;

import java.util.EnumMap;
import java.util.Map;

/**
 * CPU time in seconds.
 *
 * @param byRole of our processes; a role that can't be told is absent
 * @param machine of everything on the machine, ours included
 */
record CpuUse(Map<Role, Double> byRole, double machine) {

  CpuUse {
    byRole = new EnumMap<>(byRole);
  }

  CpuUse since(CpuUse before) {
    Map<Role, Double> difference = new EnumMap<>(Role.class);
    byRole.forEach(
        (role, now) -> difference.put(role, now - before.byRole().getOrDefault(role, 0.0)));
    return new CpuUse(difference, machine - before.machine());
  }

  /** NaN for a role that can't be told. */
  double of(Role role) {
    return byRole.getOrDefault(role, Double.NaN);
  }

  /** What programs took that are not of the benchmark. */
  double others() {
    return Math.max(0, machine - byRole.values().stream().mapToDouble(it -> it).sum());
  }
}
