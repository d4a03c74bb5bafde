package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.IngestStack.NOW;
import static io.fallow.telemetry.ingest.IngestStack.PATIENCE;
import static io.fallow.telemetry.ingest.IngestStack.message;
import static io.fallow.telemetry.ingest.IngestStack.power;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.ReadingBatch;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No patient's data: what is not on the lists of topics and of fields is nowhere in the database.
 */
class AllowListIT extends OnIngestStack {

  private static final int MESSAGES = 120;

  /** What a hospital's program might send along by mistake. */
  private static final String PATIENT = "Elfriede-Musterfrau";

  private final Random random = new Random(20261128);

  @ParameterizedTest
  @EnumSource
  void aFieldOutsideOfTheListIsRefusedAndNothingOfItIsKept(PayloadFormat format) throws Exception {
    for (int i = 1; i <= MESSAGES; i++) {
      byte[] good = format.encode(new ReadingBatch(Optional.empty(), List.of(power(NOW, i))));
      byte[] more = format == PayloadFormat.JSON ? jsonWithMore(good) : protobufWithMore(good);
      stack.send("fallow/v1/lakeside/gw-1/" + format.topicLevel(), more);
    }
    await().atMost(PATIENCE).until(() -> stack.rejects() == MESSAGES);
    assertThat(stack.texts("SELECT DISTINCT reason FROM rejected_message"))
        .containsExactly("unknown-field");
    assertThat(stack.counter("fallow.ingest.rejected", "reason", "unknown-field"))
        .isEqualTo(MESSAGES);
    assertNothingIsKept();
  }

  @Test
  void ofAMessageOneReadingOfWhichHasMoreTheOthersAreStored() throws Exception {
    String both = new String(message(1, power(NOW, 1), power(NOW.minusSeconds(1), 2)), UTF_8);
    stack.send(IngestStack.OWN, both.replaceFirst("\"asset\"", strange() + ",\"asset\""));
    await().atMost(PATIENCE).until(() -> stack.readings() == 1 && stack.rejects() == 1);
    stack.execute("DELETE FROM reading");
    assertNothingIsKept();
  }

  @Test
  void aTopicOutsideOfTheListIsRefusedAndNothingOfItIsKept() throws Exception {
    for (int i = 1; i <= MESSAGES; i++) {
      stack.send("fallow/v1/lakeside/gw-1/" + word(), "MSH|^~PID|" + PATIENT);
    }
    await().atMost(PATIENCE).until(() -> stack.rejects() == MESSAGES);
    assertThat(stack.texts("SELECT DISTINCT reason FROM rejected_message"))
        .containsExactly("unknown-topic");
    assertNothingIsKept();
  }

  private void assertNothingIsKept() {
    assertThat(stack.readings()).isZero();
    assertThat(stack.texts("SELECT DISTINCT length(payload)::text FROM rejected_message"))
        .containsExactly("0");
    assertThat(stack.texts("SELECT r::text FROM rejected_message r"))
        .noneMatch(row -> row.contains(PATIENT));
  }

  /**
   * Somewhere among the message's own fields, or among a reading's, which is on a list of its own.
   */
  private byte[] jsonWithMore(byte[] good) {
    String text = new String(good, UTF_8);
    String place = random.nextBoolean() ? "\"v\"" : "\"asset\"";
    String more =
        random.nextBoolean()
            ? strange() + "," + place
            : place; // behind the last field of the reading, or of the message
    if (more.equals(place)) {
      String end = random.nextBoolean() ? "}]}" : "]}";
      String behind = end.equals("}]}") ? "," + strange() + end : "]," + strange() + "}";
      return text.replace(end, behind).getBytes(UTF_8);
    }
    return text.replace(place, more).getBytes(UTF_8);
  }

  private String strange() {
    String value =
        switch (random.nextInt(3)) {
          case 0 -> "\"" + PATIENT + "\"";
          case 1 -> "{\"name\":\"" + PATIENT + "\",\"born\":1931}";
          default -> "[[\"" + PATIENT + "\"]]";
        };
    return "\"" + word() + "\":" + value;
  }

  /** A field of a number that the schema lacks, as a newer or another schema would have it. */
  private byte[] protobufWithMore(byte[] good) {
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    more.writeBytes(good);
    int tag = ((20 + random.nextInt(100)) << 3) + 2;
    more.write((tag & 0x7F) + 0x80);
    more.write(tag >>> 7);
    more.write(PATIENT.length());
    more.writeBytes(PATIENT.getBytes(UTF_8));
    return more.toByteArray();
  }

  /** None of the names on the lists: those are shorter. */
  private String word() {
    StringBuilder word = new StringBuilder("x");
    random.ints(10 + random.nextInt(20), 'a', 'z' + 1).forEach(c -> word.append((char) c));
    return word.toString();
  }
}
