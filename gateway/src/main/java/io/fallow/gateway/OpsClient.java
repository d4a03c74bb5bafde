package io.fallow.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks the gateway that runs on this machine. */
final class OpsClient {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  OpsClient(int port) {
    this.port = port;
  }

  /**
   * What it answers, with whatever status; empty when none runs.
   *
   * @param path {@code /health} or {@code /readings}
   */
  Optional<JsonNode> ask(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(PATIENCE)
            .build();
    try {
      return Optional.of(JSON.readTree(client.send(request, BodyHandlers.ofString()).body()));
    } catch (ConnectException e) {
      return Optional.empty();
    }
  }
}
