package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.policy.InvalidPolicyException;
import io.fallow.scheduler.policy.Statement;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Reads the terms that a body states. */
public final class StatementReader {

  private StatementReader() {}

  /** The body's {@code terms}; each thing that is wrong with them is a fault. */
  public static Optional<Statement> read(Inputs inputs) {
    Optional<JsonObject> terms = inputs.object("terms");
    try {
      return terms.map(json -> Statement.read(json.encode()));
    } catch (InvalidPolicyException wrong) {
      wrong
          .faults()
          .forEach(
              fault ->
                  inputs.fault("body", "terms." + fault.term(), fault.code(), fault.message()));
      return Optional.empty();
    }
  }
}
