package io.fallow.scheduler.api.gateway;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.telemetry.access.GatewayTopics;
import io.fallow.telemetry.enrolment.Credential;
import io.fallow.telemetry.enrolment.EnrolmentToken;
import io.fallow.telemetry.enrolment.GateClosedException;
import io.fallow.telemetry.enrolment.Issued;
import io.fallow.telemetry.enrolment.Standing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How gateways' access is shown. Secrets are shown where they are made, and nowhere else. */
final class AccessJson {

  private static final Logger LOG = LoggerFactory.getLogger(AccessJson.class);
  private static final String RETRY_SECONDS = "5";

  private AccessJson() {}

  static JsonObject of(GatewayAddress gateway, EnrolmentToken token) {
    return new JsonObject()
        .put("gateway", gateway.toString())
        .put("token", token.token())
        .put("expiresAt", token.expiresAt().toString())
        .put("enrolAt", EnrolmentEndpoints.PATH);
  }

  static JsonObject of(GatewayAddress gateway, Standing standing, Instant now) {
    JsonArray credentials = new JsonArray();
    standing.credentials().forEach(each -> credentials.add(of(each, now)));
    JsonObject enrolment =
        standing
            .enrolment()
            .map(
                open ->
                    new JsonObject()
                        .put("createdAt", open.createdAt().toString())
                        .put("createdBy", open.createdBy())
                        .put("expiresAt", open.expiresAt().toString()))
            .orElse(null);
    return new JsonObject()
        .put("gateway", gateway.toString())
        .put("enrolment", enrolment)
        .put("credentials", credentials);
  }

  private static JsonObject of(Credential credential, Instant now) {
    return new JsonObject()
        .put("id", credential.id().toString())
        .put("user", credential.login().user())
        .put("kind", credential.kind().name().toLowerCase(Locale.ROOT))
        .put("valid", credential.isLive(now))
        .put("createdAt", credential.createdAt().toString())
        .put("createdBy", credential.createdBy())
        .put("endsAt", credential.endsAt().map(Instant::toString).orElse(null))
        .put("lastUsedAt", credential.lastUsedAt().map(Instant::toString).orElse(null));
  }

  static JsonObject of(Issued issued, List<URI> brokers) {
    GatewayAddress gateway = issued.credential().login().gateway();
    GatewayTopics topics = GatewayTopics.of(gateway);
    return new JsonObject()
        .put("gateway", gateway.toString())
        .put("credential", issued.credential().id().toString())
        .put("user", issued.credential().login().user())
        .put("password", issued.password().orElse(null))
        .put("brokers", new JsonArray(brokers.stream().map(URI::toString).toList()))
        .put("publish", new JsonArray(topics.publish()))
        .put("subscribe", new JsonArray(topics.subscribe()))
        .put("rotateAt", EnrolmentEndpoints.ROTATION);
  }

  /** What comes of asking brokers; a problem where one does not answer. */
  static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (GateClosedException away) {
      LOG.warn("Nothing came of a gateway's credential: {}", away.getMessage());
      throw new ProblemException(
          Problem.of(ProblemType.BROKER_UNAVAILABLE).withHeader("Retry-After", RETRY_SECONDS));
    }
  }
}
