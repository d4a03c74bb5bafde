package io.fallow.scheduler.api.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What operations are expected to answer: a resource with a line for each. */
final class Table {

  private Table() {}

  /**
   * Compares with what was answered, line by line.
   *
   * @param answered as the resource has it, but for comments and the width of its columns
   */
  static void assertSaid(String resource, List<String> answered) {
    assertThat(answered)
        .as("%s; all of it:%n%s%n", resource, String.join("\n", answered))
        .containsExactlyInAnyOrderElementsOf(lines(resource));
  }

  private static List<String> lines(String resource) {
    try (InputStream stream = Table.class.getResourceAsStream(resource)) {
      assertThat(stream).as(resource).isNotNull();
      return new String(stream.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.strip().replaceAll(" +", " "))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
