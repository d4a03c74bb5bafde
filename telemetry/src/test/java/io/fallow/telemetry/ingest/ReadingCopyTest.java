package io.fallow.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReadingCopyTest {

  private static final String HEADER = "5047434f50590aff0d0a00" + "00000000" + "00000000";
  private static final String END = "ffff";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ReadingCopy copy = new ReadingCopy(written::write);

  @Test
  void writesAFullReading() throws SQLException {
    copy.add(
        7,
        new Reading(
            "mri-1",
            Instant.parse("2000-01-01T00:00:01.000002Z"),
            Optional.of(Activity.IN_USE),
            OptionalDouble.of(1.5),
            OptionalLong.of(258)),
        9);
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
    copy.add(1, Reading.ofActivity("a", Instant.parse("1999-12-31T23:59:59Z"), Activity.OFF), 1);
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
    Reading reading = Reading.ofPower("a", Instant.EPOCH, 1);
    for (int i = 0; i < rows; i++) {
      copy.add(1, reading, i);
    }
    copy.end();

    int row = 2 + 12 + 8 + 4 + 8 + 4 + 12;
    assertThat(written.size()).isEqualTo(19 + rows * row + 2);
  }

  private String hex() {
    return HexFormat.of().formatHex(written.toByteArray());
  }
}
