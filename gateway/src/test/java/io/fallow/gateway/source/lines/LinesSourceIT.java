package io.fallow.gateway.source.lines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.Taken;
import io.fallow.gateway.wire.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows a file that grows, is rotated, cut, and full of mistakes. */
class LinesSourceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final Taken taken = new Taken();
  private Path file;
  private Source source;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("machine.log");
    Files.createFile(file);
    open();
  }

  @AfterEach
  void stop() {
    source.close();
  }

  private void open() throws Exception {
    String settings =
        """
        {"file":"machine.log","format":"csv","asset":"mill","zone":"Europe/Berlin","time":1,
         "timeFormat":"dd.MM.yyyy H:mm:ss",
         "columns":[{"column":2,"quantity":"power"}]}
        """;
    source =
        new LinesType()
            .create(
                "log",
                new Settings(new ObjectMapper().readTree(settings), "", folder),
                Clock.systemUTC());
    source.start(taken);
  }

  @Test
  void readsWhatIsAppendedAndWaitsForTheEndOfALine() throws Exception {
    append(line(1) + line(2));
    awaitPowers(1, 2);
    append("28.11.2026 9:00:03,");
    append("3");
    append("4\r\n\n" + line(5));
    awaitPowers(1, 2, 34, 5);
    assertThat(taken.readings().get(0).time()).isEqualTo(Instant.parse("2026-11-28T08:00:01Z"));
    assertThat(source.health().refused()).isZero();
  }

  @Test
  void readsManyLinesInTheirOrder() throws Exception {
    StringBuilder all = new StringBuilder();
    IntStream.range(0, 20_000).forEach(each -> all.append(line(each)));
    append(all.toString());

    await().atMost(PATIENCE).until(() -> taken.readings().size() == 20_000);
    assertThat(powers()).isSorted();
  }

  @Test
  void followsARenamedFileToItsEndAndThenTheNewOne() throws Exception {
    append(line(1));
    awaitPowers(1);
    Files.move(file, folder.resolve("machine.log.1"));
    Files.writeString(file, line(3));
    Files.writeString(folder.resolve("machine.log.1"), line(2), StandardOpenOption.APPEND);
    awaitPowers(1, 2, 3);
    append(line(4));
    awaitPowers(1, 2, 3, 4);
  }

  @Test
  void countsALineThatARotatedFileDoesNotEnd() throws Exception {
    append(line(1) + "28.11.2026 9:0");
    awaitPowers(1);
    Files.move(file, folder.resolve("machine.log.1"));
    Files.writeString(file, line(2));
    awaitPowers(1, 2);

    assertThat(source.health().refused()).isEqualTo(1);
    assertThat(source.health().lastRefusal())
        .hasValueSatisfying(each -> assertThat(each).contains("has no end"));
  }

  @Test
  void beginsAnewWhenTheFileIsCut() throws Exception {
    append(line(1) + line(2));
    awaitPowers(1, 2);
    Files.writeString(file, "");
    append(line(3));
    awaitPowers(1, 2, 3);
  }

  @Test
  void readsAllThatWasRotatedWhileItWasDown() throws Exception {
    append(line(1));
    awaitPowers(1);
    source.close();
    append(line(2));
    Files.move(file, folder.resolve("machine.log.2"));
    Files.writeString(folder.resolve("machine.log.1"), line(3));
    Files.writeString(file, line(4));
    Files.writeString(folder.resolve("machine.log.bak"), line(9));
    touch("machine.log.2", 1);
    touch("machine.log.1", 2);
    touch("machine.log", 3);
    open();

    awaitPowers(1, 2, 3, 4);
  }

  @Test
  void goesOnAtItsPlaceAndRepeatsOnlyWhatWasNotKept() throws Exception {
    append(line(1) + line(2));
    awaitPowers(1, 2);
    source.close();
    append(line(3));
    open();
    awaitPowers(1, 2, 3);

    source.close();
    String place = taken.place().orElseThrow();
    taken.place(Optional.of("no place at all"));
    open();
    awaitPowers(1, 2, 3, 1, 2, 3);
    assertThat(taken.place()).contains(place);
  }

  @Test
  void keepsALineThatCouldNotBeKeptAtOnce() throws Exception {
    taken.full(true);
    append(line(1) + line(2));
    await().atMost(PATIENCE).until(() -> source.health().trouble().isPresent());
    taken.full(false);
    awaitPowers(1, 2);
    assertThat(source.health().trouble()).isEmpty();
  }

  @Test
  void refusesAndCountsWhatIsNoRow() throws Exception {
    append("time;power\n");
    append("28.11.2026 9:00:00,NaN\n");
    append("28.11.2026 9:00:00,-5\n");
    append("28.11.2026 9:00:00,1e400\n");
    append("31.11.2026 9:00:00,5\n");
    append("29.03.2026 2:30:00,5\n"); // the clocks leave it out
    append("28.11.2026 9:00:00\n");
    append("28.11.2026 9:00:00,\"5\n");
    append("28.11.0001 9:00:00,5\n");
    append("x".repeat(200_000) + "\n");
    Files.write(
        file, new byte[] {(byte) 0xFF, (byte) 0xC0, 0, ',', '5', '\n'}, StandardOpenOption.APPEND);
    append("28.11.2026 9:00:01,\"7\"\n");

    awaitPowers(7);
    assertThat(source.health().refused()).isEqualTo(11);
  }

  @Test
  void passesOverAByteOrderMark() throws Exception {
    Files.writeString(file, "\uFEFF" + line(1), UTF_8);
    awaitPowers(1);
    assertThat(source.health().refused()).isZero();
  }

  @Test
  void knowsTheHourThatComesTwice() throws Exception {
    append("25.10.2026 2:30:00,1\n25.10.2026 2:59:00,2\n25.10.2026 2:10:00,3\n");
    awaitPowers(1, 2, 3);
    assertThat(taken.readings())
        .extracting(Reading::time)
        .containsExactly(
            Instant.parse("2026-10-25T00:30:00Z"),
            Instant.parse("2026-10-25T00:59:00Z"),
            Instant.parse("2026-10-25T01:10:00Z"));
  }

  @Test
  void waitsForAFileThatIsNotThereYet() throws Exception {
    source.close();
    Files.delete(file);
    open();
    await().atMost(PATIENCE).until(() -> source.health().trouble().isPresent());
    Files.writeString(file, line(1));
    awaitPowers(1);
  }

  private static String line(int power) {
    return "28.11.2026 9:00:01," + power + "\n";
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private void touch(String name, int second) throws IOException {
    Files.setLastModifiedTime(
        folder.resolve(name),
        FileTime.from(Instant.parse("2026-11-28T09:00:00Z").plusSeconds(second)));
  }

  private void awaitPowers(double... powers) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(powers())
                    .containsExactly(Arrays.stream(powers).boxed().toArray(Double[]::new)));
  }

  private List<Double> powers() {
    return taken.readings().stream().map(each -> each.powerW().getAsDouble()).toList();
  }
}
