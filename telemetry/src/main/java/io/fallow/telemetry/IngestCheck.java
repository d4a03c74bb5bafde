package io.fallow.telemetry;

import io.fallow.telemetry.ingest.IngestHealth;
import io.fallow.telemetry.ingest.IngestService;
import io.fallow.telemetry.ops.HealthCheck;
import java.util.Optional;

/** Whether readings come in, as a part of readiness. */
record IngestCheck(IngestService ingest) implements HealthCheck {

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public Optional<String> fault() {
    IngestHealth health = ingest.health();
    return health.trouble().or(() -> unconnected(health));
  }

  private static Optional<String> unconnected(IngestHealth health) {
    return health.connected() ? Optional.empty() : Optional.of("not connected to the broker");
  }
}
