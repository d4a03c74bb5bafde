package io.fallow.gateway.config;

import java.nio.file.Path;
import java.util.List;

/** A file that cannot be followed; tells every fault. */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<ConfigFault> faults;

  ConfigException(Path file, List<ConfigFault> faults) {
    super(message(file, faults));
    this.faults = List.copyOf(faults);
  }

  private static String message(Path file, List<ConfigFault> faults) {
    StringBuilder text = new StringBuilder(file + " has " + faults.size() + " fault(s):");
    faults.forEach(fault -> text.append("\n  ").append(fault));
    return text.toString();
  }

  /** In the order of their lines. */
  public List<ConfigFault> faults() {
    return faults;
  }
}
