package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.telling.webhook.Attempt;
import io.fallow.scheduler.telling.webhook.Destination;
import io.fallow.scheduler.telling.webhook.Outgoing;
import io.fallow.telemetry.work.BoundedWorkers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends messages to receivers. The host's name is asked for once, every address of it is checked,
 * and the connection goes to the checked address itself, while the certificate must still be the
 * name's; so neither a name that moves nor a redirect, which is not followed, leads inside.
 */
final class WebhookPost implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int CONNECT_MS = 5_000;

  private final Vertx vertx;
  private final BoundedWorkers workers;
  private final Destination.Names names;
  private final boolean privateAllowed;
  private final Duration longest;
  private final HttpClient client;

  /**
   * A sender.
   *
   * @param workers for names, which take their time
   * @param privateAllowed whether receivers may be private ones
   */
  WebhookPost(
      Vertx vertx, BoundedWorkers workers, Destination.Names names, boolean privateAllowed) {
    this(vertx, workers, names, privateAllowed, LONGEST, new HttpClientOptions());
  }

  WebhookPost(
      Vertx vertx,
      BoundedWorkers workers,
      Destination.Names names,
      boolean privateAllowed,
      Duration longest,
      HttpClientOptions trust) {
    this.vertx = vertx;
    this.workers = workers;
    this.names = names;
    this.privateAllowed = privateAllowed;
    this.longest = longest;
    this.client = vertx.createHttpClient(options(trust));
  }

  private static HttpClientOptions options(HttpClientOptions trust) {
    HttpClientOptions options = new HttpClientOptions(trust);
    options
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setKeepAlive(false)
        .setVerifyHost(true)
        .setConnectTimeout(CONNECT_MS)
        .setSslHandshakeTimeout(CONNECT_MS)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    return options;
  }

  /** Sends a message once; never fails, and takes some seconds at most. */
  Future<Attempt> send(Outgoing outgoing, Instant now) {
    return Future.succeededFuture(outgoing)
        .map(out -> Destination.parse(out.url(), privateAllowed))
        .compose(to -> resolved(to).compose(address -> send(outgoing, to, address, now)))
        .otherwise(failure -> new Attempt.Failed(reason(failure)));
  }

  private static String reason(Throwable failure) {
    if (failure instanceof UnknownHostException) {
      return "the host's name is not known";
    }
    if (failure instanceof IllegalArgumentException) {
      return "the address " + failure.getMessage();
    }
    return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
  }

  private Future<Optional<InetAddress>> resolved(Destination to) {
    return workers.run(() -> to.address(names, privateAllowed));
  }

  private Future<Attempt> send(
      Outgoing outgoing, Destination to, Optional<InetAddress> address, Instant now) {
    if (address.isEmpty()) {
      return Future.succeededFuture(new Attempt.Failed("the host's address is not a public one"));
    }
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(to.port(), address.get().getHostAddress()))
            .setHost(to.host())
            .setPort(to.port())
            .setSsl(to.isSecure())
            .setURI(to.pathAndQuery())
            .setFollowRedirects(false)
            .putHeader("Content-Type", "application/json")
            .putHeader("User-Agent", "Fallow");
    outgoing.message().headers(now, outgoing.secrets()).forEach(options::putHeader);
    WebhookAnswer answer = new WebhookAnswer();
    long timer = vertx.setTimer(longest.toMillis(), late -> answer.tooLate(longest));
    client
        .request(options)
        .onFailure(answer::failed)
        .onSuccess(request -> answer.await(request, Buffer.buffer(outgoing.message().body())));
    return answer.attempt().onComplete(done -> vertx.cancelTimer(timer));
  }

  @Override
  public void close() {
    client.close();
  }
}
