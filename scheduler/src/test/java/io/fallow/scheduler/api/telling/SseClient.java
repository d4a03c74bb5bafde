package io.fallow.scheduler.api.telling;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver of server-sent events, as the specification of HTML has it. */
final class SseClient implements AutoCloseable {

  record Received(String id, String event, JsonObject data) {}

  private final HttpResponse<InputStream> response;
  private final List<Received> events = new CopyOnWriteArrayList<>();
  private final List<String> comments = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  private SseClient(HttpResponse<InputStream> response) {
    this.response = response;
    Thread reader = new Thread(this::read, "sse");
    reader.setDaemon(true);
    reader.start();
  }

  /** Opens a stream; returns once its head is there. */
  static SseClient open(HttpRequest.Builder request) throws Exception {
    HttpRequest asked = request.header("Accept", "text/event-stream").build();
    return new SseClient(HttpClient.newHttpClient().send(asked, BodyHandlers.ofInputStream()));
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = "";
      String event = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.startsWith(":")) {
          comments.add(line);
        } else if (line.isEmpty() && !data.isEmpty()) {
          events.add(new Received(id, event, new JsonObject(data)));
          data = "";
        }
      }
    } catch (IOException cut) {
      comments.add("cut: " + cut.getMessage());
    } finally {
      ended = true;
    }
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  List<Received> events() {
    return events;
  }

  List<String> notes() {
    return events.stream()
        .map(event -> event.data().getJsonObject("data").getString("note"))
        .toList();
  }

  List<String> comments() {
    return comments;
  }

  boolean hasEnded() {
    return ended;
  }

  String lastId() {
    return events.get(events.size() - 1).id();
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
