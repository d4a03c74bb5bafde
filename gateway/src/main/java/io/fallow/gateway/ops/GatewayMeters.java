package io.fallow.gateway.ops;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceHealth.Standing;
import io.fallow.gateway.uplink.GatewayFacts;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.wire.GatewayHealth.ClockJumps;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;

/** The gateway's metrics. A source is a tag: there are as many as the file names. */
public final class GatewayMeters implements MeterBinder {

  private final List<Source> sources;
  private final DiskQueue queue;
  private final Uplink uplink;
  private final GatewayFacts facts;

  /** Of a gateway's parts, which stay their owner's. */
  public GatewayMeters(List<Source> sources, DiskQueue queue, Uplink uplink, GatewayFacts facts) {
    this.sources = List.copyOf(sources);
    this.queue = queue;
    this.uplink = uplink;
    this.facts = facts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("fallow.gateway.queue.waiting", queue, each -> each.cursor().waiting())
        .description("messages that the platform has not confirmed")
        .register(registry);
    Gauge.builder("fallow.gateway.uplink.connected", uplink, each -> each.connected() ? 1 : 0)
        .description("whether the broker is connected")
        .register(registry);
    FunctionCounter.builder("fallow.gateway.uplink.sent.again", uplink, Uplink::sentAgain)
        .description("messages that the broker took and lost")
        .register(registry);
    FunctionCounter.builder(
            "fallow.gateway.clock.jumps",
            facts,
            each -> each.clockJumps().map(ClockJumps::count).orElse(0L))
        .description("times that the machine's clock moved by another time than passed")
        .register(registry);
    sources.forEach(each -> bind(each, registry));
  }

  private static void bind(Source source, MeterRegistry registry) {
    FunctionCounter.builder(
            "fallow.gateway.source.readings", source, each -> each.health().readings())
        .tag("source", source.name())
        .description("readings that the source handed in")
        .register(registry);
    FunctionCounter.builder(
            "fallow.gateway.source.refused", source, each -> each.health().refused())
        .tag("source", source.name())
        .description("what the source read and is no reading")
        .register(registry);
    Gauge.builder(
            "fallow.gateway.source.ok",
            source,
            each -> each.health().standing() == Standing.TROUBLE ? 0 : 1)
        .tag("source", source.name())
        .description("whether the source can be read")
        .register(registry);
  }
}
