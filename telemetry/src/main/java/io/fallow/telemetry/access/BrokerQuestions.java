package io.fallow.telemetry.access;

import io.fallow.telemetry.enrolment.Login;
import io.fallow.telemetry.enrolment.Logins;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;

/**
 * Answers what EMQX asks over HTTP of each client that connects and of what it does. Of users that
 * are no gateways' it says {@code ignore}: the broker's own settings decide on them, and where no
 * other authenticator knows a user EMQX refuses it. Blocks.
 *
 * @see <a href="https://docs.emqx.com/en/emqx/latest/access-control/authn/http.html">what is asked
 *     of a client that connects</a>
 * @see <a href="https://docs.emqx.com/en/emqx/latest/access-control/authz/http.html">and of what it
 *     does</a>
 */
final class BrokerQuestions {

  private final Logins logins;
  private final Clock clock;

  BrokerQuestions(Logins logins, Clock clock) {
    this.logins = logins;
    this.clock = clock;
  }

  /** What becomes of a client. */
  enum Result {
    ALLOW,
    DENY,
    IGNORE
  }

  /** Whether a client may connect. */
  Result mayConnect(JsonObject asked) {
    Optional<Login> login = login(asked);
    if (login.isEmpty()) {
      return Result.IGNORE;
    }
    String user = login.get().user();
    String name = text(asked, "cert_common_name");
    boolean may =
        GatewayTopics.mayUse(login.get().gateway(), text(asked, "clientid"))
            && (name.isEmpty()
                ? logins.mayConnect(user, text(asked, "password"), clock.instant())
                : logins.mayConnectByCertificate(user, name, clock.instant()));
    return may ? Result.ALLOW : Result.DENY;
  }

  /** Whether a client may publish or subscribe. */
  Result mayDo(JsonObject asked) {
    Optional<Login> login = login(asked);
    if (login.isEmpty()) {
      return Result.IGNORE;
    }
    GatewayTopics topics = GatewayTopics.of(login.get().gateway());
    String topic = text(asked, "topic");
    boolean may =
        switch (text(asked, "action")) {
          case "publish" -> topics.mayPublish(topic);
          case "subscribe" -> topics.maySubscribe(topic);
          default -> false;
        };
    return may && logins.isValid(login.get(), clock.instant()) ? Result.ALLOW : Result.DENY;
  }

  private static Optional<Login> login(JsonObject asked) {
    return Login.of(text(asked, "username"));
  }

  /** A text; empty for one that is absent, as EMQX sends what it doesn't know. */
  private static String text(JsonObject asked, String name) {
    return asked.getValue(name) instanceof String text && !text.equals("undefined") ? text : "";
  }
}
