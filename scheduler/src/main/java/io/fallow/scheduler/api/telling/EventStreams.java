package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.telling.EventFilter;
import io.fallow.scheduler.telling.EventId;
import io.fallow.scheduler.telling.EventLog;
import io.fallow.scheduler.telling.ToldEvent;
import io.fallow.telemetry.work.BoundedWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams of server-sent events. One reader of the log serves all of a process: what it reads goes
 * to every stream that has kept up; one that hasn't reads on by itself, as fast as its receiver
 * takes it, until it has caught up. Nothing is queued but what the connection itself holds. While
 * the database is away, streams stay open and go on where they were. All fields belong to one event
 * loop.
 */
final class EventStreams implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  private static final int MOST_OF_ONE = 50;
  private static final int PAGE = 200;

  private final EventLog log;
  private final BoundedWorkers workers;
  private final StreamPace pace;
  private final StreamKeeper<EventStream> keeper;
  private EventId position = EventId.beginning();
  private boolean reading;
  private boolean away;

  EventStreams(
      Vertx vertx,
      EventLog log,
      BoundedWorkers workers,
      MeterRegistry metrics,
      Clock clock,
      StreamPace pace) {
    this.log = log;
    this.workers = workers;
    this.pace = pace;
    this.keeper =
        new StreamKeeper<>(vertx, "fallow.events.streams", MOST_OF_ONE, workers, metrics, clock);
    keeper.start(pace, this::tick);
  }

  /**
   * What a stream is to tell.
   *
   * @param from begins behind this event
   * @param end of the log when it was asked for
   */
  record Wish(int organisationId, EventFilter filter, EventId from, EventId end) {}

  /** Makes a stream of a request's response, for as long as its receiver may read it. */
  void open(RoutingContext ctx, Wish wish, Permit permit) {
    EventStream stream = new EventStream(new SseResponse(ctx.response(), pace), wish, permit);
    keeper.open(ctx, stream, this::begin);
  }

  /** The first of them begins the reading where the log ended when it asked. */
  private void begin(EventStream stream) {
    if (keeper.all().size() == 1) {
      position = stream.wish().end();
    }
    catchUp(stream);
  }

  private void tick() {
    keeper.all().forEach(this::catchUp);
    read();
  }

  private void read() {
    if (reading || keeper.isClosed() || keeper.isEmpty()) {
      return;
    }
    reading = true;
    EventId from = position;
    workers.run(() -> log.after(from, PAGE)).onComplete(this::tell);
  }

  private void tell(AsyncResult<List<ToldEvent>> read) {
    reading = false;
    note(read);
    if (read.failed() || read.result().isEmpty()) {
      return;
    }
    List<ToldEvent> events = read.result();
    EventId last = events.get(events.size() - 1).id();
    keeper.all().stream().filter(EventStream::isLive).forEach(each -> each.tell(events, last));
    position = last;
    if (events.size() == PAGE) {
      read();
    }
  }

  /** Lets a stream that is behind read on its own, up to where the others are. */
  private void catchUp(EventStream stream) {
    if (keeper.isClosed() || !stream.maySend() || stream.isLive() || stream.reaches(position)) {
      return;
    }
    EventId upTo = position;
    EventId from = stream.startReading();
    EventFilter filter = stream.wish().filter();
    int organisation = stream.wish().organisationId();
    workers
        .run(() -> log.after(from, Optional.of(upTo), organisation, filter, PAGE))
        .onComplete(read -> told(stream, read, upTo));
  }

  private void told(EventStream stream, AsyncResult<List<ToldEvent>> read, EventId upTo) {
    note(read);
    stream.stopReading();
    if (read.failed()) {
      return;
    }
    List<ToldEvent> events = read.result();
    boolean all = events.size() < PAGE;
    stream.tell(events, all ? upTo : events.get(events.size() - 1).id());
    if (keeper.has(stream)) {
      catchUp(stream);
    }
  }

  private void note(AsyncResult<?> read) {
    if (read.failed() && !away) {
      LOG.warn("events can't be read, the streams wait: {}", read.cause().getMessage());
    }
    away = read.failed();
  }

  @Override
  public void close() {
    keeper.close();
  }
}
