package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.Messages.OWN;
import static io.fallow.telemetry.ingest.Messages.asset;
import static io.fallow.telemetry.ingest.Messages.inbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.RejectReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCheckerTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final ReadingColumns columns = new ReadingColumns();
  private final MessageChecker checker =
      new MessageChecker(
          new Directory(
              () ->
                  Directory.Known.of(
                      System.nanoTime(),
                      List.of(Messages.GATEWAY),
                      List.of(asset(1, 10, "mri-1"), asset(2, 11, "ct-9")))));

  @Test
  void acceptsReadingsOfTheGatewaysOwnFacility() throws Exception {
    CheckedMessage message = check(reading("mri-1", "2026-11-21T11:00:00Z"));

    assertThat(message.rejects()).isEmpty();
    assertThat(message.accepted().size()).isEqualTo(1);
    assertThat(columns.assetId(0)).isEqualTo(1);
    assertThat(message.key().gatewayId()).isEqualTo(5);
    assertThat(message.key().byHash()).isTrue();
  }

  @Test
  void knowsANumberedMessageByItsNumbers() throws Exception {
    CheckedMessage message =
        checker.check(
            inbound(OWN, "{\"epoch\":7,\"seq\":9,\"readings\":[" + one("mri-1") + "]}"),
            NOW,
            columns);

    assertThat(message.key()).isEqualTo(new LedgerKey(5, false, 7, 9));
  }

  @ParameterizedTest
  @CsvSource({
    "mri-1, 2026-11-21T12:05:01Z, TIME_IN_FUTURE",
    "mri-1, 1999-12-31T23:59:59Z, TIME_TOO_OLD",
    "mri-9, 2026-11-21T11:00:00Z, UNKNOWN_ASSET",
    "ct-9,  2026-11-21T11:00:00Z, FOREIGN_ASSET",
  })
  void refusesAReading(String asset, String time, RejectReason reason) throws Exception {
    CheckedMessage message = check(reading(asset, time));

    assertThat(message.accepted().isEmpty()).isTrue();
    assertThat(message.rejects()).extracting(Reject::reason).containsExactly(reason);
    assertThat(message.rejectedReadings()).isEqualTo(1);
    assertThat(message.rejects().get(0).detail()).contains(asset);
  }

  @Test
  void takesATimeAheadWithinTheToleranceOfClocks() throws Exception {
    assertThat(check(reading("mri-1", "2026-11-21T12:05:00Z")).rejects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fallow/v1/lakeside/gw-1/other,    UNKNOWN_TOPIC",
    "fallow/v1/Lakeside/gw-1/readings, UNKNOWN_TOPIC",
    "elsewhere,                        UNKNOWN_TOPIC",
    "fallow/v1/lakeside/gw-2/readings, UNKNOWN_GATEWAY",
    "fallow/v1/riverside/gw-1/readings, UNKNOWN_GATEWAY",
  })
  void refusesATopic(String topic, RejectReason reason) throws Exception {
    CheckedMessage message = checker.check(inbound(topic, one("mri-1")), NOW, columns);

    assertThat(message.rejects()).extracting(Reject::reason).containsExactly(reason);
    assertThat(message.key().gatewayId()).isEqualTo(LedgerKey.NO_GATEWAY);
  }

  @Test
  void putsReadingsWithTheSameFaultTogether() throws Exception {
    CheckedMessage message =
        check(one("mri-1"), one("ufo-1"), one("ufo-1"), one("ufo-2"), "{\"asset\":\"mri-1\"}", "3");

    assertThat(message.accepted().size()).isEqualTo(1);
    assertThat(message.rejects())
        .extracting(reject -> reject.reason() + " " + reject.readings())
        .containsExactly("INVALID_VALUE 2", "UNKNOWN_ASSET 2", "UNKNOWN_ASSET 1");
    assertThat(new String(message.rejects().get(0).payload(), StandardCharsets.UTF_8))
        .isEqualTo("[{\"asset\":\"mri-1\"},3]");
    assertThat(message.rejects().get(1).detail()).endsWith("(and 1 more like it)");
  }

  @Test
  void countsDifferentDaysAndNotChangesOfDay() throws Exception {
    String[] toAndFro =
        IntStream.range(0, 1_000)
            .mapToObj(i -> reading("mri-1", "2026-11-" + (10 + i % 2) + "T11:00:00Z"))
            .toArray(String[]::new);

    assertThat(check(toAndFro).days()).isEqualTo(2);
  }

  @Test
  void leavesNothingOfAMessageThatBreaksOffAmongTheReadingsOfOthers() throws Exception {
    check(one("mri-1"));
    CheckedMessage broken = check(one("mri-1"), one("mri-1"), "{\"asset\":");

    assertThat(broken.rejects())
        .extracting(Reject::reason)
        .containsExactly(RejectReason.UNPARSABLE);
    assertThat(columns.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"epoch\":7,\"seq\":9,\"readings\":[{\"asset\":",
        "{\"epoch\":7,\"seq\":9,\"v\":2,\"readings\":[]}",
        "{\"epoch\":7,\"seq\":9,\"readings\":[]}",
        "{\"epoch\":7,\"seq\":9,\"foo\":1}"
      })
  void rejectsAMessageUnderItsNumberOrItWouldBeMissedForEver(String payload) throws Exception {
    CheckedMessage message = checker.check(inbound(OWN, payload), NOW, columns);

    assertThat(message.rejects()).hasSize(1);
    assertThat(message.key()).isEqualTo(new LedgerKey(5, false, 7, 9));
  }

  @Test
  void rejectsAMessageOfTooManyDaysUnderItsNumber() throws Exception {
    String readings =
        IntStream.range(0, MessageChecker.MOST_DAYS + 1)
            .mapToObj(day -> reading("mri-1", NOW.minus(Duration.ofDays(day)).toString()))
            .collect(Collectors.joining(","));
    String payload = "{\"epoch\":7,\"seq\":9,\"readings\":[" + readings + "]}";

    CheckedMessage message = checker.check(inbound(OWN, payload), NOW, columns);

    assertThat(message.rejects())
        .extracting(Reject::reason)
        .containsExactly(RejectReason.INVALID_VALUE);
    assertThat(message.key()).isEqualTo(new LedgerKey(5, false, 7, 9));
    assertThat(columns.size()).isZero();
  }

  @Test
  void leavesTheTalkOfGatewaysAlone() {
    assertThat(MessageChecker.concerns(inbound("fallow/v1/lakeside/gw-1/status", ""))).isFalse();
    assertThat(MessageChecker.concerns(inbound("fallow/v1/lakeside/gw-1/commands", ""))).isFalse();
    assertThat(MessageChecker.concerns(inbound("fallow/v1/lakeside/gw-1/statues", ""))).isTrue();
    assertThat(MessageChecker.concerns(inbound(OWN, ""))).isTrue();
  }

  private CheckedMessage check(String... readings) throws InterruptedException {
    String all = List.of(readings).stream().collect(Collectors.joining(","));
    return checker.check(inbound(OWN, "{\"readings\":[" + all + "]}"), NOW, columns);
  }

  private static String one(String asset) {
    return reading(asset, "2026-11-21T11:00:00Z");
  }

  private static String reading(String asset, String time) {
    return "{\"asset\":\"" + asset + "\",\"time\":\"" + time + "\",\"powerW\":5}";
  }
}
