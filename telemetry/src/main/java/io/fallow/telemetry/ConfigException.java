package io.fallow.telemetry;

import java.util.List;

/** The environment says something that can't be; every fault is named, and no value repeated. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** One line for each fault. */
  ConfigException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
  }
}
