package io.fallow.scheduler.api;

import io.fallow.scheduler.api.auth.Limits;
import io.fallow.scheduler.api.auth.TokenTrust;
import io.fallow.scheduler.api.signin.ConsoleClient;
import io.fallow.scheduler.telling.webhook.SecretBox;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * How the API is served.
 *
 * @param host address to listen on
 * @param port to listen on; 0 takes any free one
 * @param trust which tokens are believed
 * @param workers threads for requests, as many as the database pool has connections
 * @param waiting requests that may wait for a thread; one more is answered 503
 * @param privateWebhooks whether webhooks may lead to private addresses, and without TLS
 * @param secrets seals the secrets of webhooks
 * @param limits of what one caller may ask for
 * @param console as whom the console signs people in; without, a token is pasted into it
 */
public record ApiConfig(
    String host,
    int port,
    TokenTrust trust,
    int workers,
    int waiting,
    boolean privateWebhooks,
    SecretBox secrets,
    Limits limits,
    Optional<ConsoleClient> console) {

  /** Checks the ranges. */
  public ApiConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535");
    }
    if (workers < 1 || waiting < 0) {
      throw new IllegalArgumentException("at least one worker is needed");
    }
    if (trust.isLocal() && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "tokens of the local issuer are believed on a loopback address only, not on " + host);
    }
  }

  /** With webhooks that lead to public addresses only. */
  public ApiConfig(String host, int port, TokenTrust trust, int workers, int waiting) {
    this(host, port, trust, workers, waiting, false);
  }

  /** With webhooks whose secrets are kept as they are, and without limits. */
  public ApiConfig(
      String host, int port, TokenTrust trust, int workers, int waiting, boolean privateWebhooks) {
    this(
        host,
        port,
        trust,
        workers,
        waiting,
        privateWebhooks,
        SecretBox.NONE,
        Limits.NONE,
        Optional.empty());
  }

  /** The same with other limits. */
  public ApiConfig within(Limits others) {
    return new ApiConfig(
        host, port, trust, workers, waiting, privateWebhooks, secrets, others, console);
  }

  /** The same where the console signs people in. */
  public ApiConfig signingIn(ConsoleClient client) {
    return new ApiConfig(
        host, port, trust, workers, waiting, privateWebhooks, secrets, limits, Optional.of(client));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException(host + " is no address of this machine", unknown);
    }
  }
}
