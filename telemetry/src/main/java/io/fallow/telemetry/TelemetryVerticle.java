package io.fallow.telemetry;

import io.fallow.telemetry.forecast.ForecastWorker;
import io.fallow.telemetry.gateways.GatewayWatch;
import io.fallow.telemetry.ingest.GatewayVoice;
import io.fallow.telemetry.ingest.IngestConfig;
import io.fallow.telemetry.ingest.IngestHealth;
import io.fallow.telemetry.ingest.IngestService;
import io.fallow.telemetry.ops.HealthCheck;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.rejects.ReplayWorker;
import io.fallow.telemetry.retention.Retention;
import io.fallow.telemetry.retention.RetentionConfig;
import io.fallow.telemetry.sparkplug.SparkplugConfig;
import io.fallow.telemetry.sparkplug.SparkplugHost;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.usage.UsageWorker;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pipeline's life cycle: readings come in from the broker, usage is derived from them,
 * forecasts are made of it, and what is old goes. All of it on threads of its own; an undeployment
 * is complete when they have ended, which may take a minute. Any number of processes may run one
 * each.
 */
public final class TelemetryVerticle extends VerticleBase {

  private final IngestService ingest;
  private final Optional<SparkplugHost> sparkplug;
  private final UsageWorker usage;
  private final GatewayWatch watch;
  private final Retention retention;
  private final ForecastWorker forecasts;
  private final ReplayWorker replays;

  /**
   * A pipeline that is not started yet.
   *
   * @param database which has its schema by the time of the deployment and is closed after the end,
   *     with a connection for each of ingest's writers and a few more
   * @param edgeNodes whether and how nodes that speak Sparkplug B are followed
   */
  public TelemetryVerticle(
      IngestConfig config,
      Optional<SparkplugConfig> edgeNodes,
      RetentionConfig kept,
      Database database,
      Registry registry,
      MeterRegistry meters,
      Clock clock) {
    ingest = new IngestService(config, database, registry, meters, clock);
    sparkplug =
        edgeNodes.map(host -> new SparkplugHost(host, database, registry, ingest, meters, clock));
    watch = new GatewayWatch(database, new GatewayVoice(config), ingest.traffic(), meters);
    usage = new UsageWorker(database, registry, meters, clock);
    forecasts = new ForecastWorker(database, registry, meters, clock);
    replays = new ReplayWorker(database, meters, clock);
    retention = new Retention(kept, database, meters, clock);
  }

  /** The broker may come up later. */
  @Override
  public Future<?> start() {
    return offTheEventLoop(
        () -> {
          ingest.start();
          sparkplug.ifPresent(SparkplugHost::start);
          watch.start();
          usage.start();
          forecasts.start();
          replays.start();
          retention.start();
        });
  }

  /** How ingest is doing. */
  public IngestHealth health() {
    return ingest.health();
  }

  /** Its parts of readiness: that readings come in, and that edge nodes are followed. */
  public List<HealthCheck> checks() {
    return Stream.<HealthCheck>concat(
            Stream.of(new IngestCheck(ingest)), sparkplug.stream().map(SparkplugCheck::new))
        .toList();
  }

  /** Lets the work under way finish. */
  @Override
  public Future<?> stop() {
    return offTheEventLoop(
        () -> {
          retention.close();
          replays.close();
          forecasts.close();
          usage.close();
          sparkplug.ifPresent(SparkplugHost::close);
          ingest.close();
          watch.close();
        });
  }

  private Future<?> offTheEventLoop(Runnable blocking) {
    return vertx.executeBlocking(
        () -> {
          blocking.run();
          return true;
        });
  }
}
