package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.GatewayAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Asks each gateway that is online for its time now and then, a few at a time. For one thread. */
final class Pings {

  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final int AT_ONCE = 20;

  private final LongSupplier nanos;
  private final Map<GatewayAddress, Long> sent = new HashMap<>();
  private long sentOn;

  Pings(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Sends those that are due. Whoever was offline meanwhile is asked at once. */
  void send(Voice voice, long connection, Map<GatewayAddress, Boolean> online) {
    if (connection != sentOn) {
      sent.clear();
      sentOn = connection;
    }
    sent.keySet().removeIf(gateway -> !online.getOrDefault(gateway, false));
    int left = AT_ONCE;
    for (Map.Entry<GatewayAddress, Boolean> each : online.entrySet()) {
      if (left > 0 && each.getValue() && isDue(each.getKey())) {
        left--;
        if (voice.ping(each.getKey())) {
          sent.put(each.getKey(), nanos.getAsLong());
        }
      }
    }
  }

  private boolean isDue(GatewayAddress gateway) {
    Long last = sent.get(gateway);
    return last == null || nanos.getAsLong() - last >= EVERY.toNanos();
  }
}
