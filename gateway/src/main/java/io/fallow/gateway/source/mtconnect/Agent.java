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
import java.time.Duration;

/** Asks an agent over HTTP. Blocks; safe for many threads. */
final class Agent {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LARGEST = 64L << 20; // bytes of a document
  private static final int AT_ONCE = 1_000; // observations

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  Agent(URI base) {
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
            .timeout(PATIENCE)
            .header("Accept", "application/xml, text/xml")
            .build();
    try {
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = new Bounded(answer.body())) {
        return parsed(answer.statusCode(), body);
      }
    } catch (HttpTimeoutException e) {
      throw new SourceException(base + " does not answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (ConnectException e) {
      throw new SourceException(
          base + ": nobody listens there: does the agent run, and is the address right?", e);
    } catch (IOException e) {
      throw new SourceException(base + " broke off: " + e, e);
    }
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

  /** An answer without end must not fill the memory. */
  private static final class Bounded extends FilterInputStream {
    private long left = LARGEST;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = super.read(bytes, from, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException("a document of more than " + (LARGEST >> 20) + " MB");
      }
    }
  }
}
