package io.fallow.telemetry.sparkplug;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What the host counts. */
final class HostMeters {

  private final Counter messages;
  private final Counter rebirths;
  private final Counter deaths;
  private final AtomicInteger host;
  private final AtomicInteger alive;

  HostMeters(MeterRegistry meters) {
    messages =
        Counter.builder("fallow.sparkplug.messages")
            .description("messages of edge nodes")
            .register(meters);
    rebirths =
        Counter.builder("fallow.sparkplug.rebirths")
            .description("rebirths that nodes were asked for")
            .register(meters);
    deaths =
        Counter.builder("fallow.sparkplug.deaths")
            .description("sessions and devices that ended")
            .register(meters);
    host = meters.gauge("fallow.sparkplug.host", new AtomicInteger());
    alive = meters.gauge("fallow.sparkplug.nodes", new AtomicInteger());
  }

  void message() {
    messages.increment();
  }

  void rebirth() {
    rebirths.increment();
  }

  void deaths(int count) {
    deaths.increment(count);
  }

  /** Whether this process is the host, and how many sessions it follows. */
  void host(boolean is, int nodes) {
    host.set(is ? 1 : 0);
    alive.set(nodes);
  }
}
