package io.fallow.scheduler.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Counts and times requests by operation and status; never by asset or person. */
record RequestMetrics(MeterRegistry registry) {

  /** Times one request of an operation from here on to the end of its answer. */
  void watch(String operation, RoutingContext ctx) {
    long started = System.nanoTime();
    ctx.addEndHandler(
        done ->
            Timer.builder("fallow.http.requests")
                .description("Requests of the API, from their last byte in to their answer out")
                .tag("operation", operation)
                .tag("status", Integer.toString(ctx.response().getStatusCode()))
                .publishPercentileHistogram(false)
                .register(registry)
                .record(Duration.ofNanos(System.nanoTime() - started)));
  }
}
