package io.fallow.gateway.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeParserTest {

  @ParameterizedTest
  @CsvSource({
    "dd/MM/yyyy H:mm, 01/02/2018 0:15, 2018-02-01T00:15",
    "uuuu-MM-dd HH:mm:ss, 2018-02-01 00:15:00, 2018-02-01T00:15",
    "d.M.yyyy HH:mm, 1.2.2018 00:15, 2018-02-01T00:15",
    "dd-MMM-yyyy h:mm a, 01-FEB-2018 12:15 am, 2018-02-01T00:15",
    "iso, 2018-02-01T00:15, 2018-02-01T00:15",
  })
  void readsAWallClocksTime(String format, String text, LocalDateTime expected) throws RowRejected {
    assertThat(TimeParser.of(format).parse(text)).isEqualTo(RowTime.of(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "dd/MM/yyyy H:mmXXX, 01/02/2018 0:15+09:00",
    "iso, 2018-01-31T15:15:00Z",
    "epoch-s, 1517411700",
    "epoch-ms, 1517411700000",
  })
  void readsAnInstant(String format, String text) throws RowRejected {
    assertThat(TimeParser.of(format).parse(text))
        .isEqualTo(RowTime.of(Instant.parse("2018-01-31T15:15:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "dd/MM/yyyy H:mm, 31/04/2018 0:15",
    "dd/MM/yyyy H:mm, 01/02/2018",
    "dd/MM/yyyy H:mm, 01/02/2018 25:00",
    "dd/MM/yyyy H:mm, ''",
    "iso, yesterday",
    "epoch-s, 12.5",
  })
  void rejectsWhatIsNoSuchTime(String format, String text) {
    assertThatExceptionOfType(RowRejected.class)
        .isThrownBy(() -> TimeParser.of(format).parse(text))
        .satisfies(rejected -> assertThat(rejected.finding()).isEqualTo(Finding.BAD_TIME));
  }

  @Test
  void refusesWhatIsNoFormat() {
    assertThatIllegalArgumentException().isThrownBy(() -> TimeParser.of("jj/bb"));
  }
}
