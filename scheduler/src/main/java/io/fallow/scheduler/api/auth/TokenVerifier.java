package io.fallow.scheduler.api.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.fallow.gateway.wire.Topics;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.membership.ApiKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells from a token who calls. The signature comes first; of a token that isn't ours nothing else
 * is looked at. That a signature was good is remembered for a minute, so that a key which the
 * issuer has withdrawn is soon worth nothing; what a token says of times is looked at each time it
 * is shown. Safe for any number of threads.
 */
final class TokenVerifier {

  static final Duration LEEWAY = Duration.ofSeconds(30);
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 2_000;
  private static final int LONGEST_SUBJECT = 255;

  private final Signatures signatures;
  private final TokenTrust trust;
  private final Clock clock;
  private final Cache<String, JsonObject> signed;

  TokenVerifier(TokenTrust trust, Clock clock) {
    this.signatures = new Signatures(trust);
    this.trust = trust;
    this.clock = clock;
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    this.signed =
        Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).ticker(ticker).build();
  }

  /**
   * Who calls, if the token's signature is known; empty if it must be looked at.
   *
   * @throws ProblemException of status 401 if the token has expired since
   */
  Optional<Identity.Person> known(String token) {
    return Optional.ofNullable(signed.getIfPresent(token)).map(this::valid);
  }

  /**
   * Who calls. Blocks, as the issuer may have to be asked for its keys.
   *
   * @throws ProblemException of status 401; of 503 while it can't be found out
   */
  Identity.Person verify(String token) {
    JsonObject claims = signatures.claims(token);
    Identity.Person person = valid(claims);
    signed.put(token, claims);
    return person;
  }

  private Identity.Person valid(JsonObject claims) {
    Instant now = clock.instant();
    require(trust.issuer().equals(claims.getValue("iss")), "it comes from another issuer");
    require(isForUs(claims.getValue("aud")), "it is meant for another audience");
    require(claims.getValue("exp") instanceof Number, "it never expires");
    if (!now.isBefore(time(claims, "exp"))) {
      throw problem(ProblemType.TOKEN_EXPIRED, "It expired at " + time(claims, "exp") + ".");
    }
    require(hasCome(claims, "nbf", now), "it is not valid yet");
    require(hasCome(claims, "iat", now), "it is issued in the future");
    String person = text(claims, "sub");
    boolean isPersons = person.length() <= LONGEST_SUBJECT && !person.startsWith(ApiKey.ACTOR);
    require(isPersons, "its sub is not a person's");
    Optional<String> organisation =
        claims.containsKey("org") ? Optional.of(text(claims, "org")) : Optional.empty();
    require(
        organisation.stream().allMatch(code -> code.matches(Topics.CODE)),
        "its org is not an organisation's code");
    String name = claims.containsKey("name") ? text(claims, "name") : person;
    return new Identity.Person(person, name, organisation, time(claims, "exp"));
  }

  private static boolean hasCome(JsonObject claims, String name, Instant now) {
    return !claims.containsKey(name) || !time(claims, name).isAfter(now.plus(LEEWAY));
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
    boolean readable = text.codePoints().noneMatch(TokenVerifier::isUnreadable);
    require(readable, "its " + name + " is unreadable");
    return text;
  }

  private static boolean isUnreadable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw invalid(otherwise);
    }
  }

  static ProblemException invalid(String why) {
    return problem(ProblemType.TOKEN_INVALID, "The token is refused: " + why + ".");
  }

  private static ProblemException problem(ProblemType type, String detail) {
    String challenge = "Bearer realm=\"fallow\", error=\"invalid_token\", error_description=\"%s\"";
    return new ProblemException(
        Problem.of(type, detail).withHeader("WWW-Authenticate", challenge.formatted(detail)));
  }
}
