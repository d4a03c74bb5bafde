package io.fallow.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBatchCodecTest {

  private static final Instant TIME = Instant.parse("2026-11-21T20:53:00Z");
  private static final String GOOD = reading("'activity':'IN_USE'");

  @Test
  void readsTheBytesOfTheContract() throws WireFormatException {
    DecodedBatch batch =
        decode(
            "{'v':1,'epoch':1763758412345,'seq':17,'readings':[{'asset':'mri-1',"
                + "'time':'2026-11-21T20:53:00Z','activity':'IN_USE','powerW':12345.6,'counter':12}]}");

    assertThat(batch.key()).contains(new MessageKey(1763758412345L, 17));
    assertThat(batch.readings())
        .containsExactly(
            new Reading(
                "mri-1",
                TIME,
                Optional.of(Activity.IN_USE),
                OptionalDouble.of(12345.6),
                OptionalLong.of(12)));
    assertThat(batch.bad()).isEmpty();
  }

  @Test
  void readsAHandMadeMessageWithoutVersionAndKey() throws WireFormatException {
    DecodedBatch batch =
        decode("{'readings':[{'asset':'mri-1','time':'2026-11-21T21:53:00+01:00','powerW':5}]}");

    assertThat(batch.key()).isEmpty();
    assertThat(batch.readings()).containsExactly(Reading.ofPower("mri-1", TIME, 5));
  }

  @Test
  void takesAnOptionalValueOfNullAsAbsent() throws WireFormatException {
    assertThat(decode(message(reading("'activity':null,'powerW':7"))).readings())
        .containsExactly(Reading.ofPower("mri-1", TIME, 7));
  }

  @Test
  void readsBackWhatItWrote() throws WireFormatException {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      ReadingBatch batch =
          new ReadingBatch(
              random.nextBoolean()
                  ? Optional.of(new MessageKey(1 + random.nextInt(1000), 1 + random.nextInt(1000)))
                  : Optional.empty(),
              random.ints(1 + random.nextInt(20)).mapToObj(i -> randomReading(random)).toList());

      DecodedBatch decoded = JsonBatchCodec.decode(JsonBatchCodec.encode(batch));

      assertThat(decoded.key()).isEqualTo(batch.key());
      assertThat(decoded.readings()).isEqualTo(batch.readings());
      assertThat(decoded.bad()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'powerW':NaN            | NOT_FINITE    | powerW is not finite: NaN",
        "'powerW':'NaN'          | NOT_FINITE    | powerW is not finite: NaN",
        "'powerW':-Infinity      | NOT_FINITE    | powerW is not finite: -Infinity",
        "'powerW':1e999          | NOT_FINITE    | powerW is not finite: 1e999",
        "'powerW':-1             | INVALID_VALUE | powerW must be at least 0 and below 1e12",
        "'powerW':'12'           | INVALID_VALUE | powerW is a number",
        "'powerW':{'w':[1]}      | INVALID_VALUE | powerW is a number",
        "'powerW':[1,2]          | INVALID_VALUE | powerW is a number",
        "'counter':-3            | INVALID_VALUE | counter must not be negative",
        "'counter':1.5           | INVALID_VALUE | counter is a whole number",
        "'counter':99999999999999999999 | INVALID_VALUE | counter is a whole number",
        "'activity':'BUSY'       | INVALID_VALUE | activity is none of",
        "'activity':3            | INVALID_VALUE | activity is a text",
        "'powerW':null           | INVALID_VALUE | a reading has an activity",
        "'powerW':1,'powerW':2   | INVALID_VALUE | the field powerW is given twice",
        "'powerW':1,'watt':{'a':{}} | UNKNOWN_FIELD | the field watt is unknown",
        "'powerW':1,'time':'x'   | INVALID_VALUE | the field time is given twice",
      })
  void setsABadReadingAsideAndKeepsTheOthers(String field, RejectReason reason, String detail)
      throws WireFormatException {
    String faulty = reading(field);

    DecodedBatch batch = decode(message(GOOD + "," + faulty + " , " + GOOD));

    assertThat(batch.readings()).hasSize(2);
    assertThat(batch.bad())
        .singleElement()
        .satisfies(
            bad -> {
              assertThat(bad.reason()).isEqualTo(reason);
              assertThat(bad.detail()).startsWith("readings[1] (line 1, column ").contains(detail);
              assertThat(new String(bad.json(), UTF_8)).isEqualTo(json(faulty));
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'time':'2026-11-21T20:53:00Z','powerW':1}                | the field asset is missing",
        "{'asset':'a','powerW':1}                                  | the field time is missing",
        "{'asset':null,'time':'2026-11-21T20:53:00Z','powerW':1}   | asset is a text",
        "{'asset':' ','time':'2026-11-21T20:53:00Z','powerW':1}    | a reading names its asset",
        "{'asset':'a\\ud83d','time':'2026-11-21T20:53:00Z','powerW':1} | half of a character",
        "{'asset':'a','time':'2026-11-21 20:53','powerW':1}        | time is not an ISO 8601 time",
        "{'asset':'a','time':'2026-11-21T20:53:00','powerW':1}     | time is not an ISO 8601 time",
        "{'asset':'a','time':1763758412,'powerW':1}                | time is a text",
        "17                                                        | a reading is a JSON object",
        "[[1]]                                                     | a reading is a JSON object",
      })
  void setsAReadingWithoutFormAside(String reading, String detail) throws WireFormatException {
    DecodedBatch batch = decode(message(reading + "," + GOOD));

    assertThat(batch.readings()).hasSize(1);
    assertThat(batch.bad().get(0).reason()).isEqualTo(RejectReason.INVALID_VALUE);
    assertThat(batch.bad().get(0).detail()).contains(detail);
    assertThat(new String(batch.bad().get(0).json(), UTF_8)).isEqualTo(json(reading));
  }

  @Test
  void cutsTheBytesOfABadReadingRightBehindLettersOfSeveralBytes() throws WireFormatException {
    String faulty = "{'asset':'Fräse','time':'2026-11-21T20:53:00Z','powerW':-5}";

    DecodedBatch batch = decode(message(faulty.replace("-5", "5") + "," + faulty));

    assertThat(new String(batch.bad().get(0).json(), UTF_8)).isEqualTo(json(faulty));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "hello                               | UNPARSABLE          | Unrecognized token",
        "[]                                  | UNPARSABLE          | a message is a JSON object",
        "{}                                  | UNPARSABLE          | readings is missing",
        "{'readings':[]}                     | EMPTY_BATCH         | the message has no readings",
        "{'readings':{}}                     | UNPARSABLE          | readings is an array",
        "{'readings':[],'readings':[]}       | UNPARSABLE          | readings is given twice",
        "{'v':2}                             | UNSUPPORTED_VERSION | version 2, known is 1",
        "{'v':'1'}                           | UNPARSABLE          | v is a whole number above 0",
        "{'epoch':0}                         | UNPARSABLE          | epoch is a whole number",
        "{'seq':99999999999999999999}        | UNPARSABLE          | seq is out of range",
        "{'epoch':5,'readings':[1]}          | UNPARSABLE          | epoch and seq go together",
        "{'unit':'W'}                        | UNKNOWN_FIELD       | the field unit is unknown",
        "{'readings':[1]} {}                 | UNPARSABLE          | something follows the message",
        "{'readings':[1                      | UNPARSABLE          | (line 1, column ",
        "{'readings':[{'x':[[[[[[[[1]]]]]]]]}]} | UNPARSABLE       | nesting depth",
      })
  void refusesAMessageWithAFaultAndSaysWhere(String payload, RejectReason reason, String detail) {
    assertThatThrownBy(() -> decode(payload))
        .isInstanceOfSatisfying(
            WireFormatException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32BE"})
  void refusesOtherCharacterSets(String charset) {
    byte[] payload = json(message(GOOD)).getBytes(java.nio.charset.Charset.forName(charset));

    assertThatThrownBy(() -> JsonBatchCodec.decode(payload))
        .isInstanceOf(WireFormatException.class);
  }

  @Test
  void refusesTooManyBytesAndTooManyReadingsAndNoBytes() {
    assertThatThrownBy(() -> JsonBatchCodec.decode(new byte[10 << 20]))
        .isInstanceOfSatisfying(
            WireFormatException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectReason.TOO_LARGE));
    assertThatThrownBy(() -> decode(message("1,".repeat(10_000) + "1")))
        .isInstanceOfSatisfying(
            WireFormatException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectReason.TOO_LARGE));
    assertThatThrownBy(() -> JsonBatchCodec.decode(new byte[0]))
        .isInstanceOfSatisfying(
            WireFormatException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectReason.EMPTY_BATCH));
  }

  @Test
  void writesNothingThatItWouldNotRead() {
    Reading longName = Reading.ofPower("a".repeat(128), TIME, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonBatchCodec.encode(new ReadingBatch(Optional.empty(), List.of())));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                JsonBatchCodec.encode(
                    new ReadingBatch(Optional.empty(), Collections.nCopies(9_000, longName))));
  }

  @Test
  void answersAnyBytesWithAResultOrAWireFormatException() {
    byte[] good = json(message(GOOD + "," + reading("'powerW':NaN"))).getBytes(UTF_8);
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      byte[] payload = good.clone();
      for (int change = 0; change <= random.nextInt(4); change++) {
        payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
      }
      try {
        JsonBatchCodec.decode(payload);
      } catch (WireFormatException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }

  private static Reading randomReading(Random random) {
    return new Reading(
        "asset-" + random.nextInt(5),
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        random.nextBoolean() ? Optional.of(Activity.ofCode(random.nextInt(5))) : Optional.empty(),
        OptionalDouble.of(random.nextDouble() * 1e6),
        random.nextBoolean() ? OptionalLong.of(random.nextLong(1L << 62)) : OptionalLong.empty());
  }

  private static String reading(String fields) {
    return "{'asset':'mri-1','time':'2026-11-21T20:53:00Z'," + fields + "}";
  }

  private static String message(String readings) {
    return "{'v':1,'readings':[" + readings + "]}";
  }

  private static DecodedBatch decode(String text) throws WireFormatException {
    return JsonBatchCodec.decode(json(text).getBytes(StandardCharsets.UTF_8));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
