package io.fallow.scheduler.api.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.live.LiveChange;
import io.fallow.telemetry.usage.ActivityNow;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveStreamIT {

  private static final int CHANGES = 50_000;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    ApiWorld.settled(vertx.close());
  }

  private static LiveChange change(int number) {
    ActivityNow now =
        new ActivityNow(
            Activity.IN_USE,
            Optional.of(Instant.ofEpochSecond(number)),
            Optional.empty(),
            OptionalDouble.empty());
    return new LiveChange.OfAsset(1, "lakeside.mri-" + number % 3, now);
  }

  @Test
  void whoIsSlowGetsOfEachAssetTheNewestOnceItTakesAgain() throws Exception {
    Context loop = vertx.getOrCreateContext();
    AtomicReference<LiveStream> stream = new AtomicReference<>();
    CompletableFuture<Integer> listening = new CompletableFuture<>();
    loop.runOnContext(
        start ->
            vertx
                .createHttpServer(new HttpServerOptions().setSendBufferSize(16 * 1024))
                .requestHandler(
                    request -> {
                      SseResponse response =
                          new SseResponse(request.response(), StreamPace.OF_FLEETS);
                      response.begin();
                      stream.set(
                          new LiveStream(
                              response,
                              new LiveStream.Wish(1, true),
                              new Permit(Instant.MAX, () -> true)));
                    })
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort)
                .onSuccess(listening::complete)
                .onFailure(listening::completeExceptionally));
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(8 * 1024);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.get()));
      slow.getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      await().until(() -> stream.get() != null);
      for (int number = 0; number < CHANGES; number++) {
        LiveChange next = change(number);
        loop.runOnContext(
            now -> {
              stream.get().take(next);
              stream.get().flush();
            });
      }
      StringBuilder taken = new StringBuilder();
      byte[] part = new byte[64 * 1024];
      slow.setSoTimeout(10_000);
      String last = Instant.ofEpochSecond(CHANGES - 1).toString();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                loop.runOnContext(now -> stream.get().flush());
                int read = slow.getInputStream().read(part);
                taken.append(new String(part, 0, read, StandardCharsets.US_ASCII));
                return taken.indexOf(last) >= 0;
              });
      String all = taken.toString();
      for (int asset = 0; asset < 3; asset++) {
        String newest = Instant.ofEpochSecond(CHANGES - 3 + asset).toString();
        assertThat(all).contains(newest);
      }
      assertThat(all.split("event: asset", -1).length).isLessThan(CHANGES / 2);
    }
  }
}
