package io.fallow.scheduler.api.auth;

import io.fallow.gateway.wire.Topics;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells from a token who calls. The signature comes first; of a token that isn't ours nothing else
 * is looked at. What a token says of times is looked at each time it is shown.
 */
final class TokenVerifier {

  private static final Duration LEEWAY = Duration.ofSeconds(30);

  private final JWTAuth signatures;
  private final TokenTrust trust;
  private final Clock clock;
  private final SignedTokens signed = new SignedTokens();

  TokenVerifier(Vertx vertx, TokenTrust trust, Clock clock) {
    this.signatures = JWTAuth.create(vertx, trust.options());
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * What a good token says.
   *
   * @param organisation the one that the person is to act for; may be none of theirs
   * @param until when it expires
   */
  record Valid(String person, String name, Optional<String> organisation, Instant until) {}

  /** Who calls, and until when; fails with a {@link ProblemException} of status 401. */
  Future<Valid> verify(String token) {
    return claims(token).map(this::valid);
  }

  private Future<JsonObject> claims(String token) {
    return signed
        .claims(token)
        .map(Future::succeededFuture)
        .orElseGet(() -> verified(token).onSuccess(claims -> signed.remember(token, claims)));
  }

  private Future<JsonObject> verified(String token) {
    // The library throws, instead of failing, at times of a wrong type: compose makes both one.
    return Future.succeededFuture(new TokenCredentials(token))
        .compose(signatures::authenticate)
        .recover(refused -> Future.failedFuture(invalid("its signature or its form is not valid")))
        .map(user -> user.attributes().getJsonObject("accessToken"));
  }

  private Valid valid(JsonObject claims) {
    Instant now = clock.instant();
    require(trust.issuer().equals(claims.getValue("iss")), "it comes from another issuer");
    require(isForUs(claims.getValue("aud")), "it is meant for another audience");
    require(claims.getValue("exp") instanceof Number, "it never expires");
    if (!now.isBefore(time(claims, "exp"))) {
      throw problem(ProblemType.TOKEN_EXPIRED, "It expired at " + time(claims, "exp") + ".");
    }
    boolean begun = !claims.containsKey("nbf") || !time(claims, "nbf").isAfter(now.plus(LEEWAY));
    require(begun, "it is not valid yet");
    String person = text(claims, "sub");
    Optional<String> organisation =
        claims.containsKey("org") ? Optional.of(text(claims, "org")) : Optional.empty();
    require(
        organisation.stream().allMatch(code -> code.matches(Topics.CODE)),
        "its org is not an organisation's code");
    String name = claims.getValue("name") instanceof String given ? given : person;
    return new Valid(person, name, organisation, time(claims, "exp"));
  }

  private boolean isForUs(Object audience) {
    return audience instanceof JsonArray several
        ? several.contains(trust.audience())
        : Objects.equals(audience, trust.audience());
  }

  private static Instant time(JsonObject claims, String name) {
    require(claims.getValue(name) instanceof Number, "its " + name + " is not a time");
    try {
      return Instant.ofEpochSecond(((Number) claims.getValue(name)).longValue());
    } catch (DateTimeException beyondAllTime) {
      throw invalid("its " + name + " is not a time");
    }
  }

  private static String text(JsonObject claims, String name) {
    boolean present = claims.getValue(name) instanceof String given && !given.isBlank();
    require(present, "its " + name + " is missing");
    String text = claims.getString(name);
    require(text.chars().noneMatch(Character::isISOControl), "its " + name + " is unreadable");
    return text;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw invalid(otherwise);
    }
  }

  private static ProblemException invalid(String why) {
    return problem(ProblemType.TOKEN_INVALID, "The token is refused: " + why + ".");
  }

  private static ProblemException problem(ProblemType type, String detail) {
    String challenge = "Bearer realm=\"fallow\", error=\"invalid_token\", error_description=\"%s\"";
    return new ProblemException(
        Problem.of(type, detail).withHeader("WWW-Authenticate", challenge.formatted(detail)));
  }
}
