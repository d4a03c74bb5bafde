package io.fallow.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReadingsTest {

  @Test
  void readsALine() throws SourceException {
    assertThat(
            LineReadings.parse("{\"asset\":\"a\",\"time\":\"2026-11-21T20:53:00Z\",\"powerW\":5}"))
        .isEqualTo(Reading.ofPower("a", Instant.parse("2026-11-21T20:53:00Z"), 5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'asset':'a'} | invalid-value: the field time is missing",
        "{'asset':'a','time':'2026-11-21T20:53:00Z','powerW':NaN} | not-finite: powerW is not finite",
        "hello | unparsable: not a reading's JSON",
        "{} {} | unparsable: not a reading's JSON",
        "],'v':[ | unparsable: not a reading's JSON",
        "17 | invalid-value: a reading is a JSON object",
      })
  void saysWhatIsWrongWithALine(String line, String message) {
    assertThatThrownBy(() -> LineReadings.parse(line.replace('\'', '"')))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith(message);
  }
}
