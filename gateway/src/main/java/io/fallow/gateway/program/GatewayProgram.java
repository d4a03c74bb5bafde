package io.fallow.gateway.program;

import io.fallow.gateway.config.GatewayConfig;
import io.fallow.gateway.credentials.Credentials;
import io.fallow.gateway.intake.DiskIntake;
import io.fallow.gateway.intake.Newest;
import io.fallow.gateway.ops.GatewayMeters;
import io.fallow.gateway.ops.GatewayReport;
import io.fallow.gateway.ops.OpsServer;
import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.uplink.Uplink;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's parts, started in order, and closed in reverse. */
public final class GatewayProgram implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayProgram.class);

  private final Deque<Part> parts = new ArrayDeque<>();
  private final OpsServer ops;

  private record Part(String name, AutoCloseable part) {}

  private GatewayProgram(GatewayConfig config, Credentials credentials, Clock clock)
      throws IOException {
    try {
      DiskQueue queue = part("queue", open(config, clock));
      Newest newest = new Newest();
      DiskIntake intake = part("intake", new DiskIntake(queue, config.report(), newest));
      ClockWatch watch =
          part("clock watch", new ClockWatch(clock, System::nanoTime, intake::clockJumped));
      ProgramFacts facts = new ProgramFacts(clock.instant(), config.sources(), newest, watch);
      Uplink uplink = part("uplink", new Uplink(Uplinks.of(config, credentials), queue, facts));
      PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      part("metrics", meters::close);
      new GatewayMeters(config.sources(), queue, uplink, facts).bindTo(meters);
      GatewayReport report =
          new GatewayReport(credentials.gateway(), facts, config.sources(), queue, uplink, newest);
      ops = part("ops port", new OpsServer(config.opsPort(), report, meters));
      watch.start();
      uplink.start();
      for (Source each : config.sources()) {
        part(each.name(), each).start(intake.of(each.name()));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts everything; returns when it runs.
   *
   * @throws IOException if the ops port is taken
   * @throws io.fallow.gateway.queue.QueueException if the queue cannot be opened
   */
  public static GatewayProgram start(GatewayConfig config, Credentials credentials, Clock clock)
      throws IOException {
    return new GatewayProgram(config, credentials, clock);
  }

  private static DiskQueue open(GatewayConfig config, Clock clock) {
    return DiskQueue.open(config.queue().folder(), config.queue().limits(), clock);
  }

  private <T extends AutoCloseable> T part(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Where health, metrics and newest readings are told. */
  public int opsPort() {
    return ops.port();
  }

  /** Stops reading, stores what was read, says {@code offline}; what waits stays on disk. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      Part last = parts.pop();
      try {
        last.part().close();
      } catch (Exception e) { // the others are to be closed all the same
        LOG.warn("{} did not close: {}", last.name(), e.toString());
      }
    }
  }
}
