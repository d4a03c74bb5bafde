package io.fallow.scheduler.api;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookingRaceIT {

  private static final int CLIENTS = 64;

  @TempDir Path folder;

  @Test
  void of64ClientsAfterOneWindowExactlyOneGetsIt() throws Exception {
    try (ApiWorld world = new ApiWorld(folder)) {
      List<HttpRequest.Builder> requests =
          IntStream.range(0, CLIENTS).mapToObj(client -> request(world, client)).toList();
      List<CompletableFuture<Reply>> replies = requests.stream().map(world::sendSoon).toList();
      CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      Map<Integer, Long> byStatus =
          replies.stream().collect(groupingBy(reply -> reply.join().status(), counting()));
      assertThat(byStatus).isEqualTo(Map.of(201, 1L, 409, CLIENTS - 1L));
      assertThat(replies)
          .allSatisfy(
              reply ->
                  assertThat(reply.join().status() == 201 || reply.join().code().equals("overlap"))
                      .isTrue());
      assertThat(world.get(ApiWorld.LENA, "/api/v1/reservations").list("reservations")).hasSize(1);
    }
  }

  /** Owner and partner take turns, and the windows wanted overlap in different ways. */
  private static HttpRequest.Builder request(ApiWorld world, int client) {
    String body =
        """
        {"asset": "lakeside.mri-1",
         "start": "2026-11-18T20:%02d:00Z", "end": "2026-11-18T22:%02d:00Z"}
        """
            .formatted(client % 60, client % 60);
    return world.posted(
        client % 2 == 0 ? ApiWorld.HANNA : ApiWorld.LENA, "/api/v1/reservations", body);
  }
}
