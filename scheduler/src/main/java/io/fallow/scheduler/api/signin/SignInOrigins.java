package io.fallow.scheduler.api.signin;

import io.fallow.scheduler.api.auth.IssuerDocument;
import io.fallow.telemetry.work.BoundedWorkers;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which origins the console must reach to sign people in: the issuer's, and that of its token
 * endpoint, which the issuer is asked for, again and again until it has told, and each hour then.
 * No thread waits for it.
 */
public final class SignInOrigins implements Supplier<List<String>>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SignInOrigins.class);
  private static final Duration UNTIL_KNOWN = Duration.ofSeconds(10);
  private static final Duration ONCE_KNOWN = Duration.ofHours(1);
  private static final String TOKENS = "token_endpoint";

  private final Vertx vertx;
  private final BoundedWorkers workers;
  private volatile List<String> origins;
  private volatile boolean closed;

  private SignInOrigins(Vertx vertx, BoundedWorkers workers, List<String> origins) {
    this.vertx = vertx;
    this.workers = workers;
    this.origins = origins;
  }

  /**
   * Those of a client; none but the console's own where there is none, or one of this machine's.
   */
  public static SignInOrigins of(
      Vertx vertx, BoundedWorkers workers, Optional<ConsoleClient> client) {
    Optional<String> issuer =
        client.map(ConsoleClient::issuer).filter(each -> !each.startsWith("/"));
    SignInOrigins origins =
        new SignInOrigins(
            vertx, workers, issuer.map(ConsoleClient::origin).map(List::of).orElse(List.of()));
    issuer.ifPresent(origins::ask);
    return origins;
  }

  private void ask(String issuer) {
    if (closed) {
      return;
    }
    workers
        .run(() -> IssuerDocument.fetch(issuer).address(TOKENS))
        .onSuccess(tokens -> tokens.ifPresent(address -> know(issuer, address.toString())))
        .onFailure(failure -> LOG.warn("the console's issuer is away: {}", failure.getMessage()))
        .onComplete(
            asked -> {
              boolean known = asked.succeeded() && asked.result().isPresent();
              Duration pause = known ? ONCE_KNOWN : UNTIL_KNOWN;
              vertx.setTimer(pause.toMillis(), again -> ask(issuer));
            });
  }

  private void know(String issuer, String tokens) {
    origins = Stream.of(issuer, tokens).map(ConsoleClient::origin).distinct().toList();
  }

  @Override
  public List<String> get() {
    return origins;
  }

  @Override
  public void close() {
    closed = true;
  }
}
