package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.live.FleetWatch;
import io.fallow.scheduler.live.LiveChange;
import io.fallow.telemetry.work.BoundedWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams of what assets do, as it changes. One look at the database at each tick serves all of a
 * process. A stream begins after a look of which it was told nothing: who asks for the assets then
 * knows all that its changes follow upon. While the database is away, streams stay open and wait.
 * All fields belong to one event loop.
 */
final class LiveStreams implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
  private static final int MOST_OF_ONE = 200;

  private final FleetWatch watch;
  private final BoundedWorkers workers;
  private final Clock clock;
  private final StreamPace pace;
  private final StreamKeeper<LiveStream> keeper;
  private boolean looking;
  private boolean away;

  LiveStreams(
      Vertx vertx,
      FleetWatch watch,
      BoundedWorkers workers,
      MeterRegistry metrics,
      Clock clock,
      StreamPace pace) {
    this.watch = watch;
    this.workers = workers;
    this.clock = clock;
    this.pace = pace;
    this.keeper =
        new StreamKeeper<>(vertx, "fallow.live.streams", MOST_OF_ONE, workers, metrics, clock);
    keeper.start(pace, this::tick);
  }

  /** Makes a stream of a request's response, for as long as its receiver may read it. */
  void open(RoutingContext ctx, LiveStream.Wish wish, Permit permit) {
    LiveStream stream = new LiveStream(new SseResponse(ctx.response(), pace), wish, permit);
    keeper.open(ctx, stream, opened -> look());
  }

  private void tick() {
    keeper.all().forEach(LiveStream::flush);
    look();
  }

  private void look() {
    if (looking || keeper.isClosed() || keeper.isEmpty()) {
      return;
    }
    looking = true;
    List<LiveStream> there = keeper.all();
    Set<Integer> organisations =
        there.stream().map(LiveStream::organisationId).collect(Collectors.toSet());
    Instant now = clock.instant();
    workers.run(() -> watch.look(organisations, now)).onComplete(found -> found(there, now, found));
  }

  private void found(List<LiveStream> there, Instant now, AsyncResult<List<LiveChange>> found) {
    looking = false;
    if (found.failed() && !away) {
      LOG.warn("what assets do can't be read, streams wait: {}", found.cause().getMessage());
    }
    away = found.failed();
    if (found.succeeded()) {
      there.stream().filter(keeper::has).forEach(stream -> tell(stream, now, found.result()));
    }
  }

  private void tell(LiveStream stream, Instant now, List<LiveChange> changes) {
    if (stream.hasBegun()) {
      changes.forEach(stream::take);
      stream.flush();
    } else {
      stream.begin(now);
    }
  }

  @Override
  public void close() {
    keeper.close();
  }
}
