package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.telling.webhook.Attempt;
import io.fallow.scheduler.telling.webhook.Outbox;
import io.fallow.scheduler.telling.webhook.Outgoing;
import io.fallow.telemetry.work.BoundedWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what webhooks are to be told, some at once, each to another webhook: a receiver that is
 * slow holds up its own messages alone. Any number of processes may run one each. All fields belong
 * to one event loop.
 */
final class WebhookRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookRun.class);
  private static final int MOST = 32;
  private static final Duration TICK = Duration.ofMillis(500);

  private final Vertx vertx;
  private final Context loop;
  private final Outbox outbox;
  private final WebhookPost post;
  private final BoundedWorkers workers;
  private final MeterRegistry metrics;
  private final Clock clock;
  private int underWay;
  private boolean claiming;
  private boolean away;
  private volatile boolean closed; // its workers are gone before the loop has heard of it
  private long ticking;

  WebhookRun(
      Vertx vertx,
      Outbox outbox,
      WebhookPost post,
      BoundedWorkers workers,
      MeterRegistry metrics,
      Clock clock) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.outbox = outbox;
    this.post = post;
    this.workers = workers;
    this.metrics = metrics;
    this.clock = clock;
    loop.runOnContext(start -> ticking = vertx.setPeriodic(TICK.toMillis(), tick -> claim()));
  }

  private void claim() {
    if (claiming || closed || underWay >= MOST) {
      return;
    }
    claiming = true;
    int free = MOST - underWay;
    workers.run(() -> outbox.claim(free, clock.instant())).onComplete(this::claimed);
  }

  private void claimed(AsyncResult<List<Outgoing>> claimed) {
    claiming = false;
    if (claimed.failed() && !away && !closed) {
      LOG.warn("webhooks wait: {}", claimed.cause().getMessage());
    }
    away = claimed.failed();
    if (claimed.succeeded()) {
      claimed.result().forEach(this::send);
    }
  }

  private void send(Outgoing outgoing) {
    underWay++;
    post.send(outgoing, clock.instant())
        .compose(
            attempt -> {
              count(attempt);
              return workers.run(() -> finish(outgoing, attempt));
            })
        .onFailure(failure -> LOG.warn("sent, but not noted: {}", failure.getMessage()))
        .onComplete(
            done ->
                loop.runOnContext(
                    next -> {
                      underWay--;
                      claim();
                    }));
  }

  private Void finish(Outgoing outgoing, Attempt attempt) {
    outbox.finish(outgoing, attempt, clock.instant());
    return null;
  }

  private void count(Attempt attempt) {
    String outcome = attempt.succeeded() ? "delivered" : "failed";
    metrics.counter("fallow.webhook.attempts", "outcome", outcome).increment();
  }

  @Override
  public void close() {
    closed = true;
    loop.runOnContext(end -> vertx.cancelTimer(ticking));
  }
}
