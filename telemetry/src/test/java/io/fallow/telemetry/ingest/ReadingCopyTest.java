package io.fallow.telemetry.ingest;

import static io.fallow.gateway.wire.ReadingSink.NO_ACTIVITY;
import static io.fallow.gateway.wire.ReadingSink.NO_COUNTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ReadingCopyTest {

  private static final String HEADER = "5047434f50590aff0d0a00" + "00000000" + "00000000";
  private static final String END = "ffff";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ReadingColumns columns = new ReadingColumns();
  private final ReadingCopy copy = new ReadingCopy(written::write);

  @Test
  void writesAFullReading() throws SQLException {
    columns.add(7, micros("2000-01-01T00:00:01.000002Z"), Activity.IN_USE.code(), 1.5f, 258);
    copy.add(new ReadingRows(columns, 0, 1), 9);
    copy.end();

    assertThat(hex())
        .isEqualTo(
            HEADER
                + "0006"
                + "00000008"
                + "00000000000f4242"
                + "00000004"
                + "00000007"
                + "00000002"
                + "0003"
                + "00000004"
                + "3fc00000"
                + "00000008"
                + "0000000000000102"
                + "00000008"
                + "0000000000000009"
                + END);
  }

  @Test
  void writesWhatIsAbsentAsNullAndTimesBefore2000AsNegative() throws SQLException {
    columns.add(1, micros("1999-12-31T23:59:59Z"), Activity.OFF.code(), Float.NaN, NO_COUNTER);
    copy.add(new ReadingRows(columns, 0, 1), 1);
    copy.end();

    assertThat(hex())
        .isEqualTo(
            HEADER
                + "0006"
                + "00000008"
                + "fffffffffff0bdc0"
                + "00000004"
                + "00000001"
                + "00000002"
                + "0001"
                + "ffffffff"
                + "ffffffff"
                + "00000008"
                + "0000000000000001"
                + END);
  }

  @Test
  void writesManyRowsWholly() throws SQLException {
    int rows = 5_000;
    for (int i = 0; i < rows; i++) {
      columns.add(1, 0, NO_ACTIVITY, 1, NO_COUNTER);
    }
    copy.add(new ReadingRows(columns, 0, rows), 1);
    copy.end();

    int row = 2 + 12 + 8 + 4 + 8 + 4 + 12;
    assertThat(written.size()).isEqualTo(19 + rows * row + 2);
  }

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }

  private String hex() {
    return HexFormat.of().formatHex(written.toByteArray());
  }
}
