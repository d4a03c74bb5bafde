package io.fallow.sim.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks telemetry's ops port. Blocks. */
final class OpsPort {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;

  OpsPort(int port) {
    this.address = URI.create("http://127.0.0.1:" + port);
  }

  /**
   * What the pipeline says of itself.
   *
   * @param messages committed since its start
   * @param heapBytes in use
   */
  record Figures(long messages, double heapBytes) {}

  boolean ready() {
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  String health() {
    return get("/health/ready").body();
  }

  Figures figures() {
    String text = get("/metrics").body();
    return new Figures(
        (long) sum(text, "fallow_ingest_messages_total"),
        sum(text, "jvm_memory_used_bytes{area=\"heap\""));
  }

  private static double sum(String metrics, String prefix) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private HttpResponse<String> get(String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(address.resolve(path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
