package io.fallow.scheduler.api;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyIT {

  private static final String PATH = "/api/v1/reservations";
  private static final String KEY = "Idempotency-Key";

  @TempDir Path folder;
  private ApiWorld world;

  @BeforeEach
  void start() {
    world = new ApiWorld(folder);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static String wish(String start, String end) {
    return """
    {"asset": "lakeside.mri-1", "start": "2026-11-18T%s:00Z", "end": "2026-11-18T%s:00Z"}
    """
        .formatted(start, end);
  }

  private HttpRequest.Builder keyed(String key, String body) {
    return world.posted(ApiWorld.HANNA, PATH, body).header(KEY, key);
  }

  private int reservations() throws Exception {
    return world.get(ApiWorld.HANNA, PATH).list("reservations").size();
  }

  @Test
  void theSameRequestWithTheSameKeyMakesNothingTwiceAndGetsTheSameAnswer() throws Exception {
    Reply first = world.send(keyed("k1", wish("18:00", "20:00")));
    assertThat(first.status()).isEqualTo(201);
    world.clock.forward(Duration.ofHours(1));
    Reply again =
        world.send(
            keyed(
                "k1",
                """
                {"end": "2026-11-18T20:00:00Z", "start": "2026-11-18T18:00:00Z",
                 "asset": "lakeside.mri-1"}
                """));
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(reservations()).isEqualTo(1);
  }

  @Test
  void aRepeatedRequestGetsItsAnswerThoughTheAssetIsNotSharedAnyMore() throws Exception {
    Reply first = world.send(keyed("k1", wish("18:00", "20:00")));
    world.endAgreements();
    assertThat(world.send(keyed("k1", wish("18:00", "20:00"))).text()).isEqualTo(first.text());
    assertThat(world.send(keyed("k1", wish("21:00", "22:00"))).code()).isEqualTo("key-used");
    assertThat(world.send(keyed("k2", wish("21:00", "22:00"))).status()).isEqualTo(404);
  }

  @Test
  void anotherRequestWithTheSameKeyIsRefused() throws Exception {
    world.send(keyed("k1", wish("18:00", "20:00")));
    Reply other = world.send(keyed("k1", wish("21:00", "22:00")));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("key-used");
    assertThat(reservations()).isEqualTo(1);
  }

  @Test
  void eachPersonHasKeysOfTheirOwn() throws Exception {
    world.send(keyed("k1", wish("18:00", "20:00")));
    Reply lena =
        world.send(world.posted(ApiWorld.LENA, PATH, wish("21:00", "22:00")).header(KEY, "k1"));
    assertThat(lena.status()).isEqualTo(201);
  }

  @Test
  void whatWasRefusedIsTriedAgain() throws Exception {
    String taken = world.post(ApiWorld.HANNA, PATH, wish("18:00", "20:00")).header("Location");
    assertThat(world.send(keyed("k1", wish("19:00", "20:00"))).status()).isEqualTo(409);
    world.post(ApiWorld.HANNA, taken + "/cancel", "");
    assertThat(world.send(keyed("k1", wish("19:00", "20:00"))).status()).isEqualTo(201);
  }

  @Test
  void aKeyIsForgottenAfterTwoDays() throws Exception {
    world.send(keyed("k1", wish("18:00", "20:00")));
    world.clock.forward(Duration.ofDays(2));
    String later = wish("18:00", "20:00").replace("2026-11-18", "2026-11-21");
    assertThat(world.send(keyed("k1", later)).status()).isEqualTo(201);
  }

  @Test
  void ofManySentAtOnceWithOneKeyOneMakesItAndAllGetItsAnswer() throws Exception {
    List<HttpRequest.Builder> requests =
        IntStream.range(0, 32).mapToObj(i -> keyed("race", wish("18:00", "20:00"))).toList();
    List<CompletableFuture<Reply>> replies = requests.stream().map(world::sendSoon).toList();
    Map<String, Long> answers =
        replies.stream()
            .map(CompletableFuture::join)
            .collect(groupingBy(reply -> reply.status() + reply.text(), counting()));
    assertThat(answers).hasSize(1);
    assertThat(answers.keySet().iterator().next()).startsWith("201");
    assertThat(reservations()).isEqualTo(1);
  }

  @Test
  void refusesAKeyThatIsNone() throws Exception {
    Reply reply = world.send(keyed("x".repeat(201), wish("18:00", "20:00")));
    assertThat(reply.errors()).containsExactly("header/Idempotency-Key/length");
  }
}
