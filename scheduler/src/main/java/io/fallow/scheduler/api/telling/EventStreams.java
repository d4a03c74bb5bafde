package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.telling.EventFilter;
import io.fallow.scheduler.telling.EventId;
import io.fallow.scheduler.telling.EventLog;
import io.fallow.scheduler.telling.ToldEvent;
import io.fallow.telemetry.work.BoundedWorkers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
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
  private static final int MOST = 1_000;
  private static final int MOST_OF_ONE = 50;
  private static final int PAGE = 200;

  private final Vertx vertx;
  private final Context loop;
  private final EventLog log;
  private final BoundedWorkers workers;
  private final Clock clock;
  private final StreamPace pace;
  private final Counter cut;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<EventStream> streams = new LinkedHashSet<>();
  private EventId position = EventId.beginning();
  private boolean reading;
  private boolean away;
  private volatile boolean closed; // its workers are gone before the loop has heard of it
  private long ticking;

  EventStreams(
      Vertx vertx,
      EventLog log,
      BoundedWorkers workers,
      MeterRegistry metrics,
      Clock clock,
      StreamPace pace) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.log = log;
    this.workers = workers;
    this.clock = clock;
    this.pace = pace;
    this.cut =
        Counter.builder("fallow.events.streams.cut")
            .description("Streams closed because their receiver took too little for too long")
            .register(metrics);
    Gauge.builder("fallow.events.streams", open, AtomicInteger::get)
        .description("Streams of events that are open")
        .register(metrics);
    loop.runOnContext(start -> ticking = vertx.setPeriodic(pace.tick().toMillis(), tick -> tick()));
  }

  /**
   * What a stream is to tell.
   *
   * @param from begins behind this event
   * @param end of the log when it was asked for
   */
  record Wish(int organisationId, EventFilter filter, EventId from, EventId end) {}

  /**
   * For how long a stream may be read.
   *
   * @param until when the token or key expires that it was opened with
   * @param stands asks whether who opened it still may; blocks
   */
  record Permit(Instant until, BooleanSupplier stands) {}

  /** Makes a stream of a request's response, for as long as its receiver may read it. */
  void open(RoutingContext ctx, Wish wish, Permit permit) {
    EventStream stream = new EventStream(ctx.response(), wish, permit, pace);
    ctx.addEndHandler(gone -> loop.runOnContext(next -> remove(stream)));
    loop.runOnContext(start -> add(ctx, stream, wish));
  }

  private void add(RoutingContext ctx, EventStream stream, Wish wish) {
    long ofOne = streams.stream().filter(each -> each.isOf(wish.organisationId())).count();
    if (streams.size() >= MOST || ofOne >= MOST_OF_ONE) {
      ctx.fail(
          new ProblemException(
              Problem.of(ProblemType.OVERLOADED, "Too many streams are open.")
                  .withHeader("Retry-After", "30")));
      return;
    }
    if (streams.isEmpty()) {
      position = wish.end();
    }
    streams.add(stream);
    open.set(streams.size());
    stream.begin();
    catchUp(stream);
  }

  private void remove(EventStream stream) {
    streams.remove(stream);
    open.set(streams.size());
  }

  private void tick() {
    for (EventStream stream : List.copyOf(streams)) {
      stream.tick();
      if (stream.isSlow()) {
        cut.increment();
        stream.cut();
        remove(stream);
      } else if (!stream.permit().until().isAfter(clock.instant())) {
        stream.end("the token has expired");
        remove(stream);
      } else {
        inspect(stream);
        catchUp(stream);
      }
    }
    read();
  }

  /** While it can't be found out who may read, nothing can be read either: the stream waits. */
  private void inspect(EventStream stream) {
    if (closed || !stream.isDueForInspection()) {
      return;
    }
    workers
        .run(() -> stream.permit().stands().getAsBoolean())
        .onSuccess(
            stands -> {
              if (!stands && streams.contains(stream)) {
                stream.end("it may not be read any more");
                remove(stream);
              }
            });
  }

  private void read() {
    if (reading || closed || streams.isEmpty()) {
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
    streams.stream().filter(EventStream::isLive).forEach(stream -> stream.tell(events, last));
    position = last;
    if (events.size() == PAGE) {
      read();
    }
  }

  /** Lets a stream that is behind read on its own, up to where the others are. */
  private void catchUp(EventStream stream) {
    if (closed || !stream.maySend() || stream.isLive() || stream.reaches(position)) {
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
    if (streams.contains(stream)) {
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
    closed = true;
    loop.runOnContext(
        end -> {
          vertx.cancelTimer(ticking);
          List.copyOf(streams).forEach(stream -> stream.end("the server stops"));
          streams.clear();
        });
  }
}
