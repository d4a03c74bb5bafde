package io.fallow.scheduler.api.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.telling.EventFilter;
import io.fallow.scheduler.telling.EventId;
import io.fallow.scheduler.telling.EventLog;
import io.fallow.telemetry.work.BoundedWorkers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamsIT {

  private static final StreamPace HASTY =
      new StreamPace(
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1));

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private ApiWorld world;
  private EventStreams streams;
  private HttpServer server;

  @BeforeEach
  void open() {
    world = new ApiWorld(folder);
    EventLog log = new EventLog(world.database);
    BoundedWorkers workers = new BoundedWorkers(vertx, world.metrics, "test-events", 2, 64);
    streams = new EventStreams(vertx, log, workers, world.metrics, world.clock, HASTY);
    int lakeside = world.services.registry().organisation("lakeside").orElseThrow().id();
    EventStreams.Wish wish =
        new EventStreams.Wish(
            lakeside,
            new EventFilter(Set.of(), Set.of()),
            EventId.beginning(),
            EventId.beginning());
    Permit permit = new Permit(Instant.MAX, () -> true);
    Router router = Router.router(vertx);
    router.get().handler(ctx -> streams.open(ctx, wish, permit));
    server =
        ApiWorld.settled(
            vertx
                .createHttpServer(new HttpServerOptions().setSendBufferSize(16 * 1024))
                .requestHandler(router)
                .listen(0, "127.0.0.1"));
  }

  @AfterEach
  void close() {
    streams.close();
    ApiWorld.settled(vertx.close());
    world.close();
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/"));
  }

  @Test
  void aSilentStreamGivesSignsOfLife() throws Exception {
    try (SseClient client = SseClient.open(request())) {
      await().until(() -> client.comments().size() >= 3);
      assertThat(client.comments()).allMatch(": still here"::equals);
    }
  }

  @Test
  void aReceiverThatTakesNothingIsCutWhileTheOthersGetAll() throws Exception {
    int events = 400;
    String long20kB = "x".repeat(20_000);
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(8 * 1024);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
      slow.getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      try (SseClient quick = SseClient.open(request())) {
        Happenings happenings = new Happenings(world);
        for (int i = 0; i < events; i++) {
          happenings.tell("lakeside", "reservation.confirmed", i + long20kB);
        }
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> world.metrics.counter("fallow.events.streams.cut").count() == 1);
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(quick.events()).hasSize(events));
        assertThat(quick.events()).extracting(SseClient.Received::id).doesNotHaveDuplicates();
        assertThat(slow.getInputStream().readAllBytes().length).isLessThan(events * 20_000);
      }
    }
  }
}
