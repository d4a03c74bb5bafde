package io.fallow.telemetry;

import io.fallow.telemetry.ingest.IngestHealth;
import io.fallow.telemetry.ingest.IngestService;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.usage.UsageWorker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** The whole pipeline in one process: ingest and usage on one pool of connections. */
public final class Telemetry implements AutoCloseable {

  private final Database database;
  private final UsageWorker usage;
  private final IngestService ingest;

  private Telemetry(TelemetryConfig config, MeterRegistry meters, Clock clock) {
    database = Database.open(config.database());
    Registry registry = new Registry(database);
    usage = new UsageWorker(database, registry, meters, clock);
    ingest = new IngestService(config.ingest(), database, registry, meters, clock);
  }

  /**
   * Brings the schema up to date and starts. The broker may come up later.
   *
   * @throws RuntimeException when the schema can't be brought up to date; nothing runs then
   */
  public static Telemetry start(TelemetryConfig config, MeterRegistry meters, Clock clock) {
    Telemetry telemetry = new Telemetry(config, meters, clock);
    try {
      telemetry.database.migrate();
    } catch (RuntimeException failure) {
      telemetry.database.close();
      throw failure;
    }
    telemetry.usage.start();
    telemetry.ingest.start();
    return telemetry;
  }

  /** How ingest is doing. */
  public IngestHealth health() {
    return ingest.health();
  }

  /** Lets the writers finish, then stops usage. */
  @Override
  public void close() {
    ingest.close();
    usage.close();
    database.close();
  }
}
