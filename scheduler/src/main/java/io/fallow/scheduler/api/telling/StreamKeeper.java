package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.telemetry.work.BoundedWorkers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The streams of one kind that are open in a process: how many there may be, the time that passes
 * for them, and when each of them ends. All of it belongs to one event loop, but that streams may
 * be opened and it may be closed from any thread.
 */
final class StreamKeeper<S extends OpenStream> implements AutoCloseable {

  private static final int MOST = 1_000;

  private final Vertx vertx;
  private final Context loop;
  private final int mostOfOne;
  private final BoundedWorkers workers;
  private final Clock clock;
  private final Counter cut;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<S> streams = new LinkedHashSet<>();
  private long ticking;
  private volatile boolean closed; // its workers are gone before the loop has heard of it

  /**
   * Keeps none yet.
   *
   * @param meter the name of its gauge, and with {@code .cut} of its counter
   * @param mostOfOne how many may be open for one organisation
   */
  StreamKeeper(
      Vertx vertx,
      String meter,
      int mostOfOne,
      BoundedWorkers workers,
      MeterRegistry metrics,
      Clock clock) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.mostOfOne = mostOfOne;
    this.workers = workers;
    this.clock = clock;
    this.cut =
        Counter.builder(meter + ".cut")
            .description("Streams closed because their receiver took too little for too long")
            .register(metrics);
    Gauge.builder(meter, open, AtomicInteger::get)
        .description("Streams that are open")
        .register(metrics);
  }

  /** Lets time pass, and calls this at each tick, once what has come to its end is gone. */
  void start(StreamPace pace, Runnable atTick) {
    loop.runOnContext(
        start ->
            ticking =
                vertx.setPeriodic(
                    pace.tick().toMillis(),
                    tick -> {
                      endThoseAtTheirEnd();
                      atTick.run();
                    }));
  }

  /** Keeps a stream until its request ends, and hands it on; unless there are too many. */
  void open(RoutingContext ctx, S stream, Consumer<S> opened) {
    ctx.addEndHandler(gone -> loop.runOnContext(next -> remove(stream)));
    loop.runOnContext(
        start -> {
          if (add(ctx, stream)) {
            opened.accept(stream);
          }
        });
  }

  private boolean add(RoutingContext ctx, S stream) {
    long ofOne =
        streams.stream().filter(o -> o.organisationId() == stream.organisationId()).count();
    if (streams.size() >= MOST || ofOne >= mostOfOne) {
      ctx.fail(
          new ProblemException(
              Problem.of(ProblemType.OVERLOADED, "Too many streams are open.")
                  .withHeader("Retry-After", "30")));
      return false;
    }
    streams.add(stream);
    open.set(streams.size());
    stream.response().begin();
    return true;
  }

  private void remove(S stream) {
    streams.remove(stream);
    open.set(streams.size());
  }

  boolean has(S stream) {
    return streams.contains(stream);
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  /** Those that are open at the moment. */
  List<S> all() {
    return List.copyOf(streams);
  }

  private void endThoseAtTheirEnd() {
    for (S stream : all()) {
      SseResponse response = stream.response();
      response.tick();
      if (response.isSlow()) {
        cut.increment();
        response.cut();
        remove(stream);
      } else if (!stream.permit().until().isAfter(clock.instant())) {
        end(stream, "the token has expired");
      } else {
        inspect(stream);
      }
    }
  }

  /** While it can't be found out who may read, nothing can be read either: the stream waits. */
  private void inspect(S stream) {
    if (closed || !stream.response().isDueForInspection()) {
      return;
    }
    workers
        .run(() -> stream.permit().stands().getAsBoolean())
        .onSuccess(
            stands -> {
              if (!stands && has(stream)) {
                end(stream, "it may not be read any more");
              }
            });
  }

  private void end(S stream, String why) {
    stream.response().end(why);
    remove(stream);
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends all of them; nothing is to be asked for any more. */
  @Override
  public void close() {
    closed = true;
    loop.runOnContext(
        end -> {
          vertx.cancelTimer(ticking);
          all().forEach(stream -> end(stream, "the server stops"));
        });
  }
}
