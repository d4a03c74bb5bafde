package io.fallow.gateway.source.mtconnect;

import io.fallow.gateway.source.SourceException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an agent over HTTP. Blocks; safe for many threads. */
final class Agent {

  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
  private static final long LARGEST = 64L << 20; // bytes of a document
  static final int AT_ONCE = 1_000; // observations

  private final URI base;
  private final Duration patience;
  private final HttpClient client;

  /**
   * At an address; nothing is asked yet.
   *
   * @param patience how long an answer may take to begin, and once more to end
   */
  Agent(URI base, Duration patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    String text = base.toString();
    this.base = text.endsWith("/") ? base : URI.create(text + "/");
  }

  /** The newest observation of everything. */
  Streams current() throws AgentError, SourceException, InterruptedException {
    return ask("current");
  }

  /** What was the newest of everything at a number. */
  Streams at(long number) throws AgentError, SourceException, InterruptedException {
    return ask("current?at=" + Long.toUnsignedString(number));
  }

  /** Some of the observations from a number on. */
  Streams sample(long from) throws AgentError, SourceException, InterruptedException {
    return ask("sample?from=" + Long.toUnsignedString(from) + "&count=" + AT_ONCE);
  }

  private Streams ask(String what) throws AgentError, SourceException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(what))
            .timeout(patience)
            .header("Accept", "application/xml, text/xml")
            .build();
    try {
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      try (Bounded body = new Bounded(answer.body())) {
        return parsed(answer.statusCode(), body);
      }
    } catch (HttpTimeoutException e) {
      throw new SourceException(base + " does not answer within " + seconds(), e);
    } catch (ConnectException e) {
      throw new SourceException(base + ": " + unreachable(e), e);
    } catch (IOException e) {
      throw new SourceException(base + " broke off: " + e.getMessage(), e);
    }
  }

  private String seconds() {
    return patience.toMillis() / 1000.0 + " s";
  }

  private static String unreachable(ConnectException e) {
    return e.getCause() instanceof UnresolvedAddressException
        ? "there is no such host"
        : "nobody listens there: does the agent run, and is the address right?";
  }

  /** Agents tell errors in documents, some with a status of their own, some with 200. */
  private Streams parsed(int status, InputStream body) throws AgentError, SourceException {
    try {
      return StreamsParser.parse(body);
    } catch (SourceException e) {
      throw status == 200
          ? new SourceException(base + ": " + e.getMessage(), e)
          : new SourceException(base + " answers with status " + status, e);
    }
  }

  /** An answer without end must not fill the memory, nor hold up the thread. */
  private final class Bounded extends FilterInputStream {
    private final CompletableFuture<Void> deadline;
    private volatile boolean late;
    private long left = LARGEST;

    Bounded(InputStream in) {
      super(in);
      this.deadline =
          CompletableFuture.runAsync(
              this::breakOff,
              CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void breakOff() {
      late = true;
      try {
        in.close();
      } catch (IOException e) {
        LOG.debug("An answer could not be broken off", e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        int count = super.read(bytes, from, length);
        left -= Math.max(0, count);
        if (left < 0) {
          throw new IOException("it is longer than " + (LARGEST >> 20) + " MB");
        }
        return count;
      } catch (IOException e) {
        throw late ? new IOException("it takes longer than " + seconds(), e) : e;
      }
    }

    @Override
    public void close() throws IOException {
      deadline.cancel(false);
      super.close();
    }
  }
}
