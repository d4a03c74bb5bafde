package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.telling.feed.Feeds;
import io.fallow.telemetry.work.BoundedWorkers;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serves calendar feeds under their secret links, without a token: calendar programs have none. A
 * link that was revoked, one that never was, and one that can't be are answered alike.
 */
record FeedRoute(Feeds feeds, BoundedWorkers workers, Clock clock) {

  private static final String PREFIX = "/feeds/";
  private static final String SUFFIX = ".ics";
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-]{1,100}\\.ics");

  /** Where the feed of a secret is. */
  static String path(String secret) {
    return PREFIX + secret + SUFFIX;
  }

  void addTo(Router router) {
    router
        .route(PREFIX + ":file")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(this::serve);
  }

  private void serve(RoutingContext ctx) {
    String file = ctx.pathParam("file");
    if (!FILE.matcher(file).matches()) {
      ctx.fail(notFound());
      return;
    }
    String secret = file.substring(0, file.length() - SUFFIX.length());
    workers
        .run(() -> feeds.read(secret, clock.instant()))
        .onFailure(ctx::fail)
        .onSuccess(calendar -> answer(ctx, calendar));
  }

  private static ProblemException notFound() {
    return new ProblemException(Problem.of(ProblemType.FEED_NOT_FOUND));
  }

  private static void answer(RoutingContext ctx, Optional<String> calendar) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (calendar.isEmpty()) {
      ctx.fail(notFound());
      return;
    }
    byte[] bytes = calendar.get().getBytes(StandardCharsets.UTF_8);
    String tag = tag(bytes);
    response.putHeader("ETag", "W/" + tag).putHeader("Cache-Control", "private, no-cache");
    if (isKnown(ctx.request().getHeader("If-None-Match"), tag)) {
      response.setStatusCode(304).end();
      return;
    }
    response
        .putHeader("Content-Type", "text/calendar; charset=utf-8")
        .putHeader("Content-Disposition", "inline; filename=\"fallow.ics\"")
        .end(calendar.get());
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      return '"' + text + '"';
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static boolean isKnown(String ifNoneMatch, String tag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(",", -1))
            .map(String::strip)
            .anyMatch(each -> each.equals("*") || each.equals(tag) || each.equals("W/" + tag));
  }
}
