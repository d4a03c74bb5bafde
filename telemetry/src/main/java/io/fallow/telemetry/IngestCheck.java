package io.fallow.telemetry;

import io.fallow.telemetry.ingest.IngestService;
import io.fallow.telemetry.ops.HealthCheck;
import java.util.Optional;

/** Whether readings come in and are stored in time, as a part of readiness. */
record IngestCheck(IngestService ingest) implements HealthCheck {

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public Optional<String> fault() {
    return ingest.health().fault();
  }
}
