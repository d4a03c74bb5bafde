package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.live.FleetWatch;
import io.fallow.scheduler.telling.EventLog;
import io.fallow.scheduler.telling.feed.Feeds;
import io.fallow.scheduler.telling.webhook.Deliveries;
import io.fallow.scheduler.telling.webhook.Outbox;
import io.fallow.scheduler.telling.webhook.SecretBox;
import io.fallow.scheduler.telling.webhook.Webhooks;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.work.BoundedWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;

/**
 * All that tells people of what happens: it reads and sends from its creation until it is closed,
 * on threads of its own.
 */
public final class Telling implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int WAITING = 256;

  private final BoundedWorkers readers;
  private final BoundedWorkers senders;
  private final BoundedWorkers names;
  private final BoundedWorkers calendars;
  private final EventStreams streams;
  private final LiveStreams fleets;
  private final WebhookPost post;
  private final WebhookRun run;
  private final List<Operations> operations;
  private final FeedRoute feedRoute;

  /**
   * Begins. Blocks.
   *
   * @param privateWebhooks whether webhooks may lead to private addresses, and without TLS
   * @param secrets seals the secrets of webhooks
   * @throws IllegalStateException if it doesn't open one that is stored
   */
  public Telling(
      Vertx vertx,
      SchedulerServices services,
      MeterRegistry metrics,
      Clock clock,
      boolean privateWebhooks,
      SecretBox secrets) {
    Database database = services.database();
    EventLog log = new EventLog(database);
    Webhooks webhooks = new Webhooks(database, secrets);
    webhooks.seal();
    Feeds feeds = new Feeds(database);
    readers = new BoundedWorkers(vertx, metrics, "events", THREADS, WAITING);
    senders = new BoundedWorkers(vertx, metrics, "webhooks", THREADS, WAITING);
    names = new BoundedWorkers(vertx, metrics, "names", THREADS * 2, WAITING);
    calendars = new BoundedWorkers(vertx, metrics, "feeds", THREADS, WAITING);
    streams = new EventStreams(vertx, log, readers, metrics, clock, StreamPace.USUAL);
    fleets =
        new LiveStreams(
            vertx, new FleetWatch(database), readers, metrics, clock, StreamPace.OF_FLEETS);
    post =
        new WebhookPost(
            vertx, names, host -> List.of(InetAddress.getAllByName(host)), privateWebhooks);
    run = new WebhookRun(vertx, new Outbox(database, secrets), post, senders, metrics, clock);
    operations =
        List.of(
            new EventEndpoints(log, streams),
            new LiveEndpoint(fleets),
            new WebhookEndpoints(webhooks, privateWebhooks),
            new DeliveryEndpoints(webhooks, new Deliveries(database)),
            new FeedEndpoints(feeds, services.sharing()));
    feedRoute = new FeedRoute(feeds, calendars, clock);
  }

  /** What answers the contract's operations. */
  public List<Operations> operations() {
    return operations;
  }

  /** Serves the feeds' links. */
  public void addTo(Router router) {
    feedRoute.addTo(router);
  }

  @Override
  public void close() {
    run.close();
    streams.close();
    fleets.close();
    post.close();
    readers.close();
    senders.close();
    names.close();
    calendars.close();
  }
}
