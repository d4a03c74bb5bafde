package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.Gateway;
import io.fallow.telemetry.registry.RuleHistory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Set;

/** Messages and registry entries for tests without a broker or a database. */
final class Messages {

  static final String OWN = "fallow/v1/lakeside/gw-1/readings";
  static final Gateway GATEWAY = new Gateway(5, 1, 10, new GatewayAddress("lakeside", "gw-1"));

  private Messages() {}

  static InboundMessage inbound(String topic, String payload) {
    return inbound(new Connection(), topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  static InboundMessage inbound(Connection from, String topic, byte[] payload) {
    return new InboundMessage(from, 1, 1, topic, payload, System.nanoTime());
  }

  static Asset asset(int id, int facility, String code) {
    Facility place = new Facility(facility, 1, "f" + facility, "F", ZoneOffset.UTC, 0, 0);
    ActivityRule rule = new ActivityRule.Reported(Duration.ofMinutes(5));
    return new Asset(
        id,
        1,
        "lakeside",
        "Lakeside",
        place,
        code,
        code,
        "mri",
        Set.of(),
        RuleHistory.always(rule));
  }

  /** A connection that can be cut, and keeps what was acknowledged. */
  static final class Connection implements InboundMessage.Origin {

    private volatile boolean open = true;

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void acknowledge(InboundMessage message) {
      // Nobody listens.
    }

    @Override
    public void giveUp() {
      open = false;
    }
  }
}
