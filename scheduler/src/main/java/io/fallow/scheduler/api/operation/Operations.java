package io.fallow.scheduler.api.operation;

import java.util.Map;

/** Some of the contract's operations, each by its {@code operationId}. */
public interface Operations {

  /** What answers each of them. */
  Map<String, Endpoint> operations();
}
