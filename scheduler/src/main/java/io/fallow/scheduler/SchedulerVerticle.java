package io.fallow.scheduler;

import io.fallow.scheduler.api.ApiServer;
import io.fallow.scheduler.booking.BookingService;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler's life cycle: serves the API, and marks holds whose time is up. Any number of
 * processes may run one each.
 */
public final class SchedulerVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(SchedulerVerticle.class);
  private static final Duration BETWEEN_EXPIRIES = Duration.ofSeconds(30);

  private final ApiServer server;
  private final BookingService bookings;
  private final Clock clock;
  private int port;

  /** A scheduler of this server, which it starts and closes. */
  public SchedulerVerticle(ApiServer server, BookingService bookings, Clock clock) {
    this.server = server;
    this.bookings = bookings;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(BETWEEN_EXPIRIES.toMillis(), tick -> expireHolds());
    return server.start().onSuccess(listening -> port = listening);
  }

  private void expireHolds() {
    vertx
        .executeBlocking(() -> bookings.expireHolds(clock.instant()))
        .onFailure(failure -> LOG.warn("holds were not expired: {}", failure.getMessage()));
  }

  /** Where it listens, once deployed. */
  public int port() {
    return port;
  }

  @Override
  public Future<?> stop() {
    return server.close();
  }
}
