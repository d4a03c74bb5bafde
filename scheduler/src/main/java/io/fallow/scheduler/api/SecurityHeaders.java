package io.fallow.scheduler.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells browsers to run our own files only, and to let no other site frame or read us.
 *
 * @param script what allows the one script that stands in a document itself
 * @param reached the origins that a page may ask besides ours
 */
record SecurityHeaders(String script, Supplier<List<String>> reached)
    implements Handler<RoutingContext> {

  /** The value of Content-Security-Policy (W3C, level 3). */
  private static final String POLICY =
      "default-src 'none'; script-src 'self' '%s'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'%s; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Allows the one script that may stand in a document itself, by its SHA-256. */
  static SecurityHeaders allowing(String script, Supplier<List<String>> reached) {
    return new SecurityHeaders(hash(script), reached);
  }

  private String policy() {
    String origins = reached.get().stream().map(" "::concat).collect(Collectors.joining());
    return POLICY.formatted(script, origins);
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerResponse response = ctx.response();
    response
        .putHeader("Content-Security-Policy", policy())
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    ctx.next();
  }
}
