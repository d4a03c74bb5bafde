package io.fallow.gateway.source.lines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a row of a machine's log says. */
class CsvLineTest {

  private static final String ROW = "1796806805;\"RUN\"; 412 ;\"1.5\";0";

  @Test
  void putsTheColumnsOfAnAssetIntoOneReading() throws Exception {
    List<Reading> readings = line().read(ROW);

    assertThat(readings).extracting(Reading::asset).containsExactly("press", "lamp");
    assertThat(readings.get(0).time()).isEqualTo(Instant.ofEpochSecond(1_796_806_805));
    assertThat(readings.get(0).activity()).contains(Activity.IN_USE);
    assertThat(readings.get(0).counter()).hasValue(412);
    assertThat(readings.get(0).powerW()).hasValue(1_500);
  }

  @Test
  void leavesOutWhatIsEmpty() throws Exception {
    assertThat(line().read("1796806805;;;;")).isEmpty();
  }

  @Test
  void endsInReadingsOrARefusalWhateverComes() throws Exception {
    Random random = new Random(6);
    LineReader line = line();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder row = new StringBuilder(ROW);
      for (int changes = random.nextInt(5); changes > 0; changes--) {
        row.setCharAt(random.nextInt(row.length()), (char) random.nextInt(1 << random.nextInt(17)));
      }
      try {
        assertThat(line.read(row.toString())).hasSizeLessThan(3);
      } catch (SourceException refusal) {
        assertThat(refusal.getMessage()).isNotBlank();
      }
    }
  }

  private static LineReader line() throws Exception {
    String settings =
        """
        {"zone":"UTC","timeFormat":"epoch-s","delimiter":";","time":1,"asset":"press","columns":[
         {"column":2,"quantity":"activity","activities":{"Run":"IN_USE"}},
         {"column":3,"quantity":"counter"},
         {"column":4,"quantity":"power","scale":1000},
         {"column":5,"quantity":"power","asset":"lamp"}]}
        """;
    return CsvLine.of(new Settings(new ObjectMapper().readTree(settings), "", Path.of(".")));
  }
}
