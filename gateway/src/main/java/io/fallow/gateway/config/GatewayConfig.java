package io.fallow.gateway.config;

import io.fallow.gateway.intake.ReportRules;
import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.source.Source;
import java.nio.file.Path;
import java.util.List;

/**
 * What a gateway's file says.
 *
 * @param credentials the file that enrolment wrote
 * @param opsPort of health, metrics and newest readings on the loopback; 0: any free one
 * @param sources not started yet, of different names
 */
public record GatewayConfig(
    Path credentials,
    BrokerSettings broker,
    QueueSettings queue,
    ReportRules report,
    int opsPort,
    List<Source> sources) {

  private static final int OPS_PORT = 9464;

  /** Keeps the list. */
  public GatewayConfig {
    sources = List.copyOf(sources);
  }

  static GatewayConfig of(Settings settings, List<Source> sources) {
    Settings report = settings.mapping("report");
    return new GatewayConfig(
        settings.path("credentials", "credentials.json"),
        BrokerSettings.of(settings.mapping("broker")),
        QueueSettings.of(settings.mapping("queue")),
        new ReportRules(
            report.duration("heartbeat", "60s"),
            report.number("powerChange", 1),
            report.number("powerChangeShare", 0.01)),
        settings.mapping("ops").integer("port", OPS_PORT),
        sources);
  }
}
