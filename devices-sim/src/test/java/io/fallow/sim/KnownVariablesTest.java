package io.fallow.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.telemetry.KnownVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the list of environment variables to what the code of all modules reads. */
class KnownVariablesTest {

  private static final Pattern NAME = Pattern.compile("\"(FALLOW_[A-Z_]*[A-Z])\"");

  @Test
  void theListHasTheNamesThatAreReadAndNoOthers() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> file.toString().contains("/src/main/java/io/fallow/"))
                  .filter(file -> !file.endsWith("KnownVariables.java"))
                  .flatMap(KnownVariablesTest::names)
                  .distinct())
          .containsExactlyInAnyOrderElementsOf(KnownVariables.names());
    }
  }

  private static Stream<String> names(Path file) {
    try {
      return NAME.matcher(Files.readString(file)).results().map(found -> found.group(1));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
