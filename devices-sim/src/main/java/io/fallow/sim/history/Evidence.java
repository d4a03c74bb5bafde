package io.fallow.sim.history;

import java.util.List;

/**
 * All that is known after a trial.
 *
 * @param owner of all assets
 */
public record Evidence(
    String owner,
    Terms terms,
    List<Operation> operations,
    List<Version> versions,
    List<Lockout> lockouts) {

  /** Takes copies. */
  public Evidence {
    operations = List.copyOf(operations);
    versions = List.copyOf(versions);
    lockouts = List.copyOf(lockouts);
  }
}
