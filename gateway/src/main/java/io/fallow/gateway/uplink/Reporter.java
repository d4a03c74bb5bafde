package io.fallow.gateway.uplink;

import io.fallow.gateway.queue.Cursor;
import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.DropTotals;
import io.fallow.gateway.queue.Dropped;
import io.fallow.gateway.queue.QueueException;
import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.GatewayHealth;
import io.fallow.gateway.wire.GatewayHealth.ClockJumps;
import io.fallow.gateway.wire.GatewayHealth.Pong;
import io.fallow.gateway.wire.GatewayHealth.SourceReport;
import io.fallow.gateway.wire.GatewayHealth.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how the gateway is: at the beginning of a connection, when something changes that nobody
 * could guess from its readings, and each minute. Looks once a second at most. Used by one thread.
 */
final class Reporter {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final Duration LOOKS = Duration.ofSeconds(1);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final DiskQueue queue;
  private final GatewayFacts facts;
  private final Orders orders;
  private final LongSupplier nanos;
  private News told;
  private long toldNanos;
  private long lookedNanos;

  /** What is told at once when it is another than before. */
  private record News(
      long epoch,
      DropTotals drops,
      List<Standing> sources,
      Optional<ClockJumps> clockJumps,
      Optional<Orders.Pinged> pinged,
      long refused) {}

  private record Standing(String name, String standing, Optional<String> trouble) {}

  Reporter(DiskQueue queue, GatewayFacts facts, Orders orders, LongSupplier nanos) {
    this.queue = queue;
    this.facts = facts;
    this.orders = orders;
    this.nanos = nanos;
  }

  /** From now on all is news. */
  void begin() {
    told = null;
  }

  /** What is to be said now; empty if there is nothing. */
  Optional<GatewayHealth> due() {
    long now = nanos.getAsLong();
    if (told != null && now - lookedNanos < LOOKS.toNanos()) {
      return Optional.empty();
    }
    lookedNanos = now;
    try {
      News news = news();
      if (news.equals(told) && now - toldNanos < EVERY.toNanos()) {
        return Optional.empty();
      }
      GatewayHealth health = health(news);
      told = news;
      toldNanos = now;
      return Optional.of(health);
    } catch (QueueException e) {
      LOG.debug("the queue cannot say how it is", e);
      return Optional.empty();
    }
  }

  private News news() {
    return new News(
        queue.cursor().epoch(),
        queue.dropTotals(),
        facts.sources().stream()
            .map(each -> new Standing(each.name(), each.standing(), each.trouble()))
            .toList(),
        facts.clockJumps(),
        orders.pinged(),
        orders.refused());
  }

  private GatewayHealth health(News news) {
    Instant now = Instant.now();
    List<SourceReport> sources = facts.sources();
    return new GatewayHealth(
        now,
        facts.program(),
        facts.started(),
        waiting(),
        newest(queue.dropped()).stream().map(Reporter::dropped).toList(),
        news.drops().messages(),
        news.drops().readings(),
        sources.subList(0, Math.min(sources.size(), GatewayHealth.MOST_SOURCES)),
        news.clockJumps(),
        news.pinged().map(pinged -> pong(pinged, now)),
        news.refused());
  }

  private GatewayHealth.Waiting waiting() {
    Cursor cursor = queue.cursor();
    io.fallow.gateway.queue.Waiting waiting = queue.waiting();
    return new GatewayHealth.Waiting(
        cursor.epoch(),
        cursor.acknowledgedThrough(),
        cursor.lastAppended(),
        waiting.messages(),
        waiting.readings(),
        waiting.since());
  }

  private static List<Dropped> newest(List<Dropped> dropped) {
    return dropped.subList(
        Math.max(0, dropped.size() - GatewayHealth.MOST_DROPPED), dropped.size());
  }

  private static GatewayHealth.Dropped dropped(Dropped range) {
    return new GatewayHealth.Dropped(
        range.epoch(),
        new Range(range.first(), range.last()),
        range.readings(),
        range.from(),
        range.to(),
        Why.valueOf(range.why().name()));
  }

  private static Pong pong(Orders.Pinged pinged, Instant now) {
    return new Pong(
        pinged.ping().id(), pinged.ping().sentMicros(), pinged.cameMicros(), Stamp.micros(now));
  }
}
