package io.fallow.scheduler;

import java.util.List;

/** The environment says something that can't be; every fault is named. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConfigException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
  }
}
