package io.fallow.telemetry.ops;

import io.fallow.telemetry.work.BoundedWorkers;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** What operators ask: does it live, can it serve, how is it doing. */
public final class HealthRoutes {

  private final List<HealthCheck> checks;
  private final PrometheusMeterRegistry metrics;
  private final BoundedWorkers workers;

  /**
   * Routes that look at these things.
   *
   * @param workers on which the checks may block, and only they
   */
  public HealthRoutes(
      List<HealthCheck> checks, PrometheusMeterRegistry metrics, BoundedWorkers workers) {
    this.checks = List.copyOf(checks);
    this.metrics = metrics;
    this.workers = workers;
  }

  /** Adds {@code /health/live}, {@code /health/ready} and {@code /metrics}. */
  public void addTo(Router router) {
    router.get("/health/live").handler(ctx -> send(ctx, 200, new JsonObject().put("status", "UP")));
    router.get("/health/ready").handler(this::ready);
    router.get("/metrics").handler(this::metrics);
  }

  private void ready(RoutingContext ctx) {
    workers
        .run(this::readiness)
        .onSuccess(body -> send(ctx, body.getString("status").equals("UP") ? 200 : 503, body))
        .onFailure(ctx::fail);
  }

  private JsonObject readiness() {
    JsonArray results = new JsonArray();
    boolean ready = true;
    for (HealthCheck check : checks) {
      Optional<String> fault = check.fault();
      ready &= fault.isEmpty();
      JsonObject result =
          new JsonObject().put("name", check.name()).put("status", fault.isEmpty() ? "UP" : "DOWN");
      fault.ifPresent(reason -> result.put("reason", reason));
      results.add(result);
    }
    return new JsonObject().put("status", ready ? "UP" : "DOWN").put("checks", results);
  }

  private static void send(RoutingContext ctx, int status, JsonObject body) {
    ctx.response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(body.toBuffer());
  }

  private void metrics(RoutingContext ctx) {
    workers
        .run(metrics::scrape)
        .onSuccess(
            text ->
                ctx.response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .putHeader("Cache-Control", "no-store")
                    .end(Buffer.buffer(text)))
        .onFailure(ctx::fail);
  }
}
