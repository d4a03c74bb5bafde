package io.fallow.telemetry.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.telemetry.access.BrokerQuestions.Result;
import io.fallow.telemetry.enrolment.Logins;
import io.fallow.telemetry.work.BoundedWorkers;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a broker asks, in EMQX's format: {@code POST /broker/authentication} and {@code POST
 * /broker/authorisation}, each answered by {@code {"result":"allow|deny|ignore"}}. Only to who
 * knows the secret. Where the answer can't be found out, it is {@code deny}, with the status 200:
 * EMQX takes every status but 200 and 204 for {@code ignore}, and 204 for a yes. So an EMQX that
 * sends another secret ignores us, and its other settings must not let gateways in.
 */
public final class BrokerRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerRoutes.class);
  private static final int LONGEST_BODY = 16 * 1024;

  private final BrokerQuestions questions;
  private final BoundedWorkers workers;
  private final byte[] authorization;

  /**
   * Routes that ask these logins, on these threads.
   *
   * @param secret that the broker sends as {@code Authorization: Bearer …}
   */
  public BrokerRoutes(Logins logins, BoundedWorkers workers, String secret, Clock clock) {
    this.questions = new BrokerQuestions(logins, clock);
    this.workers = workers;
    this.authorization = ("Bearer " + secret).getBytes(UTF_8);
  }

  /** Adds the two routes. */
  public void addTo(Router router) {
    router.route("/broker/*").handler(this::letIn);
    router.route("/broker/*").handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
    router.post("/broker/authentication").handler(ctx -> answer(ctx, questions::mayConnect));
    router.post("/broker/authorisation").handler(ctx -> answer(ctx, questions::mayDo));
  }

  private void letIn(RoutingContext ctx) {
    String given = Objects.requireNonNullElse(ctx.request().getHeader("Authorization"), "");
    if (MessageDigest.isEqual(authorization, given.getBytes(UTF_8))) {
      ctx.next();
    } else {
      ctx.response().setStatusCode(401).end();
    }
  }

  private void answer(RoutingContext ctx, Function<JsonObject, Result> question) {
    JsonObject asked;
    try {
      asked = ctx.body().asJsonObject();
    } catch (DecodeException | ClassCastException malformed) {
      asked = null;
    }
    if (asked == null) {
      ctx.response().setStatusCode(400).end();
      return;
    }
    JsonObject known = asked;
    workers
        .run(() -> question.apply(known))
        .otherwise(
            failure -> {
              LOG.warn(
                  "A broker is told no, as nothing can be found out: {}", failure.getMessage());
              return Result.DENY;
            })
        .onSuccess(result -> send(ctx, result));
  }

  private static void send(RoutingContext ctx, Result result) {
    if (ctx.response().ended() || ctx.response().closed()) {
      return;
    }
    ctx.response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(
            new JsonObject()
                .put("result", result.name().toLowerCase(Locale.ROOT))
                .put("is_superuser", false)
                .encode());
  }
}
