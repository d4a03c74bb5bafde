package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.IngestStack.NOW;
import static io.fallow.telemetry.ingest.IngestStack.OWN;
import static io.fallow.telemetry.ingest.IngestStack.PATIENCE;
import static io.fallow.telemetry.ingest.IngestStack.message;
import static io.fallow.telemetry.ingest.IngestStack.power;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be accepted is kept with its reason, and nothing behind it waits. */
class BadInputIT extends OnIngestStack {

  static Stream<Arguments> badInput() {
    String time = "\"time\":\"2026-11-21T11:00:00Z\"";
    return Stream.of(
        bad("unknown-topic", "fallow/v1/lakeside/gw-1/nonsense", "{}"),
        bad("unknown-topic", "fallow/v7/lakeside/gw-1/readings", "{}"),
        bad("unknown-gateway", "fallow/v1/lakeside/gw-7/readings", "{}"),
        bad("unparsable", OWN, "{\"readings\":[{"),
        bad("unparsable", OWN, "\u0000\u0001\u0002"),
        bad("unsupported-version", OWN, "{\"v\":2,\"readings\":[]}"),
        bad("empty-batch", OWN, "{\"readings\":[]}"),
        bad("unknown-asset", OWN, one("\"asset\":\"mri-99\"," + time + ",\"powerW\":1")),
        bad("unknown-asset", OWN, one("\"asset\":\"a\\u0000b\"," + time + ",\"powerW\":1")),
        bad("foreign-asset", OWN, one("\"asset\":\"ct-9\"," + time + ",\"powerW\":1")),
        bad("time-in-future", OWN, one(at("2031-01-01T00:00:00Z"))),
        bad("time-too-old", OWN, one(at("1970-01-01T00:00:00Z"))),
        bad("not-finite", OWN, one("\"asset\":\"mri-1\"," + time + ",\"powerW\":NaN")),
        bad("invalid-value", OWN, one("\"asset\":\"mri-1\"," + time + ",\"powerW\":-5")),
        bad("too-large", OWN, "x".repeat(10 << 20)));
  }

  @ParameterizedTest
  @MethodSource("badInput")
  void isRejectedWithItsReasonAndKeptAndTheStreamGoesOn(String reason, String topic, String payload)
      throws Exception {
    stack.send(1, power(NOW.minusSeconds(60), 1));
    stack.send(topic, payload);
    stack.send(2, power(NOW.minusSeconds(30), 2));

    await().atMost(PATIENCE).until(() -> stack.readings() == 2 && stack.rejects() == 1);
    assertThat(stack.texts("SELECT reason FROM rejected_message")).containsExactly(reason);
    assertThat(stack.texts("SELECT topic FROM rejected_message")).containsExactly(topic);
    String kept = reason.equals("unknown-topic") ? "" : payload;
    assertThat(stack.keptPayload()).isEqualTo(kept.getBytes(StandardCharsets.UTF_8));
    assertThat(stack.counter("fallow.ingest.rejected", "reason", reason)).isEqualTo(1);
  }

  @Test
  void ofAMessageTheGoodReadingsAreStoredAndTheOthersAreKept() throws Exception {
    String good = "{\"asset\":\"mri-1\",\"time\":\"2026-11-21T11:00:00Z\",\"activity\":\"IN_USE\"}";
    String nan = "{\"asset\":\"mri-1\",\"time\":\"2026-11-21T11:01:00Z\",\"powerW\":NaN}";
    String alien = "{\"asset\":\"ufo-1\",\"time\":\"2026-11-21T11:02:00Z\",\"powerW\":%d.0}";
    String aliens = alien.formatted(1) + "," + alien.formatted(2);
    stack.send(OWN, "{\"readings\":[" + String.join(",", good, nan, aliens) + "]}");

    await().atMost(PATIENCE).until(() -> stack.rejects() == 2);
    assertThat(stack.texts("SELECT activity FROM reading")).containsExactly("3");
    assertThat(
            stack.texts(
                "SELECT reason || ' ' || readings || ' ' || convert_from(payload, 'UTF8')"
                    + " FROM rejected_message ORDER BY reason"))
        .containsExactly(
            "not-finite 1 " + nan, "unknown-asset 2 {\"v\":1,\"readings\":[" + aliens + "]}");
    assertThat(stack.texts("SELECT stored || ' ' || rejected FROM message_ledger"))
        .containsExactly("1 3");
  }

  @Test
  void aMessageThatTheDatabaseRefusesIsRejectedAlone() throws Exception {
    stack.execute("ALTER TABLE reading ADD CONSTRAINT no_devil CHECK (power_w <> 666)");
    try {
      for (int i = 1; i <= 40; i++) {
        stack.send(i, power(NOW.minusSeconds(i), i == 17 ? 666 : i));
      }

      await().atMost(PATIENCE).until(() -> stack.readings() == 39 && stack.rejects() == 1);
    } finally {
      stack.execute("ALTER TABLE reading DROP CONSTRAINT no_devil");
    }
    assertThat(stack.texts("SELECT detail FROM rejected_message").get(0)).contains("no_devil");
    assertThat(stack.keptPayload()).isEqualTo(message(17, power(NOW.minusSeconds(17), 666)));
  }

  @Test
  void storesReadingsOfAYearAndRefusesAMessageThatScattersOverDecades() throws Exception {
    stack.send(1, daily(MessageChecker.MOST_DAYS));
    stack.send(2, daily(MessageChecker.MOST_DAYS + 1));

    stack.awaitReadings(MessageChecker.MOST_DAYS);
    await().atMost(PATIENCE).until(() -> stack.rejects() == 1);
    assertThat(stack.texts("SELECT detail FROM rejected_message"))
        .containsExactly("its readings lie on 401 days, more than 400");
  }

  private static Arguments bad(String reason, String topic, String payload) {
    return Arguments.of(reason, topic, payload);
  }

  private static String one(String fields) {
    return "{\"readings\":[{" + fields + "}]}";
  }

  private static String at(String time) {
    return "\"asset\":\"mri-1\",\"time\":\"" + time + "\",\"powerW\":1";
  }

  private static Reading[] daily(int days) {
    return IntStream.range(0, days)
        .mapToObj(day -> power(NOW.minus(Duration.ofDays(day)), day))
        .toArray(Reading[]::new);
  }
}
