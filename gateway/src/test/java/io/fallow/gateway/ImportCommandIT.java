package io.fallow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command on rows of a real meter: licence and source stand beside them. */
class ImportCommandIT {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void findsTheMidnightsOfARealMeterAndSaysWhatMendsThem() throws Exception {
    assertThat(steelLine("--dry-run")).isZero();

    assertThat(out.toString().replaceAll(" +", " "))
        .contains("rows read 23\n", "stored as they are 21\n", "mended and stored 0\n")
        .contains("midnight 2 00:00 stands under the date of the day that ends (--mend-midnight)")
        .contains("first in line 9: 01/01/2018 0:00,3.42");
  }

  @Test
  void mendsTheMidnightsOfARealMeter() throws Exception {
    assertThat(steelLine("--dry-run", "--mend-midnight")).isZero();

    assertThat(out.toString().replaceAll(" +", " "))
        .contains("stored as they are 21\n", "mended and stored 2\n", "rejected 0\n");
    assertThat(err.toString()).contains("23 readings found");
  }

  @Test
  void namesWhatIsMissingOnTheCommandLine() throws Exception {
    assertThat(execute("import", "x.csv", "--asset", "a", "--zone", "UTC")).isEqualTo(2);
    assertThat(err.toString()).contains("--time-column", "See: gateway import --help");

    assertThat(steelLine()).isEqualTo(2);
    assertThat(err.toString()).contains("--gateway is missing");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThat(
            execute(
                "import",
                "gone.csv",
                "--asset",
                "a",
                "--zone",
                "UTC",
                "--time-column",
                "t",
                "--power-column",
                "p",
                "--dry-run"))
        .isEqualTo(Main.BAD_SOURCE);
    assertThat(err.toString()).contains("gone.csv: there is no such file");
  }

  private int steelLine(String... more) throws URISyntaxException {
    URL excerpt = getClass().getResource("source/steel-line-excerpt.csv");
    List<String> args =
        new ArrayList<>(
            List.of(
                "import",
                Path.of(excerpt.toURI()).toString(),
                "--asset",
                "steel-line",
                "--time-column",
                "date",
                "--time-format",
                "dd/MM/yyyy H:mm",
                "--zone",
                "Asia/Seoul",
                "--stamp",
                "end",
                "--interval",
                "PT15M",
                "--energy-column",
                "Usage_kWh"));
    args.addAll(List.of(more));
    return execute(args.toArray(String[]::new));
  }

  private int execute(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
