package io.fallow.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufBatchCodecTest {

  private static final Instant TIME = Instant.parse("2026-11-21T20:53:00Z");

  /** Field by field: version, epoch 5, sequence 7, two codes. */
  private static final String HEAD = "0801 1005 1807 2a0161 2a0162 ";

  /** Assets 0, 1, 0 at 1000, 1001 and 999 microseconds. */
  private static final String THREE = HEAD + "3203000100 3a04 d00f 02 03 ";

  private static final String IN_USE = "4203030303 ";

  @Test
  void readsTheBytesOfTheContract() throws WireFormatException {
    DecodedBatch batch =
        decode(THREE + "4202 0302 4a01 05" + "5208 00004840 00000000 5a01 03" + "6203 18 06 04");

    assertThat(batch.key()).contains(new MessageKey(5, 7));
    assertThat(batch.header().sentAtMicros()).isEmpty();
    assertThat(batch.bad()).isEmpty();
    assertThat(batch.readings())
        .containsExactly(
            new Reading(
                "a",
                Instant.ofEpochSecond(0, 1_000_000),
                Optional.of(Activity.IN_USE),
                OptionalDouble.of(3.125),
                OptionalLong.of(12)),
            new Reading(
                "b",
                Instant.ofEpochSecond(0, 1_001_000),
                Optional.empty(),
                OptionalDouble.of(0),
                OptionalLong.of(3)),
            new Reading(
                "a",
                Instant.ofEpochSecond(0, 999_000),
                Optional.of(Activity.STANDBY),
                OptionalDouble.empty(),
                OptionalLong.of(14)));
  }

  @Test
  void readsBackWhatItWrote() throws WireFormatException {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      ReadingBatch batch = Batches.random(random);

      DecodedBatch decoded = ProtobufBatchCodec.decode(ProtobufBatchCodec.encode(batch));

      assertThat(decoded.key()).isEqualTo(batch.key());
      assertThat(decoded.readings()).isEqualTo(batch.readings());
      assertThat(decoded.bad()).isEmpty();
    }
  }

  @Test
  void isAFractionOfTheJson() {
    ReadingBatch batch =
        new ReadingBatch(
            Optional.of(new MessageKey(1763758412345L, 17)),
            Collections.nCopies(
                50,
                new Reading(
                    "mri-1",
                    TIME,
                    Optional.of(Activity.IN_USE),
                    OptionalDouble.of(12345.6),
                    OptionalLong.of(12))));

    assertThat(ProtobufBatchCodec.encode(batch).length * 10)
        .isLessThan(JsonBatchCodec.encode(batch).length);
  }

  @ParameterizedTest
  @CsvSource({"JSON", "PROTOBUF"})
  void saysWhenItWasSent(PayloadFormat format) throws WireFormatException {
    ReadingBatch batch = Batches.random(new Random(3));

    byte[] payload = format.stamped(format.encode(batch), 1_763_758_412_345_678L);

    DecodedBatch decoded = format.decoder().decode(payload);
    assertThat(decoded.header().sentAtMicros()).hasValue(1_763_758_412_345_678L);
    assertThat(decoded.readings()).isEqualTo(batch.readings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "520c 00004040 0000c07f 00004040 | NOT_FINITE    | powerW is not finite: NaN",
        "520c 00004040 000080ff 00004040 | NOT_FINITE    | powerW is not finite: -Infinity",
        "520c 00004040 000080bf 00004040 | INVALID_VALUE | powerW must be at least 0",
        "520c 00004040 a5d4687f 00004040 | INVALID_VALUE | powerW must be at least 0 and below 1e12",
        "4203 030503                     | INVALID_VALUE | activity is none of 0 to 4: 5",
        "420c 03 ffffffffffffffffff01 03 | INVALID_VALUE | activity is none of 0 to 4: 184467",
        "6203 180118                     | INVALID_VALUE | counter must not be negative",
        "4202 0303 4a01 05               | INVALID_VALUE | a reading has an activity, a power or",
      })
  void setsABadReadingAsideAndKeepsTheOthers(String columns, RejectReason reason, String detail)
      throws WireFormatException {
    DecodedBatch batch = decode(THREE + columns);

    assertThat(batch.readings()).hasSize(2);
    assertThat(batch.bad())
        .singleElement()
        .satisfies(
            bad -> {
              assertThat(bad.reason()).isEqualTo(reason);
              assertThat(bad.detail()).startsWith("readings[1]: ").contains(detail);
              assertThat(new String(bad.json(), UTF_8))
                  .startsWith("{\"asset\":\"b\",\"time\":\"1970-01-01T00:00:00.001001Z\"");
            });
  }

  @Test
  void keepsABadReadingInAFormThatIsRefusedForTheSameReason() throws WireFormatException {
    BadReading bad = decode(THREE + "520c 00004040 0000c07f 00004040").bad().get(0);

    String again = "{\"readings\":[" + new String(bad.json(), UTF_8) + "]}";

    assertThat(JsonBatchCodec.decode(again.getBytes(UTF_8)).bad().get(0).reason())
        .isEqualTo(RejectReason.NOT_FINITE);
  }

  @Test
  void setsAReadingOfNoneOfTheAssetsAside() throws WireFormatException {
    DecodedBatch batch = decode(HEAD + "3203000201 3a04 d00f 02 03" + IN_USE);

    assertThat(batch.readings()).extracting(Reading::asset).containsExactly("a", "b");
    assertThat(batch.bad()).hasSize(1);
    assertThat(batch.bad().get(0).detail()).contains("asset is none of the 2 codes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1005                           | UNPARSABLE          | the field version is missing",
        "0802                           | UNSUPPORTED_VERSION | version 2, known is 1",
        "08                             | UNPARSABLE          | a number is cut off (at byte 1)",
        "08ffffffffffffffffffff01       | UNPARSABLE          | a number is longer than 64 bits",
        "0801 0801                      | UNPARSABLE          | the field version is given twice",
        "0801 1005                      | UNPARSABLE          | epoch and sequence go together",
        "0801 10ffffffffffffffffff01    | UNPARSABLE          | epoch is out of range",
        "0801 7001                      | UNKNOWN_FIELD       | field 14 of type 0 is unknown",
        "0801 3801                      | UNKNOWN_FIELD       | field 7 of type 0 is unknown",
        "0801 2a05 61                   | UNPARSABLE          | a field reaches behind the end",
        "0801 2affffffff0f 61           | UNPARSABLE          | a field reaches behind the end",
        "0801 2a02 c328                 | UNPARSABLE          | a text is not UTF-8",
        "0801                           | EMPTY_BATCH         | the message has no readings",
        "0801 2a0161 3a00 4200          | EMPTY_BATCH         | the message has no readings",
        "0801 2a0161 3a0280 80          | UNPARSABLE          | a column does not end with a value",
        "0801 2a0161 3a0102 420203 03   | UNPARSABLE          | 1 readings have 2 values of activity",
        "0801 2a0161 3a0102 5205 0000404000 | UNPARSABLE      | a column does not end with a value",
        "0801 2a0161 3a0102 4200 4a01 02    | UNPARSABLE      | mask of activity is not of 1 reading",
        "0801 2a0161 3a0102 4200 4a02 0000  | UNPARSABLE      | mask of activity is not of 1 reading",
        "0801 2a0161 3a0102 4200 4a01 01    | UNPARSABLE      | has 1 bits, for 0 values",
        "0801 2a0161 2a0162 3a0102 420103   | UNPARSABLE      | 1 times and 0 assets",
        "0801 3a0102 420103                 | UNPARSABLE      | 1 times and 0 assets",
      })
  void refusesAMessageWithAFault(String hex, RejectReason reason, String detail) {
    assertThatThrownBy(() -> decode(hex))
        .isInstanceOfSatisfying(
            WireFormatException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(detail);
  }

  @Test
  void refusesMoreThanAMessageMayHave() {
    Reading one = Reading.ofPower("a", TIME, 1);
    String codes = "2a00".repeat(10_001);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProtobufBatchCodec.encode(batch(Collections.nCopies(10_001, one))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProtobufBatchCodec.encode(batch(List.of())));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reading.ofPower("a".repeat(129), TIME, 1));
    assertThatThrownBy(() -> decode("0801 2a8101" + "61".repeat(129) + "3a0102 420103"))
        .hasMessageContaining("more than 128 characters");
    assertThatThrownBy(() -> decode("0801 2a0161 3a914e" + "00".repeat(10_001)))
        .hasMessageContaining("more than 10000 readings");
    assertThatThrownBy(() -> decode("0801" + codes)).hasMessageContaining("more than 10000 assets");
    assertThatThrownBy(() -> ProtobufBatchCodec.decode(new byte[10 << 20]))
        .isInstanceOfSatisfying(
            WireFormatException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectReason.TOO_LARGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0801 1007 1809", "0802 1007 1809 3a0102", "0801 1007 1809 7a"})
  void saysTheNumberOfAMessageWithAFault(String hex) {
    assertThatThrownBy(() -> decode(hex))
        .isInstanceOfSatisfying(
            WireFormatException.class, e -> assertThat(e.key()).contains(new MessageKey(7, 9)));
  }

  private static ReadingBatch batch(List<Reading> readings) {
    return new ReadingBatch(Optional.empty(), readings);
  }

  private static DecodedBatch decode(String hex) throws WireFormatException {
    return ProtobufBatchCodec.decode(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
